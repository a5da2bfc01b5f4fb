"""This file is where variants of a coded story are made: other words of the same length, other days, tolls and places.

A coding is taken apart once, into what stays and what may be exchanged; a variant is put together from the parts, so that
every span keeps its place, and every id its document. Only days written as dates are moved: "Saturday" stays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from random import Random

import msgspec

from rashomon.documents.build import document_id
from rashomon.records import Coding, Span, Where

#: Shares of a story's words that are exchanged: alike in all stories of a happening, in each alone, and in names.
TOGETHER, ALONE, NAMES = 0.4, 0.4, 0.12
#: Share of the documents that give another toll than the others do.
OTHER_TOLL = 0.25
#: What days are moved: those of the news, not those of history.
_NEWS_SINCE = "2020"
_PART = re.compile(r"[0-9a-f]{16}(?=:)|\d{4}-\d\d-\d\d|[^\W\d_]+|\d+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
#: Fields whose words come from the text.
_FREE = frozenset({"text", "title", "name", "detail", "whom"})
#: Fields of a place that go with the place.
_OF_PLACE = ("id", "latitude", "longitude", "radius_km", "geonames_id", "kind", "precision", "states")


@dataclass(frozen=True, slots=True)
class Outlet:
    """An invented publisher."""

    name: str
    country: str
    host: str


@dataclass(frozen=True, slots=True)
class Happening:
    """What all stories of one happening have in common."""

    words: Mapping[str, str]
    tolls: Mapping[str, str]
    places: Mapping[str, Where]
    """The place that each of the story's moved places becomes, by the first word of its name."""
    shift: timedelta


class Template:
    """A coded story, taken apart: literal JSON in turn with what may be exchanged in it."""

    def __init__(self, coding: Coding, moved: Iterable[str], common: frozenset[str]) -> None:
        self.moved = frozenset(moved)
        document = coding.document
        self.published = document.published or ""
        self._own = {document.id, document.publisher, document.source_sha256, document.name}
        self._document = document
        self._parts: list[str] = [""]
        self.words, self.names, self.tolls = _exchangeable(coding, self.moved | common)
        self._exchanged = self.moved.union(self.words, self.tolls)
        self._entities = {
            f"place:{place.id}": self._moved_place(place.name) for place in coding.places if place.id
        }
        self._open(json.loads(coding.to_json()), "", ())
        self._text = _split(document.text, self._is_exchanged)

    def words_of(self, chance: Random, share: float, other: Callable[[Random, str], str]) -> dict[str, str]:
        """Return other words for a share of those that may be exchanged."""
        return {
            word: other(chance, word)
            for word in self.words
            if chance.random() < (share * NAMES / TOGETHER if word in self.names else share)
        }

    def fill(
        self,
        happening: Happening,
        words: Mapping[str, str],
        tolls: Mapping[str, str],
        outlet: Outlet,
        days: int,
    ) -> Coding:
        """Return the variant of the outlet, published so many days after the original's day."""
        told = {**happening.words, **words, **happening.tolls, **tolls}
        told |= {name: place.name.split()[0] for name, place in happening.places.items()}
        values = _Values(told, happening.shift)
        text = "".join(values[part] if place % 2 else part for place, part in enumerate(self._text))
        id, published = (
            document_id(outlet.name, text),
            _moved(self.published, happening.shift + timedelta(days)),
        )
        values |= {
            "\0published": published,
            "\0url": f"https://{outlet.host}.example/{published.replace('-', '/')}/{id[:8]}",
            "\0" + self._document.id: id,
            "\0" + str(self._document.publisher): outlet.name,
            "\0" + str(self._document.source_sha256): sha256(text.encode()).hexdigest(),
            "\0" + str(self._document.name): f"{outlet.host}/{id}.txt",
            "\0publisher_country": outlet.country,
        }
        for name, place in happening.places.items():
            for field in _OF_PLACE:
                value = getattr(place, field)
                values[f"\0{name}:{field}"] = msgspec.json.encode(value).decode()
            values[f"\0{name}:entity"] = f'"place:{place.id}"'
        parts = list(self._parts)
        parts[1::2] = [values[part] for part in parts[1::2]]
        return Coding.from_json("".join(parts))

    def _open(self, value: object, key: str, within: tuple[str, ...]) -> None:
        """Add a value of the coding to the parts."""
        if isinstance(value, dict):
            is_place = key in ("place", "places")
            self._object(value, self._moved_place(str(value["name"])) if is_place else "", within)
        elif isinstance(value, list):
            self._put("[")
            for number, item in enumerate(value):
                self._put("," if number else "")
                self._open(item, key, within)
            self._put("]")
        elif isinstance(value, str):
            self._string(value, key, within)
        elif key in ("low", "high") and str(value) in self.tolls:
            self._slot(str(value))
        else:
            self._put(json.dumps(value))

    def _object(self, value: dict[str, object], place: str, within: tuple[str, ...]) -> None:
        self._put("{")
        fields = dict(value)
        if place:
            fields |= dict.fromkeys(_OF_PLACE)
        for number, (name, item) in enumerate(fields.items()):
            self._put(f'{"," if number else ""}"{name}":')
            if place and name in _OF_PLACE:
                self._slot(f"\0{place}:{name}")
            else:
                self._open(item, name, (*within, name))
        self._put("}")

    def _string(self, value: str, key: str, within: tuple[str, ...]) -> None:
        if within == ("document", "published"):
            self._quoted("\0published")
        elif within == ("document", "url"):
            self._quoted("\0url")
        elif within == ("document", "publisher_country"):
            self._quoted("\0publisher_country")
        elif value in self._own:
            self._quoted("\0" + value)
        elif self._entities.get(value):
            self._slot(f"\0{self._entities[value]}:entity")
        else:
            is_slot = self._is_exchanged if key in _FREE else self._is_moved
            self._put('"')
            for number, part in enumerate(_split(value, is_slot)):
                if number % 2:
                    self._slot("\0" + part if part in self._own else part)
                else:
                    self._put(json.dumps(part, ensure_ascii=False)[1:-1])
            self._put('"')

    def _is_exchanged(self, part: str) -> bool:
        return part in self._exchanged or self._is_moved(part)

    def _is_moved(self, part: str) -> bool:
        return _is_news(part) or part in self._own

    def _moved_place(self, name: str) -> str:
        """Return the first word of a place's name if the place is moved, else nothing."""
        first = name.split(" ")[0]
        return first if first in self.moved else ""

    def _quoted(self, slot: str) -> None:
        self._put('"')
        self._slot(slot)
        self._put('"')

    def _put(self, literal: str) -> None:
        self._parts[-1] += literal

    def _slot(self, key: str) -> None:
        self._parts += [key, ""]


