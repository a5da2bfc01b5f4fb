"""This file is where documents are gathered into stories: what editors put side by side, a few days of one subject.

Documents are compared by the words of their headlines and leads (TF-IDF and cosine), within days of each other, and
joined by average link. The stories of a set of documents are the same in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import batched, chain, groupby, pairwise

import numpy as np
from msgspec import Struct

from rashomon.incidents.joining import average_link
from rashomon.incidents.terms import BUCKETS, Terms, Weights, common_terms, story_terms
from rashomon.incidents.words import Flags, Places

#: Documents further apart are not compared, nor counted for how rare a word is beyond the neighbouring stretches.
WINDOW_DAYS = 7
#: Pairs less alike than this count as not alike at all; without it, long chains of faint likeness pull stories together.
ALIKE = 0.25
#: Two groups are one story if their documents are this much alike on average. Dev halves, B-cubed: BASIL .989, ECB+ .937.
ONE_STORY = 0.18
#: Documents of print at large that stand behind those at hand, so that a word is rare or not among three of them, too.
_BACKGROUND = 1000
#: A word in more than this share of the documents of its days tells no story of theirs; among few documents any may.
_EVERYWHERE, _FEW = 0.5, 20
#: The commonest of a document's words, up to this share of its weight, bring up no pairs. Measured: up to .15 none is lost.
_SET_ASIDE = 0.15
_WORTH_COMPARING = 0.1
#: Documents that are compared at once with those before them.
_BLOCK = 64
#: The stretch of documents without a date; no dated one is near it.
_UNDATED = 1 << 40
_NOTHING = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))


class StoryText(Struct, frozen=True):
    """What a document's story is told from."""

    id: str
    title: str | None
    text: str
    published: date | None = None


def find_stories(documents: Sequence[StoryText], frequencies: Mapping[str, float]) -> dict[str, str]:
    """Return for each document the id of its story, which is that of the story's earliest document.

    `frequencies` are those of the language's common words. Documents without a date are compared with one another.
    """
    order = sorted(documents, key=lambda document: (document.published or date.max, document.id))
    stretches = _weighed(_stretches(order), common_terms(frequencies))
    columns = [np.concatenate(column) for column in zip(_NOTHING, *_alike(stretches), strict=True)]
    first = average_link(len(order), *columns, threshold=ONE_STORY).tolist()
    return {document.id: order[place].id for document, place in zip(order, first, strict=True)}


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The documents of some days in a row, by the terms that stand in them."""

    number: int
    offset: int
    """The place of its first document among all."""
    days: Places
    rows: Places
    """For each entry, the place of its document in the stretch; in order."""
    terms: Terms
    weights: Weights
    counts: Places
    """In how many documents of the stretch each term stands."""
    is_telling: Flags
    """For each entry, whether its term is none of the commonest of its document."""


def _stretch_of(document: StoryText) -> int:
    return document.published.toordinal() // WINDOW_DAYS if document.published else _UNDATED


def _stretches(order: Sequence[StoryText]) -> Iterator[_Stretch]:
    offset = 0
    for number, group in groupby(order, key=_stretch_of):
        documents = list(group)
        yield _read(number, offset, documents)
        offset += len(documents)


def _read(number: int, offset: int, documents: Sequence[StoryText]) -> _Stretch:
    """Return the documents' terms with the weights they have in their own document."""
    parts = [
        story_terms([(document.title, document.text) for document in batch])
        for batch in batched(documents, _BLOCK)
    ]
    rows = np.concatenate([rows + place * _BLOCK for place, (rows, _, _) in enumerate(parts)])
    terms, weights = (np.concatenate([part[column] for part in parts]) for column in (1, 2))
    days = np.array([document.published.toordinal() if document.published else 0 for document in documents])
    return _Stretch(
        number, offset, days, rows, terms, weights, np.bincount(terms, minlength=BUCKETS), rows < 0
    )


def _weighed(stretches: Iterable[_Stretch], shares: Weights) -> Iterator[_Stretch]:
    """Yield the stretches with each entry's weight times how rare its term is then, and all lengths 1."""
    before: _Stretch | None = None
    for current, after in pairwise(chain(stretches, [None])):
        assert current is not None
        near = [stretch for stretch in (before, current, after) if stretch is not None]
        near = [stretch for stretch in near if abs(stretch.number - current.number) <= 1]
        yield _weigh(current, near, shares)
        before = current


def _weigh(stretch: _Stretch, near: Sequence[_Stretch], shares: Weights) -> _Stretch:
    size = sum(len(other.days) for other in near)
    counts = np.sum([other.counts[stretch.terms] for other in near], axis=0)
    rarity = np.log((size + _BACKGROUND + 1) / (counts + _BACKGROUND * shares[stretch.terms] + 1))
    # A word that no other document of these days has makes none alike.
    kept = (counts > 1) & (counts <= max(_FEW, _EVERYWHERE * size))
    rows, terms, counts = stretch.rows[kept], stretch.terms[kept], counts[kept]
    weights = (stretch.weights * rarity)[kept]
    lengths = np.sqrt(np.bincount(rows, weights**2, minlength=len(stretch.days)))
    weights = (weights / lengths[rows]).astype(np.float32)
    return replace(
        stretch, rows=rows, terms=terms, weights=weights, is_telling=_telling(rows, counts, weights)
    )


