"""This file is where the corrections of a corpus are listed: what people decided, on which event, and whether it is in force."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from rashomon.web.screen import Most, OpenCorpus, Screen, Start, View, Words
from rashomon.web.settings import PAGE_ROWS


class CorrectionRow(View):
    """What somebody decided on one event."""

    id: int
    made: str
    author: str
    action: str
    field: str | None
    old: str | None
    new: str | None
    note: str | None
    undone: str | None
    """When it was taken back; None while it is in force."""
    document: str
    title: str | None
    publisher: str | None
    event_type: str
    """The type that was coded."""
    event: str | None
    number: int | None
    """The event's number in its document, if it is still coded."""
    trigger: str | None
    start: int
    end: int


class CorrectionList(View):
    """Corrections, the newest first."""

    corrections: list[CorrectionRow]
    in_force: int
    authors: dict[str, int]
    """Corrections in force by whoever made them."""
    start: int
    most: int
    has_more: bool


def corrections(
    corpus: OpenCorpus,
    author: Words = "",
    action: Annotated[str, Query(pattern="^(accept|change|reject)?$")] = "",
    undone: Annotated[bool, Query(description="Those that were taken back, too.")] = False,
    start: Start = 0,
    most: Most = PAGE_ROWS,
) -> CorrectionList:
    """What people decided on coded events, the newest first."""
    rows = corpus.db.execute(
        """SELECT correction.id, made, author, action, field, old, new, note, undone, correction.document, title, publisher,
                  correction.event_type, event.id AS event, number, "trigger", correction.start, correction."end"
           FROM correction JOIN document ON document.id = correction.document LEFT JOIN event ON event.id = correction.event
           WHERE (:author = '' OR author = :author) AND (:action = '' OR action = :action) AND (:undone OR undone IS NULL)
           ORDER BY correction.id DESC LIMIT :most OFFSET :start""",
        {"author": author, "action": action, "undone": undone, "most": most + 1, "start": start},
    ).fetchall()
    authors = corpus.db.execute(
        "SELECT author, count(*) FROM correction WHERE undone IS NULL GROUP BY author ORDER BY 2 DESC, author LIMIT 100"
    ).fetchall()
    return CorrectionList(
        corrections=[CorrectionRow(**dict(row)) for row in rows[:most]],
        in_force=sum(row[1] for row in authors),
        authors={row[0]: row[1] for row in authors},
        start=start,
        most=most,
        has_more=len(rows) > most,
    )


SCREEN = Screen(
    "/corrections",
    corrections,
    "review_corrections.html.j2",
    lambda view: [row.model_dump() for row in view.corrections],
)
