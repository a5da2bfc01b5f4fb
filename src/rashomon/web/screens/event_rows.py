"""This file is where events are read as rows of a table: who did what to whom, according to whom, and where it is said."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.corpus.database import Corpus
from rashomon.ontology import quad_name
from rashomon.web.screen import View

#: Characters of the words that say so.
_EVIDENCE = 240


class Party(View):
    """Who takes part in an event, as written there."""

    entity: str
    name: str


class EventRow(View):
    """One event of one document, as its voice tells it."""

    id: str
    document: str
    number: int
    """Its number in the document, from 1."""
    event_type: str
    quad: int
    quad_name: str
    mood: str
    """asserted, or demanded, denied, threatened ... by its voice."""
    earliest: str | None
    latest: str | None
    place: str | None
    voice: str
    chain: str
    """All voices between the reader and the event, the publisher first."""
    actors: list[Party]
    recipients: list[Party]
    evidence: str
    """The words that say so, shortened."""


def read_events(corpus: Corpus, rowids: Sequence[int]) -> list[EventRow]:
    """Return the events of these rows, in this order."""
    marks = ", ".join("?" * len(rowids))
    rows = corpus.db.execute(
        f"""SELECT rowid AS row, id, document, number, event_type, coalesce(quad, 0) AS quad, mood, earliest, latest, place,
                   voice, chain, substr(evidence, 1, {_EVIDENCE}) AS evidence
            FROM event WHERE rowid IN ({marks})""",
        rowids,
    ).fetchall()
    parties = _parties(corpus, [row["id"] for row in rows])
    found = {row["row"]: _event(dict(row), parties) for row in rows}
    return [found[rowid] for rowid in rowids if rowid in found]


def flat(rows: Sequence[EventRow]) -> list[dict[str, object]]:
    """Return the events as rows of a spreadsheet."""
    return [
        {
            **row.model_dump(exclude={"actors", "recipients"}),
            "actors": [party.name for party in row.actors],
            "recipients": [party.name for party in row.recipients],
        }
        for row in rows
    ]


def _parties(corpus: Corpus, events: Sequence[str]) -> dict[tuple[str, str], list[Party]]:
    marks = ", ".join("?" * len(events))
    rows = corpus.db.execute(
        f"SELECT event, role, entity, name FROM event_actor WHERE event IN ({marks}) ORDER BY rowid", events
    )
    found: dict[tuple[str, str], list[Party]] = {}
    for row in rows:
        found.setdefault((row["event"], row["role"]), []).append(
            Party(entity=row["entity"], name=row["name"])
        )
    return found


def _event(row: dict[str, object], parties: dict[tuple[str, str], list[Party]]) -> EventRow:
    id, quad = str(row["id"]), int(str(row["quad"]))
    row.pop("row")
    return EventRow.model_validate(
        {
            **row,
            "quad_name": quad_name(quad) if quad else "",
            "actors": parties.get((id, "actor"), []),
            "recipients": parties.get((id, "recipient"), []),
        }
    )
