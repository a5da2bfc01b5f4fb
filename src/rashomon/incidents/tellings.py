"""This file is where the events of one document are gathered into what it tells: its happenings, the main one first."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files

from rashomon.places.names import fold
from rashomon.records import Coding, Event, Figure, Mood, Span, Telling, When, Where, ZoneKind

#: Happenings of one document that are kept; what comes after them is told in passing.
MOST = 4
#: Characters of a story that tell what it is about; measured with the whole (see similarity.py).
LEAD = 1500
_EARLY = 200
#: What has gone on longer is a tally of many happenings.
TALLY_DAYS = 3

#: What is demanded, planned, threatened or asked has not happened in anyone's telling.
_TOLD = frozenset({Mood.ASSERTED, Mood.DENIED, Mood.NEGATED, Mood.POSSIBLE})
_ZONES = {ZoneKind.HEADLINE: 5, ZoneKind.DEK: 3}
#: Places as narrow as a town.
TOWNS = ("point", "town")
_AREAS = ("country", "macro", "region")
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Family:
    """Event types that are compared with each other."""

    id: str
    deeds: bool


@dataclass(slots=True)
class _Happening:
    """The events of one telling while they are gathered."""

    family: Family
    events: list[Event] = field(default_factory=list)
    is_background: bool = False

    @property
    def when(self) -> When | None:
        """Return the date that the text gives, else the one that rests on the page's."""
        dates = [e.date for e in self.events if e.date is not None and (e.date.earliest or _is_tally(e.date))]
        return next((date for date in dates if date.basis != "metadata"), dates[0] if dates else None)

    @property
    def where(self) -> Where | None:
        """Return the narrowest place of its events, the first if several are as narrow."""
        places = [event.place for event in self.events if event.place is not None]
        return min(places, key=_width, default=None)


def find_tellings(coding: Coding) -> tuple[Telling, ...]:
    """Return what the document tells, at most `MOST` happenings, the one it is about first.

    Events of one family belong to one happening unless their dates or places say otherwise. What is only demanded,
    planned or threatened makes none; what is denied does.
    """
    happenings: list[_Happening] = []
    for event in coding.events:
        if event.mood in _TOLD and event.temporal != "future":
            _place(happenings, event)
    order = sorted(happenings, key=lambda happening: _weight(happening, coding), reverse=True)
    return tuple(_telling(happening, rank, coding) for rank, happening in enumerate(order[:MOST]))


