#!/usr/bin/env bash
# A cell that raises an ExceptionGroup leaves no error output in an executed notebook.
#
# Guess: each cell that raises has an output of the type `error`, with a traceback, as the
#   notebook format and Jupyter's messages describe it.
# Seen (IPython 9.18.1, ipykernel 7.4.0, nbclient 0.11.0): a ValueError has one; of an
#   ExceptionGroup IPython prints the traceback, so that it is a stream on stderr, and no
#   `error` message is sent. nbclient raises CellExecutionError in both cases.
# Here: since an author's error shall name its line, which was looked for in that output.
# So: take name and message from CellExecutionError, and search stderr for the line, too.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check \
  ipython==9.18.1 ipykernel==7.4.0 nbclient==0.11.0

cat >finding.py <<'END'
import sys
from importlib.metadata import version

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

print(*(f"{name} {version(name)}" for name in ("ipython", "ipykernel", "nbclient")))
print("guess: each cell that raises has an error output")
seen = {}
for code in ("raise ValueError('one')", "raise ExceptionGroup('two', [ValueError('one')])"):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    try:
        NotebookClient(notebook, kernel_name="python3").execute()
    except CellExecutionError as error:
        kinds = {output.output_type for output in notebook.cells[0].outputs}
        seen[error.ename] = kinds
        print(f"seen:  {error.ename}: outputs {sorted(kinds)}")
if seen != {"ValueError": {"error"}, "ExceptionGroup": {"stream"}}:
    sys.exit("changed: the outputs of a cell that raises are other ones.")
END
PATH="$folder/venv/bin:$PATH" JUPYTER_PATH="$folder/venv/share/jupyter" venv/bin/python finding.py