def _telling(rows: Places, counts: Places, weights: Weights) -> Flags:
    """Return which entries are left when the commonest of each document are set aside."""
    order = np.argsort(rows << 32 | counts, kind="stable")
    shares = weights[order].astype(np.float64) ** 2
    rarer = np.cumsum(shares) - shares
    rarer -= rarer[np.searchsorted(rows, rows)]
    is_telling = np.empty(len(rows), dtype=bool)
    is_telling[order] = rarer < 1 - _SET_ASIDE
    return is_telling


def _alike(stretches: Iterable[_Stretch]) -> Iterator[tuple[Places, Places, Weights]]:
    """Yield the pairs of documents that are alike, the first one, the later one and how much."""
    before: _Stretch | None = None
    for current in stretches:
        if before is not None and current.number - before.number == 1:
            yield from _between(before, current)
        yield from _between(current, current)
        before = current


def _between(left: _Stretch, right: _Stretch) -> Iterator[tuple[Places, Places, Weights]]:
    """Yield the pairs of a document of one stretch and a later one of the other (or the same) stretch."""
    postings = _Postings(left)
    edges = np.searchsorted(right.rows, np.arange(0, len(right.days) + _BLOCK, _BLOCK))
    for block, (start, end) in enumerate(pairwise(edges)):
        entries = slice(start, end)
        rows = right.rows[entries] - block * _BLOCK
        firsts, laters = postings.candidates(
            rows, right.terms[entries], right.weights[entries], right.is_telling[entries]
        )
        near = np.abs(left.days[firsts] - right.days[laters + block * _BLOCK]) <= WINDOW_DAYS
        if left is right:
            near &= firsts < laters + block * _BLOCK
        firsts, laters = firsts[near], laters[near]
        likeness = postings.likeness(firsts, laters, rows, right.terms[entries], right.weights[entries])
        kept = likeness >= ALIKE
        yield left.offset + firsts[kept], right.offset + block * _BLOCK + laters[kept], likeness[kept]


class _Postings:
    """A stretch's entries by document, and those of telling terms by term."""

    def __init__(self, stretch: _Stretch) -> None:
        self._size = len(stretch.days)
        self._terms, self._weights = stretch.terms, stretch.weights
        self._starts = np.searchsorted(stretch.rows, np.arange(self._size + 1))
        telling = np.flatnonzero(stretch.is_telling)
        self._by_term = telling[np.argsort(stretch.terms[telling], kind="stable")]
        self._rows = stretch.rows[self._by_term]
        counts = np.bincount(stretch.terms[telling], minlength=BUCKETS)
        self._term_starts = np.concatenate(([0], np.cumsum(counts)))

    def candidates(
        self, rows: Places, terms: Terms, weights: Weights, is_telling: Flags
    ) -> tuple[Places, Places]:
        """Return the pairs (document of the stretch, given row) that their telling terms alone make somewhat alike."""
        rows, terms, weights = rows[is_telling], terms[is_telling], weights[is_telling]
        starts = self._term_starts[terms]
        entries, places = _expanded(starts, self._term_starts[terms + 1] - starts)
        cells = rows[entries] * self._size + self._rows[places]
        products = weights[entries] * self._weights[self._by_term[places]]
        sums = np.bincount(cells, products)
        later, first = np.divmod(np.flatnonzero(sums >= _WORTH_COMPARING), self._size)
        return first, later

    def likeness(
        self, firsts: Places, laters: Places, rows: Places, terms: Terms, weights: Weights
    ) -> Weights:
        """Return the cosine of each pair of a document of the stretch and a row of the given entries."""
        known, columns = np.unique(terms, return_inverse=True)
        table = np.zeros((_BLOCK, len(known) + 1), dtype=np.float32)
        table[rows, columns] = weights
        starts = self._starts[firsts]
        pairs, places = _expanded(starts, self._starts[firsts + 1] - starts)
        terms = self._terms[places]
        columns = np.searchsorted(known, terms)
        columns[known[np.minimum(columns, len(known) - 1)] != terms] = len(known)
        products = table[laters[pairs], columns] * self._weights[places]
        return np.bincount(pairs, products, minlength=len(firsts)).astype(np.float32)


def _expanded(starts: Places, counts: Places) -> tuple[Places, Places]:
    """Return, for stretches of places, which stretch each place is of, and the places."""
    which = np.repeat(np.arange(len(counts)), counts)
    steps = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    return which, starts[which] + steps
