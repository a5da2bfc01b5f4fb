"""This file is where the records live: what rashomon reads in a document, in the order it finds it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

import msgspec


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch `[start, end)` of characters of `Document.text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Say whether the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was decided: the id of the rule, and the words that made it apply."""

    rule: str
    detail: str = ""


class ZoneKind(StrEnum):
    """What a stretch of a page is for. Only headline, dek, subhead, caption and body are ever read for events."""

    HEADLINE = "headline"
    DEK = "dek"
    BODY = "body"
    SUBHEAD = "subhead"
    CAPTION = "caption"
    CREDIT = "credit"
    SECTION = "section"
    PUBLICATION = "publication"
    BOILERPLATE = "boilerplate"

    @property
    def is_story(self) -> bool:
        """Say whether text of this kind is the publisher's telling of the story."""
        return self in _STORY_ZONES


_STORY_ZONES = frozenset({ZoneKind.HEADLINE, ZoneKind.DEK, ZoneKind.BODY, ZoneKind.CAPTION})


@dataclass(frozen=True, slots=True)
class Zone:
    """A paragraph or line of a page, with what it is for."""

    kind: ZoneKind
    span: Span
    why: Reason | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One story as a reader reads it, and what its page says about it."""

    id: str
    text: str
    zones: tuple[Zone, ...] = ()
    title: str | None = None
    publisher: str | None = None
    publisher_country: str | None = None
    agency: str | None = None
    agency_span: Span | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    published: str | None = None
    """ISO date or date-time with the zone the page gives; None if the page gives none."""
    published_basis: str | None = None
    """Where `published` comes from: option, json-ld, meta, time, url or text."""
    updated: str | None = None
    language: str | None = None
    url: str | None = None
    name: str | None = None
    """The file or address the document was read from."""
    source_sha256: str | None = None
    why: tuple[Reason, ...] = ()

    @property
    def published_on(self) -> date | None:
        """Return the day of publication as the page prints it, or None."""
        return date.fromisoformat(self.published[:10]) if self.published else None


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a sentence as the parser reads it. `head` is an index into the sentence; a root is its own head."""

    index: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    entity: str = ""
    """Entity type of the parser (GPE, PERSON, ORG ...), or empty."""
    entity_begins: bool = False

    @property
    def span(self) -> Span:
        """Return the token's characters."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One parsed sentence of a document; `children[i]` are the indexes of the dependents of token i, in order."""

    index: int
    zone: ZoneKind
    paragraph: int
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    root: int

    @property
    def span(self) -> Span:
        """Return the characters from the first to the last token."""
        return Span(self.tokens[0].start, self.tokens[-1].end)

    def stretch(self, first: int, last: int) -> Span:
        """Return the characters from token `first` to token `last`, both included."""
        return Span(self.tokens[first].start, self.tokens[last].end)

    def subtree(self, index: int, *, without: Iterable[int] = ()) -> tuple[int, ...]:
        """Return the indexes of the token and all below it, in order; branches that start in `without` are left out."""
        barred = frozenset(without)
        found, stack = [], [index]
        while stack:
            current = stack.pop()
            found.append(current)
            stack.extend(child for child in self.children[current] if child not in barred)
        return tuple(sorted(found))

    def subtree_span(self, index: int, *, without: Iterable[int] = ()) -> Span:
        """Return the characters from the first to the last token of `subtree`."""
        indexes = self.subtree(index, without=without)
        return self.stretch(indexes[0], indexes[-1])

    def dependents(self, index: int, *deps: str) -> tuple[int, ...]:
        """Return the dependents of the token whose relation is one of `deps`."""
        return tuple(child for child in self.children[index] if self.tokens[child].dep in deps)

    def dependent(self, index: int, *deps: str) -> int | None:
        """Return the first dependent of the token whose relation is one of `deps`, or None."""
        return next((child for child in self.children[index] if self.tokens[child].dep in deps), None)

    def ancestors(self, index: int) -> tuple[int, ...]:
        """Return the heads of the token, from its own head to the root."""
        found = []
        while (head := self.tokens[index].head) != index:
            found.append(head)
            index = head
        return tuple(found)

    def within(self, span: Span) -> tuple[int, ...]:
        """Return the indexes of the tokens that overlap the span."""
        return tuple(t.index for t in self.tokens if t.start < span.end and span.start < t.end)

    def head_of(self, span: Span) -> int | None:
        """Return the token of the span whose head lies outside it (the first, if several), or None."""
        inside = self.within(span)
        members = frozenset(inside)
        return next(
            (i for i in inside if self.tokens[i].head not in members or self.tokens[i].head == i), None
        )


