"""Progress on a terminal, as a live table, and as plain lines in a log."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.progress import Progress as Bars


@dataclass
class Task:
    """A piece of work with countable parts, such as the cells of a tutorial."""

    name: str
    id: TaskID
    progress: Progress
    started: float = field(default_factory=time.monotonic)
    done: int = 0

    def begin(self, part: str) -> None:
        """Say which part runs now."""
        self.progress.bars.update(self.id, now=part)

    def printed(self, line: str) -> None:
        """Show the last line that it printed, such as that of a training."""
        self.progress.bars.update(self.id, now=escape(line[:60]))

    def advance(self) -> None:
        """Count one part more as done."""
        self.done += 1
        self.progress.bars.update(self.id, completed=self.done)


class Progress:
    """What runs now, how long it has taken, and what comes next."""

    def __init__(self, plan: list[str], console: Console | None = None) -> None:
        """Take the names of the stages to come, in order."""
        self.console = console or Console(stderr=True, highlight=False)
        self.plan = plan
        self._expected: dict[str, float] = {}
        self.bars = Bars(
            TextColumn("  {task.description}"),
            BarColumn(bar_width=16),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("[dim]{task.fields[expected]}  {task.fields[now]}[/]"),
            console=self.console,
            transient=True,
        )

    def __enter__(self) -> Progress:
        """Start to show."""
        self.bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, and leave the lines that are done."""
        self.bars.stop()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Show one of the planned stages."""
        number = self.plan.index(name) + 1
        after = self.plan[number] if number < len(self.plan) else "done"
        self.console.print(
            f"[bold]{number}/{len(self.plan)} {name}[/] [dim](next: {after})[/]"
        )
        yield

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Show a piece of work whose parts cannot be counted."""
        started = time.monotonic()
        task = self.bars.add_task(name, total=None, now="", expected="")
        try:
            yield
        finally:
            self.bars.remove_task(task)
        self.say(f"{name} [dim]{time.monotonic() - started:.1f} s[/]")

    def expect(self, name: str, seconds: float) -> None:
        """Remember how many seconds the task with this name took the last time."""
        self._expected[name] = seconds

    @contextmanager
    def task(self, name: str, total: int) -> Iterator[Task]:
        """Show a piece of work with `total` parts; a line stays when it is done."""
        seconds = self._expected.get(name)
        expected = f"of about {seconds:.0f} s" if seconds else ""
        if not self.console.is_terminal:
            self.console.print(f"  … {name} {expected}".rstrip())
        shown = self.bars.add_task(name, total=total, now="", expected=expected)
        task = Task(name, shown, self)
        try:
            yield task
        finally:
            self.bars.remove_task(shown)
        self.say(f"{name} [dim]{time.monotonic() - task.started:.1f} s[/]")

    def say(self, line: str) -> None:
        """Print a line that stays."""
        self.console.print(f"  [green]✓[/] {line}")

    def warn(self, line: str) -> None:
        """Print a line on what is not as it should be, and harms nothing."""
        self.console.print(f"  [yellow]![/] {escape(line)}")

    def fail(self, line: str) -> None:
        """Print a line on what went wrong."""
        self.console.print(f"  [red]✗[/] {escape(line)}")
