"""Which commands check a change, and why each of them."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from .changes import Change
from .nearness import ITSELF, distances, read_tests

ROOT = Path(__file__).resolve().parents[3]
PYTEST_FOUND_NONE = 5
NEAREST = 10
"""Files of tests that are read first: to read all takes a while, too."""
WEB = PurePosixPath("site_src/web")
SCRIPT = """
import { build } from "esbuild";
const tests = process.argv.slice(1);
const { metafile } = await build({
  entryPoints: tests, bundle: true, write: false, metafile: true, outdir: "unused",
  platform: "node", format: "esm", packages: "external", logLevel: "silent",
  loader: { ".py": "text", ".zip": "file", ".wasm": "file" },
});
const inputs = Object.values(metafile.outputs).filter((one) => one.entryPoint)
  .map((one) => [one.entryPoint, Object.keys(one.inputs)]);
console.log(JSON.stringify(Object.fromEntries(inputs)));
"""
"""Asks esbuild what each test is made of."""


@dataclass(frozen=True)
class Command:
    """A command, and why it is run."""

    why: str
    arguments: tuple[str, ...]
    variables: Mapping[str, str] = field(default_factory=dict)
    fine: tuple[int, ...] = (0,)
    """Its exit codes if nothing is wrong."""
    later: bool = False
    """Whether it is only begun if there is time."""
    apart: bool = False
    """Whether it runs in an empty folder."""

    def __str__(self) -> str:
        """Return it as it would be typed, shortened."""
        line = shlex.join(self.arguments).replace(f"{sys.executable} -m ", "")
        return line if len(line) < 300 else f"{line[:300]}…"


def plan(changed: Sequence[Change]) -> tuple[list[Command], list[str]]:
    """Choose what checks these changes, quick things first.

    Returns:
        The commands, and lines on what is touched and left to `make test`.
    """
    there = [change.path for change in changed if (ROOT / change.path).exists()]
    commands = [*_style(there), *_web(there), *_tutorials(there), *_python(changed)]
    return commands, list(_left(changed))


def _style(paths: Sequence[PurePosixPath]) -> Iterator[Command]:
    if python := _with(paths, ".py"):
        here = (sys.executable, "-m", "ruff")
        yield Command("Python that changed: rules", (*here, "check", *python))
        yield Command("Its layout", (*here, "format", "--check", *python))
    if web := _with(paths, ".ts", ".mjs", ".css", under=("site_src/web", "tests/web")):
        tool = ("npx", "prettier", "--check", "--log-level=warn")
        yield Command("The layout of scripts and styles", (*tool, *web))
    if prose := _with(paths, ".md", ".py", under=("docs", "tutorials")):
        tool = ("npx", "cspell", "--no-progress", "--no-summary")
        yield Command("Spelling", (*tool, *prose))


def _web(paths: Sequence[PurePosixPath]) -> Iterator[Command]:
    scripts = _with(paths, ".ts", under=("site_src/web", "tests/web"))
    if not scripts:
        return
    for project in ("site_src/web", "tests/web"):
        yield Command(f"Types of {project}", ("npx", "tsc", "-p", project))
    yield Command("Rules of scripts that changed", ("npx", "eslint", *scripts))
    if tests := web_tests(scripts):
        command = ("npx", "tsx", "--test", *tests)
        yield Command("Tests of pages' code that are made of it", command)


def web_tests(scripts: Iterable[str]) -> list[str]:
    """Find the tests without a browser that import one of these files."""
    tests = [p.relative_to(ROOT).as_posix() for p in ROOT.glob("tests/web/*.test.ts")]
    command = ["node", "--input-type=module", "--eval", SCRIPT, *tests]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    changed = set(scripts)
    made_of: dict[str, list[str]] = json.loads(done.stdout)
    return sorted(test for test, parts in made_of.items() if changed & set(parts))


def _tutorials(paths: Sequence[PurePosixPath]) -> Iterator[Command]:
    for path in _with(paths, ".py", under=("tutorials",)):
        run = ("-m", "site_src.pipeline", "run", str(ROOT / path), "--profile", "smoke")
        yield Command(
            f"{path}, with small parameters",
            (sys.executable, *run),
            {"PYTHONPATH": str(ROOT), "MPLBACKEND": "Agg"},
            apart=True,
        )


def _python(changed: Sequence[Change]) -> Iterator[Command]:
    tests = {test.path: test for test in read_tests(ROOT)}
    near = distances(ROOT, changed, list(tests.values()))
    names = {name for change in changed for name in change.names}

    def place(path: PurePosixPath) -> tuple[bool, bool, int, str]:
        """Itself first, then what mentions the change, then what is near."""
        mentions = tests[path].mentions(names)
        return near[path] > ITSELF, not mentions, near[path], str(path)

    files = sorted(near, key=place)
    batches = {"the nearest": files[:NEAREST], "farther away": files[NEAREST:]}
    for what, batch in batches.items():
        if batch:
            plugin = ("-p", "site_src.tools.check.nearest_first")
            yield Command(
                f"Tests of Python, {what}: {len(batch)} files",
                (sys.executable, "-m", "pytest", *plugin, *map(str, batch)),
                {"CHECK_NAMES": ",".join(sorted(names)), "OMP_NUM_THREADS": "1"},
                fine=(0, PYTEST_FOUND_NONE),
                later=what != "the nearest",
            )


def _left(changed: Sequence[Change]) -> Iterator[str]:
    """Say what needs a built site and a browser."""
    folders = {
        c.path.parts[3] for c in changed if c.path.match("site_src/web/demos/*/*")
    }
    browser = sorted(ROOT.glob("tests/web/browser/*.test.ts"))
    for folder in sorted(folders):
        tests = [p.name for p in browser if folder in p.read_text(encoding="utf-8")]
        yield f"tests of {folder} in a browser: {', '.join(tests) or 'none names it'}"
    if any(change.path.suffix == ".md" for change in changed):
        yield "links between pages: `make serve` and `make site` say which are broken"


def _with(
    paths: Iterable[PurePosixPath], *endings: str, under: Sequence[str] = ("",)
) -> list[str]:
    return [
        str(path)
        for path in paths
        if path.suffix in endings and any(path.is_relative_to(u) for u in under)
    ]
