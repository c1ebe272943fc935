"""The network in PyTorch."""

# ruff: noqa: D103 (a tutorial shows these as a reader would write them)
# mypy: disable-error-code="no-untyped-def, no-untyped-call"
import torch
from torch.nn import functional


def losses(w1, b1, w2, b2, batches):
    parts = [torch.tensor(part, requires_grad=True) for part in (w1, b1, w2, b2)]
    sgd = torch.optim.SGD(parts, lr=0.1)
    for x, y in batches:
        hidden = torch.relu(torch.from_numpy(x) @ parts[0] + parts[1])
        scores = hidden @ parts[2] + parts[3]
        loss = functional.cross_entropy(scores, torch.from_numpy(y))
        sgd.zero_grad()
        loss.backward()
        sgd.step()
        yield loss.item()


def first_number():
    torch.manual_seed(1)
    return torch.randn(1).item()
