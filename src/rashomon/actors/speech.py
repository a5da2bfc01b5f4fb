"""This file is where mentions inside quotations are told from those that the story itself makes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from rashomon.records import Attribution, Sentence, Span


class Speech:
    """Which stretches of a story are quoted, and who is named as saying something."""

    def __init__(self, sentences: Sequence[Sentence], attributions: Iterable[Attribution]) -> None:
        attributions = tuple(attributions)
        self._quoted = _joined(span for a in attributions for span in a.quoted)
        self._starts = [span.start for span in self._quoted]
        self._sources = _joined(span for a in attributions for span in a.source)
        self._heads = [span.start for span in self._sources]
        self._order: dict[int, int] = {}
        number = 0
        for sentence in sentences:
            self._order[sentence.index] = number
            number += self.quotation(sentence.span) is None

    def quotation(self, span: Span) -> int | None:
        """Return the number of the quotation that the whole span stands in; None for what the story says itself."""
        number = bisect_right(self._starts, span.start) - 1
        return number if number >= 0 and self._quoted[number].covers(span) else None

    def told(self, sentence: Sentence) -> int:
        """Return how many sentences before this one are not wholly quoted: a long quotation makes no distance."""
        return self._order.get(sentence.index, sentence.index)

    def is_source(self, span: Span) -> bool:
        """Say whether the mention stands in the source of a statement: `Lee, an envoy`, of whom "Lee" is a mention."""
        place = bisect_right(self._heads, span.start) - 1
        return place >= 0 and span.end <= self._sources[place].end


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that touch or overlap as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