@dataclass(frozen=True, slots=True)
class StateRelation:
    """How a state stands to a place: it holds it, administers it, claims it, or borders on it."""

    state: str
    """ISO 3166 alpha-3 code, or the own code of a state without one."""
    relation: str
    """sovereign, administers, claims, controls_in_part or declared_independence."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place the text names, with no more precision than the name has."""

    id: str
    name: str
    """The name as the source wrote it."""
    span: Span | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None
    kind: str = ""
    precision: str = ""
    """point, town, district, province, country, region or macro."""
    states: tuple[StateRelation, ...] = ()
    geonames_id: int | None = None
    score: float | None = None
    alternatives: tuple[str, ...] = ()
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """A time as the text gives it: the days it may cover (an open side is None), and what that rests on."""

    earliest: str | None = None
    latest: str | None = None
    granularity: str = "unknown"
    """minute, part_of_day, day, week, month, quarter, season, half, year, decade, century or unknown."""
    relation: str = "on"
    """on, before, after, since, until, during or approx."""
    basis: str = "none"
    """explicit, inherited, inferred, metadata or none."""
    anchor: str | None = None
    """What a relative expression was counted from: dct, or the id or value of another expression."""
    type: str = "DATE"
    """TIMEX3 type: DATE, TIME, DURATION or SET."""
    value: str | None = None
    """TIMEX3 value."""
    mod: str | None = None
    is_publication: bool = False
    span: Span | None = None
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who can act, speak or be acted upon, as one mention names them."""

    id: str
    """Entity id (`state:TUR`, `person:...`, `group:...`), or empty for an entity the tables do not know."""
    name: str
    """The mention as written."""
    span: Span
    head: Span
    """The word of the mention that the others depend on."""
    country: tuple[str, ...] = ()
    """ISO 3166 alpha-3 codes, or PLOVER's IGO, UNO, EUR, NGO, IMG, ISM, MNC. Empty: the text does not say."""
    sectors: tuple[str, ...] = ()
    """PLOVER sectors, the primary one first."""
    role: str | None = None
    method: str = ""
    """name, name+date, role, role+demonym, demonym, doc-link, pronoun, place or none."""
    alternatives: tuple[str, ...] = ()
    is_disputed: bool = False
    antecedent: Span | None = None
    """For a pronoun or a short form: the mention it goes back to."""
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """One link of the chain of who says so: the publisher, an agency, a speaker, a speaker's source."""

    role: str
    """publisher, agency, author, person, office, organisation, government, document, group, anonymous or implicit."""
    name: str | None
    actors: tuple[Actor, ...] = ()
    span: Span | None = None
    resolution: str = "explicit"
    """explicit, nominal, pronoun, carried_over, conjunct, credit_line, implicit or unresolved."""
    attribution: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Someone (`source`) says (`cue`) something (`content`). Outside every attribution the publisher speaks."""

    id: str
    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    quoted: tuple[Span, ...] = ()
    """The parts of the content in quotation marks: only these attest the speaker's own words."""
    form: str = "indirect"
    """direct, mixed or indirect: all, part or none of the content is quoted."""
    act: str = "assert"
    """What the speaker does by saying it: assert, deny, accuse, demand, request, promise, threaten ..."""
    lemma: str = ""
    frame: str = ""
    is_negated: bool = False
    is_factive: bool = False
    """The cue presupposes its content: reveal, confirm, know."""
    zone: ZoneKind = ZoneKind.BODY
    sentence: int | None = None
    parent: str | None = None
    """The attribution inside whose content this one stands."""
    same_utterance_as: tuple[str, ...] = ()
    chain: tuple[Voice, ...] = ()
    """The voices from the publisher down to this source."""
    why: tuple[Reason, ...] = ()


class Mood(StrEnum):
    """How an event is put forward by the voice that reports it."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    DENIED = "denied"
    DEMANDED = "demanded"
    PLANNED = "planned"
    PROMISED = "promised"
    THREATENED = "threatened"
    PREDICTED = "predicted"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    HYPOTHETICAL = "hypothetical"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Factuality:
    """How certain one voice is that an event happened (FactBank: modality and polarity; value -3 to 3)."""

    voice: str | None
    """The name of the voice in the event's chain."""
    modality: str
    """CT certain, PR probable, PS possible, U unknown."""
    polarity: str
    """+, - or u."""
    value: float
    mood: Mood
    evidence: tuple[Span, ...] = ()
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people or things that a voice gives: 21 killed, at least 70 wounded."""

    kind: str
    """killed, wounded, missing, detained, displaced, captured, destroyed, troops or other."""
    low: int | None
    high: int | None
    span: Span
    hedge: str | None = None
    whom: str | None = None
    attribution: str | None = None
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One coded report of one happening: who did what to whom, when and where, and which voice says so."""

    id: str
    document: str
    sentence: int
    trigger: Span
    evidence: Span
    event_type: str
    """One of PLOVER's sixteen event types."""
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad: int | None = None
    intensity: float | None = None
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    date: When | None = None
    place: Where | None = None
    figures: tuple[Figure, ...] = ()
    attribution: str | None = None
    """The innermost attribution that holds the event; None if the publisher speaks."""
    voices: tuple[Voice, ...] = ()
    factuality: tuple[Factuality, ...] = ()
    """One row for each of `voices`, in the same order."""
    mood: Mood = Mood.ASSERTED
    temporal: str = "past"
    """past, ongoing, future or background."""
    zone: ZoneKind = ZoneKind.BODY
    embedded_in: str | None = None
    """The event whose content this is: what is demanded, promised, denied."""
    tier: str = "frame"
    """How much of a lexicon entry was matched: frame, verb or noun."""
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Abstention:
    """A possible event that was not coded, and why."""

    span: Span
    sentence: int
    why: Reason


@dataclass(frozen=True, slots=True)
class Coding:
    """All that rashomon reads in one document."""

    document: Document
    attributions: tuple[Attribution, ...] = ()
    dates: tuple[When, ...] = ()
    places: tuple[Where, ...] = ()
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    abstentions: tuple[Abstention, ...] = ()
    notes: tuple[str, ...] = ()
    """What the reader of the result should know about the whole: dates are not anchored, not in English."""

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the coding as JSON text; `from_json` gives back an equal record."""
        data = msgspec.json.encode(self)
        return (msgspec.json.format(data, indent=indent) if indent is not None else data).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Return the coding that `to_json` wrote; raise `msgspec.ValidationError` if it is none."""
        return msgspec.json.decode(text, type=cls)

    def _repr_html_(self) -> str:
        """Return the story with its voices and events marked, for a notebook."""
        from rashomon.export.page import fragment

        return fragment(self)
