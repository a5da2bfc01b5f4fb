"""This file is where documents that have text in common are found, and which was copied from which.

Candidates come from the sketches, sorted by run: documents that keep the same run stand side by side. What is reported
is counted on the whole texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import UTC, datetime
from functools import lru_cache, partial
from itertools import batched
from operator import itemgetter
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rashomon.incidents.shingles import (
    RUN,
    Runs,
    digest_of,
    in_common,
    kept_of,
    shingles,
    shingles_of,
    sketch,
    sketches,
    unquoted_shingles,
)
from rashomon.records import Lineage, Reason, SharedText

#: Two documents share text if this much of the shorter stands in the longer. Independent reports of one happening
#: have a few per cent.
SHARES = 0.3
#: One text, cut or changed: every tenth word changed leaves 0.9 ** 5 = .59 of the runs.
SAME_TEXT = 0.5
#: A text most of whose words were taken, but exchanged throughout: every fourth word changed leaves .75 ** 5 = .24.
CHANGED_SHARES = 0.16
_SHORT_RUN, _FEWEST_RUNS = 3, 10
#: A share of the kept runs that makes two documents worth counting; lower, because a sketch is a sample.
_WORTH_COUNTING = 0.08
#: A run that more documents have is compared between neighbours in order only, so that work stays in proportion.
_NEIGHBOURS = 32
_BATCH = 8192
_SKETCHED_AT_ONCE = 64
_CACHED_TEXTS = 8192
#: Pairs whose texts are read at once.
_READ_AT_ONCE = 4096
_SHIFT = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)

#: A run (high 32 bits) and the document that keeps it (low 32 bits).
Entries = NDArray[np.uint64]
Text = Callable[[], str]


class Credited(Protocol):
    """What the direction of a copy is judged by: a Document, or a row that has these of one."""

    @property
    def id(self) -> str:
        """The document's id."""

    @property
    def published(self) -> str | None:
        """ISO date or date-time of publication."""

    @property
    def publisher(self) -> str | None:
        """Who published it."""

    @property
    def agency(self) -> str | None:
        """The agency it credits."""


