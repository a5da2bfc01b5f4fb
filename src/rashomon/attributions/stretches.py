"""This file is where stretches of text are looked up by place, in time that does not grow with the document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rashomon.records import Span

_BLOCK = 512


class Stretches[T]:
    """Things that each cover a stretch of text; `at` finds those that cover a place."""

    def __init__(self, pairs: Iterable[tuple[Span, T]]) -> None:
        self._blocks: dict[int, list[tuple[Span, T]]] = defaultdict(list)
        for span, thing in pairs:
            for block in range(span.start // _BLOCK, max(span.start, span.end - 1) // _BLOCK + 1):
                self._blocks[block].append((span, thing))

    def at(self, place: Span) -> list[T]:
        """Return the things whose stretch covers the whole place, in the order in which they were given."""
        return [thing for span, thing in self._blocks.get(place.start // _BLOCK, ()) if span.covers(place)]

    def touching(self, place: Span) -> list[T]:
        """Return the things whose stretch shares a character with the place; one over several blocks may come twice."""
        blocks = range(place.start // _BLOCK, max(place.start, place.end - 1) // _BLOCK + 1)
        return [t for block in blocks for span, t in self._blocks.get(block, ()) if span.overlaps(place)]
