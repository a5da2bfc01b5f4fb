"""This file is where the records live: what rashomon reads in a document, in the order it finds it.

Those that are made and changed most often are structs of msgspec, which takes a tenth of a dataclass's time.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import msgspec
from msgspec import Struct

# The text's own records stand in a file of their own; they are records like the rest.
from rashomon.passages import Document as Document
from rashomon.passages import Reason as Reason
from rashomon.passages import Sentence as Sentence
from rashomon.passages import Span as Span
from rashomon.passages import Token as Token
from rashomon.passages import Zone as Zone
from rashomon.passages import ZoneKind as ZoneKind


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


class When(Struct, frozen=True):
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


class Actor(Struct, frozen=True):
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


class Voice(Struct, frozen=True):
    """One link of the chain of who says so: the publisher, an agency, a speaker, a speaker's source."""

    role: str
    """publisher, agency, author, person, office, organisation, government, document, group, anonymous or implicit."""
    name: str | None
    actors: tuple[Actor, ...] = ()
    span: Span | None = None
    resolution: str = "explicit"
    """explicit, nominal, pronoun, carried_over, conjunct, credit_line, implicit or unresolved."""
    attribution: str | None = None
    why: tuple[Reason, ...] = ()
    """How a pronoun or a description came to its name."""


class Attribution(Struct, frozen=True):
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


class Factuality(Struct, frozen=True):
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


class Figure(Struct, frozen=True):
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


class Event(Struct, frozen=True):
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


class Wording(Struct, frozen=True):
    """A loaded word: which voice used it, and what others write instead. It changes no code and no count."""

    span: Span
    family: str
    """legal-characterisation, delegitimising, valorising, euphemism, place-name or presumed-blame."""
    entry: str
    voice: str
    """publisher or speaker: whose word it is."""
    form: str
    """quoted (in a statement's quotation marks), unquoted, or distanced (in marks of the publisher's own)."""
    attribution: str | None = None
    """The statement whose speaker used it, or in which the publisher reports it; None in nobody's statement."""
    used_by: tuple[str, ...] = ()
    """Sides known to use it, as conflict:side."""
    plain: tuple[str, ...] = ()
    """What others write instead."""
    why: tuple[Reason, ...] = ()


class Abstention(Struct, frozen=True):
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
    figures: tuple[Figure, ...] = ()
    """Every figure of the story, those of its events among them."""
    wording: tuple[Wording, ...] = ()
    """Loaded words, each with whose they are."""
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


class Telling(Struct, frozen=True):
    """What one document tells of one happening: its events of one family that share a time and a place.

    Tellings are what is grouped into incidents. Several voices may speak in one telling.
    """

    id: str
    document: str
    family: str
    """The family of event types within which tellings are compared: violence, protest, talks ..."""
    events: tuple[str, ...]
    """Ids of the document's events that tell it, the leading one first."""
    event_types: tuple[str, ...] = ()
    rank: int = 0
    """0 for the happening that the document is about, 1 for the next, and so on."""
    published: str | None = None
    when: When | None = None
    where: Where | None = None
    participants: tuple[str, ...] = ()
    """Entity ids, else folded names, of actors and recipients."""
    figures: tuple[Figure, ...] = ()
    modes: tuple[str, ...] = ()
    """Modes of its events, in order, one for each that has one."""
    places: tuple[str, ...] = ()
    """Ids of the places named where it is told, no whole country; as often as they are named, more for the lead."""
    terms: tuple[str, ...] = ()
    """Words of the lead, or of the evidence, as often as they stand there: they tell this happening from others."""


class Feature(Struct, frozen=True):
    """One ground for or against two tellings being of one incident, with what it compared."""

    name: str
    value: float
    """0 speaks against, 1 for; what one of the two does not say is not compared and gives no feature."""
    weight: float
    detail: str


class Link(Struct, frozen=True):
    """Two tellings held to be of one incident. Links are only ever added; a split is a link with a score of 0."""

    left: str
    right: str
    score: float
    features: tuple[Feature, ...] = ()
    rule: str = ""
    """Name and version of the rule that made it, or user."""


class Incident(Struct, frozen=True):
    """A happening as several documents tell it: a set of tellings, with the links that hold them together."""

    id: str
    tellings: tuple[str, ...]
    links: tuple[Link, ...] = ()


class SharedText(Struct, frozen=True):
    """Two documents that have runs of five words in common."""

    left: str
    right: str
    containment: float
    """Share of the shorter one's runs that the longer one has, too."""
    jaccard: float
    """Share of the runs of either that both have."""
    unquoted: float
    """The containment of what the shorter one says in its own words: without its quotations."""
    kind: str
    """exact, cut (shortened or little changed), changed (words exchanged throughout) or shares_text (a passage)."""
    why: Reason
    taken: float = 0.0
    """Share of the shorter one that was taken, an estimate where words were exchanged; else the containment."""


class Lineage(Struct, frozen=True):
    """Where a document's text comes from, as far as the documents at hand tell."""

    document: str
    lineage: str
    """The id of the earliest document with this text: all that have the same one are one text."""
    copy_of: str | None = None
    """The document its text was taken from; None for the earliest, and where no earlier one is at hand."""
    why: Reason | None = None
