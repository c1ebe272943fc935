"""The command line: `python -m site_src.pipeline --help`."""

from __future__ import annotations

import argparse
import errno
import json
import os
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from rich.console import Console
from rich.filesize import decimal
from rich.table import Table

from .. import config
from ..errors import PipelineError
from ..execution import schedule
from ..execution.jobs import Job, Shard, shard
from ..processes import stop_on_signals
from ..progress import Progress
from ..sources.tutorials import tutorial
from ..sources.tutorials.header import Profile
from ..storage import cache, runs
from .authoring import links, new, page, run
from .building import build, early_sites, serve
from .building.html import BUILDERS
from .release import bundle, publish_runs

PROFILES = get_args(Profile)
Options = argparse.Namespace


def _exception(text: str) -> tuple[str, Profile]:
    name, _, profile = text.partition("=")
    if profile not in PROFILES:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=PROFILE")
    return name, profile  # type: ignore[return-value]


def _shard(text: str) -> Shard:
    match = re.fullmatch(r"(\d+)/(\d+)", text)
    number, count = map(int, match.groups()) if match else (0, 0)
    if not 1 <= number <= count:
        raise argparse.ArgumentTypeError(f"{text!r} is not like 2/5")
    return Shard(number, count)


def _build(options: Options) -> None:
    with Progress(build.STAGES) as progress:
        build.build(
            options.site.resolve(),
            options.profile,
            dict(options.exceptions),
            progress,
            BUILDERS[options.builder],
            whole=options.whole,
        )


def _complete(options: Options) -> None:
    early_sites.check_whole(options.site.resolve())
    print(f"{options.site}: every page has its run.")


def _execute(options: Options) -> None:
    exceptions = dict(options.exceptions)
    jobs = [
        Job(t, exceptions.get(t.name, options.profile))
        for t in tutorial.find()
        if not options.tutorials or t.name in options.tutorials
    ]
    unknown = set(options.tutorials) - {job.tutorial.name for job in jobs}
    if unknown:
        raise PipelineError(f"There is no tutorial called {min(unknown)}.")
    known = (
        json.loads(options.times.read_text()) if options.times else runs.last_seconds()
    )
    jobs = shard(jobs, options.shard, known)
    with Progress([]) as progress, cache.in_use():
        schedule.run_all(jobs, progress, publish=options.publish)


def _serve(options: Options) -> None:
    with Progress([]) as progress, cache.in_use():
        serve.serve(options.address, options.profile, options.preview, progress)


def _page(options: Options) -> None:
    site = options.site.resolve()
    with Progress([]) as progress:
        html = page.build_page(
            options.page, options.profile, options.preview, site, progress
        )
    shown = config.shown(site)
    print(f"{config.shown(html)} is built. Look at it with:")
    print(f"  .venv/bin/python -m http.server --directory {shown} 8001")
    print(f"  http://127.0.0.1:8001/{html.parent.relative_to(site).as_posix()}/")


def _run(options: Options) -> None:
    run.run(tutorial.find_one(options.tutorial), options.profile)


def _new(options: Options) -> None:
    path = new.new(options.name, options.chapter)
    print(f"{config.shown(path)} is begun, and its page is in the navigation.")
    print("Look at it while you write: make serve")


def _links(options: Options) -> None:
    links.run(options.older_than, print)


def _bundle(options: Options) -> None:
    bundle.bundle(options.site.resolve(), options.target.resolve())
    size = decimal(options.target.stat().st_size)
    print(f"{options.target}, {size}: unpack it, and read its README.txt")


def _publish_runs(options: Options) -> None:
    if options.new_key is not None:
        key = publish_runs.new_key(options.new_key)
        print(f"{options.new_key} is the secret key: keep it to yourself.")
        print(f"Put the public key into {config.RUNS_KEY.name}: {key.public()}")
        return
    exceptions = dict(options.exceptions)
    jobs = [Job(t, exceptions.get(t.name, options.profile)) for t in tutorial.find()]
    target, key = options.target.resolve(), publish_runs.read_key(options.key)
    with Progress([]) as progress, cache.in_use():
        publish_runs.publish_runs(jobs, target, key, progress)
    print(publish_runs.advice(target))


def _cache(options: Options) -> None:
    if options.what == "clean":
        cache.clean()
        print(f"{config.cache_folder()} is empty.")
    elif options.what == "prune":
        for entry in cache.prune(config.cache_limit(), spared=0):
            print(f"removed {entry.kind}/{entry.name}")
    elif options.what == "times":
        print(json.dumps(runs.last_seconds(), indent=1))
    else:
        _list_cache()


