"""A change in the exporters exports again from the trained models, no training."""

import json

import pytest

from site_src.pipeline import execute, identity, tutorial
from site_src.pipeline.errors import TutorialError

TRAINING = """
    # %%
    import keras
    import numpy as np
    from layerbylayer import to_tfjs

    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(2)])
    model.compile("sgd", "mse")
    x = np.random.default_rng(0).normal(size=(16, 3)).astype("float32")
    model.fit(x, x[:, :2], verbose=0)

    # %%
    labels = ["left", "right"]
    to_tfjs(model, "exported/tiny", title="Tiny", labels=labels, example=x[:4],
            metrics={"loss": np.float32(0.5)})
    """


def test_exports_are_made_again_from_the_trained_model(write, progress, monkeypatch):
    one = tutorial.read(write(TRAINING, "exports: [tiny]"))
    first = execute.run(one, "cpu", progress)
    model = first.model("tiny")
    files = {path.name: path.read_bytes() for path in model.iterdir()}
    assert execute.run(one, "cpu", progress).exports == first.exports

    monkeypatch.setattr(identity, "exporters", lambda: "changed")
    again = execute.run(one, "cpu", progress)
    assert again.provenance == first.provenance  # not executed again
    assert again.exports != first.exports
    assert {p.name: p.read_bytes() for p in again.model("tiny").iterdir()} == files
    card = json.loads(files["card.json"])
    assert card["labels"] == ["left", "right"] and card["metrics"] == {"loss": 0.5}


TORCH = """
    # %%
    import numpy as np
    import torch
    from layerbylayer import to_tfjs

    class Mine(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.dense = torch.nn.Linear(3, 2)

        def forward(self, pixels):
            return self.dense(pixels / 255).softmax(dim=1)

    torch.manual_seed(1)
    x = np.random.default_rng(0).integers(0, 255, (4, 3), "uint8")
    to_tfjs(Mine().eval(), "exported/tiny", title="Tiny", example=x, labels=["l", "r"])
    """


def test_a_module_is_exported_again_without_its_class(write, progress, monkeypatch):
    one = tutorial.read(write(TORCH, "exports: [tiny]"))
    first = execute.run(one, "cpu", progress)
    weights = [p.read_bytes() for p in sorted(first.model("tiny").glob("*.bin"))]
    monkeypatch.setattr(identity, "exporters", lambda: "changed")
    again = execute.run(one, "cpu", progress)
    assert again.provenance == first.provenance and again.exports != first.exports
    assert [
        p.read_bytes() for p in sorted(again.model("tiny").glob("*.bin"))
    ] == weights


def test_an_exporter_that_fails_names_the_tutorial(write, progress, monkeypatch):
    one = tutorial.read(write(TRAINING, "exports: [tiny]"))
    first = execute.run(one, "cpu", progress)
    call = next(first.folder.glob("trained/*/call.json"))
    call.write_text(call.read_text().replace("to_tfjs", "to_nothing"))
    monkeypatch.setattr("site_src.pipeline.cache.sha256", lambda _: "same")
    monkeypatch.setattr(identity, "exporters", lambda: "changed")
    with pytest.raises(TutorialError, match="cannot be exported again.*to_nothing"):
        execute.exports.of_run(
            one, type("Kept", (), {"folder": first.folder}), execute.environment(1)
        )
