"""The command line: `python -m site_src.pipeline --help`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import get_args

from . import build, config, script, serve, tutorial
from .errors import PipelineError
from .progress import Progress
from .tutorial import Profile

PROFILES = get_args(Profile)


def _exception(text: str) -> tuple[str, Profile]:
    name, _, profile = text.partition("=")
    if profile not in PROFILES:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=PROFILE")
    return name, profile  # type: ignore[return-value]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m site_src.pipeline",
        description="From tutorials/*.py and docs/*.md to the site.",
    )
    commands = parser.add_subparsers(dest="command", required=True)

    one = commands.add_parser("build", help="execute what changed and build the site")
    one.add_argument("--profile", choices=PROFILES, default="cpu")
    one.add_argument(
        "--except",
        dest="exceptions",
        type=_exception,
        action="append",
        default=[],
        metavar="NAME=PROFILE",
        help="execute this tutorial under another profile",
    )
    one.add_argument("--site", type=Path, default=config.SITE, help="where to put it")

    one = commands.add_parser("serve", help="serve the site and follow changes")
    one.add_argument("--profile", choices=PROFILES, default="cpu")
    one.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT")

    one = commands.add_parser("run", help="run one tutorial as a plain script")
    one.add_argument("tutorial", help="its file, or its name")
    one.add_argument("--profile", choices=PROFILES, default="cpu")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return the exit code (1: the author has something to correct)."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "run":
            script.run(tutorial.find_one(options.tutorial), options.profile)
        elif options.command == "serve":
            with Progress([]) as progress:
                serve.serve(options.address, options.profile, progress)
        else:
            site = options.site.resolve()
            with Progress(build.STAGES) as progress:
                build.build(site, options.profile, dict(options.exceptions), progress)
    except PipelineError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Finished runs are kept.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
