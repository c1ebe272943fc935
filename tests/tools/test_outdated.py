"""Which pins have newer releases: read from what pip and npm say."""

import json

from site_src.pipeline.config import ROOT
from site_src.tools.outdated import Newer, locked, newer_npm, newer_python, unpinned


def test_only_locked_packages_are_listed():
    lock = "numpy==2.0.1\npyyaml==6.0.2 ; python_version > '3'\n# torch==1\n"
    listed = [
        {"name": "PyYAML", "version": "6.0.2", "latest_version": "7.0"},
        {"name": "wheel", "version": "1.0", "latest_version": "2.0"},
    ]
    assert locked(lock) == {"numpy": "2.0.1", "pyyaml": "6.0.2"}
    assert newer_python(lock, listed) == [Newer("Python", "PyYAML", "6.0.2", "7.0")]


def test_npm_lists_what_is_not_the_newest():
    said = {
        "esbuild": {"wanted": "0.25.0", "latest": "0.28.0"},
        "lit": {"wanted": "3.3.0", "latest": "3.3.0"},
        "odd": [{"wanted": "1.0.0", "latest": "2.0.0"}],
        "ahead": {"wanted": "13.5.0", "latest": "12.8.2"},
        "unlike": {"wanted": "1.0.0-rc.x", "latest": "1.0.0"},
        "unlocked": {"latest": "1.0.0"},
    }
    found = newer_npm("npm", json.dumps(said))
    assert [(one.name, one.newest) for one in found] == [
        ("esbuild", "0.28.0"),
        ("odd", "2.0.0"),
        ("unlike", "1.0.0"),
        ("unlocked", "1.0.0"),
    ]
    assert newer_npm("npm", "") == []


def test_the_newest_of_all_dependencies_is_asked_for():
    names = unpinned((ROOT / "pyproject.toml").read_text())
    assert {"torch", "keras", "pytest", "mkdocs-material"} <= set(names)
    assert not [name for name in names if "=" in name or ">" in name]
