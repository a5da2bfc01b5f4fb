"""This file is where incidents are listed: what several documents tell, with how many voices and whether they disagree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from fastapi import Query

from rashomon.corpus.reading import Filter, list_incidents
from rashomon.ontology import EventType
from rashomon.web.screen import (
    Day,
    KindOfEvent,
    LeastDocuments,
    Most,
    OpenCorpus,
    Screen,
    Start,
    StateCode,
    View,
    Words,
)
from rashomon.web.settings import PAGE_ROWS


class IncidentRow(View):
    """One happening, in numbers: documents, publishers, texts (lineages) and origins are counted apart."""

    id: str
    title: str
    family: str
    event_type: str
    earliest: str | None
    latest: str | None
    place: str | None
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    precision: str | None
    states: str
    """Every state that holds, administers or claims the place."""
    tellings: int
    documents: int
    publishers: int
    lineages: int
    origins: int
    killed_low: int | None
    killed_high: int | None
    contradictions: int

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """Return the view of a row of the table of incidents."""
        return cls(**{name: row[name] for name in cls.model_fields})


class IncidentList(View):
    """Incidents that fit the filter, those with most origins first."""

    incidents: list[IncidentRow]
    event_types: list[str]
    start: int
    most: int
    has_more: bool


def incidents(
    corpus: OpenCorpus,
    event_type: KindOfEvent = "",
    state: StateCode = "",
    place: Words = "",
    since: Day = "",
    until: Day = "",
    publisher: Words = "",
    words: Words = "",
    documents: LeastDocuments = 2,
    newest: Annotated[bool, Query(description="The newest first, not those with most origins.")] = False,
    start: Start = 0,
    most: Most = PAGE_ROWS,
) -> IncidentList:
    """Incidents that fit the filter, those with most independent origins first."""
    wanted = Filter(
        event_type=event_type or None,
        state=state or None,
        place=place or None,
        since=since or None,
        until=until or None,
        publisher=publisher or None,
        words=words or None,
        documents=documents,
        newest=newest,
        start=start,
        most=most + 1,
    )
    rows = [IncidentRow.of(row) for row in list_incidents(corpus, wanted)]
    return IncidentList(
        incidents=rows[:most],
        event_types=[kind.value for kind in EventType],
        start=start,
        most=most,
        has_more=len(rows) > most,
    )


SCREEN = Screen(
    "/incidents", incidents, "incidents.html.j2", lambda view: [row.model_dump() for row in view.incidents]
)
