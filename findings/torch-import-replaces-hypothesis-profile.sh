#!/usr/bin/env bash
# Importing PyTorch's table of operations changes how all your Hypothesis tests run.
#
# Guess: an import leaves the Hypothesis profile alone that the user has loaded.
# Seen (torch 2.13.0, hypothesis 6.170.17): the import loads a profile of PyTorch's own:
#   10 examples instead of the user's 50, and no database, so that failing examples are
#   not tried again. Tests collected before it keep the user's profile, later ones do
#   not: the order of files decides how thoroughly they test.
# Here: since tests of the exporters run PyTorch's own samples (op_db).
# So: remember settings.get_current_profile_name() before the import, load it after.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check \
  torch==2.13.0 numpy==2.4.6 hypothesis==6.170.17 expecttest==0.3.0

cat >finding.py <<'END'
import sys

import hypothesis
import torch
from hypothesis import given, settings
from hypothesis import strategies as st


def examples() -> int:
    """How many examples a test runs that is defined now."""
    seen = []

    @given(st.integers())
    def test(number: int) -> None:
        seen.append(number)

    test()
    return len(seen)


settings.register_profile("mine", max_examples=50, deadline=None)
settings.load_profile("mine")
before = examples(), settings.get_current_profile_name()

from torch.testing._internal.common_methods_invocations import op_db  # noqa: E402

after = examples(), settings.get_current_profile_name()
database = settings().database
settings.load_profile("mine")
again = examples(), settings.get_current_profile_name()
print("torch", torch.__version__, "- hypothesis", hypothesis.__version__)
print("guess: 50 examples by the profile 'mine', before and after the import")
print(f"seen:  {before} before, {after} after ({len(op_db)} operations), database {database}")
print(f"       {again} once the profile is loaded again")
if not (before == again == (50, "mine") and after[0] == 10 and database is None):
    sys.exit("changed: the import no longer loads a profile of PyTorch's own.")
END
OMP_NUM_THREADS=1 venv/bin/python finding.py
