"""This file is where the tellings worth comparing are found: of one family, within days, with two things in common."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from rashomon.incidents.profiles import UNDATED, Profiles, expanded, heaviest
from rashomon.incidents.words import Places

#: Tellings further apart in days are not compared: the nearness of days has faded to a twelfth.
WINDOW_DAYS = 10
#: Most others that one telling is compared with: those that share most with it. Those left out are not known, not unlike.
MOST_COMPARED = 32
#: Tellings with one key in common are not compared: two reports of one happening share a place and a word, or words.
LEAST_SHARED = 2
#: Words by which a telling finds others: its weightiest, if they weigh this share of the first.
_KEY_WORDS, _WEIGHTY = 12, 0.33
#: Of a key that more tellings have, the last ones are asked; a place of ten thousand reports tells little.
_LAST = 128
#: Entries of postings that are read at once.
_AT_ONCE = 1 << 20


def candidates(profiles: Profiles) -> Iterator[tuple[Places, Places, Places]]:
    """Yield pairs worth comparing, an earlier row and a later one; and which later rows had more than could be compared.

    Those without a day are compared with all of their family.
    """
    postings, rows, starts, counts = _lookups(profiles)
    ends = np.cumsum(counts)
    bounds = [0]
    while bounds[-1] < len(rows):
        bounds.append(_next_bound(rows, ends, bounds[-1]))
    for begin, end in pairwise(bounds):
        which, places = expanded(starts[begin:end], counts[begin:end])
        yield _voted(rows[begin:end][which], postings[places], len(profiles))


def _lookups(profiles: Profiles) -> tuple[Places, Places, Places, Places]:
    """Return the rows by key, and for each key of each row, in the order of rows, which of them to look up."""
    size = len(profiles)
    rows, keys = _keys(profiles)
    keys += profiles.families[rows] * (keys.max(initial=0) + 1)
    cells = np.sort(keys * size + rows)
    keys, rows = np.divmod(cells, max(1, size))
    places = np.arange(len(cells))
    starts = np.maximum(np.searchsorted(cells, keys * size + _first_near(profiles)[rows]), places - _LAST)
    order = np.argsort(rows, kind="stable")
    return rows, rows[order], starts[order], (places - starts)[order]


def _keys(profiles: Profiles) -> tuple[Places, Places]:
    """Return what tellings find others by, rows and keys: their places, and their weightiest words that others have."""
    words, places = profiles.words, profiles.places
    rows, counts = words.rows, np.bincount(words.items, minlength=len(words.names))
    most = np.zeros(len(profiles))
    np.maximum.at(most, rows, words.shares)
    weighty = np.flatnonzero((words.shares >= _WEIGHTY * most[rows]) & (counts[words.items] > 1))
    rows = rows[weighty]
    kept = weighty[heaviest(rows, words.shares[weighty], _KEY_WORDS)]
    return (
        np.concatenate([words.rows[kept], places.rows]),
        np.concatenate([words.items[kept].astype(np.int64), places.items + np.int64(len(words.names))]),
    )


def _first_near(profiles: Profiles) -> Places:
    """Return for each row the first of its family that is near enough in days."""
    days = np.minimum(profiles.days, UNDATED)
    order = profiles.families * (2 * UNDATED) + days
    wanted = np.where(days == UNDATED, 0, days - WINDOW_DAYS)
    return np.searchsorted(order, profiles.families * (2 * UNDATED) + wanted)


def _next_bound(rows: Places, ends: Places, begin: int) -> int:
    """Return where to stop, so that no more are read than at once and no row is divided."""
    read = ends[begin - 1] if begin else 0
    stop = max(int(np.searchsorted(ends, read + _AT_ONCE)), begin + 1)
    return int(np.searchsorted(rows, rows[min(stop, len(rows)) - 1], side="right"))


def _voted(rows: Places, others: Places, size: int) -> tuple[Places, Places, Places]:
    cells = np.sort(rows * size + others)
    is_first = np.diff(cells, prepend=-1) != 0
    firsts = np.flatnonzero(is_first)
    votes = np.diff(firsts, append=len(cells))
    enough = votes >= LEAST_SHARED
    right, left = np.divmod(cells[firsts[enough]], size)
    return _most(left, right, votes[enough], size)


def _most(left: Places, right: Places, votes: Places, size: int) -> tuple[Places, Places, Places]:
    """Return the pairs without those beyond the most of each later row; and which rows had such."""
    heads, numbers, counts = np.unique(right, return_inverse=True, return_counts=True)
    capped = heads[counts > MOST_COMPARED]
    if not len(capped):
        return left, right, capped
    # Of those that share as much, the nearest: the last. `heaviest` prefers the first, so all is turned round.
    turned = (len(heads) - 1 - numbers)[::-1]
    kept = len(right) - 1 - heaviest(turned, votes[::-1].astype(np.float64), MOST_COMPARED)[::-1]
    return left[kept], right[kept], capped
