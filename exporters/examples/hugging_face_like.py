"""A network called as those of transformers are: by name, and with named outputs.

    model = transformers.AutoModel.from_pretrained(..., attn_implementation="sdpa")
    example = dict(tokenizer(["A sentence.", "Another."], padding=True,
                             return_tensors="pt"))

Its outputs are a dictionary of its own class; a wrapper makes a plain one of it.
"""

import torch
from layerbylayer import to_tfjs
from torch import nn
from torch.nn import functional


class Encoder(nn.Module):
    """One layer of attention over embeddings of tokens and of places."""

    def __init__(self) -> None:
        """Make its layers."""
        super().__init__()
        self.tokens, self.places = nn.Embedding(60, 16), nn.Embedding(32, 16)
        self.query, self.key, self.value = (nn.Linear(16, 16) for _ in range(3))
        self.norm = nn.LayerNorm(16)

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> dict[str, torch.Tensor]:
        """Give states, (batch, length, 16), and their mean, (batch, 16)."""
        places = torch.arange(input_ids.shape[1])
        x = self.tokens(input_ids) + self.places(places)
        heads = [
            part(x).unflatten(-1, (2, 8)).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        ]
        mask = attention_mask[:, None, None, :].bool()
        attended = functional.scaled_dot_product_attention(*heads, attn_mask=mask)
        states = self.norm(x + attended.transpose(1, 2).flatten(2))
        kept = attention_mask.unsqueeze(-1).float()
        mean = (states * kept).sum(1) / kept.sum(1).clamp(min=1)
        return {"last_hidden_state": states, "sentence_embedding": mean}


torch.manual_seed(0)
model = Encoder().eval()
example = {
    "input_ids": torch.randint(0, 60, (2, 7)),
    "attention_mask": torch.tensor([[1] * 7, [1] * 4 + [0] * 3]),
}

if __name__ == "__main__":
    to_tfjs(model, "exported/hugging_face_like", example=example)
