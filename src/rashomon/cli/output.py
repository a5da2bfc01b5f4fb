"""This file is where codings are written for a command: as tables, JSON, lines of JSON, and one HTML page."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rashomon.cli.messages import say
from rashomon.errors import UsageError
from rashomon.explain.words import REMEDY
from rashomon.records import Coding

if TYPE_CHECKING:
    from rich.text import Text

    from rashomon.export.page import PageWriter


class ReaderGoneError(Exception):
    """Whoever read our stdout has closed it: there is nobody left to write for."""


class Form(StrEnum):
    """What is written to stdout."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


def check_target(path: Path | None, option: str = "--html") -> None:
    """Raise UsageError if a file could not be written there, before any work is done for it."""
    if path is None:
        return
    if path.is_dir():
        raise UsageError(f"{option} {path}: is a folder; name a file in it")
    if not path.parent.is_dir():
        raise UsageError(
            f"{option} {path}: there is no folder {path.parent}; make it first or name another file"
        )
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise UsageError(f"{option} {path}: may not be written; name another file")


class Output:
    """Where the codings of a command go, one after the other."""

    def __init__(self, form: Form, *, html: Path | None = None) -> None:
        check_target(html)
        self.stories = 0
        self.undated: list[str] = []
        self._form, self._html = form, html
        self._page: PageWriter | None = None

    def __enter__(self) -> Self:
        if self._html is not None:
            from rashomon.export.page import PageWriter

            self._page = PageWriter().__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._page is not None:
            self._page.__exit__(kind, error, trace)

    def write(self, coding: Coding, *, section: str = "") -> None:
        """Write one coding to stdout and to the page."""
        self.stories += 1
        if coding.document.published is None:
            self.undated.append(coding.document.name or coding.document.id)
        _WRITERS[self._form](coding, self.stories)
        if self._page is not None:
            self._page.add(coding, section=section)

    def finish(self, *, quiet: bool) -> None:
        """Write the page, and say what the whole lacks. Raises UsageError if the page cannot be written."""
        if self._page is not None and self._html is not None:
            save_page(self._page, self._html)
        if not quiet:
            self._say_undated()

    def _say_undated(self) -> None:
        """Say once that dates are not anchored; the table says it below each story."""
        if not self.undated or self._form is Form.TABLE:
            return
        remedy = f"relative dates are not anchored; {REMEDY}"
        if self.stories == 1:
            say(f"{self.undated[0]}: no publication date found; {remedy}")
        else:
            say(
                f"{self.undated[0]}: no publication date found, as in {len(self.undated)} of {self.stories} stories; {remedy}"
            )


def emit(text: str) -> None:
    """Write text to stdout; a letter that the terminal's encoding lacks is written as its number."""
    try:
        try:
            sys.stdout.write(text)
        except UnicodeEncodeError:
            encoding = sys.stdout.encoding or "ascii"
            sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise ReaderGoneError from error


def print_lines(make: Callable[[int], Iterable[Text]]) -> None:
    """Write the lines that `make` returns for a width: coloured on a terminal, plain and of one width elsewhere."""
    from rashomon.export.table import WIDEST, WIDTH

    if not sys.stdout.isatty():
        emit("".join(f"{line.plain.rstrip()}\n" for line in make(WIDTH)))
        return
    from rich.console import Console

    # Words are printed as they are: markup, emoji codes and numbers in a story mean nothing here.
    screen = Console(file=sys.stdout, markup=False, emoji=False, highlight=False, soft_wrap=True)
    for line in make(min(screen.width, WIDEST)):
        line.rstrip()
        screen.print(line)


def save_page(page: PageWriter, path: Path) -> None:
    """Write the page to the file. Raises UsageError if that cannot be done."""
    try:
        page.save(path)
    except OSError as error:
        raise UsageError(f"--html {path}: not written: {error.strerror or error}") from error


def write_page(path: Path, text: str, *, option: str = "--html") -> None:
    """Write a page that is whole to the file. Raises UsageError if that cannot be done."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{option} {path}: not written: {error.strerror or error}") from error


def _write_table(coding: Coding, number: int) -> None:
    from rashomon.export import table

    if number > 1:
        emit("\n\n")
    print_lines(lambda width: table.lines(coding, width=width))


def _write_json(coding: Coding, number: int) -> None:
    from rashomon.export import jsonl

    emit(jsonl.whole(coding) + "\n")


def _write_jsonl(coding: Coding, number: int) -> None:
    from rashomon.export import jsonl

    emit(jsonl.line(coding) + "\n")


_WRITERS: dict[Form, Callable[[Coding, int], None]] = {
    Form.TABLE: _write_table,
    Form.JSON: _write_json,
    Form.JSONL: _write_jsonl,
}
