"""This file is where an event becomes a claim card: its chain of voices, its codes, its evidence, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from rashomon import ontology
from rashomon.corpus.corrections import FIELDS, Correction, field_value
from rashomon.explain import by_id, explain_attribution, explain_event
from rashomon.explain.words import is_unrealised, known_voices, mood_words, type_words
from rashomon.export.highlights import Speaker
from rashomon.ontology import EventType
from rashomon.records import Attribution, Coding, Event, Mood, Span, Voice
from rashomon.web.fields import (
    ActorView,
    Because,
    Corrected,
    Decision,
    FigureView,
    Passage,
    VoiceLink,
    WhenView,
    WhereView,
    because,
)
from rashomon.web.screen import View

#: What the form calls the fields, and the key that goes to each.
_LABELS = {"event_type": "type", "actor": "who", "recipient": "to whom", "date": "when", "place": "where"}
_LABELS |= {field: field for field in FIELDS if field not in _LABELS}
_KEYS = {
    "event_type": "t",
    "mode": "m",
    "mood": "o",
    "actor": "w",
    "recipient": "r",
    "date": "d",
    "place": "p",
}


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """A field that can be corrected: its value, and what it can be by group; no groups for free words."""

    field: str
    label: str
    key: str
    value: str
    groups: Mapping[str, tuple[str, ...]]


class EventCard(View):
    """One coded report of one happening, with corrections laid over it: who did what to whom, when, where, and who says so."""

    number: int
    id: str
    event_type: str
    mode: str | None
    what: str
    """Type and mode; in brackets if nobody says here that it happened."""
    contexts: list[str]
    cameo: str | None
    cameo_title: str
    quad: int | None
    quad_name: str
    intensity: float | None
    mood: str
    mood_words: str
    temporal: str
    is_unrealised: bool
    is_rejected: bool
    zone: str
    tier: str
    trigger: Passage
    evidence: Passage
    voices: list[VoiceLink]
    actors: list[ActorView]
    recipients: list[ActorView]
    when: WhenView | None
    where: WhereView | None
    figures: list[FigureView]
    attribution: str | None
    inside: int | None
    """The number of the event whose content this is: what is demanded, promised, denied."""
    incident: str | None
    """The id of the incident that it is part of."""
    reasons: list[Because]
    corrections: list[Corrected]
    values: dict[str, str]
    """What can be corrected, with its value."""
    why: list[Decision]
    """Every decision on the event; only of the one event that was asked for."""

    @property
    def fields(self) -> list[FieldChoice]:
        """What can be corrected, for the form that does it."""
        return [
            FieldChoice(field, _LABELS[field], _KEYS[field], self.values[field], _choices(field))
            for field in FIELDS
        ]


class ClaimCard(View):
    """One statement: who says it, by which words, and what events it holds."""

    id: str
    parent: str | None
    act: str
    form: str
    lemma: str
    is_negated: bool
    voices: list[VoiceLink]
    source: list[Passage]
    cue: list[Passage]
    content: list[Passage]
    quoted: list[Passage]
    events: list[int]
    """Numbers of the events that it holds."""
    why: list[Decision]
    """Every decision on it; only of the one statement that was asked for."""


def event_card(
    coding: Coding,
    number: int,
    known: Mapping[str, Speaker],
    *,
    corrections: Iterable[Correction] = (),
    incident: str | None = None,
    numbers: Mapping[str, int] | None = None,
    explained: bool = False,
) -> EventCard:
    """Return the card of an event (counted from 1); `known` are the speakers by attribution, `numbers` the events' by id."""
    event, text = coding.events[number - 1], coding.document.text
    made = list(corrections)
    names = ("id", "event_type", "mode", "cameo", "quad", "intensity", "temporal", "tier", "attribution")
    return EventCard(
        **{name: getattr(event, name) for name in names},
        number=number,
        what=type_words(event),
        contexts=list(event.contexts),
        cameo_title=_cameo_titles().get(event.cameo or "", ""),
        quad_name=ontology.quad_name(event.quad) if event.quad in (1, 2, 3, 4) else "",
        mood=event.mood.value,
        mood_words=mood_words(event),
        is_unrealised=is_unrealised(event),
        is_rejected=any(one.action == "reject" for one in made),
        zone=event.zone.value,
        trigger=Passage.of(event.trigger, text),
        evidence=Passage.of(event.evidence, text),
        voices=_voices(event, coding, known),
        actors=[ActorView.of(actor, text) for actor in event.actors],
        recipients=[ActorView.of(actor, text) for actor in event.recipients],
        when=WhenView.of(event.date, text) if event.date else None,
        where=WhereView.of(event.place) if event.place else None,
        figures=list(map(FigureView.of, event.figures)),
        inside=(numbers or {}).get(event.embedded_in or ""),
        incident=incident,
        reasons=because(event.why),
        corrections=list(map(Corrected.of, made)),
        values={field: field_value(event, field) or "" for field in FIELDS},
        why=[Decision.of(explain_event(coding, number, by_id(coding)))] if explained else [],
    )


@cache
def _cameo_titles() -> Mapping[str, str]:
    return {code.code: code.title for code in ontology.cameo_codes()}


@cache
def _choices(field: str) -> Mapping[str, tuple[str, ...]]:
    """Return what a field can be, by group; modes stand under their event type."""
    if field == "mode":
        return {kind.value: ontology.modes(kind) for kind in EventType if ontology.modes(kind)}
    values = {"event_type": EventType, "mood": Mood}.get(field)
    return {"": tuple(one.value for one in values)} if values else {}


def claim_card(
    coding: Coding,
    attribution: Attribution,
    known: Mapping[str, Speaker],
    *,
    events: Iterable[int] = (),
    explained: bool = False,
) -> ClaimCard:
    """Return the card of a statement; `events` are the numbers of those that it holds."""
    text = coding.document.text
    names = ("id", "parent", "act", "form", "lemma", "is_negated")
    return ClaimCard(
        **{name: getattr(attribution, name) for name in names},
        source=_passages(attribution.source, text),
        cue=_passages(attribution.cue, text),
        content=_passages(attribution.content, text),
        quoted=_passages(attribution.quoted, text),
        voices=[VoiceLink.of(voice, None, known) for voice in known_voices(attribution.chain)],
        events=list(events),
        why=[Decision.of(explain_attribution(attribution, text))] if explained else [],
    )


def _voices(event: Event, coding: Coding, known: Mapping[str, Speaker]) -> list[VoiceLink]:
    """Return the event's voices, each with its row of factuality; a publisher that nobody names goes with its row."""
    publisher = Voice("publisher", coding.document.publisher or coding.document.agency or "the publisher")
    voices = event.voices or (publisher,)
    shown = known_voices(voices)
    pairs = zip_longest(voices, event.factuality[: len(voices)])
    return [VoiceLink.of(voice, row, known) for voice, row in pairs if voice in shown]


def _passages(spans: Iterable[Span], text: str) -> list[Passage]:
    return [Passage.of(span, text) for span in spans]
