"""Progress on a terminal, and as plain lines in a log."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars


@dataclass
class Task:
    """A piece of work with countable parts, such as the cells of a tutorial."""

    name: str
    total: int
    bars: Bars
    started: float = field(default_factory=time.monotonic)
    done: int = 0

    def __post_init__(self) -> None:
        """Show the bar."""
        self._id = self.bars.add_task(self.name, total=self.total)

    def begin(self, part: str) -> None:
        """Say which part runs now."""
        self.bars.update(self._id, description=f"{self.name}, {part}")

    def advance(self) -> None:
        """One part more is done."""
        self.done += 1
        self.bars.update(self._id, completed=min(self.done, self.total))

    def finish(self) -> None:
        """All is done: the bar gives way to one line."""
        self.bars.remove_task(self._id)
        seconds = time.monotonic() - self.started
        self.bars.console.print(f"  [green]✓[/] {self.name} [dim]{seconds:.1f} s[/]")


class Progress:
    """What runs now, how long it has taken, and what comes next."""

    def __init__(self, plan: list[str], console: Console | None = None) -> None:
        """Take the names of the stages to come, in order."""
        self.console = console or Console(stderr=True, highlight=False)
        self.plan = plan
        self.bars = Bars(
            TextColumn("  {task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
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
        """One of the planned stages."""
        number = self.plan.index(name) + 1
        after = self.plan[number] if number < len(self.plan) else "done"
        self.console.print(
            f"[bold]{number}/{len(self.plan)} {name}[/] [dim](next: {after})[/]"
        )
        yield

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """A piece of work whose parts cannot be counted."""
        started = time.monotonic()
        task = self.bars.add_task(name, total=None)
        try:
            yield
        finally:
            self.bars.remove_task(task)
        self.say(f"{name} [dim]{time.monotonic() - started:.1f} s[/]")

    def task(self, name: str, total: int) -> Task:
        """A piece of work with this many parts."""
        return Task(name, total, self.bars)

    def say(self, line: str) -> None:
        """A line that stays."""
        self.console.print(f"  [green]✓[/] {line}")
