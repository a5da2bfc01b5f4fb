"""This file is where the parts of a claim card are views: passages, reasons, voices, actors, times, places, figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rashomon.corpus.corrections import Correction
from rashomon.corpus.saving import entity
from rashomon.explain import Point
from rashomon.explain.words import days_words, figure_words, one_line, said_words, voice_name, where_words
from rashomon.export.highlights import Speaker
from rashomon.records import Actor, Factuality, Figure, Reason, Span, Voice, When, Where
from rashomon.web.screen import View


class Passage(View):
    """Characters of the document's text, from `start` up to `end`, and what they are."""

    start: int
    end: int
    words: str

    @classmethod
    def of(cls, span: Span, text: str) -> Passage:
        """Return the passage that the span covers."""
        return cls(start=span.start, end=span.end, words=span.of(text))


class Because(View):
    """A reason: the id of the rule, and the words that made it apply."""

    rule: str
    detail: str


class Decision(View):
    """One decision in words, what it rests on, and the decisions that belong to it; as `rashomon explain` prints it."""

    words: str
    reasons: list[Because]
    parts: list[Decision]

    @classmethod
    def of(cls, point: Point) -> Decision:
        """Return the decision that the point tells."""
        return cls(words=point.words, reasons=because(point.reasons), parts=list(map(cls.of, point.parts)))


class VoiceLink(View):
    """One voice of the chain, from the publisher inwards, and how certain it is of the event."""

    role: str
    name: str
    resolution: str
    """How the voice was named: explicit, pronoun, carried_over, implicit ..."""
    attribution: str | None
    letter: str
    """By which the text marks it; empty for the publisher, whose words are unmarked."""
    hue: int
    countries: list[str]
    modality: str | None
    """FactBank: CT certain, PR probable, PS possible, U unknown; None where no event is spoken of."""
    polarity: str | None
    """FactBank: +, - or u."""
    value: float | None
    """-3 (certain that not) to 3 (certain that so)."""
    says: str
    mood: str
    reasons: list[Because]

    @classmethod
    def of(cls, voice: Voice, row: Factuality | None, known: Mapping[str, Speaker]) -> VoiceLink:
        """Return the view of a voice; `known` are the speakers by attribution."""
        speaker = known.get(voice.attribution or "")
        return cls(
            role=voice.role,
            name=voice_name(voice),
            resolution=voice.resolution,
            attribution=voice.attribution,
            letter=speaker.letter if speaker else "",
            hue=speaker.hue if speaker else 0,
            countries=sorted({code for actor in voice.actors for code in actor.country}),
            modality=row.modality if row else None,
            polarity=row.polarity if row else None,
            value=row.value if row else None,
            says=said_words(row) if row else "",
            mood=row.mood.value if row else "",
            reasons=because(row.why) if row else [],
        )


class ActorView(View):
    """Who acts or is acted upon, as written, with codes and how they were found."""

    entity: str
    name: str
    countries: list[str]
    sectors: list[str]
    role: str | None
    method: str
    alternatives: list[str]
    is_disputed: bool
    stands_for: str | None
    """For a pronoun or a short form: the mention it goes back to."""
    start: int
    end: int

    @classmethod
    def of(cls, actor: Actor, text: str) -> ActorView:
        """Return the view of an actor."""
        return cls(
            entity=entity(actor),
            name=one_line(actor.name),
            countries=list(actor.country),
            sectors=list(actor.sectors),
            role=actor.role,
            method=actor.method,
            alternatives=list(actor.alternatives),
            is_disputed=actor.is_disputed,
            stands_for=one_line(actor.antecedent.of(text)) if actor.antecedent else None,
            start=actor.span.start,
            end=actor.span.end,
        )


class WhenView(View):
    """A time, with no more precision than the text gives, and what it rests on."""

    words: str
    earliest: str | None
    latest: str | None
    granularity: str
    relation: str
    basis: str
    anchor: str | None
    value: str | None
    """TIMEX3."""
    start: int | None
    end: int | None

    @classmethod
    def of(cls, when: When, text: str) -> WhenView:
        """Return the view of a time."""
        span = when.span
        names = ("earliest", "latest", "granularity", "relation", "basis", "anchor", "value")
        return cls(
            words=days_words(when, text),
            start=span.start if span else None,
            end=span.end if span else None,
            **{name: getattr(when, name) for name in names},
        )


class WhereView(View):
    """A place, with every state that stands in a relation to it."""

    id: str
    name: str
    words: str
    kind: str
    precision: str
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    states: dict[str, list[str]]
    """By state: sovereign, administers, claims, controls_in_part, declared_independence."""
    alternatives: list[str]
    start: int | None
    end: int | None

    @classmethod
    def of(cls, where: Where) -> WhereView:
        """Return the view of a place."""
        states: dict[str, list[str]] = {}
        for one in where.states:
            states.setdefault(one.state, []).append(one.relation)
        names = ("id", "name", "kind", "precision", "latitude", "longitude", "radius_km")
        return cls(
            words=where_words(where),
            states=states,
            alternatives=list(where.alternatives),
            start=where.span.start if where.span else None,
            end=where.span.end if where.span else None,
            **{name: getattr(where, name) for name in names},
        )


class FigureView(View):
    """A number of people or things that a voice gives."""

    kind: str
    low: int | None
    high: int | None
    hedge: str | None
    whom: str | None
    words: str
    attribution: str | None
    start: int
    end: int

    @classmethod
    def of(cls, figure: Figure) -> FigureView:
        """Return the view of a figure."""
        names = ("kind", "low", "high", "hedge", "whom", "attribution")
        return cls(
            words=figure_words(figure),
            start=figure.span.start,
            end=figure.span.end,
            **{name: getattr(figure, name) for name in names},
        )


class Corrected(View):
    """What somebody decided on an event, and that is in force."""

    id: int
    action: str
    field: str | None
    old: str | None
    new: str | None
    author: str
    made: str
    note: str | None

    @classmethod
    def of(cls, correction: Correction) -> Corrected:
        """Return the view of a correction."""
        return cls(**{name: getattr(correction, name) for name in cls.model_fields})


def because(reasons: Iterable[Reason]) -> list[Because]:
    """Return the view of the reasons."""
    return [Because(rule=reason.rule, detail=reason.detail) for reason in reasons]
