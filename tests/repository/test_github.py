"""The workflows are valid, and the site can leave this machine."""

import subprocess
import sys

import pytest
from site_src.pipeline import config

WORKFLOWS = sorted((config.ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_fits_the_schema(path):
    check = [sys.executable, "-m", "check_jsonschema"]
    schema = ["--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run([*check, *schema, path], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_workflows_are_there():
    assert [path.name for path in WORKFLOWS] == ["ci.yml", "links.yml", "site.yml"]
