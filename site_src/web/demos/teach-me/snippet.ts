/** Name of the file that is downloaded. */
export const FILE = "my-model.json";

/** Reads the downloaded file in Python. Shown in the page, and run by the tests. */
export const SNIPPET = `import base64, json
import keras
import numpy as np

with open("${FILE}") as file:
    saved = json.load(file)

def numbers(text):
    return np.frombuffer(base64.b64decode(text), "<f4")

classes = saved["classes"]
kernel = numbers(saved["kernel"]).reshape(-1, len(classes))
head = keras.Sequential([
    keras.Input((len(kernel),)),
    keras.layers.Dense(len(classes), activation="softmax"),
])
head.set_weights([kernel, numbers(saved["bias"])])

features = numbers(saved["check"]["features"])  # of your first picture
for name, share in zip(classes, head.predict(features[None], verbose=0)[0]):
    print(f"{name}: {share:.4f}")
`;
