"""This file is where tellings are compared, many pairs at once: named features, each with a reason in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from rashomon.incidents.profiles import UNDATED, Bags, Profiles, Shares, expanded
from rashomon.incidents.words import Flags, Places
from rashomon.records import Feature

#: How much each feature counts. Chosen on the development half of FA-KES; each may be halved or raised by half for .02
#: B-cubed less. What counted most was to compare the toll that each gives first, not any.
WEIGHTS = {"words": 3.0, "places": 2.0, "modes": 1.0, "days": 2.0, "toll": 1.0}
#: Tellings this much alike on average are of one incident. From .40 to .44 FA-KES gets .82 to .83 B-cubed.
ONE_INCIDENT = 0.42
#: What is left of the likeness of tellings that are put in different towns and have no place in common.
ELSEWHERE = 0.7
#: The days after which the nearness of two reports has fallen to a third: reports of one happening go on for days.
FADING_DAYS = 4.0
#: What it counts if one of the two names no place; as if it did not matter, statements of one day would be one.
UNPLACED = 0.2
#: Items that are laid out as a table at once.
_LAID_OUT = 2048
#: Items in common that a reason names.
_NAMED = 5


def likeness(profiles: Profiles, left: Places, right: Places) -> Shares:
    """Return how much speaks for one incident in each pair, from 0 to 1: the weighted mean of what both say.

    The pairs are of rows of the profiles. It is quickest if those of one right row stand together.
    """
    total, weight = np.zeros(len(left)), np.zeros(len(left))
    for name, values in _measured(profiles, left, right):
        is_compared = ~np.isnan(values)
        total += np.where(is_compared, WEIGHTS[name] * values, 0.0)
        weight += WEIGHTS[name] * is_compared
        if name == "places":
            is_elsewhere = (values == 0) & _in_other_towns(profiles, left, right)
    found: Shares = total / np.maximum(weight, 1e-9)
    # Like deeds in two towns are two.
    return np.where(is_elsewhere, found * ELSEWHERE, found)


def features(profiles: Profiles, left: Places, right: Places) -> Iterator[tuple[Feature, ...]]:
    """Yield for each pair the features of the comparison with their values, weights and reasons."""
    columns = (
        [
            Feature(name, value, WEIGHTS[name], detail) if detail else None
            for value, detail in zip(
                np.round(values, 4).tolist(), DETAILS[name](profiles, left, right), strict=True
            )
        ]
        for name, values in _measured(profiles, left, right)
    )
    for row in zip(*columns, strict=True):
        yield tuple([feature for feature in row if feature is not None])


def _measured(profiles: Profiles, left: Places, right: Places) -> Iterator[tuple[str, Shares]]:
    return ((name, measure(profiles, left, right)) for name, measure in MEASURES.items())


def _in_other_towns(profiles: Profiles, left: Places, right: Places) -> Flags:
    mine, theirs = profiles.towns[left], profiles.towns[right]
    found: Flags = (mine >= 0) & (theirs >= 0) & (mine != theirs)
    return found


def same_words(profiles: Profiles, left: Places, right: Places) -> Shares:
    """The two are told in the same uncommon words (cosine)."""
    return _summed(np.multiply, profiles.words, left, right)


def same_places(profiles: Profiles, left: Places, right: Places) -> Shares:
    """The two name the same places, none of them a whole country."""
    return np.nan_to_num(_overlap(profiles.places, left, right), nan=UNPLACED)


def same_modes(profiles: Profiles, left: Places, right: Places) -> Shares:
    """The two tell deeds of the same modes: from the air, with explosives, by arrest."""
    return _overlap(profiles.modes, left, right)


def near_days(profiles: Profiles, left: Places, right: Places) -> Shares:
    """The two are put on the same day or on days near to each other."""
    mine, theirs = profiles.days[left], profiles.days[right]
    near = np.exp(-np.abs(mine - theirs) / FADING_DAYS)
    return np.where((mine == UNDATED) | (theirs == UNDATED), np.nan, near)


def like_tolls(profiles: Profiles, left: Places, right: Places) -> Shares:
    """The two give death tolls of like size; tolls grow, so a different one never forbids."""
    mine, theirs = profiles.tolls[left], profiles.tolls[right]
    return np.minimum(mine, theirs) / np.maximum(mine, theirs)


MEASURES: dict[str, Callable[[Profiles, Places, Places], Shares]] = {
    "words": same_words,
    "places": same_places,
    "modes": same_modes,
    "days": near_days,
    "toll": like_tolls,
}


@dataclass(frozen=True, slots=True)
class _LookedUp:
    """For some pairs: which they are, where the entries of each begin, the entries of one telling, the other's shares."""

    pairs: Places
    starts: Places
    entries: Places
    theirs: Shares
    """0 where the other has not the item."""


def _overlap(bags: Bags, left: Places, right: Places) -> Shares:
    found = _summed(np.minimum, bags, left, right)
    sizes = np.diff(bags.starts)
    return np.where((sizes[left] > 0) & (sizes[right] > 0), found, np.nan)


