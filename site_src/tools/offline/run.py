"""Run a tutorial of this bundle with the data beside it: no network is needed.

python run.py             lists the tutorials
python run.py digits      runs one
python run.py digits --quick    with small parameters, to see whether it runs
"""

import json
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TUTORIALS = json.loads((HERE / "tutorials.json").read_text(encoding="utf-8"))

arguments = [argument for argument in sys.argv[1:] if argument != "--quick"]
if len(arguments) != 1 or arguments[0] not in TUTORIALS:
    print("Say which tutorial to run:", ", ".join(TUTORIALS))
    sys.exit(bool(arguments))

name = arguments[0]
folder = "quick" if "--quick" in sys.argv else "tutorials"
script = HERE / folder / f"{name}.py"
if sys.platform == "linux" and not os.environ.get("DISPLAY"):
    os.environ.setdefault("MPLBACKEND", "Agg")
# The threads of a training then wait without taking the time of other programs.
os.environ.setdefault("GOMP_SPINCOUNT", "10000")
sys.path.insert(0, str(HERE))

from site_src.pipeline.sources import data  # noqa: E402

data.provide(TUTORIALS[name])
code = compile(script.read_text(encoding="utf-8"), str(script), "exec")
exec(code, {"__name__": "__main__", "__file__": str(script)})
