"""This file is where a text is cut into paragraphs, with the lines of hard-wrapped ones joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rashomon.records import Span

#: Nobody wraps by hand at more than this; longer lines are paragraphs of their own.
MAX_WRAP_CHARS = 120
#: A line shorter than this was ended on purpose.
MIN_WRAP_CHARS = 40
#: Lines broken by hand end a little short of the width.
NEARLY_FULL = 0.75

_STOP = re.compile(r"[.!?…][\s\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a line that stands alone. `after_blank`: an empty line stands before it."""

    span: Span
    after_blank: bool

    def of(self, text: str) -> str:
        """Return its characters."""
        return self.span.of(text)


def split_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of the text, white space around them left out, in order."""
    lines = tuple(_lines(text))
    width = _wrap_width(text, lines)
    return tuple(_join(text, lines, width)) if width else lines


def ends_in_stop(line: str) -> bool:
    """Say whether the line ends as a sentence does."""
    return _STOP.search(line[-8:]) is not None


def _lines(text: str) -> Iterator[Paragraph]:
    offset, blank = 0, True
    for line in text.splitlines(keepends=True):
        content = line.strip()
        if content:
            start = offset + len(line) - len(line.lstrip())
            yield Paragraph(Span(start, start + len(content)), blank)
        blank = not content
        offset += len(line)


def _wrap_width(text: str, lines: Sequence[Paragraph]) -> int:
    """Return the width that the text was wrapped at, or 0 if its lines are paragraphs.

    In wrapped text the first word of a line would not have fitted on the line before, and sentences run on.
    """
    width = max((line.span.end - line.span.start for line in lines), default=0)
    if not MIN_WRAP_CHARS <= width <= MAX_WRAP_CHARS:
        return 0
    pairs = [(a, b) for a, b in pairwise(lines) if not b.after_blank]
    full = [pair for pair in pairs if _is_full(text, *pair, width)]
    running_on = [1 for a, b in full if not ends_in_stop(a.of(text)) and b.of(text)[0].islower()]
    return width if running_on and 2 * len(full) >= len(pairs) else 0


def _is_full(text: str, line: Paragraph, following: Paragraph, width: int) -> bool:
    length = line.span.end - line.span.start
    word = following.of(text)[:MAX_WRAP_CHARS].split()[0]
    return length >= MIN_WRAP_CHARS and length + 1 + len(word) > width


def _join(text: str, lines: Sequence[Paragraph], width: int) -> Iterator[Paragraph]:
    start, last = lines[0], lines[0]
    for line in lines[1:]:
        if line.after_blank or not _runs_on(text, last, line, width):
            yield Paragraph(Span(start.span.start, last.span.end), start.after_blank)
            start = line
        last = line
    yield Paragraph(Span(start.span.start, last.span.end), start.after_blank)


def _runs_on(text: str, line: Paragraph, following: Paragraph, width: int) -> bool:
    """Say whether the sentence goes on: the line is full, or nearly so without a stop, or the next begins small."""
    if _is_full(text, line, following, width):
        return True
    nearly = line.span.end - line.span.start >= NEARLY_FULL * width
    return not ends_in_stop(line.of(text)) and (nearly or following.of(text)[0].islower())
