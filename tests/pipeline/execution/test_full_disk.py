"""A disk that is full, or becomes so, costs no finished run (see also `make chaos`)."""

import subprocess
import sys

from site_src.pipeline import config
from site_src.pipeline.sources.tutorials import tutorial
from site_src.pipeline.storage.cache import ROOM

MEASURING = """
    # %%
    from pathlib import Path

    Path("exported").mkdir()
    Path("exported/note.txt").write_text("by hand")
    reserved = [file.stat().st_blocks * 512 for file in Path("..").glob("*/room")]
    """


def test_room_is_held_while_a_run_is_made_and_free_to_keep_it(write, get_run, cache):
    one = tutorial.read(write(MEASURING, "downloads: [note.txt]"))
    run = get_run(one)
    [reserved] = run.variables["reserved"]
    assert reserved >= ROOM
    assert not list((cache / "unfinished").iterdir())
    # What the run wrote takes its room once, though it is kept twice.
    written = run.exports / "note.txt"
    assert written.samefile(run.folder / "produced" / "note.txt")


WITHOUT_ROOM = """
import resource, sys
from pathlib import Path
from rich.console import Console
from site_src.pipeline.errors import PipelineError
from site_src.pipeline.execution import schedule
from site_src.pipeline.execution.jobs import Job
from site_src.pipeline.progress import Progress
from site_src.pipeline.sources.tutorials import tutorial
resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, 2**20))
job = Job(tutorial.read(Path(sys.argv[1])), "cpu")
try:
    schedule.run_all([job], Progress([], Console(quiet=True)))
except PipelineError as error:
    print(error)
"""


def test_a_run_without_room_to_be_kept_is_not_begun(write, tmp_path):
    begun = tmp_path / "begun"
    path = write(f"# %%\nfrom pathlib import Path\n\nPath({str(begun)!r}).touch()\n")
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_ROOM, path],
        cwd=config.ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "a run cannot be kept: [Errno 27]" in done.stdout
    assert "Make room in" in done.stdout and str(config.cache_folder()) in done.stdout
    assert not begun.exists()
