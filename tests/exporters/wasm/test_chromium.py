"""A compiled network in Chromium: page and worker, under a strict policy."""

import json
import subprocess
from pathlib import Path

import numpy as np
import torch
from layerbylayer import to_wasm
from torch import nn

SCRIPT = Path(__file__).with_name("chromium.mjs")
TSX = Path(__file__).parents[3] / "node_modules" / ".bin" / "tsx"


def test_a_page_and_a_worker_compute_the_same_from_three_files(tmp_path):
    model = nn.Sequential(
        nn.Conv2d(1, 6, 3), nn.GELU(), nn.Flatten(), nn.Linear(96, 4), nn.Softmax(-1)
    )
    image = torch.randn(1, 1, 6, 6)
    card = to_wasm(model, tmp_path / "model", example=image)
    assert card.parity.status == "passed"
    command = [TSX, SCRIPT, tmp_path / "model", json.dumps(image.flatten().tolist())]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["page"] == found["worker"]
    expected = model(image).detach().numpy()
    np.testing.assert_allclose(found["page"], expected, atol=1e-5)
    # This browser has relaxed SIMD.
    assert found["asked"] == ["/model.mjs", "/model.relaxed.wasm", "/weights.bin"]
