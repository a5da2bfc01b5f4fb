"""This file is where messages to the person at the terminal are written: one line each, on stderr."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rashomon.explain.words import one_line

if TYPE_CHECKING:
    from rich.progress import Progress

#: Shorter work needs no bar.
PATIENCE_SECONDS = 1.0


def say(message: str) -> None:
    """Write one line to stderr."""
    print(f"rashomon: {one_line(message)}", file=sys.stderr, flush=True)


class Bar:
    """A progress bar on stderr that appears when the work has taken a second, and only on a terminal."""

    def __init__(self, what: str, *, total: int | None, shown: bool) -> None:
        self._progress = _progress() if shown else None
        self._timer: threading.Timer | None = None
        if self._progress is not None:
            self._task = self._progress.add_task(what, total=total)
            self._timer = threading.Timer(PATIENCE_SECONDS, self._progress.start)
            self._timer.daemon = True
            self._timer.start()

    def advance(self) -> None:
        """Count one more input as done."""
        if self._progress is not None:
            self._progress.advance(self._task)

    def close(self) -> None:
        """Take the bar away."""
        if self._timer is not None and self._progress is not None:
            self._timer.cancel()
            self._timer.join()
            self._progress.stop()
            self._progress = None


@contextmanager
def bar(what: str, *, total: int | None = None, shown: bool = True) -> Iterator[Bar]:
    """Give a bar for the work inside, and take it away whatever happens there."""
    found = Bar(what, total=total, shown=shown and sys.stderr.isatty())
    try:
        yield found
    finally:
        found.close()


def count(inputs: Iterable[object]) -> int:
    """Return how many there are."""
    return sum(1 for _ in inputs)


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=sys.stderr.isatty(),
    )
