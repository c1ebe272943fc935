"""How long a stranger waits, from an empty environment to a first exported model.

Builds the wheel, makes an empty environment for each framework, lets pip install the
wheel there with what its extra asks for, and runs the first example of the pages that
people begin with. pip's cache counts as empty.

Writes bench/first_export.json and, from it, a part of docs/exporters/measured.md.
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).with_suffix(".json")
sys.path.insert(0, str(ROOT))

from layerbylayer.parity.runner import INSTALL  # noqa: E402

from bench.support import page  # noqa: E402

BLOCK = re.compile(r"^```python[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Beginning:
    """What a stranger installs, and the example that is run then."""

    extras: str
    page: str
    contains: str


BEGINNINGS = {
    "Keras": Beginning("keras,torch", "docs/exporters/index.md", "import keras"),
    "PyTorch": Beginning("torch", "exporters/README.md", "torch.nn.Sequential"),
}


@dataclass(frozen=True)
class Measured:
    """Seconds, and what they were spent on."""

    install: str
    megabytes: int
    """Of the environment, with everything that pip installed."""
    installed: float
    tensorflow_js: float
    """Of npm, for what runs the written files to check them."""
    exported: float
    """Of the example: imports, the export and its check."""


def example(beginning: Beginning) -> str:
    """Give the first example of a page that contains something."""
    blocks: list[str] = BLOCK.findall((ROOT / beginning.page).read_text())
    return next(block for block in blocks if beginning.contains in block)


def measure(beginning: Beginning, wheel: Path, folder: Path) -> Measured:
    """Install into an empty environment in a folder, and export there."""
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    install = ["-m", "pip", "install", "--quiet", "--no-cache-dir"]
    wanted = f"{wheel}[{beginning.extras}]"
    installed = _seconds([python, *install, wanted], folder)
    tensorflow_js = _seconds([*INSTALL.split(), "--silent"], folder)
    (folder / "export.py").write_text(example(beginning))
    exported = _seconds([python, "export.py"], folder)
    [card] = (folder / "exported").glob("*/card.json")
    if json.loads(card.read_text())["parity"]["status"] != "passed":
        sys.exit(f"the example of {beginning.page} was not checked.")
    files = (folder / "env").rglob("*")
    size = sum(file.stat().st_size for file in files if file.is_file())
    name = f'pip install "layerbylayer[{beginning.extras}]"'
    return Measured(name, round(size / 1e6), installed, tensorflow_js, exported)


def _seconds(command: list[str | Path], folder: Path) -> float:
    began = time.perf_counter()
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "KERAS"))
    }
    subprocess.run(command, cwd=folder, env=kept, check=True)
    return round(time.perf_counter() - began, 1)


def main() -> None:
    """Measure each beginning, one after the other."""
    found = {}
    load = round(os.getloadavg()[0], 1)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        build = ["-m", "build", "--wheel", "--no-isolation", "-o", str(folder)]
        command: list[str | Path] = [sys.executable, *build, ROOT / "exporters"]
        subprocess.run(command, check=True, capture_output=True)
        [wheel] = folder.glob("*.whl")
        for name, beginning in BEGINNINGS.items():
            (folder / name).mkdir()
            print(f"{name}: an empty environment", flush=True)
            found[name] = asdict(measure(beginning, wheel, folder / name))
            print(json.dumps(found[name]), flush=True)
    results = {
        "date": str(date.today()),
        "hardware": f"{platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "load_at_begin": load,
        "beginnings": found,
    }
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    page.write()


if __name__ == "__main__":
    main()
