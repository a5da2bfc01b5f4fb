"""This file is where tellings become columns of numbers, so that those of a whole corpus can be compared in seconds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain
from math import log, nan

import numpy as np
from numpy.typing import NDArray

from rashomon.incidents.tellings import TOWNS, place_key
from rashomon.incidents.words import Places
from rashomon.records import Telling

Items = NDArray[np.int32]
Shares = NDArray[np.float64]

#: The weightiest words of a telling that are compared.
MOST_WORDS = 120
#: What happened longer before publication is no news.
NEWS_DAYS = 14
#: The day of a telling that has none: after all others.
UNDATED = 1 << 40
#: Of a word that is not among the common ones: its share of print at large.
_RARE = 3e-7
_LEAD_WORDS = 250
_PRINT = 1000
_BATCH = 4096
_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)

#: For some tellings: how many items each has; the items, in order within each telling; and how often each is named.
_Counted = tuple[Places, Items, Shares]


@dataclass(frozen=True, slots=True)
class Bags:
    """What each telling names, with how much of it: telling by telling, the items of each in the order of their names."""

    names: tuple[str, ...]
    """The names of all items, sorted."""
    starts: Places
    """Where the items of each telling begin; at last, how many there are."""
    items: Items
    shares: Shares

    @property
    def rows(self) -> Places:
        """Return for each item which telling names it."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


@dataclass(frozen=True, slots=True)
class Profiles:
    """Tellings as they are compared, by family and day."""

    tellings: tuple[Telling, ...]
    families: Places
    days: Places
    words: Bags
    places: Bags
    modes: Bags
    towns: Places
    """The number of the town that the events of each are put in; -1 where they are put in none."""
    tolls: Shares
    """The death toll that each gives first; not a number where it gives none."""

    def __len__(self) -> int:
        """Return how many tellings there are."""
        return len(self.tellings)


def profiles_of(tellings: Iterable[Telling], frequencies: Mapping[str, float]) -> Profiles:
    """Return the tellings ready to be compared; `frequencies` are the shares of common words in print at large."""
    dated = [
        (telling.family, day_of(telling), telling.published or "9", telling.id, telling)
        for telling in tellings
    ]
    dated.sort(key=lambda entry: entry[:4])
    order = tuple(entry[4] for entry in dated)
    towns = [_town(telling) for telling in order]
    town_numbers = {town: number for number, town in enumerate(sorted(filter(None, towns)))}
    numbers = {family: number for number, family in enumerate(sorted({entry[0] for entry in dated}))}
    return Profiles(
        order,
        np.array([numbers[entry[0]] for entry in dated], dtype=np.int64),
        np.array([entry[1] for entry in dated], dtype=np.int64),
        _words([telling.terms for telling in order], frequencies),
        _bags([telling.places for telling in order]),
        _bags([telling.modes for telling in order]),
        np.array([town_numbers.get(town, -1) for town in towns], dtype=np.int64),
        np.array([_toll(telling) for telling in order]),
    )


def day_of(telling: Telling) -> int:
    """Return the day on which a telling is put: that of publication for news, for what is farther back its own.

    The own days of news are coded less surely than the page is dated: by them FA-KES gets .03 B-cubed less.
    """
    when, published = telling.when, _ordinal(telling.published)
    if when is not None and when.granularity == "day" and when.basis != "metadata":
        own = _ordinal(when.earliest)
        if own is not None and (published is None or published - own > NEWS_DAYS):
            return own
    return UNDATED if published is None else published


def _ordinal(day: str | None) -> int | None:
    return _ordinal_of(day[:10]) if day else None


