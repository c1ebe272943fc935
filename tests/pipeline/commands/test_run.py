"""A tutorial run as the plain script that it is."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_its_threads_spin_only_shortly_unless_the_user_says_otherwise(write):
    file = write("# %%\nimport os\n\nprint('spins', os.environ['GOMP_SPINCOUNT'])\n")
    command = [sys.executable, "-m", "site_src.pipeline", "run", str(file)]

    def printed(**environment: str) -> str:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    assert printed() == "spins 10000\n"
    assert printed(GOMP_SPINCOUNT="7") == "spins 7\n"
