"""This file is where PLOVER's and CAMEO's codes are looked up: event types, modes, contexts, quad classes, scores."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from rashomon.errors import LexiconError
from rashomon.lexicons.schema import Entry, read_tsv

QUAD_NAMES = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


class EventType(StrEnum):
    """What is done: PLOVER's sixteen event types, from the most cooperative kind of act to the most hostile."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class TypeEntry(Entry, frozen=True):
    """An event type of PLOVER, with what it means in our words."""

    name: EventType
    quad: int
    requires_recipient: bool
    intensity: float
    title: str
    definition: str
    example: str
    roots: tuple[str, ...]
    cameo: str | None = None


class ModeEntry(Entry, frozen=True):
    """A mode: how an act of one type is done."""

    event_type: EventType
    name: str
    definition: str
    example: str
    intensity: float | None = None
    cameo: str | None = None


class ContextEntry(Entry, frozen=True):
    """A context: what an act is about."""

    name: str
    definition: str


class CameoCode(Entry, frozen=True):
    """A code of CAMEO, with its reading in PLOVER. Roots that PLOVER does not read as one type have no type."""

    code: str
    title: str
    event_type: EventType | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Other readings, as TYPE or TYPE:mode."""

    @property
    def root(self) -> str:
        """Return the two digits of the code's root."""
        return self.code[:2]

    def reads_as(self, event_type: str, mode: str | None) -> bool:
        """Say whether an event of this type and mode is a reading of just this code; one that names no mode can be."""
        readings = [tuple(reading.partition(":")[::2]) for reading in self.also]
        readings.append((self.event_type or "", self.mode or ""))
        return any(
            event_type == its_type and (not mode or not its_mode or mode == its_mode)
            for its_type, its_mode in readings
        )


def event_types() -> tuple[EventType, ...]:
    """Return PLOVER's sixteen event types, in order of quad class."""
    return tuple(EventType)


def modes(event_type: str) -> tuple[str, ...]:
    """Return the names of the modes of an event type; none for the five types that PLOVER gives no modes."""
    type_entry(event_type)
    return tuple(name for its_type, name in _modes() if its_type == event_type)


def contexts() -> tuple[str, ...]:
    """Return the names of PLOVER's 37 contexts."""
    return tuple(_contexts())


def quad(event_type: str) -> int:
    """Return the quad class: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
    return type_entry(event_type).quad


def quad_name(number: int) -> str:
    """Return what a quad class is called."""
    if not 1 <= number <= len(QUAD_NAMES):
        raise LexiconError(f"quad class {number}: there are only 1 to {len(QUAD_NAMES)}")
    return QUAD_NAMES[number - 1]


def intensity(event_type: str, mode: str | None = None) -> float:
    """Return PLOVER's score from -10 (most hostile) to 10; a mode without a score of its own has its type's."""
    own = mode_entry(event_type, mode).intensity if mode else None
    return type_entry(event_type).intensity if own is None else own


def requires_recipient(event_type: str) -> bool:
    """Say whether PLOVER counts an act of this type only with somebody to whom it is done."""
    return type_entry(event_type).requires_recipient


def roots(event_type: str) -> tuple[str, ...]:
    """Return the roots of CAMEO that hold acts of this type, the main one first."""
    return type_entry(event_type).roots


def cameo(code: str) -> CameoCode:
    """Return a code of CAMEO and its reading. Raises LexiconError if there is no such code."""
    if code not in _cameo():
        raise LexiconError(f"CAMEO code {code!r}: no such code; docs/codebook lists them all")
    return _cameo()[code]


def cameo_codes() -> tuple[CameoCode, ...]:
    """Return all codes of CAMEO that have a reading in PLOVER, and the twenty roots."""
    return tuple(_cameo().values())


def default_cameo(event_type: str, mode: str | None = None) -> str | None:
    """Return the CAMEO code of an event of which only type and mode are known: as deep as these make sure of.

    An ASSAULT without mode has none, as it may belong to any of three roots.
    """
    return mode_entry(event_type, mode).cameo if mode else type_entry(event_type).cameo


def type_entry(event_type: str) -> TypeEntry:
    """Return an event type's entry. Raises LexiconError if there is no such type."""
    if event_type not in _types():
        raise LexiconError(
            f"event type {event_type!r}: PLOVER has no such type; it has {', '.join(_types())}"
        )
    return _types()[event_type]


def mode_entry(event_type: str, mode: str) -> ModeEntry:
    """Return a mode's entry. Raises LexiconError if the type has no such mode."""
    if (event_type, mode) not in _modes():
        found = ", ".join(modes(event_type)) or "none"
        raise LexiconError(f"mode {mode!r}: {event_type} has no such mode; its modes: {found}")
    return _modes()[event_type, mode]


def context_entry(name: str) -> ContextEntry:
    """Return a context's entry. Raises LexiconError if there is no such context."""
    if name not in _contexts():
        raise LexiconError(f"context {name!r}: PLOVER has no such context; docs/codebook lists them")
    return _contexts()[name]


def allows(cameo_code: str, event_type: str, mode: str | None = None) -> bool:
    """Say whether an event can stand under the code: read so itself, or as one of the codes that lie below it."""
    above = cameo(cameo_code).code
    # 140 is root 14 with no more said, so that all of the root lies below it.
    prefix = above[:2] if len(above) == 3 and above.endswith("0") else above
    return any(code.reads_as(event_type, mode) for code in cameo_codes() if code.code.startswith(prefix))


def check(
    event_type: str, mode: str | None = None, contexts: Iterable[str] = (), cameo_code: str | None = None
) -> None:
    """Raise LexiconError if the codes do not exist or do not go together; otherwise return nothing."""
    type_entry(event_type)
    if mode:
        mode_entry(event_type, mode)
    for context in contexts:
        context_entry(context)
    if cameo_code and not allows(cameo_code, event_type, mode):
        name = f"{event_type} {mode}" if mode else event_type
        raise LexiconError(f"CAMEO code {cameo_code!r} does not stand for {name}; see cameo.tsv")


@cache
def _types() -> dict[str, TypeEntry]:
    return {entry.name: entry for entry in read_tsv("ontology/types.tsv", TypeEntry)}


@cache
def _modes() -> dict[tuple[str, str], ModeEntry]:
    return {(entry.event_type, entry.name): entry for entry in read_tsv("ontology/modes.tsv", ModeEntry)}


@cache
def _contexts() -> dict[str, ContextEntry]:
    return {entry.name: entry for entry in read_tsv("ontology/contexts.tsv", ContextEntry)}


@cache
def _cameo() -> dict[str, CameoCode]:
    return {entry.code: entry for entry in read_tsv("ontology/cameo.tsv", CameoCode)}
