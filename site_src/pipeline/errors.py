"""What the pipeline says when an author's input is wrong."""

from __future__ import annotations

from pathlib import Path


class PipelineError(Exception):
    """A mistake to be shown to the author as one message, without a traceback."""


class TutorialError(PipelineError):
    """A mistake in a tutorial: says the file, the line and what to do about it."""

    def __init__(self, path: Path, line: int, message: str, advice: str) -> None:
        """Build the message from where it happened, what happened and what to do."""
        self.path, self.line = path, line
        super().__init__(f"{path}:{line}: {message}\n  {advice}")


class StoppedError(Exception):
    """The build was stopped while this was under way."""
