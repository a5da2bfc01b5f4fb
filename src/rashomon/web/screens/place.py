"""This file is where a place is read: what it is called and by whom, which states hold or claim it, and what happened there."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

from rashomon.corpus.database import Corpus
from rashomon.errors import CorpusError
from rashomon.web.screen import Most, OpenCorpus, Screen, Start, View
from rashomon.web.screens.event_rows import EventRow, flat, read_events
from rashomon.web.screens.map import PlaceRow, place_row
from rashomon.web.settings import PAGE_ROWS
from rashomon.web.standing import OpenLexicons, place_names

#: Names by voice that are shown.
_NAMES = 60


class NameUse(View):
    """What one voice calls a place."""

    voice: str
    name: str
    events: int


class PlaceView(View):
    """One place, with the events that voices put there."""

    place: PlaceRow
    names: list[NameUse]
    """Who calls it what, in events that they assert; those of most events."""
    other_names: list[str]
    """Names that the tables know it by, whoever uses them."""
    events: list[EventRow]
    start: int
    most: int
    has_more: bool


def place(
    corpus: OpenCorpus,
    lexicons: OpenLexicons,
    place_id: Annotated[str, Path(max_length=200)],
    start: Start = 0,
    most: Most = PAGE_ROWS,
) -> PlaceView:
    """One place: its names by voice, the states that hold or claim it, its events, the newest first."""
    row = corpus.db.execute("SELECT * FROM summary_place WHERE place_id = ?", (place_id,)).fetchone()
    if row is None:
        raise CorpusError(f"{place_id}: no event is put at a place of this id; see /map")
    names = corpus.db.execute(
        """SELECT voice, name, events FROM summary_place_name WHERE place_id = ?
           ORDER BY events DESC, voice, name LIMIT ?""",
        (place_id, _NAMES),
    )
    rowids = _newest(corpus, place_id, start, most + 1)
    return PlaceView(
        place=place_row(lexicons, dict(row)),
        names=[NameUse(**dict(one)) for one in names],
        other_names=place_names(lexicons, place_id),
        events=read_events(corpus, rowids[:most]),
        start=start,
        most=most,
        has_more=len(rowids) > most,
    )


def _newest(corpus: Corpus, place_id: str, start: int, most: int) -> list[int]:
    """Return the rows of the newest events at the place, from an index alone."""
    rows = corpus.db.execute(
        "SELECT rowid FROM event WHERE place_id = ? ORDER BY earliest DESC, rowid DESC LIMIT ? OFFSET ?",
        (place_id, most, start),
    )
    return [row[0] for row in rows]


SCREEN = Screen("/places/{place_id:path}", place, "place.html.j2", lambda view: flat(view.events))
