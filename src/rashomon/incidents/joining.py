"""This file is where what is alike becomes groups: by average link, and as people decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from rashomon.incidents.profiles import Shares
from rashomon.incidents.words import Flags, Places


@dataclass(frozen=True, slots=True)
class Compared:
    """Pairs of things that were compared, each pair once, the lower first, in order; and how alike they are."""

    left: Places
    right: Places
    likeness: Shares
    capped: Flags
    """For each thing whether it had more to compare with than it was compared with."""

    def only(self, kept: Flags) -> Self:
        """Return the pairs that are kept."""
        return type(self)(self.left[kept], self.right[kept], self.likeness[kept], self.capped)


def average_link(count: int, left: Places, right: Places, likeness: Shares, *, threshold: float) -> Places:
    """Return for each of `count` things the first of its group. Pairs that are not listed are not alike."""
    low, high = np.minimum(left, right), np.maximum(left, right)
    order = np.argsort(low * count + high)
    pairs = Compared(low[order], high[order], likeness[order].astype(np.float64), np.zeros(count, dtype=bool))
    return join(np.arange(count), pairs, threshold=threshold)


def join(
    first: Places, compared: Compared, apart: Sequence[tuple[int, int]] = (), *, threshold: float
) -> Places:
    """Return for each thing the first of its group, joining the most alike groups until none are alike enough.

    `first` says which are in one group already. A group's likeness to another is the mean over all pairs that are known.
    Pairs in `apart` are never put in one group. In each round any two groups are joined of which neither has one that
    is more alike. This comes to the same as joining the two most alike of all, one after the other: a group is to the
    two that were joined never more alike than to the one of them that it was more like.
    """
    first, size = first.copy(), len(first)
    free = np.bincount(first, ~compared.capped, minlength=size)
    has_capped = compared.capped[compared.left] | compared.capped[compared.right]
    a, b = first[compared.left], first[compared.right]
    entries = np.column_stack([compared.likeness, has_capped])
    a, b, entries = _added(a, b, entries)
    while True:
        mean = entries[:, 0] / (free[a] * free[b] + entries[:, 1])
        alike = (mean >= threshold) & ~_barred(first, a, b, apart)
        if not alike.any():
            return first
        into = _joined(size, a[alike], b[alike], mean[alike])
        is_open = np.zeros(size, dtype=bool)
        is_open[a[alike]] = is_open[b[alike]] = True
        # A group that none is like enough will never be joined.
        kept = is_open[a] & is_open[b]
        gone = np.flatnonzero(into != np.arange(size))
        free[into[gone]] += free[gone]
        first = into[first]
        a, b, entries = _added(into[a[kept]], into[b[kept]], entries[kept])


def bind(size: int, together: Sequence[tuple[int, int]], apart: Sequence[tuple[int, int]]) -> Places:
    """Return for each of so many things the first of its group when pairs are put together; what is apart stays apart."""
    first = np.arange(size)
    for left, right in together:
        low, high = sorted((first[left], first[right]))
        if low != high and not _barred(first, np.array([low]), np.array([high]), apart).any():
            first[first == high] = low
    return first


def _added(a: Places, b: Places, entries: Shares) -> tuple[Places, Places, Shares]:
    """Return the pairs of groups, the lower first, in order, each once with the sum of its entries."""
    size = max(a.max(initial=0), b.max(initial=0)) + 1
    cells = np.minimum(a, b) * size + np.maximum(a, b)
    order = np.flatnonzero(a != b)
    order = order[np.argsort(cells[order], kind="stable")]
    cells = cells[order]
    is_new = np.diff(cells, prepend=-1) != 0
    place = np.cumsum(is_new) - 1
    sums = [np.bincount(place, column[order]) for column in entries.T]
    a, b = np.divmod(cells[is_new], size)
    return a, b, np.column_stack(sums)


def _joined(size: int, a: Places, b: Places, mean: Shares) -> Places:
    """Return for each group which one it becomes part of: two are joined that each have none more alike."""
    groups, others = np.concatenate([a, b]), np.concatenate([b, a])
    order = np.lexsort((others, -np.concatenate([mean, mean]), groups))
    groups, others = groups[order], others[order]
    is_best = np.diff(groups, prepend=-1) != 0
    best = np.arange(size)
    best[groups[is_best]] = others[is_best]
    return np.where(best[best] == np.arange(size), np.minimum(best, np.arange(size)), np.arange(size))


def _barred(first: Places, a: Places, b: Places, apart: Sequence[tuple[int, int]]) -> Flags:
    if not apart:
        return np.zeros(len(a), dtype=bool)
    one, other = (first[list(side)] for side in zip(*apart, strict=True))
    barred = np.minimum(one, other) * len(first) + np.maximum(one, other)
    return np.isin(np.minimum(a, b) * len(first) + np.maximum(a, b), barred)
