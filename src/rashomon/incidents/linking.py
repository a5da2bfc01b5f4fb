"""This file is where tellings are linked to incidents: blocked by family and day, joined by average link, never by one pair."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from rashomon.incidents.similarity import ONE_INCIDENT, Profile, features, likeness, profile, rarities
from rashomon.records import Incident, Link, Telling

RULE = "incident:1"
USER = "user"

#: Tellings further apart in days are not compared: the nearness of days has faded to a twelfth.
WINDOW_DAYS = 10
#: Most others that one telling is compared with: those that share most with it. Those left out are not known, not unlike.
MOST_COMPARED = 64
#: Tellings with one key in common are not compared: two reports of one happening share a place and a word, or words.
LEAST_SHARED = 2
#: Words by which a telling finds others: its rarest.
_KEY_WORDS = 12
#: Of a key that more tellings have, the last ones are asked; a place of ten thousand reports tells little.
_LAST = 256
#: Undated tellings are compared with all of their family that share a key.
_UNDATED = -1


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
    order = sorted(tellings, key=lambda telling: (telling.published or "9", telling.id))
    rarity = rarities(frequencies)
    profiles = [profile(telling, rarity) for telling in order]
    places = {telling.id: place for place, telling in enumerate(order)}
    groups = _Groups(len(order))
    groups.keep_apart((places[a], places[b]) for a, b in apart if a in places and b in places)
    bound = [(places[a], places[b]) for a, b in together if a in places and b in places]
    for left, right in bound:
        groups.bind(left, right)
    pairs = dict(_pairs(profiles, groups))
    # What documents are about is settled before what they tell in passing, which is told in few words.
    groups.join(
        {pair: value for pair, value in pairs.items() if not (order[pair[0]].rank or order[pair[1]].rank)}
    )
    groups.join(pairs)
    return tuple(_incident(members, profiles, pairs, bound) for members in groups.members())


def _pairs(profiles: Sequence[Profile], groups: _Groups) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield the pairs worth comparing with how alike they are; note which tellings had more than could be compared."""
    postings: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, current in enumerate(profiles):
        votes: Counter[int] = Counter()
        keys = [(current.telling.family, key) for key in _keys(current)]
        for key in keys:
            votes.update(postings[key][-_LAST:])
        found = [other for other, n in votes.items() if n >= LEAST_SHARED and _near(profiles[other], current)]
        if len(found) > MOST_COMPARED:
            groups.is_capped[place] = True
            found = heapq.nsmallest(MOST_COMPARED, found, key=lambda other: (-votes[other], -other))
        for other in found:
            yield (other, place), likeness(profiles[other], current)
        for key in keys:
            postings[key].append(place)


def _keys(current: Profile) -> Iterator[str]:
    """Yield what a telling finds others by: its places, and its weightiest words."""
    yield from (f"@{place}" for place in current.places)
    yield from islice(current.words, _KEY_WORDS)


def _near(left: Profile, right: Profile) -> bool:
    return left.day is None or right.day is None or abs(left.day - right.day) <= WINDOW_DAYS


class _Groups:
    """Tellings by place, joined to groups. A group's likeness to another is the mean over all pairs that are known."""

    def __init__(self, count: int) -> None:
        self.is_capped = [False] * count
        self._group: dict[int, list[int]] = {place: [place] for place in range(count)}
        self._of = list(range(count))
        self._apart: dict[int, set[int]] = defaultdict(set)

    def keep_apart(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Never put the two of a pair in one group."""
        for left, right in pairs:
            self._apart[left].add(right)
            self._apart[right].add(left)

    def bind(self, left: int, right: int) -> None:
        """Put the two in one group, whatever they are like; what is kept apart stays apart."""
        a, b = sorted((self._of[left], self._of[right]))
        if a != b and not self._barred(a, b):
            self._merge(a, b)

    def members(self) -> list[list[int]]:
        """Return the places of each group, in order."""
        return [sorted(places) for _, places in sorted(self._group.items())]

    def join(self, pairs: Mapping[tuple[int, int], float]) -> None:
        """Join the most alike groups until none are alike enough."""
        sums: dict[int, dict[int, list[float]]] = defaultdict(dict)
        for (left, right), value in pairs.items():
            a, b = self._of[left], self._of[right]
            if a != b:
                known = float(not (self.is_capped[left] or self.is_capped[right]))
                for one, other in ((a, b), (b, a)):
                    entry = sums[one].setdefault(other, [0.0, 0.0, 0.0])
                    entry[0] += value
                    entry[1] += 1
                    entry[2] += known
        free = {a: sum(not self.is_capped[place] for place in places) for a, places in self._group.items()}
        waiting = [
            (-mean, a, b)
            for a in sums
            for b, entry in sums[a].items()
            if a < b and (mean := _mean(entry, free[a], free[b])) >= ONE_INCIDENT
        ]
        heapq.heapify(waiting)
        while waiting:
            value, a, b = heapq.heappop(waiting)
            if b not in sums[a] or _mean(sums[a][b], free[a], free[b]) != -value or self._barred(a, b):
                continue
            self._merge(a, b)
            free[a] += free[b]
            for other, entry in sums.pop(b).items():
                del sums[other][b]
                if other != a:
                    mine = sums[a].setdefault(other, [0.0, 0.0, 0.0])
                    sums[other][a] = sums[a][other] = [x + y for x, y in zip(mine, entry, strict=True)]
            for other, entry in sums[a].items():
                mean = _mean(entry, free[a], free[other])
                if mean >= ONE_INCIDENT:
                    heapq.heappush(waiting, (-mean, min(a, other), max(a, other)))

    def _barred(self, a: int, b: int) -> bool:
        if not self._apart:
            return False
        right = set(self._group[b])
        return any(self._apart.get(place, set()) & right for place in self._group[a])

    def _merge(self, a: int, b: int) -> None:
        for place in self._group[b]:
            self._of[place] = a
        self._group[a] += self._group.pop(b)


def _mean(entry: Sequence[float], left: int, right: int) -> float:
    """Return the mean likeness of two groups: pairs that share no key are unlike, pairs left out are not known."""
    total, compared, among_free = entry
    return total / (compared + left * right - among_free)


def _incident(
    members: Sequence[int],
    profiles: Sequence[Profile],
    pairs: Mapping[tuple[int, int], float],
    bound: Sequence[tuple[int, int]],
) -> Incident:
    """Return the incident with one link from each later telling to the one it is most like."""
    tellings = tuple(profiles[place].telling.id for place in members)
    inside = set(members)
    links = []
    for place in members[1:]:
        user = next((a for a, b in bound if b == place and a in inside), None)
        near = [(pairs[other, place], -other) for other in members if (other, place) in pairs]
        if user is not None:
            links.append(Link(profiles[user].telling.id, profiles[place].telling.id, 1.0, (), USER))
        elif near:
            value, other = max(near)
            left, right = profiles[-other], profiles[place]
            found = features(left, right)
            links.append(Link(left.telling.id, right.telling.id, round(value, 4), found, RULE))
    return Incident(tellings[0], tellings, tuple(links))
