"""This file is where a document is opened: its newest coding, corrections laid over it, and what it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from rashomon.corpus.corrections import Correction, corrections_of, lay_over, meant_event
from rashomon.corpus.database import Corpus
from rashomon.corpus.saving import load_codings
from rashomon.errors import CorpusError
from rashomon.explain import by_id, find_event
from rashomon.export.highlights import Speaker, speakers
from rashomon.records import Attribution, Coding, Telling
from rashomon.web.cards import ClaimCard, EventCard, claim_card, event_card
from rashomon.web.screen import View


class IncidentLink(View):
    """An incident that the document tells, with the numbers of its events that do."""

    id: str
    title: str
    documents: int
    publishers: int
    contradictions: int
    events: list[int]


@dataclass(frozen=True, slots=True)
class Opened:
    """A document as a page shows it. Rejected events stay where they are, so that every event keeps its number."""

    coding: Coding
    corrections: dict[str, list[Correction]]
    """Those in force, by the id of the event; those whose event is no longer coded under an empty id."""
    incidents: list[IncidentLink]
    speakers: dict[str, Speaker]
    numbers: dict[str, int]
    """Of the events, by their ids."""
    incident_of: dict[str, str]
    held: dict[str, list[int]]
    """The numbers of the events that each attribution holds."""

    def card(self, wanted: str | int, *, explained: bool = False) -> EventCard:
        """Return the card of the event with that number or id. Raises UsageError if there is none."""
        number = wanted if isinstance(wanted, int) else find_event(self.coding, wanted)
        event = self.coding.events[number - 1]
        return event_card(
            self.coding,
            number,
            self.speakers,
            corrections=self.corrections.get(event.id, ()),
            incident=self.incident_of.get(event.id),
            numbers=self.numbers,
            explained=explained,
        )

    def claim(self, wanted: str, *, explained: bool = False) -> ClaimCard:
        """Return the card of the statement with that id. Raises CorpusError if there is none."""
        found = by_id(self.coding).get(wanted)
        if found is None:
            raise CorpusError(f"{self.coding.document.id}: no statement {wanted!r}; its page lists them")
        return self.claim_of(found, explained=explained)

    def claim_of(self, attribution: Attribution, *, explained: bool = False) -> ClaimCard:
        """Return the card of the statement."""
        events = self.held.get(attribution.id, [])
        return claim_card(self.coding, attribution, self.speakers, events=events, explained=explained)


def open_document(corpus: Corpus, id: str) -> Opened:
    """Return the document of that id. Raises CorpusError if there is none."""
    (coded,) = load_codings(corpus.db, [id])
    found = list(corrections_of(corpus, id))
    coding = lay_over(coded, (one for one in found if one.action != "reject"))
    numbers = {event.id: number for number, event in enumerate(coding.events, 1)}
    incidents, incident_of = _incidents(corpus, id, numbers)
    held: dict[str, list[int]] = {}
    for number, event in enumerate(coding.events, 1):
        held.setdefault(event.attribution or "", []).append(number)
    corrections = _by_event(coded, found)
    return Opened(coding, corrections, incidents, speakers(coding), numbers, incident_of, held)


def _by_event(coded: Coding, corrections: Iterable[Correction]) -> dict[str, list[Correction]]:
    found: dict[str, list[Correction]] = {}
    for correction in corrections:
        event = meant_event(correction, coded.events)
        found.setdefault(event.id if event else "", []).append(correction)
    return found


def _incidents(corpus: Corpus, id: str, numbers: dict[str, int]) -> tuple[list[IncidentLink], dict[str, str]]:
    """Return the document's incidents, the one it is about first, and the incident of each event."""
    rows = corpus.db.execute(
        """SELECT incident.id, title, documents, publishers, contradictions, body
           FROM telling JOIN incident ON incident.id = telling.incident WHERE document = ? ORDER BY rank""",
        (id,),
    ).fetchall()
    links: list[IncidentLink] = []
    incident_of: dict[str, str] = {}
    for *head, body in rows:
        events = msgspec.json.decode(body, type=Telling).events
        incident_of |= dict.fromkeys(events, head[0])
        told = sorted(numbers[event] for event in events if event in numbers)
        names = ("id", "title", "documents", "publishers", "contradictions")
        links.append(IncidentLink(**dict(zip(names, head, strict=True)), events=told))
    return links, incident_of
