#!/usr/bin/env bash
# torch.no_grad() changes what a transformer puts out, not only what it remembers.
#
# Guess: in eval mode, a TransformerEncoder gives the same numbers with and without
#   torch.no_grad(), which only leaves gradients out.
# Seen (torch 2.13.0): with a padding mask, no_grad lets it take its fast path. Padded
#   positions are 0 there, and ordinary numbers otherwise. What is not padded agrees, but
#   a mean over the positions does not. With norm_first=True nothing differs.
# Here: since the reader of PyTorch modules runs them under no_grad; it turns the fast
#   path off.
# So: pool by the mask, or torch.backends.mha.set_fastpath_enabled(False) before
#   comparing an exported model with its original.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check torch==2.13.0 numpy==2.4.6

cat >finding.py <<'END'
import sys
import warnings

import torch
from torch import nn

warnings.filterwarnings("ignore", category=UserWarning)  # nested tensors are a prototype


def differences(norm_first: bool) -> tuple[float, float, float, float]:
    """Of kept and padded positions and of means; and the largest padded by no_grad."""
    torch.manual_seed(0)
    layer = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True, norm_first=norm_first)
    encoder = nn.TransformerEncoder(layer, 2).eval()
    words = torch.randn(2, 5, 8)
    padded = torch.tensor([[0, 0, 0, 0, 0], [0, 0, 0, 1, 1]]).bool()
    plain = encoder(words, src_key_padding_mask=padded).detach()
    with torch.no_grad():
        fast = encoder(words, src_key_padding_mask=padded)
    apart = (plain - fast).abs()
    means = (plain.mean(1) - fast.mean(1)).abs()
    return (
        apart[~padded].max().item(),
        apart[padded].max().item(),
        means.max().item(),
        fast[padded].abs().max().item(),
    )


kept, padded, means, zeros = differences(norm_first=False)
torch.backends.mha.set_fastpath_enabled(False)
without = max(differences(norm_first=False)[:3])
torch.backends.mha.set_fastpath_enabled(True)
first = max(differences(norm_first=True)[:3])
print("torch", torch.__version__)
print("guess: the same numbers with and without no_grad")
print(f"seen:  largest difference {kept:.1e} where there are words, {padded:.2f} where padded")
print(f"       {means:.2f} in the mean over positions; under no_grad, padded is {zeros}")
print(f"       with the fast path off {without:.1e}, with norm_first {first:.1e}")
small = 1e-5
still = kept < small and padded > 0.5 and means > 0.1 and zeros == 0
if not (still and max(without, first) < small):
    sys.exit("changed: no_grad no longer makes padded positions 0, and only those.")
END
OMP_NUM_THREADS=1 venv/bin/python finding.py
