#!/usr/bin/env bash
# Jupytext turns a comment that begins like a shell command into a line of code.
#
# Guess: a comment of a percent script is still a comment in the notebook.
# Seen (jupytext 1.19.1): "# cat pictures, for a start" becomes "cat pictures, for a
#   start", and "# why?" becomes "why?". The cell is no longer Python. Writing the
#   notebook back puts the "# " in again, so that a round trip looks perfect.
# Here: since tutorials are percent files, read by jupytext and run as cells.
# So: begin comments with another word, or set the option `comment_magics` to false,
#   which leaves comments alone (and then real magics too).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check jupytext==1.19.1

cat >finding.py <<'END'
import ast
import sys

import jupytext

COMMENTS = [
    "# cat pictures, for a start",
    "# copy the weights",
    "# echo of an older run",
    "# why?",
    "# pictures of cats",
]
script = "# %%\n" + "\n".join([*COMMENTS, "pictures = 3", ""])


def is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


notebook = jupytext.reads(script, fmt="py:percent")
cell = notebook.cells[0].source
uncommented = [line for line in cell.splitlines() if "# " + line in COMMENTS]
body = script.split("\n", 1)[1]
back = jupytext.writes(notebook, fmt="py:percent")
percent = {"extension": ".py", "format_name": "percent", "comment_magics": False}
left = jupytext.reads(script, fmt=percent).cells[0].source.strip() == body.strip()

print("jupytext", jupytext.__version__)
print("guess: no comment changes; script and cell are both Python")
print("seen: ", uncommented, "are code now")
print("       script is Python:", is_python(body), "- cell is Python:", is_python(cell))
print("       written back unchanged:", body in back)
print("       comments left alone with comment_magics=False:", left)
still = (
    len(uncommented) == 4
    and is_python(body)
    and not is_python(cell)
    and body in back
    and left
)
if not still:
    sys.exit("changed: these four comments no longer turn into code.")
END
venv/bin/python finding.py