def _list_cache() -> None:
    table = Table("entry", "size", "last used", box=None, pad_edge=False)
    entries = cache.entries()
    for entry in entries:
        hours = entry.age / 3600
        age = f"{hours:.1f} h ago" if hours < 48 else f"{hours / 24:.0f} days ago"
        table.add_row(f"{entry.kind}/{entry.name}", decimal(entry.bytes), age)
    console = Console(soft_wrap=True)
    console.print(table)
    total = decimal(sum(entry.bytes for entry in entries))
    console.print(f"{len(entries)} entries, {total}, in {config.cache_folder()}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m site_src.pipeline",
        description="From tutorials/*.py and docs/*.md to the site.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Callable[[Options], None], help: str) -> _Command:
        command = commands.add_parser(name, help=help, description=help)
        command.set_defaults(run=run)
        return command

    command = add("build", _build, "execute what changed and build the site")
    _add_profiles(command)
    command.add_argument(
        "--site", type=Path, default=config.SITE, help="where to put it"
    )
    command.add_argument(
        "--builder",
        choices=sorted(BUILDERS),
        default="mkdocs",
        help="what makes the HTML (default: mkdocs)",
    )
    command.add_argument(
        "--whole",
        action="store_true",
        help="build once, at the end; else a first site is there after one tutorial",
    )

    command = add("complete", _complete, "fail if pages of a site wait for their runs")
    command.add_argument(
        "--site", type=Path, default=config.SITE, help="the built site"
    )

    command = add("execute", _execute, "execute what changed, and build nothing")
    command.add_argument(
        "tutorials", nargs="*", help="their names; all if none is given"
    )
    _add_profiles(command)
    command.add_argument(
        "--shard",
        type=_shard,
        default=Shard(1, 1),
        metavar="I/N",
        help="only the I-th of N parts that take about as long",
    )
    command.add_argument(
        "--times",
        type=Path,
        metavar="FILE",
        help="seconds to balance shards by (from `cache times`); the same file for all",
    )
    command.add_argument(
        "--publish", action="store_true", help="put the runs into LAYERS_REMOTE_CACHE"
    )

    command = add("serve", _serve, "serve the site and follow changes")
    command.add_argument("--profile", choices=PROFILES, default="cpu")
    command.add_argument(
        "--preview",
        choices=PROFILES,
        default="smoke",
        help="parameters for a tutorial whose code changed (default: smoke)",
    )
    command.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT")

    command = add("page", _page, "build one page alone, to look at")
    command.add_argument("page", help="a tutorial, or a file such as docs/index.md")
    command.add_argument("--profile", choices=PROFILES, default="cpu")
    command.add_argument(
        "--preview",
        choices=PROFILES,
        default="smoke",
        help="parameters for a tutorial that has no run (default: smoke)",
    )
    command.add_argument(
        "--site", type=Path, default=config.BUILD / "page", help="where to put it"
    )

    command = add("run", _run, "run one tutorial as a plain script")
    command.add_argument("tutorial", help="its file, or its name")
    command.add_argument("--profile", choices=PROFILES, default="cpu")

    command = add("new", _new, "begin a tutorial")
    command.add_argument("name", help="its file and its address, such as digits")
    command.add_argument(
        "--chapter",
        default=new.chapters()[-1],
        metavar="FOLDER",
        help=f"its folder in tutorials/ (default: {new.chapters()[-1]})",
    )

    command = add("links", _links, "ask the catalogue's addresses whether they answer")
    command.add_argument(
        "--older-than",
        type=int,
        default=30,
        metavar="DAYS",
        help="only what was not checked for so long (default: 30)",
    )

    command = add("bundle", _bundle, "pack the built site, scripts and data into a zip")
    command.add_argument(
        "--site", type=Path, default=config.SITE, help="the built site"
    )
    command.add_argument(
        "--target",
        type=Path,
        default=config.BUILD / "layer-by-layer-offline.zip",
        help="the zip to write",
    )

    command = add(
        "publish-runs",
        _publish_runs,
        "make a release of runs, for others to build with",
    )
    _add_profiles(command)
    command.add_argument(
        "--key",
        type=Path,
        default=os.environ.get("LAYERS_SIGNING_KEY") or None,
        metavar="FILE",
        help="the secret key that signs (default: LAYERS_SIGNING_KEY)",
    )
    command.add_argument(
        "--new-key", type=Path, metavar="FILE", help="make a key, and nothing else"
    )
    command.add_argument(
        "--target",
        type=Path,
        default=config.BUILD / "published-runs",
        metavar="FOLDER",
        help="the folder to write",
    )

    command = add("cache", _cache, "show, prune or empty the cache of finished runs")
    command.add_argument("what", choices=["ls", "prune", "clean", "times"])
    return parser


_Command = argparse.ArgumentParser


def _add_profiles(command: _Command) -> None:
    command.add_argument(
        "--profile",
        choices=PROFILES,
        default="cpu",
        help="parameters to execute with (default: cpu)",
    )
    command.add_argument(
        "--except",
        dest="exceptions",
        type=_exception,
        action="append",
        default=[],
        metavar="NAME=PROFILE",
        help="execute this tutorial under another profile",
    )


DISK = {
    *(errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO),
    *(errno.EACCES, errno.EPERM, errno.EBUSY, errno.EXDEV),
}
"""What a disk may say wherever we write: it is full, or nobody may write there."""


def _disk_problem(error: OSError) -> str:
    names = (error.filename, error.filename2)
    paths = [str(config.shown(Path(str(name)))) for name in names if name]
    return (
        f"{', '.join(paths) or 'A file'} cannot be written or moved: {error.strerror}."
        f"\n  What is built goes to {config.shown(config.BUILD)}/, and then takes the "
        "place of the site: both are on one disk, with room, where we may write."
    )


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return the exit code (1: the author has something to correct)."""
    try:
        stop_on_signals()
        options = _parser().parse_args(arguments)
        options.run(options)
    except PipelineError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno not in DISK:
            raise
        print(f"\n{_disk_problem(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt as stopped:
        print("\nStopped. Finished runs are kept.", file=sys.stderr)
        return 128 + getattr(stopped, "number", signal.SIGINT)
    return 0
