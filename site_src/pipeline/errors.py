"""What the pipeline says when an author's input is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
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


def together(problems: Sequence[PipelineError], headline: str = "") -> PipelineError:
    """Make one error of one or several, with a line above them if they are several."""
    if len(problems) == 1:
        return problems[0]
    return PipelineError(headline + "\n\n".join(map(str, problems)))


@dataclass
class Problems:
    """What is wrong, gathered so that an author sees all of it at once."""

    errors: list[PipelineError] = field(default_factory=list)

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Remember the error that the block raises, and go on after it."""
        try:
            yield
        except PipelineError as error:
            self.errors.append(error)

    def check(self) -> None:
        """Raise what was found, if anything was.

        Raises:
            PipelineError: that.
        """
        if self.errors:
            raise together(self.errors)