class LineageIndex:
    """The sketches of documents, by run. Each document added is compared with all that were added before.

    `known` are pairs whose whole texts were counted before; they are not counted again.
    """

    def __init__(self, known: Mapping[tuple[str, str], SharedText] | None = None) -> None:
        self._known = known or {}
        self._documents: list[str] = []
        self._digests: list[bytes] = []
        self._kept: list[int] = []
        self._texts: list[Text] = []
        self._segments: list[Entries] = []
        self._shingles: dict[int, Runs] = {}
        self._short_runs = lru_cache(_CACHED_TEXTS)(lambda place: shingles(self._texts[place](), _SHORT_RUN))
        self._own_words = lru_cache(_CACHED_TEXTS)(lambda place: unquoted_shingles(self._texts[place]()))

    def __len__(self) -> int:
        """Return how many documents there are."""
        return len(self._documents)

    def add(self, document: str, text: str) -> tuple[SharedText, ...]:
        """Add a document; return whom of those before it shares text with."""
        return self.add_sketch(document, sketch(text), lambda: text)

    def add_sketch(self, document: str, stored: bytes, text: Text) -> tuple[SharedText, ...]:
        """Add a document by its stored sketch. `text` is called only if the document is worth counting."""
        return self.add_all([(document, stored, text)])

    def add_all(self, rows: Iterable[tuple[str, bytes, Text]]) -> tuple[SharedText, ...]:
        """Add documents (id, sketch, text) at once, which is faster; return the pairs that have a new one."""
        pairs = [pair for batch in batched(rows, _BATCH) for pair in self._add_batch(batch)]
        return tuple(sorted(pairs, key=lambda pair: (pair.left, pair.right)))

    def _add_batch(self, rows: Sequence[tuple[str, bytes, Text]]) -> Iterator[SharedText]:
        entries = []
        for document, stored, text in rows:
            # The digest counts as a run, so that a text too short to keep a run is found in an equal one.
            digest = np.frombuffer(digest_of(stored), dtype="<u4")[:1]
            kept = np.concatenate([kept_of(stored), digest])
            entries.append((kept.astype(np.uint64) << _SHIFT) | np.uint64(len(self._documents)))
            self._documents.append(document)
            self._digests.append(digest_of(stored))
            self._kept.append(len(kept))
            self._texts.append(text)
        new = np.sort(np.concatenate(entries))
        found = [_within(new), *(_between(new, segment) for segment in self._segments)]
        self._store(new)
        for pairs in batched(self._worth_counting(np.concatenate(found)), _READ_AT_ONCE):
            self._read(pairs)
            yield from filter(None, (self._compare(left, right) for left, right in pairs))

    def _read(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Have the runs at hand of the documents that will be counted."""
        counted = (pair for pair in pairs if not self._is_told(*pair))
        wanted = sorted({place for pair in counted for place in pair})
        read = {place: self._shingles[place] for place in wanted if place in self._shingles}
        for places in batched((place for place in wanted if place not in read), _SKETCHED_AT_ONCE):
            read |= zip(places, shingles_of([self._texts[place]() for place in places]), strict=True)
        self._shingles = read

    def _is_told(self, left: int, right: int) -> bool:
        """Say whether two documents need not be counted: they were before, or have the same words."""
        return self._digests[left] == self._digests[right] or self._ids(left, right) in self._known

    def _ids(self, left: int, right: int) -> tuple[str, str]:
        return self._documents[left], self._documents[right]

    def _store(self, new: Entries) -> None:
        """Keep the entries; segments of like size become one, so that there are never many."""
        while self._segments and len(self._segments[-1]) <= 2 * len(new):
            new = np.sort(np.concatenate([self._segments.pop(), new]), kind="stable")
        self._segments.append(new)

    def _worth_counting(self, pairs: Entries) -> Iterator[tuple[int, int]]:
        """Yield the pairs of documents that share enough of what they keep, the first by id first."""
        unique, counts = np.unique(pairs, return_counts=True)
        left, right = (unique >> _SHIFT).astype(np.int64), (unique & _LOW).astype(np.int64)
        kept = np.array(self._kept)
        enough = counts >= _WORTH_COUNTING * np.minimum(kept[left], kept[right])
        for one, other in zip(left[enough].tolist(), right[enough].tolist(), strict=True):
            yield (one, other) if self._documents[one] < self._documents[other] else (other, one)

    def _compare(self, left: int, right: int) -> SharedText | None:
        """Count on the whole texts what two documents have in common; None if it is too little."""
        ids = self._ids(left, right)
        if ids in self._known:
            return self._known[ids]
        if self._digests[left] == self._digests[right]:
            return SharedText(*ids, 1.0, 1.0, 1.0, "exact", Reason("copy:exact", "the same words"), 1.0)
        runs = {place: self._shingles[place] for place in (left, right)}
        shorter, longer = sorted((left, right), key=lambda place: len(runs[place]))
        common = in_common(runs[shorter], runs[longer])
        containment = common / max(1, len(runs[shorter]))
        if containment < CHANGED_SHARES:
            return None
        # A text that is nothing but quotations has no words of its own to judge by.
        own = self._own_words(shorter)
        unquoted = in_common(own, runs[longer]) / len(own) if len(own) else containment
        taken = containment if containment >= SAME_TEXT else self._taken(shorter, longer, containment)
        kind = _kind(containment, unquoted, taken if common >= _FEWEST_RUNS else containment)
        if kind is None:
            return None
        jaccard = common / (len(runs[shorter]) + len(runs[longer]) - common)
        detail = f"{common} of the shorter one's {len(runs[shorter])} runs of five words"
        return SharedText(*ids, containment, jaccard, unquoted, kind, Reason(f"copy:{kind}", detail), taken)

    def _taken(self, shorter: int, longer: int, containment: float) -> float:
        """Estimate how much of the shorter text was taken if its words were exchanged here and there.

        If a word in four is exchanged, .75 ** 3 of the runs of three words are left and .75 ** 5 of those of five. A
        passage that is shared word for word loses none of either.
        """
        short, long = (self._short_runs(place) for place in (shorter, longer))
        contained = in_common(short, long) / min(len(short), len(long))
        kept = min(1.0, containment / contained) ** (1 / (RUN - _SHORT_RUN))
        return float(min(1.0, containment / kept**RUN))


def shared_texts(documents: Iterable[tuple[str, str]]) -> tuple[SharedText, ...]:
    """Return the pairs of documents (id, text) that share text, in the order of their ids."""
    return LineageIndex().add_all(_sketched(sorted(documents)))


def lineages(documents: Iterable[Credited], shared: Iterable[SharedText]) -> dict[str, Lineage]:
    """Return each document's lineage: which text it is, and which document it was taken from.

    Only exact and cut copies are one text. A shared quotation, or a shared passage of background, never makes one; nor
    do words exchanged throughout, for two bulletins that fill in one form look the same.
    """
    facts = {document.id: document for document in documents}
    copies = [
        pair for pair in shared if pair.kind in ("exact", "cut") and {pair.left, pair.right} <= facts.keys()
    ]
    near: dict[str, list[tuple[str, SharedText]]] = {id: [] for id in facts}
    for pair in copies:
        near[pair.left].append((pair.right, pair))
        near[pair.right].append((pair.left, pair))
    credited = {_folded(facts[other].agency) for others in near.values() for other, _ in others}
    order = sorted(facts, key=lambda id: _seniority(facts[id], credited))
    rank = {id: place for place, id in enumerate(order)}
    first = _firsts(order, near)
    same_words = _firsts(
        order, {id: [p for p in pairs if p[1].kind == "exact"] for id, pairs in near.items()}
    )
    owners = {id: _folded(facts[id].publisher) for id in order}
    found = {}
    for id in order:
        agency = _folded(facts[id].agency)
        credited = {other for other, _ in near[id] if agency and owners[other] == agency}
        found[id] = _lineage(id, first[id], same_words[id], near[id], rank, credited)
    return found


def _kind(containment: float, unquoted: float, taken: float) -> str | None:
    """Return what kind of sharing it is; None if it is too little."""
    if containment >= SAME_TEXT and unquoted >= SHARES:
        return "cut"
    if containment < SAME_TEXT <= taken:
        return "changed"
    return "shares_text" if containment >= SHARES else None


def _sketched(documents: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes, Text]]:
    for batch in batched(documents, _SKETCHED_AT_ONCE):
        texts = [text for _, text in batch]
        for (id, text), stored in zip(batch, sketches(texts), strict=True):
            yield id, stored, partial(str, text)


def _seniority(document: Credited, credited: set[str]) -> tuple[bool, str, str]:
    """Order documents: an agency's own story stands before those that credit it, then the earlier, then by id."""
    is_agency = _folded(document.publisher) in credited - {""}
    return not is_agency, _moment(document.published), document.id


def _moment(published: str | None) -> str:
    """Return a text that sorts by time. A day without an hour comes after its hours, no day after all days."""
    if not published:
        return "9999"
    if len(published) <= len("2020-10-17"):
        return f"{published}T99"
    moment = datetime.fromisoformat(published)
    return (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None).isoformat()


def _folded(name: str | None) -> str:
    return " ".join((name or "").casefold().split())


def _firsts(order: Sequence[str], near: Mapping[str, list[tuple[str, SharedText]]]) -> dict[str, str]:
    """Return for each document the first one that its text reaches from copy to copy."""
    first: dict[str, str] = {}
    for root in order:
        waiting = [] if root in first else [root]
        while waiting:
            id = waiting.pop()
            if id not in first:
                first[id] = root
                waiting.extend(other for other, _ in near[id])
    return first


def _lineage(
    id: str,
    root: str,
    same_words: str,
    near: Sequence[tuple[str, SharedText]],
    rank: Mapping[str, int],
    credited: Set[str],
) -> Lineage:
    """Return a document's lineage: taken from the first that has the same words, else from the most alike before it.

    Of those before it, the ones of the agency that it credits come first: the credit says where the text is from.
    """
    if same_words != id:
        return Lineage(id, root, same_words, Reason("lineage:exact", "the same words"))
    before = [
        (other in credited, pair.jaccard, -rank[other], other, pair)
        for other, pair in near
        if rank[other] < rank[id]
    ]
    if not before:
        return Lineage(id, root)
    *_, source, pair = max(before, key=itemgetter(0, 1, 2))
    return Lineage(id, root, source, Reason(f"lineage:{pair.kind}", pair.why.detail))


def _within(entries: Entries) -> Entries:
    """Return the pairs (earlier document high, later low) that keep a run both, once for each such run."""
    runs, documents = entries >> _SHIFT, entries & _LOW
    places = np.arange(len(entries))
    pairs = []
    for step in range(1, _NEIGHBOURS + 1):
        places = places[places < len(entries) - step]
        places = places[runs[places] == runs[places + step]]
        if not len(places):
            break
        pairs.append((documents[places] << _SHIFT) | documents[places + step])
    return np.concatenate(pairs) if pairs else entries[:0]


def _between(new: Entries, old: Entries) -> Entries:
    """Return the pairs (old document high, new low) that keep a run both, once for each such run."""
    runs = new & ~_LOW
    lows = np.searchsorted(old, runs)
    counts = np.minimum(np.searchsorted(old, runs | _LOW, side="right") - lows, _NEIGHBOURS)
    hits = np.flatnonzero(counts)
    counts = counts[hits]
    steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    places = np.repeat(lows[hits], counts) + steps
    pairs: Entries = ((old[places] & _LOW) << _SHIFT) | (np.repeat(new[hits], counts) & _LOW)
    return pairs
