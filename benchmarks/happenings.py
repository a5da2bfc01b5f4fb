"""This file is where the invented documents of scale.py tell invented happenings, so that incidents can be linked at scale.

A story has one happening that all its reports tell, and some that only those tell which have its sentence. Reports of one
happening share most of place, mode, toll and words, not all. Shares are near those of the tellings of news reports:
2.7 a document, 12 places named with the first and .3 with the others, 200 words and 12, and a toll with most of the first.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from rashomon.incidents.tellings import LEAD, MOST, families, words_of_text
from rashomon.ontology import modes
from rashomon.records import Figure, Span, Telling, When, Where

if TYPE_CHECKING:
    from benchmarks.scale import Made

#: Kinds of what a story is about, and of what it tells besides, with their weights.
_MAIN = {"ASSAULT": 9, "COERCE": 3, "PROTEST": 2, "AGREE": 2, "CONSULT": 3, "SANCTION": 1, "AID": 1}
_BESIDES = {"ASSAULT": 5, "ACCUSE": 6, "REQUEST": 3, "CONSULT": 4, "AID": 3, "REJECT": 2}
_PLACES = 3000
_SIDES = 3
#: How often the events of a telling are put in a town.
_PLACED = 0.5
#: Happenings of the past that many stories look back on, and how often a telling in passing is of one.
_PAST, _LOOKS_BACK = 200, 0.15


class Happening(Struct, frozen=True):
    """What happened in an invented story."""

    kind: str
    places: tuple[str, ...]
    modes: tuple[str, ...]
    toll: int | None
    day: date


def tellings(documents: Iterable[Made]) -> Iterator[Telling]:
    """Yield what each document tells: one to four happenings. The same documents give the same tellings."""
    stories: dict[int, tuple[Happening, ...]] = {}
    for document in documents:
        happened = stories.get(document.story)
        if happened is None:
            happened = stories[document.story] = _happenings(
                document.story, date.fromisoformat(document.published)
            )
        chance = random.Random(document.id)
        lines = document.text.replace(".\n", ". ").split(". ")
        told = [(happened[0], document.text[:LEAD])]
        told += [
            (each, lines[document.told.index(n)]) for n, each in enumerate(happened[1:]) if n in document.told
        ]
        for rank, (happening, words) in enumerate(told[:MOST]):
            yield _telling(chance, document, rank, happening, words)


def _happenings(story: int, day: date) -> tuple[Happening, ...]:
    chance = random.Random(story)
    found = [_happening(chance, _MAIN, day)]
    for _ in range(_SIDES):
        if chance.random() < _LOOKS_BACK:
            past = chance.randrange(_PAST)
            found.append(_happening(random.Random(-past - 1), _MAIN, date(2019, 1, 1) + timedelta(days=past)))
        else:
            found.append(_happening(chance, _BESIDES, day))
    return tuple(found)


def _happening(chance: random.Random, kinds: dict[str, int], day: date) -> Happening:
    kind = chance.choices(list(kinds), weights=list(kinds.values()))[0]
    # A few towns have most of the news.
    places = tuple(f"gn:{int(_PLACES ** chance.random())}" for _ in range(chance.randint(2, 5)))
    known = modes(kind)
    toll = int(200 ** chance.random()) if kind == "ASSAULT" and chance.random() < 0.8 else None
    return Happening(kind, places, tuple(chance.choices(known, k=2)) if known else (), toll, day)


def _telling(chance: random.Random, document: Made, rank: int, happening: Happening, words: str) -> Telling:
    toll, is_past = happening.toll, happening.day.year < 2020
    if toll is not None and chance.random() < 0.3:
        toll = max(1, round(toll * chance.uniform(0.5, 1.5)))
    figures = (
        (Figure("killed", toll, toll, Span(0, 1)),) if toll and (not rank or chance.random() < 0.1) else ()
    )
    return Telling(
        f"{document.id}-{rank}",
        document.id,
        _family(happening.kind),
        (f"{document.id}:e{rank}",),
        (happening.kind,),
        rank,
        document.published,
        When(
            f"{happening.day}",
            f"{happening.day}",
            "day",
            basis="explicit" if is_past or chance.random() < 0.5 else "metadata",
        ),
        where=Where(happening.places[0], happening.places[0], precision="town")
        if chance.random() < _PLACED
        else None,
        figures=figures,
        modes=tuple(chance.choices(happening.modes, k=chance.randint(1, 4) if not rank else 1))
        if happening.modes
        else (),
        places=tuple(_named(chance, happening.places, rank)),
        terms=tuple(sorted(words_of_text(words))),
    )


def _named(chance: random.Random, places: Sequence[str], rank: int) -> Iterator[str]:
    """Yield the places a telling names: of the first of a document most, and now and then another."""
    if rank:
        yield from (places[:1] if chance.random() < 0.3 else ())
        return
    for place in places:
        if chance.random() < 0.75:
            yield from [place] * chance.randint(1, 6)
    if chance.random() < 0.3:
        yield f"gn:{int(_PLACES ** chance.random())}"


@lru_cache(maxsize=32)
def _family(kind: str) -> str:
    return families()[kind].id
