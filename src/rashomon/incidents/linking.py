"""This file is where tellings are linked to incidents: joined by how alike all of them are, never by one pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from rashomon.garbage import collected_later
from rashomon.incidents.candidates import candidates
from rashomon.incidents.joining import Compared, bind, join
from rashomon.incidents.profiles import Profiles, profiles_of
from rashomon.incidents.similarity import ONE_INCIDENT, features, likeness
from rashomon.incidents.words import Places
from rashomon.records import Incident, Link, Telling

RULE = "incident:3"
USER = "user"


@collected_later()
def link(
    tellings: Iterable[Telling],
    frequencies: Mapping[str, float],
    *,
    together: Iterable[tuple[str, str]] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> tuple[Incident, ...]:
    """Return the incidents of the tellings, each telling in one; the same in whatever order they come.

    `together` and `apart` are pairs of telling ids that a user decided on; they go before any likeness. An incident's
    id is that of its earliest telling. `frequencies` are the shares of common words in print at large.
    """
    profiles = profiles_of(tellings, frequencies)
    if not len(profiles):
        return ()
    rows = sorted(range(len(profiles)), key=lambda row: _seniority(profiles.tellings[row]))
    order, row_of = [profiles.tellings[row] for row in rows], np.array(rows)
    places = {telling.id: place for place, telling in enumerate(order)}
    bound, barred = _known(together, places), _known(apart, places)
    compared = _compare(profiles, row_of)
    first = _grouped(order, compared, bound, barred)
    groups = _members(first)
    links = _links(order, groups, _found_links(profiles, row_of, first, compared), bound)
    return tuple(
        Incident(order[members[0]].id, tuple([order[place].id for place in members]), tuple(own))
        for members, own in zip(groups, links, strict=True)
    )


def _seniority(telling: Telling) -> tuple[str, str]:
    return telling.published or "9", telling.id


def _known(pairs: Iterable[tuple[str, str]], places: Mapping[str, int]) -> list[tuple[int, int]]:
    """Return the places of those pairs of which both are there, the earlier first."""
    found = ((places[a], places[b]) for a, b in pairs if a in places and b in places)
    return [(min(pair), max(pair)) for pair in found]


def _compare(profiles: Profiles, row_of: Places) -> Compared:
    """Return how alike the tellings are that are worth comparing, by their places in the order of publication."""
    place_of = np.empty(len(row_of), dtype=np.int64)
    place_of[row_of] = np.arange(len(row_of))
    is_capped = np.zeros(len(row_of), dtype=bool)
    parts = [(row_of[:0], row_of[:0], np.zeros(0))]
    for left, right, capped in candidates(profiles):
        parts.append((place_of[left], place_of[right], likeness(profiles, left, right)))
        is_capped[place_of[capped]] = True
    one, other, values = (np.concatenate(column) for column in zip(*parts, strict=True))
    left, right = np.minimum(one, other), np.maximum(one, other)
    order = np.argsort(left * len(row_of) + right)
    return Compared(left[order], right[order], values[order], is_capped)


def _grouped(
    order: Sequence[Telling],
    compared: Compared,
    bound: Sequence[tuple[int, int]],
    barred: Sequence[tuple[int, int]],
) -> Places:
    """Return for each telling the first of its incident."""
    is_main = np.array([telling.rank == 0 for telling in order])
    first = bind(len(order), bound, barred)
    # What documents are about is settled before what they tell in passing, which is told in few words.
    first = join(
        first, compared.only(is_main[compared.left] & is_main[compared.right]), barred, threshold=ONE_INCIDENT
    )
    return join(first, compared, barred, threshold=ONE_INCIDENT)


def _members(first: Places) -> list[list[int]]:
    """Return the members of each group, in order."""
    order = np.argsort(first, kind="stable").tolist()
    edges = np.flatnonzero(np.diff(first[order], prepend=-1, append=-1)).tolist()
    return [order[start:end] for start, end in pairwise(edges)]


def _found_links(profiles: Profiles, row_of: Places, first: Places, compared: Compared) -> dict[int, Link]:
    """Return for each later telling of an incident the link to the one before it that it is most like."""
    near = compared.only(first[compared.left] == first[compared.right])
    order = np.lexsort((near.left, -near.likeness, near.right))
    nearest = order[np.diff(near.right[order], prepend=-1) != 0]
    left, right = row_of[near.left[nearest]], row_of[near.right[nearest]]
    ids = [telling.id for telling in profiles.tellings]
    values = near.likeness[nearest].tolist()
    rows = zip(left.tolist(), right.tolist(), values, features(profiles, left, right), strict=True)
    return dict(
        zip(
            near.right[nearest].tolist(),
            (Link(ids[one], ids[other], round(value, 4), why, RULE) for one, other, value, why in rows),
            strict=True,
        )
    )


def _links(
    order: Sequence[Telling],
    groups: Sequence[Sequence[int]],
    found: Mapping[int, Link],
    bound: Sequence[tuple[int, int]],
) -> Iterator[list[Link]]:
    """Yield each incident's links: one from each later telling to the one before it that it is most like."""
    users: dict[int, list[int]] = defaultdict(list)
    for left, right in bound:
        users[right].append(left)
    for members in groups:
        own = []
        for place in members[1:]:
            user = min(set(members).intersection(users[place]), default=None) if place in users else None
            if user is not None:
                own.append(Link(order[user].id, order[place].id, 1.0, (), USER))
            elif place in found:
                own.append(found[place])
        yield own
