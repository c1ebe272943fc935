"""PyTorch: a network for images, with its feature map for a heat map in the page."""

import torch
from layerbylayer import to_tfjs
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(
    nn.Conv2d(3, 8, 3, stride=2, padding=1, bias=False),
    nn.BatchNorm2d(8),
    nn.ReLU6(),
    nn.Conv2d(8, 16, 3, groups=2, padding=1),
    nn.SiLU(),
    nn.AdaptiveAvgPool2d(1),
    nn.Flatten(),
    nn.Linear(16, 4),
)
example = torch.randn(4, 3, 32, 32)

if __name__ == "__main__":
    to_tfjs(model, "exported/torch_classifier", example=example, feature_map=True)
