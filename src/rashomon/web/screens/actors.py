"""This file is where actors are listed: those that most is told of, or those whose name begins as asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rashomon.corpus.database import Corpus
from rashomon.web.screen import Most, OpenCorpus, Screen, Start, View, Words
from rashomon.web.settings import PAGE_ROWS

#: Names that are looked at for a beginning.
_MOST_NAMES = 5_000
#: Behind every letter.
_LAST = "\U0010ffff"


class ActorRow(View):
    """An actor in numbers."""

    entity: str
    name: str
    """As most events have it."""
    country: str
    sectors: str
    as_actor: int
    as_recipient: int


class ActorList(View):
    """Actors, those of most events first."""

    actors: list[ActorRow]
    is_cut: bool
    """True if more names begin so than are looked at."""
    start: int
    most: int
    has_more: bool


def actors(corpus: OpenCorpus, name: Words = "", start: Start = 0, most: Most = PAGE_ROWS) -> ActorList:
    """Actors by the beginning of any of their names, those of most events first."""
    name = name.strip()
    rows, is_cut = (
        _by_name(corpus, name, start, most + 1) if name else (_most_told(corpus, start, most + 1), False)
    )
    found = [ActorRow(**dict(row)) for row in rows]
    return ActorList(actors=found[:most], is_cut=is_cut, start=start, most=most, has_more=len(found) > most)


def _most_told(corpus: Corpus, start: int, most: int) -> Iterable[Any]:
    return corpus.db.execute(
        "SELECT * FROM summary_entity ORDER BY as_actor + as_recipient DESC LIMIT ? OFFSET ?", (most, start)
    ).fetchall()


def _by_name(corpus: Corpus, name: str, start: int, most: int) -> tuple[Iterable[Any], bool]:
    names = """SELECT entity FROM summary_entity_name
               WHERE name COLLATE NOCASE >= ? AND name COLLATE NOCASE < ? LIMIT ?"""
    values = (name, name + _LAST, _MOST_NAMES)
    looked_at = corpus.db.execute(f"SELECT count(*) FROM ({names})", values).fetchone()[0]
    rows = corpus.db.execute(
        f"""SELECT * FROM summary_entity WHERE entity IN ({names})
            ORDER BY as_actor + as_recipient DESC, entity LIMIT ? OFFSET ?""",
        (*values, most, start),
    ).fetchall()
    return rows, looked_at >= _MOST_NAMES


SCREEN = Screen("/actors", actors, "actors.html.j2", lambda view: [row.model_dump() for row in view.actors])
