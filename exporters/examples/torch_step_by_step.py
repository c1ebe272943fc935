"""PyTorch: a network that writes letter by letter, as functions of one graph."""

import torch
from layerbylayer import to_tfjs
from torch import nn


class Writer(nn.Module):
    """A letter and a state to scores for the next letter, and the next state."""

    def __init__(self) -> None:
        """Make its layers."""
        super().__init__()
        self.letters = nn.Embedding(27, 16)
        self.cell = nn.GRUCell(16, 32)
        self.scores = nn.Linear(32, 27)

    def start(self, seed: torch.Tensor) -> torch.Tensor:
        """Give the first state, (batch, 32), of (batch, 32) numbers."""
        return torch.tanh(seed)

    def step(
        self, letter: torch.Tensor, state: torch.Tensor
    ) -> tuple[torch.Tensor, ...]:
        """Give scores, (batch, 27), and the next state; letter is (batch,)."""
        state = self.cell(self.letters(letter), state)
        return self.scores(state), state


torch.manual_seed(0)
model = Writer()
functions = {
    "start": (torch.randn(2, 32),),
    "step": (torch.tensor([3, 7]), torch.randn(2, 32)),
}

if __name__ == "__main__":
    to_tfjs(model, "exported/torch_step_by_step", functions=functions)
