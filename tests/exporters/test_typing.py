"""What a type checker, and so an editor, sees of `to_tfjs`."""

from __future__ import annotations

from pathlib import Path

from mypy import api

GOOD = """
from layerbylayer import Card, to_tfjs

model: object = None
card: Card = to_tfjs(model, "out", format="layers", labels=["a"], quantize="uint8")
card = to_tfjs(model, "out", format="graph", feature_map=True, dynamic_shapes=({},))
card = to_tfjs(model, "out", functions={"step": (1, 2)}, check=True)
print(card.parity.status)
"""
BAD = """
from layerbylayer import to_tfjs

model: object = None
to_tfjs(model, "out", format="layers", feature_map=True)
to_tfjs(model, "out", format="onnx")
to_tfjs(model, "out", quantize="int4")
to_tfjs(model, "out", no_such_option=1)
to_tfjs(model, "out", functions=["step"])
"""


def test_mypy_accepts_good_options_and_finds_each_wrong_one(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.py", tmp_path / "bad.py"
    good.write_text(GOOD)
    bad.write_text(BAD)
    cache = ["--cache-dir", str(tmp_path / "cache")]
    out, err, _ = api.run(["--strict", "--config-file=", *cache, str(good), str(bad)])
    assert "good.py" not in out and err == "", out + err
    wrong = {line.split(":")[1] for line in out.splitlines() if "bad.py" in line}
    assert {"5", "6", "7", "8", "9"} <= wrong, out
