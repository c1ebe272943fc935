"""What is done to builds, and whether the next build is right all the same.

A trial is a function of a small clone and a source of chance that returns what went
wrong; nothing if all held. After each, `wrong` looks at the next build.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import time
from collections.abc import Callable

from bench.chaos import kills
from bench.chaos.kills import LONGEST_BUILD, processes, slow
from bench.support.clone import TUTORIAL, Clone

KEPT = {
    "a run": "cache/*/runs/*/notebook.ipynb",
    "what is noted with a run": "cache/*/runs/*/entry.json",
    "a page of the site": "site/index.html",
    "a script of the site": "site/assets/*.js",
    "the assembled pages": "build/pages/site/index.md",
    "the bundle of the demos": "build/web/site/assets/*.js",
    "the wheel": "build/wheels/*.whl",
    "the digits": "build/digits/*.gz",
    "a card": "build/cards/*.png",
    "a stamp": "build/site.digest",
}
"""A file of every kind that is kept from one build to the next."""
WICKED = {
    "hangs": "import time\n\ntime.sleep(10_000)",
    "forks and leaves the child": "import os, time\n\nos.fork() or time.sleep(10_000)",
    "leaves a session of its own": (
        "import subprocess\n\n"
        "subprocess.Popen(['sleep', '10000'], start_new_session=True)"
    ),
    "prints 50 MB": "print('x' * 50_000_000)",
    "leaves threads": (
        "import threading, time\n\n"
        "for _ in range(50):\n"
        "    threading.Thread(target=time.sleep, args=[10_000]).start()"
    ),
    "deletes its folder": "import os, shutil\n\nshutil.rmtree(os.getcwd())",
    "goes to another folder": "import os\n\nos.chdir('/')",
    "takes all memory": (
        "import resource\n\n"
        "resource.setrlimit(resource.RLIMIT_AS, (2**32, 2**32))\n"
        "taken = [bytearray(2**26) for _ in range(1000)]"
    ),
    "ends its process": "import os\n\nos._exit(3)",
    "kills its parents": ("import os, signal\n\nos.kill(os.getppid(), signal.SIGKILL)"),
}
"""What a cell may do to a build."""


def wrong(clone: Clone) -> str:
    """Build once more; say what is wrong with it, or nothing."""
    clone.script.write_text(TUTORIAL)
    done = clone.build()
    if done.returncode:
        return f"the next build failed: {done.stderr.strip()[-300:]}"
    if "Two and three make 5." not in clone.page.read_text(encoding="utf-8"):
        return "the next page is wrong"
    if (clone.root / "docs" / "index.md").read_text() != "# Home\n\nA sum: $1 + 1$.\n":
        return "a source was changed"
    remaining = [
        *clone.root.glob("build/unfinished-*"),
        *clone.cache.glob("*/unfinished/*"),
    ]
    if remaining:
        return f"left behind: {remaining[0].relative_to(clone.root)}"
    if processes(clone):
        return f"still runs: {processes(clone)[0].cmdline()[:3]}"
    return ""


def damage(clone: Clone, chance: random.Random, pattern: str) -> str:
    """Flip a bit of a kept file, or cut it off."""
    files = sorted(path for path in clone.root.glob(pattern) if path.is_file())
    if not files:
        return f"no file is at {pattern}"
    file = chance.choice(files)
    content = bytearray(file.read_bytes())
    place = chance.randrange(len(content))
    if chance.random() < 0.5:
        content[place] ^= 1 << chance.randrange(8)
    else:
        del content[place:]
    before = file.read_bytes()
    file.write_bytes(content)
    problem = wrong(clone)
    if problem or not file.exists() or pattern.startswith("cache"):
        return problem
    # A stamp may be written anew, and all else has to be what it was.
    same = file.read_bytes() == before
    return "" if same or pattern.endswith("digest") else "it stayed damaged"


def full_disk(clone: Clone, chance: random.Random) -> str:
    """Fill the disk while it builds, or in the last cell; then build with it free."""
    fill = f"cat /dev/zero > '{clone.root}/filler' 2> /dev/null"
    note = f"\nimport os\n\nos.system('touch {clone.root}/ended-$PPID')\n"
    longest = 25.0
    if chance.random() < 0.5:
        note += f"os.system({fill!r})\n"
        fill, longest = ":", 0.0
    for _ in range(kills.ATTEMPTS):
        slow(clone, chance)
        clone.script.write_text(clone.script.read_text() + note)
        moment = chance.uniform(0, longest)
        script = SMALL_DISK.format(root=clone.root, moment=moment, fill=fill)
        build = clone.start(*MOUNTING, "sh", "-c", script, "sh")
        output = build.communicate(timeout=2 * LONGEST_BUILD)[0]
        if build.returncode == OVER:
            longest = moment
            continue
        if build.returncode or "Traceback" in output:
            return output.strip()[-300:]
        ended = output.rpartition("ended: ")[2].strip()
        return "" if ended == "1" else f"it ran to its end {ended} times"
    return "no build lasted until its disk was full"


MOUNTING = (
    ("unshare", "--mount")
    if os.geteuid() == 0
    else ("unshare", "--user", "--map-root-user", "--mount")
)
"""Begins a process that can mount what nobody else sees."""
OVER = 7
"""What a shell returns where the build was over before the disk was full."""
SMALL_DISK = """\
cd / && cp -a '{root}' '{root}.copy' && trap 'rm -rf "{root}.copy"' EXIT
mount -t tmpfs -o size=400m none '{root}' && cp -a '{root}.copy/.' '{root}' || exit 9
cd '{root}' && rm -f ended-*
("$@"; touch over) & build=$!
sleep {moment}
[ -e over ] && exit 7
{fill}
wait $build
rm -f filler over
"$@" || exit
grep -q 'Two and three make 5' site/tutorials/adding/index.html || exit 8
echo "ended: $(ls ended-* | wc -l)"
"""
"""Builds on a disk that fills up, and again when it is free; that disk is gone then."""


def read_only_cache(clone: Clone, chance: random.Random) -> str:
    """Build what is kept, where the cache cannot be written."""
    cache = clone.cache
    mount = (
        f'mount --bind "{cache}" "{cache}" && mount -o remount,bind,ro "{cache}" '
        '&& exec "$@"'
    )
    build = clone.start(*MOUNTING, "sh", "-c", mount, "sh")
    output = build.communicate(timeout=LONGEST_BUILD)[0]
    return "" if build.returncode == 0 else output.strip()[-300:]


def builds_at_once(clone: Clone, chance: random.Random, count: int = 2) -> str:
    """Begin builds up to two seconds apart."""
    shutil.rmtree(clone.root / "site", ignore_errors=True)
    builds = []
    for _ in range(count):
        builds.append(clone.start())
        time.sleep(chance.uniform(0, 2))
    output = [build.communicate(timeout=LONGEST_BUILD)[0] for build in builds]
    failed = [
        text
        for build, text in zip(builds, output, strict=True)
        if build.returncode or "Traceback" in text
    ]
    return failed[0].strip()[-300:] if failed else ""


def four_builds(clone: Clone, chance: random.Random) -> str:
    """Begin four builds."""
    return builds_at_once(clone, chance, count=4)


def build_under_serve(clone: Clone, chance: random.Random) -> str:
    """Build while the site is being served, and the tutorial is saved."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serve = clone.start(command=f"serve --address 127.0.0.1:{port}")
    time.sleep(chance.uniform(0, 15))
    slow(clone, chance)
    built = clone.build()
    os.killpg(serve.pid, signal.SIGINT)
    output = serve.communicate(timeout=LONGEST_BUILD)[0] + built.stderr
    return output.strip()[-300:] if built.returncode or "Traceback" in output else ""