@lru_cache(maxsize=1 << 14)
def _ordinal_of(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _town(telling: Telling) -> str:
    """Return the town, or point, that its events are put in; nothing if they are put in a wider place or in none."""
    where = telling.where
    return place_key(where) if where is not None and where.precision in TOWNS else ""


def _toll(telling: Telling) -> float:
    """Return the death toll that it gives first: later ones are of other days, or of a part of the dead."""
    found = (f.low if f.low is not None else f.high for f in telling.figures if f.kind == "killed")
    return float(next(filter(None, found), nan))


def _bags(lists: Sequence[Sequence[str]]) -> Bags:
    """Return each list's items with their shares of the list."""
    names, counted = _count(lists)
    return _joined(names, (_shared(*part) for part in counted))


def _shared(sizes: Places, items: Items, counts: Shares) -> _Counted:
    return sizes, items, counts / np.repeat(_sums(sizes, counts), sizes)


def _words(lists: Sequence[Sequence[str]], frequencies: Mapping[str, float]) -> Bags:
    """Return each list's weightiest words: the root of their count times how rare they are, all lengths 1."""
    names, counted = _count(lists)
    known = {word: _rarity(share) for word, share in frequencies.items()}
    other = _rarity(_RARE)
    rarity = np.array([known.get(word, other) for word in names])
    return _joined(names, (_weigh(*part, rarity) for part in counted))


def _rarity(share: float) -> float:
    """Return how rare a word is: the logarithm of how few leads have it."""
    return log((_PRINT + 1) / (_PRINT * (1 - (1 - share) ** _LEAD_WORDS) + 1))


def _count(lists: Sequence[Sequence[str]]) -> tuple[list[str], Iterator[_Counted]]:
    """Return the sorted names of all items, and how often each list has each item, by some lists at once."""
    sizes = np.fromiter(map(len, lists), dtype=np.int64, count=len(lists))
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    flat = np.fromiter(
        map(numbers.__getitem__, chain.from_iterable(lists)), dtype=np.int32, count=sizes.sum()
    )
    names = sorted(numbers)
    rank = np.empty(len(names), dtype=np.int64)
    rank[[numbers[name] for name in names]] = np.arange(len(names))
    return names, _counted(sizes, flat, rank)


def _counted(sizes: Places, flat: Items, rank: Places) -> Iterator[_Counted]:
    ends = np.cumsum(sizes)
    for start in range(0, len(sizes), _BATCH):
        own = sizes[start : start + _BATCH]
        end = int(ends[start + len(own) - 1])
        items = rank[flat[end - int(own.sum()) : end]]
        cells = np.repeat(np.arange(len(own)), own) * len(rank) + items
        distinct, counts = np.unique(cells, return_counts=True)
        rows, items = np.divmod(distinct, max(1, len(rank)))
        yield np.bincount(rows, minlength=len(own)), items.astype(np.int32), counts.astype(np.float64)


def _weigh(sizes: Places, items: Items, counts: Shares, rarity: Shares) -> _Counted:
    weights = np.sqrt(counts) * rarity[items]
    rows = np.repeat(np.arange(len(sizes)), sizes)
    kept = heaviest(rows, weights, MOST_WORDS)
    rows, items, weights = rows[kept], items[kept], weights[kept]
    sizes = np.bincount(rows, minlength=len(sizes))
    lengths = np.sqrt(_sums(sizes, weights**2))
    return sizes, items, weights / np.repeat(np.where(lengths > 0, lengths, 1.0), sizes)


def heaviest(rows: Places, weights: Shares, most: int) -> Places:
    """Return the places of each row's heaviest entries, in order; of equally heavy ones the first."""
    counts = np.bincount(rows)
    if counts.max(initial=0) <= most:
        return np.arange(len(rows))
    bits = _LOW - weights.astype(np.float32).view(np.uint32)
    order = np.argsort((rows.astype(np.uint64) << _SHIFT) | bits, kind="stable")
    starts = np.cumsum(counts) - counts
    return np.sort(order[np.arange(len(rows)) - starts[rows] < most])


def _sums(sizes: Places, values: Shares) -> Shares:
    return np.bincount(np.repeat(np.arange(len(sizes)), sizes), values, minlength=len(sizes))


def _joined(names: Sequence[str], parts: Iterable[_Counted]) -> Bags:
    nothing = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int32), np.zeros(0))
    sizes, items, shares = (np.concatenate(column) for column in zip(nothing, *parts, strict=True))
    return Bags(tuple(names), np.concatenate(([0], np.cumsum(sizes))), items, shares)


def expanded(starts: Places, counts: Places) -> tuple[Places, Places]:
    """Return, for stretches of places, which stretch each place is of, and the places."""
    which = np.repeat(np.arange(len(counts)), counts)
    steps = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    return which, starts[which] + steps
