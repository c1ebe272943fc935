"""Runs the cells of a page one after the other, and says what came of each."""

from __future__ import annotations
import __future__

import ast
import contextlib
import io
import json
import linecache
import sys
import time
import traceback
import types
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from types import TracebackType

LIMIT = 20_000
"""Characters that a cell may print."""
TOO_MUCH = "\n[The output stops here: a cell shows at most {limit:,} characters.]\n"
AT_ONCE = 200
"""Lines of a cell of which the page is told one by one: the next may take long."""
PAUSE = 0.05
"""Seconds for which printed text is collected after that."""
FUTURE = sum(getattr(__future__, n).compiler_flag for n in __future__.all_feature_names)

Tell = Callable[[str, str], object]
"""Takes what a cell gives while it runs: "text" or "drawing", and the text or JSON."""


@dataclass
class Result:
    """What came of a cell, when it is over."""

    error: str | None = None
    """Python's own words."""
    line: int | None = None
    """Of the cell, from 1, on which the error happened."""
    stopped: bool = False
    """By the reader."""
    wrong: str | None = None
    """What the check of an exercise found; empty if it found nothing wrong."""


class Output(io.TextIOBase):
    """Collects printed text, up to a limit, and hands it on in portions."""

    def __init__(self, tell: Tell, limit: int = LIMIT) -> None:
        """Begin with nothing; `limit` is in characters."""
        self._tell, self._left, self._limit = tell, limit, limit
        self._held: list[str] = []
        self._told = time.monotonic()
        self._portions = 0

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, text: str) -> int:
        """Take text; what is beyond the limit is dropped."""
        if self._left >= 0:
            self._held.append(text[: self._left])
            self._left -= len(text)
            if self._left < 0:
                self._held.append(TOO_MUCH.format(limit=self._limit))
            soon = self._portions < AT_ONCE and text.endswith("\n")
            # After the last portion nothing comes that would bring it.
            if soon or self._left < 0 or time.monotonic() - self._told > PAUSE:
                self.flush()
        return len(text)

    def flush(self) -> None:
        """Hand on what is held."""
        if self._held:
            self._tell("text", "".join(self._held))
            self._held.clear()
            self._portions += 1
        self._told = time.monotonic()


class Session:
    """Keeps what the cells define, from one to the next."""

    def __init__(self, tell: Tell, finish: Callable[[], object] = lambda: None) -> None:
        """Begin with no names.

        Args:
            tell: takes what cells give while they run.
            finish: called after each cell, to hand on a drawing that is not yet shown.
        """
        self._tell, self._finish = tell, finish
        self.reset()

    def reset(self) -> None:
        """Forget all names."""
        module = types.ModuleType("__main__")
        sys.modules["__main__"] = module
        self._names = vars(module)
        self._flags = 0

    def run(self, name: str, code: str, check: str = "") -> str:
        """Run a cell, then the check of it.

        Args:
            name: of the cell, as errors call it.
            code: its Python.
            check: assertions about what the cell has defined, each with a message.

        Returns:
            A `Result` as JSON.
        """
        result = Result()
        with self._telling():
            try:
                self._execute(name, code)
                self._finish()
            except KeyboardInterrupt:
                result.stopped = True
            except BaseException as error:  # SystemExit is none of the page's business
                result.error, result.line = described(error, name)
        if check and result.error is None and not result.stopped:
            result.wrong, result.stopped = self._find_wrong(check)
        return json.dumps(asdict(result))

    @contextlib.contextmanager
    def _telling(self) -> Iterator[None]:
        output = Output(self._tell)
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            yield
        output.flush()

    def draw(self, drawing: str) -> None:
        """Tell of a finished drawing (JSON), after what was printed before it."""
        sys.stdout.flush()
        self._tell("drawing", drawing)

    def _execute(self, name: str, code: str) -> None:
        """Run the code; show what its last line is worth, as a notebook does."""
        lines = code.splitlines(keepends=True)
        linecache.cache[name] = (len(code), None, lines, name)
        tree = compile(code, name, "exec", self._flags | ast.PyCF_ONLY_AST, True)
        assert isinstance(tree, ast.Module), "that is what the flag asks for"
        last = None
        if tree.body and isinstance(tree.body[-1], ast.Expr):
            shown = not code.rstrip().endswith(";")
            last = tree.body.pop() if shown else None
        compiled = compile(tree, name, "exec", self._flags, True)
        self._flags |= compiled.co_flags & FUTURE
        exec(compiled, self._names)
        if isinstance(last, ast.Expr):
            expression = ast.Expression(last.value)
            value = eval(
                compile(expression, name, "eval", self._flags, True), self._names
            )
            if value is not None:
                print(repr(value))

    def _find_wrong(self, check: str) -> tuple[str, bool]:
        """What is wrong, empty if nothing is; and whether the reader has stopped it."""
        unseen = io.StringIO()
        try:
            with contextlib.redirect_stdout(unseen), contextlib.redirect_stderr(unseen):
                exec(compile(check, "check", "exec", 0, True), dict(self._names))
        except KeyboardInterrupt:
            return "", True
        except AssertionError as error:
            return str(error) or "A check failed.", False
        except BaseException as error:  # whatever the reader's code does
            what = traceback.format_exception_only(error)[-1].strip()
            return f"When it is tried, Python says {what}", False
        return "", False


def described(error: BaseException, name: str) -> tuple[str, int | None]:
    """Write an error as Python does, without our own calls; find the cell's line."""
    top = error.__traceback__
    while top is not None and top.tb_frame.f_code.co_filename == __file__:
        top = top.tb_next
    text = "".join(traceback.format_exception(type(error), error, top))
    return text.rstrip(), _line(error, top, name)


def _line(error: BaseException, top: TracebackType | None, name: str) -> int | None:
    if isinstance(error, SyntaxError) and error.filename == name:
        return error.lineno
    frames = traceback.extract_tb(top)
    lines = [frame.lineno for frame in frames if frame.filename == name]
    return lines[-1] if lines else None
