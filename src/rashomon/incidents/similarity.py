"""This file is where two tellings are compared: named features, each with a reason in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log, sqrt

from rashomon.records import Feature, Telling

#: How rare a word is.
Rarity = Callable[[str], float]

#: How much each feature counts. Chosen on the development half of FA-KES from 54 settings, of which the best dozen
#: differ by .02 B-cubed.
WEIGHTS = {"words": 3.0, "places": 2.0, "modes": 1.0, "days": 2.0, "toll": 0.5}
#: Tellings this much alike on average are of one incident.
ONE_INCIDENT = 0.44
#: What is left of the likeness of tellings that have no place in common.
ELSEWHERE = 0.7
#: The weightiest words of a telling that are compared.
MOST_WORDS = 120
#: The days after which the nearness of two reports has fallen to a third: reports of one happening go on for days.
FADING_DAYS = 4.0
#: What happened longer before publication is no news.
NEWS_DAYS = 14
#: Of a word that is not among the common ones: its share of print at large.
_RARE = 3e-7
_LEAD_WORDS = 250
_PRINT = 1000


@dataclass(frozen=True, slots=True)
class Profile:
    """A telling as it is compared: its bags of words, places and modes as shares, its day and its tolls."""

    telling: Telling
    words: dict[str, float]
    """The weightiest first."""
    places: dict[str, float]
    modes: dict[str, float]
    day: int | None
    tolls: tuple[int, ...]


def profile(telling: Telling, rarity: Rarity) -> Profile:
    """Return the telling ready to be compared; `rarity` is what `rarities` returns."""
    weighed = sorted([(-sqrt(n) * rarity(word), word) for word, n in Counter(telling.terms).items()])[
        :MOST_WORDS
    ]
    length = sqrt(sum([weight * weight for weight, _ in weighed])) or 1.0
    tolls = (f.low if f.low is not None else f.high for f in telling.figures if f.kind == "killed")
    return Profile(
        telling,
        {word: -weight / length for weight, word in weighed if weight},
        _shares(telling.places),
        _shares(telling.modes),
        day_of(telling),
        tuple(sorted({toll for toll in tolls if toll})),
    )


def rarities(frequencies: Mapping[str, float]) -> Rarity:
    """Return a function that says how rare a word is: the logarithm of how few leads have it.

    `frequencies` are the shares of common words in print at large.
    """
    known = {word: _rarity(share) for word, share in frequencies.items()}
    other = _rarity(_RARE)
    return lambda word: known.get(word, other)


def _rarity(share: float) -> float:
    return log((_PRINT + 1) / (_PRINT * (1 - (1 - share) ** _LEAD_WORDS) + 1))


def day_of(telling: Telling) -> int | None:
    """Return the day on which a telling is put: that of publication for news, for what is farther back its own.

    The own days of news are coded less surely than the page is dated: by them FA-KES gets .03 B-cubed less.
    """
    when, published = telling.when, _ordinal(telling.published)
    if when is not None and when.granularity == "day" and when.basis != "metadata":
        own = _ordinal(when.earliest)
        if own is not None and (published is None or published - own > NEWS_DAYS):
            return own
    return published


def _ordinal(day: str | None) -> int | None:
    return date.fromisoformat(day[:10]).toordinal() if day else None


def likeness(left: Profile, right: Profile) -> float:
    """Return how much speaks for one incident, from 0 to 1: the weighted mean of what both say."""
    total = weight = 0.0
    for name, measure in MEASURES.items():
        value = measure(left, right)
        if value is not None:
            total += WEIGHTS[name] * value
            weight += WEIGHTS[name]
    found = total / weight if weight else 0.0
    return found * ELSEWHERE if are_elsewhere(left, right) else found


def are_elsewhere(left: Profile, right: Profile) -> bool:
    """Say whether both name places and not one of them is the same: like deeds in two towns are two."""
    return bool(left.places and right.places) and left.places.keys().isdisjoint(right.places)


def features(left: Profile, right: Profile) -> tuple[Feature, ...]:
    """Return each feature of the comparison with its value, weight and reason."""
    found = []
    for name, measure in MEASURES.items():
        value = measure(left, right)
        if value is not None:
            found.append(Feature(name, round(value, 4), WEIGHTS[name], _DETAILS[name](left, right)))
    return tuple(found)


def same_words(left: Profile, right: Profile) -> float | None:
    """The two are told in the same uncommon words (cosine)."""
    mine, theirs = left.words, right.words
    return sum([mine[word] * theirs[word] for word in mine.keys() & theirs.keys()])


def same_places(left: Profile, right: Profile) -> float | None:
    """The two name the same places, none of them a whole country."""
    return _overlap(left.places, right.places)


def same_modes(left: Profile, right: Profile) -> float | None:
    """The two tell deeds of the same modes: from the air, with explosives, by arrest."""
    return _overlap(left.modes, right.modes)


def near_days(left: Profile, right: Profile) -> float | None:
    """The two are put on the same day or on days near to each other."""
    if left.day is None or right.day is None:
        return None
    return exp(-abs(left.day - right.day) / FADING_DAYS)


def like_tolls(left: Profile, right: Profile) -> float | None:
    """The two give death tolls of like size; tolls grow, so a different one never forbids."""
    if not left.tolls or not right.tolls:
        return None
    return max(min(a, b) / max(a, b) for a in left.tolls for b in right.tolls)


MEASURES: dict[str, Callable[[Profile, Profile], float | None]] = {
    "words": same_words,
    "places": same_places,
    "modes": same_modes,
    "days": near_days,
    "toll": like_tolls,
}


def _shares(items: Sequence[str]) -> dict[str, float]:
    return {item: n / len(items) for item, n in Counter(items).items()}


def _overlap(left: Mapping[str, float], right: Mapping[str, float]) -> float | None:
    if not left or not right:
        return None
    return sum(min(share, right[item]) for item, share in left.items() if item in right)


def _common(left: Mapping[str, float], right: Mapping[str, float]) -> str:
    shared = sorted(left.keys() & right.keys(), key=lambda item: (-left[item] * right[item], item))
    return ", ".join(shared[:5]) or "nothing in common"


def _days(left: Profile, right: Profile) -> str:
    return f"{date.fromordinal(left.day or 1)} and {date.fromordinal(right.day or 1)}"


def _tolls(left: Profile, right: Profile) -> str:
    return f"{', '.join(map(str, left.tolls))} killed and {', '.join(map(str, right.tolls))} killed"


_DETAILS: dict[str, Callable[[Profile, Profile], str]] = {
    "words": lambda left, right: _common(left.words, right.words),
    "places": lambda left, right: _common(left.places, right.places),
    "modes": lambda left, right: _common(left.modes, right.modes),
    "days": _days,
    "toll": _tolls,
}
