"""A network written as timm writes them; with timm, it is what create_model gives.

model = timm.create_model("mobilenetv3_small_050", pretrained=True)
mean, std = model.pretrained_cfg["mean"], model.pretrained_cfg["std"]
"""

import torch
from layerbylayer import to_tfjs
from torch import nn

mean, std = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


class Inverted(nn.Module):
    """Wider, a depthwise convolution, squeeze and excitation, narrower again."""

    def __init__(self, width: int) -> None:
        """Make its layers."""
        super().__init__()
        self.conv_pw = nn.Conv2d(width, 2 * width, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(2 * width)
        self.conv_dw = nn.Conv2d(2 * width, 2 * width, 3, 1, 1, groups=2 * width)
        self.conv_reduce = nn.Conv2d(2 * width, 4, 1)
        self.conv_expand = nn.Conv2d(4, 2 * width, 1)
        self.conv_pwl = nn.Conv2d(2 * width, width, 1)
        self.act = nn.Hardswish(inplace=True)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Give the same shape as x, (batch, width, height, width)."""
        y = self.conv_dw(self.act(self.bn1(self.conv_pw(x))))
        share = self.conv_expand(
            self.act(self.conv_reduce(y.mean((2, 3), keepdim=True)))
        )
        return x + self.conv_pwl(y * nn.functional.hardsigmoid(share))


class Network(nn.Module):
    """The pixels' scale is a part of the network, so that the page passes 0 to 1."""

    def __init__(self) -> None:
        """Make its layers."""
        super().__init__()
        self.register_buffer("mean", torch.tensor(mean).reshape(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor(std).reshape(1, 3, 1, 1))
        self.conv_stem = nn.Conv2d(3, 8, 3, 2, 1)
        self.blocks = nn.Sequential(Inverted(8), Inverted(8))
        self.classifier = nn.Linear(8, 5)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Give scores, (batch, 5), of images, (batch, 3, height, width)."""
        x = self.blocks(self.conv_stem((x - self.mean) / self.std))
        return self.classifier(x.mean((2, 3)))


torch.manual_seed(0)
model = Network().eval()
example = torch.rand(2, 3, 32, 32)

if __name__ == "__main__":
    to_tfjs(model, "exported/timm_like", example=example, input_range=(0, 1))
