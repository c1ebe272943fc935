"""PyTorch: a U-Net for images of any size; the page passes them as they are."""

import torch
from layerbylayer import to_tfjs
from torch import nn
from torch.nn import functional


class UNet(nn.Module):
    """Down once, up once, with a way across."""

    def __init__(self) -> None:
        """Make its layers."""
        super().__init__()
        self.down = nn.Conv2d(3, 8, 3, stride=2, padding=1)
        self.out = nn.Conv2d(8 + 3, 1, 3, padding=1)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        """Give a mask, (batch, 1, height, width)."""
        deep = functional.relu(self.down(image))
        wide = functional.interpolate(deep, size=image.shape[2:], mode="bilinear")
        return self.out(torch.cat([image, wide], 1)).sigmoid()


torch.manual_seed(0)
model = UNet()
example = torch.randn(2, 3, 24, 32)
AUTO = torch.export.Dim.AUTO
shapes = {"image": {0: AUTO, 2: AUTO, 3: AUTO}}

if __name__ == "__main__":
    to_tfjs(model, "exported/torch_any_size", example=example, dynamic_shapes=shapes)
