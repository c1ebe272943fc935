"""An exported folder runs alone, and refuses what it should not be given."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextvars import Context
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch
from layerbylayer import (
    ExportWarning,
    InvalidTargetError,
    ParityError,
    record,
    replay,
    to_wasm,
)
from layerbylayer.torch_graph.traced import FORWARD, trace
from layerbylayer.wasm.kernels import VARIANTS
from layerbylayer.wasm.kernels.build import FOLDER, compile_kernels
from layerbylayer.wasm.linking.binary import CODE, IMPORT, Reader
from torch import nn

ROOT = Path(__file__).parents[3]
RUNS = ("model.mjs", "model.wasm", "weights.bin")


class Network(nn.Module):
    """Words and a picture: indices, an embedding, a dense layer."""

    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(5, 4)
        self.dense = nn.Linear(6, 4)

    def forward(self, picture, word):
        return (self.dense(picture.flatten(1)) + self.words(word)).softmax(-1)


EXAMPLE = (torch.ones(2, 2, 3), torch.tensor([1, 4]))


@pytest.fixture
def folder(tmp_path):
    to_wasm(Network(), tmp_path / "model", example=EXAMPLE)
    return tmp_path / "model"


def javascript(folder: Path, code: str) -> dict[str, Any]:
    """What a script in another folder makes of the network, `load` being its loader."""
    prelude = f"import load from {json.dumps(str(folder / 'model.mjs'))};"
    told = "(e) => ({ error: e.message, type: e.constructor.name })"
    script = (
        f"{prelude} const result = await (async () => {{ {code} }})().catch({told});"
        "console.log(JSON.stringify(result));"
    )
    command = ["node", "--input-type=module", "-e", script]
    done = subprocess.run(
        command, cwd=folder.parent, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_three_files_run_alone_and_take_several_examples(folder, tmp_path):
    alone = tmp_path / "elsewhere" / "alone"
    alone.mkdir(parents=True)
    for name in RUNS:
        shutil.copy(folder / name, alone)
    code = """
      const network = await load();
      const [both] = network.predict(new Float32Array(12).fill(1), [1, 4]);
      const [second] = network.predict(new Float32Array(6).fill(1), [4]);
      return { both: Array.from(both), second: Array.from(second) };
    """
    found = javascript(alone, code)
    stored = json.loads((folder / "card.json").read_text())["example"]["outputs"][0]
    expected = torch.frombuffer(
        bytearray((folder / stored["file"]).read_bytes()), dtype=torch.float32
    )
    assert torch.allclose(torch.tensor(found["both"]), expected, atol=1e-6)
    assert found["second"] == found["both"][4:]


def test_files_can_be_given_as_bytes_or_as_a_module(folder):
    code = """
      const { readFileSync } = await import("node:fs");
      const at = (name) => readFileSync(%s + name);
      const module = new WebAssembly.Module(at("/model.wasm"));
      const [one] = (await load({ module, weights: at("/weights.bin") })).predict(
        new Float32Array(6), [0]);
      const bytes = { module: at("/model.wasm"), weights: at("/weights.bin").buffer };
      return { same: one.length, imports: WebAssembly.Module.imports(module).length };
    """
    found = javascript(folder, code % json.dumps(str(folder)))
    assert found == {"same": 4, "imports": 0}


@pytest.mark.parametrize("name", ["model*.wasm", "weights.bin"])
@pytest.mark.parametrize("damage", ["truncated", "foreign"])
def test_other_files_are_refused_before_they_run(name, damage, folder):
    for file in folder.glob(name):
        data = bytearray(file.read_bytes())
        data[-1] ^= 1
        file.write_bytes(data[:-1] if damage == "truncated" else data)
    found = javascript(folder, "return await load();")
    told = f"{name.replace('*', '')} is not the file that was exported with model.mjs"
    assert told in found["error"].replace(".relaxed", "")


def test_a_missing_file_is_told(folder):
    (folder / "weights.bin").unlink()
    assert "weights.bin" in javascript(folder, "return await load();")["error"]


PICTURE = "new Float32Array(6)"
BAD_INPUTS = {
    "new Float32Array(5), [0]": '"picture" (1 × 2 × 3) takes 6 numbers for an example',
    "new Float32Array([0, NaN, 0, 0, 0, 0]), [0]": '"picture" (1 × 2 × 3) holds NaN',
    f"{PICTURE}, [0, 1]": "hold 1, 2 examples",
    f"{PICTURE}, [0.5]": '"word" (1) holds 0.5 at 0: that is no int32',
    f"{PICTURE}": 'predict takes 2 arrays, "picture", "word"; not 1',
    f"{PICTURE}, [5]": "an index lies outside of the table",
    f"{PICTURE}, [-1000]": "an index lies outside of the table",
}


def test_wrong_inputs_are_told_with_name_and_shape(folder):
    calls = ",".join(f"() => network.predict({given})" for given in BAD_INPUTS)
    code = f"""
      const network = await load();
      return [{calls}].map((call) => {{
        try {{ return String(call()); }} catch (error) {{ return error.message; }}
      }});
    """
    found = javascript(folder, code)
    for message, expected in zip(found, BAD_INPUTS.values(), strict=True):
        assert expected in message


def count(module: bytes, kind: int) -> int:
    sections = dict(Reader(module).sections())
    return Reader(sections[kind]).unsigned() if kind in sections else 0


def test_only_used_kernels_travel(tmp_path):
    sizes = []
    for name, layers in {"one": [], "two": [nn.Tanh()]}.items():
        model = nn.Sequential(nn.Linear(3, 2), *layers)
        card = to_wasm(model, tmp_path / name, example=torch.ones(1, 3))
        module = (tmp_path / name / "model.wasm").read_bytes()
        assert count(module, IMPORT) == 0
        # The function that calls them; and what Tanh itself calls.
        kernels = card.parity.kernels
        assert kernels
        assert count(module, CODE) == len(kernels) + 1 + ("Tanh" in kernels)
        sizes.append(len(module))
    assert sizes[0] < sizes[1] < 4000


def test_the_same_module_gives_the_same_bytes(tmp_path):
    """In other processes, where sets have another order; and from a trace."""
    saved = tmp_path / "model.pt2"
    example = (torch.ones(2, 1, 8, 8),)
    model = nn.Sequential(
        nn.Conv2d(1, 4, 3), nn.GELU(), nn.Flatten(), nn.Linear(144, 2)
    )
    torch.export.save(trace(model, example[0]).programs[FORWARD], saved)
    exported = []
    for seed in ("1", "2"):
        folder = tmp_path / seed / "m"
        command = [sys.executable, "-m", "layerbylayer", "wasm", saved, folder]
        command.append("--trust")
        environment = os.environ | {"PYTHONHASHSEED": seed}
        done = subprocess.run(
            [*command, "--check"], env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        assert "parity" in done.stdout
        exported.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert exported[0] == exported[1] and len(exported[0]) == 8


@pytest.mark.parametrize("name", VARIANTS)
def test_the_kernels_are_those_of_their_sources(name, tmp_path):
    """Run `python -m layerbylayer.wasm.kernels.build` if they are not."""
    compile_kernels(tmp_path / "again.o", VARIANTS[name])
    assert (tmp_path / "again.o").read_bytes() == (FOLDER / f"{name}.o").read_bytes()


@pytest.mark.parametrize("quantize", ["uint8", "float16"])
def test_narrow_weights_are_widened(quantize, tmp_path, node):
    torch.manual_seed(0)
    model = nn.Sequential(
        *(nn.Conv2d(3, 16, 5, groups=1), nn.ReLU(), nn.Conv2d(16, 64, 3, groups=16)),
        *(nn.ReLU(), nn.Flatten(), nn.Linear(64 * 16, 10), nn.Softmax(-1)),
    )
    images = torch.randn(8, 3, 10, 10)
    sizes = {}
    for name, narrow in {"plain": None, "narrow": quantize}.items():
        card = to_wasm(
            model, tmp_path / name, example=images, targets=[0] * 8, quantize=narrow
        )
        assert card.parity.status == "passed"
        sizes[name] = card.files["weights.bin"].bytes
    found = card.quantization
    assert found and found.max_abs_change and found.same_answer
    assert found.requested == quantize and found.stored[quantize] == 2
    assert 0 < found.max_abs_change < (0.01 if quantize == "uint8" else 1e-3)
    assert found.same_answer == 1 and found.accuracy == found.accuracy_before
    assert sizes["narrow"] < sizes["plain"] * (0.35 if quantize == "uint8" else 0.55)


def test_recorded_calls_are_made_again(tmp_path, monkeypatch, node):
    """From a trace, which leaves the number of examples open."""
    monkeypatch.chdir(tmp_path)
    model = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))
    with record("calls"):
        to_wasm(model, "exported/m", example=torch.ones(2, 3))
    folder = tmp_path / "exported" / "m"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    shutil.rmtree(folder)
    replay("calls")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_typescript_knows_the_functions(folder, tmp_path):
    page = tmp_path / "page.mts"
    page.write_text(
        'import load from "./model/model.mjs";\n'
        "const network = await load();\n"
        "const [output] = network.predict(new Float32Array(6), [1]);\n"
        "export const first: number = output[0];\n"
        "// @ts-expect-error: it takes two arrays\n"
        "network.predict(output);\n"
    )
    options = "--noEmit --strict --target es2022 --module nodenext --lib es2022,dom"
    command = [ROOT / "node_modules/.bin/tsc", *options.split(), page]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_nothing_is_lost_and_nothing_unchecked_is_called_checked(
    folder, tmp_path, monkeypatch
):
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(InvalidTargetError, match=r"notes\.txt"):
        to_wasm(Network(), folder, example=EXAMPLE)
    monkeypatch.setenv("PATH", "")
    # Where no Node.js runs already.
    export = partial(to_wasm, Network(), example=EXAMPLE)
    with pytest.raises(ParityError, match=r"not checked: Node\.js was not found"):
        Context().run(export, path=tmp_path / "other", check=True)
    with pytest.warns(ExportWarning, match="unchecked"):
        card = Context().run(export, path=tmp_path / "other")
    assert card.parity.status == "unchecked"