def clock_set_back(clone: Clone, chance: random.Random) -> str:
    """Give every file a time that is still to come, as after a clock was wrong."""
    later = time.time() + chance.uniform(3600, 10**8)
    for path in clone.root.rglob("*"):
        if path.is_file() and not path.is_symlink():
            os.utime(path, (later, later))
    clone.script.write_text(TUTORIAL.replace("2 + 3", "1 + 4"))
    done = clone.build()
    return done.stderr.strip()[-300:] if done.returncode else ""


def wicked_cell(clone: Clone, chance: random.Random, code: str) -> str:
    """Build a tutorial with a cell that harms what runs it; whatever it comes to."""
    header = TUTORIAL.replace("# level:", "# timeout: 20\n# level:", 1)
    clone.script.write_text(f"{header}\n# %%\nx = {chance.random()}\n{code}\n")
    output = clone.start().communicate(timeout=LONGEST_BUILD)[0]
    return output.strip()[-300:] if "Traceback" in output else ""


Trial = Callable[[Clone, random.Random], str]


def _damages(pattern: str) -> Trial:
    return lambda clone, chance: damage(clone, chance, pattern)


def _cell(code: str) -> Trial:
    return lambda clone, chance: wicked_cell(clone, chance, code)


TRIALS: dict[str, Trial] = {
    "kill -9 of the build": kills.kill_build,
    "Ctrl-C": kills.interrupt_build,
    "kill -9 of a kernel": kills.kill_kernel,
    "kill -9 of the fork server": kills.kill_fork_server,
    "kill -9 of npm": kills.kill_npm,
    "a full disk": full_disk,
    "a read-only cache": read_only_cache,
    "two builds at once": builds_at_once,
    "four builds at once": four_builds,
    "a build under serve": build_under_serve,
    "a clock set back": clock_set_back,
    **{f"a cell that {name}": _cell(code) for name, code in WICKED.items()},
    **{f"{name}, damaged": _damages(pattern) for name, pattern in KEPT.items()},
}


def run(name: str, clone: Clone, chance: random.Random, *, looked: bool = True) -> str:
    """Do what a trial does, then build once more, if it is to be `looked` at.

    Returns:
        What went wrong; nothing if all held.
    """
    return TRIALS[name](clone, chance) or (wrong(clone) if looked else "")
