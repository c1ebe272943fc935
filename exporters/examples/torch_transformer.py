"""PyTorch: an encoder for sentences, with a mask for the padding."""

import torch
from layerbylayer import to_tfjs
from torch import nn


class Sentences(nn.Module):
    """Words to the mean of what the encoder makes of them."""

    def __init__(self) -> None:
        """Make its layers."""
        super().__init__()
        self.words = nn.Embedding(100, 16, padding_idx=0)
        layer = nn.TransformerEncoderLayer(16, 2, 32, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        """Give (batch, 16) for tokens, (batch, length); 0 is padding."""
        padding = tokens == 0
        found = self.encoder(self.words(tokens), src_key_padding_mask=padding)
        kept = (~padding).unsqueeze(-1).float()
        return (found * kept).sum(1) / kept.sum(1)


torch.manual_seed(0)
model = Sentences()
example = torch.randint(1, 100, (3, 8))
example[1, 5:] = 0

if __name__ == "__main__":
    to_tfjs(model, "exported/torch_transformer", example=example)