def _summed(measure: np.ufunc, bags: Bags, left: Places, right: Places) -> Shares:
    """Return for each pair the sum of a measure of the two shares of each item."""
    found = np.zeros(len(left))
    for part in _looked_up(bags, left, right):
        found[part.pairs] = np.add.reduceat(measure(bags.shares[part.entries], part.theirs), part.starts)
    return found


def _looked_up(bags: Bags, left: Places, right: Places) -> Iterator[_LookedUp]:
    """Yield what pairs have in common: the telling with fewer items is looked up in the other, entry by entry.

    Pairs of which one has no items are left out.
    """
    sizes = np.diff(bags.starts)
    is_longer = sizes[left] > sizes[right]
    long, short = np.where(is_longer, left, right), np.where(is_longer, right, left)
    order = np.argsort(long, kind="stable")
    order = order[sizes[short[order]] > 0]
    long, short = long[order], short[order]
    heads = np.flatnonzero(np.diff(long, prepend=-1))
    read = np.cumsum(sizes[long[heads]]) // _LAID_OUT
    edges = heads[np.diff(read, prepend=-1) != 0].tolist()
    columns = np.full(len(bags.names), -1, dtype=np.int64)
    for start, end in pairwise([*edges, len(long)]):
        yield _block(bags, columns, short[start:end], long[start:end], order[start:end])


def _block(bags: Bags, columns: Places, short: Places, long: Places, pairs: Places) -> _LookedUp:
    """Return what pairs of few long rows have in common: those rows are laid out as a table.

    `columns` is -1 for each item, and is left so.
    """
    is_first = np.diff(long, prepend=-1) != 0
    heads = long[is_first]
    rows, places = expanded(bags.starts[heads], bags.starts[heads + 1] - bags.starts[heads])
    known = bags.items[places]
    columns[known] = np.arange(len(known))
    # The last column stays 0: there all items are looked up that no long row has.
    width = len(known) + 1
    table = np.zeros(len(heads) * width)
    table[rows * width + columns[known]] = bags.shares[places]
    sizes = bags.starts[short + 1] - bags.starts[short]
    starts = np.cumsum(sizes) - sizes
    entries = np.arange(sizes.sum()) + np.repeat(bags.starts[short] - starts, sizes)
    cells = columns[bags.items[entries]]
    cells += np.repeat(np.cumsum(is_first) * width - width, sizes)
    columns[known] = -1
    return _LookedUp(pairs, starts, entries, table[cells])


def _named(bags: Bags, left: Places, right: Places) -> Iterator[str]:
    """Yield for each pair the weightiest items in common; nothing if one of the two has none."""
    parts = [(left[:0], bags.items[:0], bags.shares[:0])]
    for part in _looked_up(bags, left, right):
        hits = np.flatnonzero(part.theirs)
        numbers = part.pairs[np.searchsorted(part.starts, hits, side="right") - 1]
        entries = part.entries[hits]
        parts.append((numbers, bags.items[entries], bags.shares[entries] * part.theirs[hits]))
    pairs, items, weights = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((items, -weights, pairs))
    counts = np.bincount(pairs, minlength=len(left))
    ranks = np.arange(len(order)) - (np.cumsum(counts) - counts)[pairs[order]]
    names = np.array(bags.names, dtype=object)[items[order[ranks < _NAMED]]].tolist()
    ends = np.cumsum(np.minimum(counts, _NAMED))
    sizes = np.diff(bags.starts)
    is_given = (sizes[left] > 0) & (sizes[right] > 0)
    for start, end, given in zip([0, *ends.tolist()], ends.tolist(), is_given.tolist(), strict=False):
        yield (", ".join(names[start:end]) or "nothing in common") if given else ""


def _days(profiles: Profiles, left: Places, right: Places) -> Iterator[str]:
    written = {day: date.fromordinal(day).isoformat() for day in set(profiles.days.tolist()) - {UNDATED}}
    for mine, theirs in zip(profiles.days[left].tolist(), profiles.days[right].tolist(), strict=True):
        yield f"{written[mine]} and {written[theirs]}" if max(mine, theirs) < UNDATED else ""


def _killed(profiles: Profiles, left: Places, right: Places) -> Iterator[str]:
    for mine, theirs in zip(profiles.tolls[left].tolist(), profiles.tolls[right].tolist(), strict=True):
        yield f"{mine:.0f} killed and {theirs:.0f} killed" if mine + theirs > 0 else ""


DETAILS: dict[str, Callable[[Profiles, Places, Places], Iterator[str]]] = {
    "words": lambda profiles, left, right: _named(profiles.words, left, right),
    "places": lambda profiles, left, right: _named(profiles.places, left, right),
    "modes": lambda profiles, left, right: _named(profiles.modes, left, right),
    "days": _days,
    "toll": _killed,
}