@lru_cache(maxsize=1)
def families() -> dict[str, Family]:
    """Return the family of each event type."""
    text = files("rashomon.lexicons").joinpath("families.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["family"]
    return {kind: Family(row["id"], row["deeds"]) for row in rows for kind in row["types"]}


def place_key(place: Where) -> str:
    """Return what tells a place from others: its id, or the name of a village that no table knows."""
    return place.id or fold(place.name)


def words_of_text(text: str) -> Iterator[str]:
    """Yield the words of three letters and more, in small letters."""
    return (match.group().casefold() for match in _WORD.finditer(text))


def _place(happenings: list[_Happening], event: Event) -> None:
    """Put the event with the happening of its family that it fits, or begin a new one."""
    family, is_background = families()[event.event_type], event.temporal == "background"
    if is_background and (event.date is None or event.date.basis == "metadata"):
        return  # Nobody can say which happening of the past is meant.
    for happening in happenings:
        is_alike = happening.family.id == family.id and happening.is_background is is_background
        if is_alike and _dates_fit(happening.when, event.date) and _places_fit(happening.where, event.place):
            happening.events.append(event)
            return
    happenings.append(_Happening(family, [event], is_background))


def _dates_fit(left: When | None, right: When | None) -> bool:
    """Say whether one day may be both; a date that rests on the page's alone fits any."""
    if _is_tally(left) is not _is_tally(right):
        return False
    if left is None or right is None or "metadata" in (left.basis, right.basis):
        return True
    return (left.earliest or "0") <= (right.latest or "9") and (right.earliest or "0") <= (left.latest or "9")


def _is_tally(when: When | None) -> bool:
    """Say whether a stretch of days is that of a whole campaign: who died since March did not die in one strike."""
    if when is None or when.relation != "since":
        return False
    if when.earliest is None or when.latest is None:
        return True
    stretch = date.fromisoformat(when.latest) - date.fromisoformat(when.earliest)
    return stretch.days > TALLY_DAYS


def _places_fit(left: Where | None, right: Where | None) -> bool:
    """Say whether one place may be both: one is not known, they are the same, or one is an area of the other's state."""
    if left is None or right is None or place_key(left) == place_key(right):
        return True
    if left.precision in TOWNS and right.precision in TOWNS:
        return False
    return bool({s.state for s in left.states} & {s.state for s in right.states})


def _width(place: Where) -> float:
    return place.radius_km if place.radius_km is not None else float("inf")


def _weight(happening: _Happening, coding: Coding) -> tuple[bool, bool, float, int]:
    """Return what puts a happening before others: deeds, news, prominence in the story, and place in it."""
    score = 0.0
    for event in happening.events:
        score += _ZONES.get(event.zone, 2 if event.trigger.start < LEAD / 2 else 1)
        score += len(event.figures)
    first = min(event.trigger.start for event in happening.events)
    return happening.family.deeds, not happening.is_background, score, -first


def _telling(happening: _Happening, rank: int, coding: Coding) -> Telling:
    document, events = coding.document, happening.events
    leading = sorted(events, key=lambda event: (-_ZONES.get(event.zone, 0), event.trigger.start))
    ids = tuple(event.id for event in leading)
    digest = hashlib.sha256(" ".join((document.id, *sorted(ids))).encode()).hexdigest()[:16]
    spans = [event.evidence for event in events] if rank else [Span(0, LEAD)]
    return Telling(
        digest,
        document.id,
        happening.family.id,
        ids,
        tuple(dict.fromkeys(event.event_type for event in leading)),
        rank,
        document.published,
        happening.when,
        happening.where,
        tuple(dict.fromkeys(_parties(events))),
        tuple(_figures(events, coding.figures if rank == 0 else ())),
        tuple(event.mode for event in leading if event.mode),
        tuple(_named_places(coding, spans, is_main=rank == 0)),
        tuple(sorted(_terms(coding, spans))),
    )


def _parties(events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        for actor in (*event.actors, *event.recipients):
            yield from actor.country
            if actor.id and not actor.country:
                yield actor.id


def _figures(events: Iterable[Event], others: Iterable[Figure]) -> Iterator[Figure]:
    """Yield the events' figures, and those of the lead that belong to no event, each number once."""
    seen: set[tuple[str, int | None, int | None]] = set()
    early = (figure for figure in others if figure.span.start < LEAD * 0.6)
    for figure in (*(figure for event in events for figure in event.figures), *early):
        key = (figure.kind, figure.low, figure.high)
        if key not in seen:
            seen.add(key)
            yield figure


def _named_places(coding: Coding, spans: Sequence[Span], *, is_main: bool) -> Iterator[str]:
    """Yield the places named where the happening is told; those of the first lines three times, of the lead twice."""
    for place in coding.places:
        if place.span is None or place.precision in _AREAS:
            continue
        if is_main:
            times = 3 if place.span.start < _EARLY else 2 if place.span.start < LEAD * 0.4 else 1
        else:
            times = int(any(span.overlaps(place.span) for span in spans))
        yield from [place_key(place)] * times


def _terms(coding: Coding, spans: Sequence[Span]) -> Iterator[str]:
    """Yield the words of the spans; what several of them cover counts once."""
    text, end = coding.document.text, 0
    for span in sorted(spans):
        start = max(span.start, end)
        if start < span.end:
            yield from words_of_text(text[start : span.end])
            end = span.end
