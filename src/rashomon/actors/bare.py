"""This file is where a bare mention is read, without a parse: a phrase, the words around it, and a day."""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rashomon.actors.located import town_matches
from rashomon.actors.phrases import PhraseReader, Reading, combine
from rashomon.actors.words import Words, find_names, words_of_text
from rashomon.lexicons import Lexicons
from rashomon.lexicons.actors import ActorTables
from rashomon.records import Actor, Reason, Sentence, Span

if TYPE_CHECKING:
    from rashomon.places.gazetteer import Gazetteer

_YEAR = re.compile(r"\b(1\d{3}|20\d\d)\b")


def resolve_mention(
    mention: str,
    context: str = "",
    *,
    date: str = "",
    lexicons: Lexicons,
    gazetteer: Gazetteer | None = None,
    sentence: Sentence | None = None,
) -> Actor:
    """Return the Actor that a mention names, with the words around it in view and on the day `date`.

    A mention that names no actor has neither country nor sectors, and the reason says so.
    """
    tables = lexicons.actors
    day = _day(date)
    around = find_names(words_of_text(context), tables) if context else []
    known = {
        code for match in around for name in match.names for code in name.country if not name.needs_context
    }
    reading = _read(mention, tables, day, gazetteer, known)
    if context.strip() and context.strip() != mention.strip():
        reading = _with_context(mention.strip(), context, reading, tables, day)
    end = len(mention)
    if reading is None:
        nothing = Reason("actor:nothing-known", mention)
        return Actor(id="", name=mention, span=Span(0, end), head=Span(0, end), method="none", why=(nothing,))
    return Actor(
        id=reading.id,
        name=mention,
        span=Span(0, end),
        head=Span(0, end),
        country=reading.country,
        sectors=reading.sectors,
        role=reading.role,
        method=reading.method,
        is_disputed=reading.is_disputed,
        why=reading.why,
    )


def _day(date: str) -> str:
    """Return the date as an ISO day or a prefix of one; an empty text if it gives none."""
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", date):
        return date
    year = _YEAR.search(date)
    return f"{year.group()}-07-01" if year else ""


def _read(
    text: str, tables: ActorTables, day: str, gazetteer: Gazetteer | None = None, known: Container[str] = ()
) -> Reading | None:
    """Return the reading of a phrase: its core, what follows `of`, and where it is."""
    words = words_of_text(text)
    if not words.texts:
        return None
    matches = find_names(words, tables, known)
    if gazetteer is not None:
        matches = sorted([*matches, *town_matches(words, matches, tables, gazetteer)], key=lambda m: m.start)
    reader = PhraseReader(words, matches, tables, day)
    reading: Reading | None = None
    for start, end in _pieces(words):
        found = _read_piece(reader, start, end)
        if found is not None:
            reading = found if reading is None else _merge(reading, found)
    return reading


def _pieces(words: Words) -> list[tuple[int, int]]:
    """Return the stretches between commas."""
    marks = [-1, *(i for i, word in enumerate(words.texts) if word == ","), len(words.texts)]
    return [(left + 1, right) for left, right in pairwise(marks) if right > left + 1]


def _merge(first: Reading, second: Reading) -> Reading:
    """Return the reading of a name and its apposition: each tells what the other leaves open."""
    return replace(
        first,
        country=first.country or second.country,
        sectors=first.sectors or second.sectors,
        role=first.role or second.role,
        why=(*first.why, *second.why),
    )


def _read_piece(reader: PhraseReader, start: int, end: int) -> Reading | None:
    stop = _core_end(reader, start, end)
    core = reader.read(start, stop) if stop > start else None
    if stop >= end:
        return core
    word = reader.words.folded[stop]
    rest = _read_piece(reader, stop + 1, end) if word == "of" else None
    if rest is not None:
        if core is None or _is_partitive(reader, start, stop):
            return _counted(rest) if core is None or rest.kind in ("demonym", "people") else rest
        return combine(core, rest)
    if core is None:
        return None
    if not core.country and core.kind in ("role", "people"):
        core = _located(reader, core, stop, end)
    return _counted(core)


