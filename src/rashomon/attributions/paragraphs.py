"""This file is where a paragraph is laid out: its sentences, tokens in a row, quotations and reports."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from rashomon.attributions.marks import Quotation
from rashomon.attributions.report import Report
from rashomon.attributions.stretches import Stretches
from rashomon.records import Sentence, Span, Token


@dataclass(slots=True)
class Paragraph:
    """A paragraph's sentences, its tokens in a row, its quotations and the reports found in it."""

    number: int
    sentences: list[Sentence]
    reports: list[Report]
    quotations: tuple[Quotation, ...] = ()
    row: list[tuple[Sentence, Token]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    quoted: Stretches[Quotation] = field(default_factory=lambda: Stretches(()))

    def fill(self, quotations: tuple[Quotation, ...]) -> None:
        """Set the quotations and lay the tokens out in a row."""
        self.quotations = quotations
        self.row = [(s, t) for s in self.sentences for t in s.tokens]
        self.starts = [t.start for _, t in self.row]
        self.quoted = Stretches((q.inner, q) for q in quotations)

    def first_from(self, place: int) -> int:
        """Return the position in the row of the first token that starts at the place or after it."""
        return bisect_left(self.starts, place)

    def last_until(self, place: int) -> Token | None:
        """Return the last token that starts before the place, or None."""
        position = bisect_left(self.starts, place) - 1
        return self.row[position][1] if position >= 0 else None

    def is_quoted(self, span: Span) -> bool:
        """Say whether the characters stand inside a quotation."""
        return bool(self.quoted.at(span))
