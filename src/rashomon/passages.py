"""This file is where a story's text is a record: its spans, zones, words and sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter

from msgspec import Struct

#: No word of a story stands deeper in its sentence; of a list of ten thousand words one may.
_DEEPEST = 100


class Span(Struct, frozen=True, order=True):
    """A stretch `[start, end)` of characters of `Document.text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Say whether the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end


class Reason(Struct, frozen=True):
    """Why something was decided: the id of the rule, and the words that made it apply."""

    rule: str
    detail: str = ""


class ZoneKind(StrEnum):
    """What a stretch of a page is for. Only headline, dek, subhead, caption and body are ever read for events."""

    HEADLINE = "headline"
    DEK = "dek"
    BODY = "body"
    SUBHEAD = "subhead"
    CAPTION = "caption"
    CREDIT = "credit"
    SECTION = "section"
    PUBLICATION = "publication"
    BOILERPLATE = "boilerplate"

    @property
    def is_story(self) -> bool:
        """Say whether text of this kind is the publisher's telling of the story."""
        return self in _STORY_ZONES


_STORY_ZONES = frozenset({ZoneKind.HEADLINE, ZoneKind.DEK, ZoneKind.BODY, ZoneKind.CAPTION})


@dataclass(frozen=True, slots=True)
class Zone:
    """A paragraph or line of a page, with what it is for."""

    kind: ZoneKind
    span: Span
    why: Reason | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One story as a reader reads it, and what its page says about it."""

    id: str
    text: str
    zones: tuple[Zone, ...] = ()
    title: str | None = None
    publisher: str | None = None
    publisher_country: str | None = None
    agency: str | None = None
    agency_span: Span | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    published: str | None = None
    """ISO date or date-time with the zone the page gives; None if the page gives none."""
    published_basis: str | None = None
    """Where `published` comes from: option, json-ld, meta, time, url, htmldate or text."""
    updated: str | None = None
    language: str | None = None
    url: str | None = None
    name: str | None = None
    """The file or address the document was read from."""
    source_sha256: str | None = None
    why: tuple[Reason, ...] = ()

    @property
    def published_on(self) -> date | None:
        """Return the day of publication as the page prints it, or None."""
        return date.fromisoformat(self.published[:10]) if self.published else None


class Token(Struct, frozen=True):
    """One word of a sentence as the parser reads it. `head` is an index into the sentence; a root is its own head."""

    index: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    entity: str = ""
    """Entity type of the parser (GPE, PERSON, ORG ...), or empty."""
    entity_begins: bool = False

    @property
    def span(self) -> Span:
        """Return the token's characters."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One parsed sentence of a document; `children[i]` are the indexes of the dependents of token i, in order."""

    index: int
    zone: ZoneKind
    paragraph: int
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    root: int

    @property
    def span(self) -> Span:
        """Return the characters from the first to the last token."""
        return Span(self.tokens[0].start, self.tokens[-1].end)

    def stretch(self, first: int, last: int) -> Span:
        """Return the characters from token `first` to token `last`, both included."""
        return Span(self.tokens[first].start, self.tokens[last].end)

    def subtree(self, index: int, *, without: Iterable[int] = ()) -> tuple[int, ...]:
        """Return the indexes of the token and all below it, in order; branches that start in `without` are left out."""
        barred = frozenset(without)
        found = [index]
        for current in found:  # grows as it is walked
            below = self.children[current]
            found += [child for child in below if child not in barred] if barred else below
        return tuple(sorted(found))

    def subtree_span(self, index: int, *, without: Iterable[int] = ()) -> Span:
        """Return the characters from the first to the last token of `subtree`."""
        indexes = self.subtree(index, without=without)
        return self.stretch(indexes[0], indexes[-1])

    def dependents(self, index: int, *deps: str) -> tuple[int, ...]:
        """Return the dependents of the token whose relation is one of `deps`."""
        below = self.children[index]
        if not below:
            return ()
        tokens = self.tokens
        return tuple([child for child in below if tokens[child].dep in deps])

    def dependent(self, index: int, *deps: str) -> int | None:
        """Return the first dependent of the token whose relation is one of `deps`, or None."""
        for child in self.children[index]:
            if self.tokens[child].dep in deps:
                return child
        return None

    def ancestors(self, index: int) -> tuple[int, ...]:
        """Return the heads of the token, from its own head to the root, or as far as a sentence is ever nested."""
        found: list[int] = []
        while (head := self.tokens[index].head) != index and len(found) < _DEEPEST:
            found.append(head)
            index = head
        return tuple(found)

    def within(self, span: Span) -> tuple[int, ...]:
        """Return the indexes of the tokens that overlap the span."""
        first = bisect_right(self.tokens, span.start, key=attrgetter("end"))
        return tuple(range(first, max(first, bisect_left(self.tokens, span.end, key=attrgetter("start")))))

    def head_of(self, span: Span) -> int | None:
        """Return the token of the span whose head lies outside it (the first, if several), or None."""
        inside = self.within(span)
        if len(inside) == 1:
            return inside[0]
        tokens = self.tokens
        for index in inside:
            head = tokens[index].head
            if head == index or not inside[0] <= head <= inside[-1]:
                return index
        return None