class _Values(dict[str, str]):
    """What stands for each part that may be exchanged: itself where nothing else was chosen."""

    def __init__(self, told: Mapping[str, str], shift: timedelta) -> None:
        super().__init__(told)
        self._shift = shift

    def __missing__(self, part: str) -> str:
        return _moved(part, self._shift) if _DAY.fullmatch(part) else part


def other_toll(chance: Random, toll: str) -> str:
    """Return another number with as many digits."""
    least = max(2, 10 ** (len(toll) - 1))
    return str(chance.randrange(least, min(10 ** len(toll), least * 6)))


def _moved(day: str, shift: timedelta) -> str:
    return (date.fromisoformat(day[:10]) + shift).isoformat() + day[10:]


def _is_news(part: str) -> bool:
    return part >= _NEWS_SINCE and _DAY.fullmatch(part) is not None


def _split(text: str, is_slot: Callable[[str], bool]) -> list[str]:
    """Return the text in pieces: what stays, and at the odd places what may be exchanged."""
    pieces, end = [], 0
    for found in _PART.finditer(text):
        if is_slot(found.group()):
            pieces += [text[end : found.start()], found.group()]
            end = found.end()
    return [*pieces, text[end:]]


def _exchangeable(coding: Coding, fixed: frozenset[str]) -> tuple[list[str], frozenset[str], frozenset[str]]:
    """Return the words that may be exchanged, those of them in names, and the tolls written as digits.

    Kept are names written large, cues, triggers and figures: what a reader would miss first.
    """
    text = coding.document.text
    kept = {word for span in _kept(coding) for word in _PART.findall(span.of(text))}
    words = {word for word in _PART.findall(text) if word.islower() and len(word) > 3} - kept - fixed
    names = {word for name in _names(coding) for word in _PART.findall(name)}
    figures = (*coding.figures, *(figure for event in coding.events for figure in event.figures))
    tolls = {
        str(number)
        for figure in figures
        for number in (figure.low, figure.high)
        if number and str(number) in _PART.findall(figure.span.of(text))
    }
    return sorted(words), frozenset(names), frozenset(tolls)


def _kept(coding: Coding) -> Iterator[Span]:
    for event in coding.events:
        yield event.trigger
    for attribution in coding.attributions:
        yield from attribution.cue
    for record in (*coding.wording, *coding.dates):
        if record.span:
            yield record.span


def _names(coding: Coding) -> Iterator[str]:
    for actor in coding.actors:
        yield actor.name
    for attribution in coding.attributions:
        yield from (voice.name or "" for voice in attribution.chain)