def _core_end(reader: PhraseReader, start: int, end: int) -> int:
    """Return where the noun phrase that begins at `start` ends: at the first word that opens something else."""
    stops = reader.tables.words["stop"]
    covered = {i for m in reader.matches for i in range(m.start, m.end)}
    for position in range(start, end):
        hyphened = position > 0 and position - 1 in reader.words.hyphened
        is_stop = reader.words.folded[position] in stops and position not in covered
        if is_stop and not hyphened and position > start:
            return position
    return end


def _is_partitive(reader: PhraseReader, start: int, stop: int) -> bool:
    return any(m.meaning("part") and m.end == stop for m in reader.matches if m.start >= start)


def _counted(reading: Reading) -> Reading:
    """Return the reading of a people that is counted: persons, no more the nation as such."""
    if reading.kind in ("demonym", "people") and reading.is_plural and not reading.sectors:
        return replace(reading, sectors=("CVL",), why=(*reading.why, Reason("actor:counted-people")))
    return reading


def _located(reader: PhraseReader, core: Reading, start: int, end: int) -> Reading:
    """Return the reading with the state of the place that the rest of the phrase names."""
    locatives = {*reader.tables.words["locative"], "of"}
    for match in reader.matches:
        if not start < match.start < end:
            continue
        name = match.meaning("state", "capital", "territory", "place", "adjective")
        opener = match.start - 1
        while opener > start and reader.words.folded[opener] in reader.tables.words["determiner"]:
            opener -= 1
        if name is not None and reader.words.folded[opener] in locatives:
            why = (*core.why, Reason("actor:located", repr(name.surface)))
            return replace(core, country=name.country, is_disputed=name.is_disputed, method="place", why=why)
    return core


def _with_context(
    mention: str, context: str, reading: Reading | None, tables: ActorTables, day: str
) -> Reading | None:
    """Return the reading of a mention with the phrase around it: the head noun it stands before, the title after."""
    position = context.find(mention)
    if position < 0:
        around = _read(context, tables, day) or _adjective_only(context, tables, day)
        if reading is None or around is None:
            return reading
        return replace(reading, country=reading.country or around.country)
    words = words_of_text(context)
    reader = PhraseReader(words, find_names(words, tables), tables, day)
    first = len(words_of_text(context[:position]).texts)
    last = first + len(words_of_text(mention).texts)
    grown = _grown(reader, first, last)
    if grown is None:
        partitive = first > 1 and words.folded[first - 1] == "of" and _is_partitive(reader, 0, first - 1)
        return _counted(reading) if reading is not None and partitive else _placed(reader, reading, first)
    country = reading.country if reading and reading.country else grown.country
    sectors = reading.sectors if reading and reading.sectors and grown.kind != "person" else grown.sectors
    return replace(grown, country=country, sectors=sectors)


def _adjective_only(text: str, tables: ActorTables, day: str) -> Reading | None:
    words = words_of_text(text)
    for match in find_names(words, tables):
        if match.name.country:
            return Reading(kind=match.name.kind, country=match.name.country, method="name")
    return None


def _grown(reader: PhraseReader, first: int, last: int) -> Reading | None:
    """Return the reading of the whole noun phrase that the words `[first, last)` are part of."""
    end = _core_end(reader, first, len(reader.words.texts))
    if end < last or (last < len(reader.words.texts) and reader.words.folded[last] == "'s"):
        end = last
    start = first
    stops = {*reader.tables.words["stop"], ","}
    while start > 0 and reader.words.folded[start - 1] not in stops:
        start -= 1
    if (start, end) == (first, last):
        return None
    partitive = start > 1 and reader.words.folded[start - 1] == "of" and _is_partitive(reader, 0, start - 1)
    reading = reader.read(start, end)
    return _counted(reading) if reading is not None and partitive else reading


def _placed(reader: PhraseReader, reading: Reading | None, first: int) -> Reading | None:
    """Return the reading of a capital that only says where something is: its people, not its government."""
    if reading is None or reading.kind not in ("capital", "place") or first == 0:
        return reading
    if reader.words.folded[first - 1] in reader.tables.words["locative"]:
        return replace(reading, sectors=("CVL",), why=(*reading.why, Reason("actor:place-not-power")))
    return reading
