"""This file is where the items live that formats are written from: an event told, an incident as a whole, the choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rashomon.explain.words import is_unrealised
from rashomon.records import Coding, Document, Event, When, Where

#: Ways to give a place of several states the one code that a format has room for.
PROFILES = ("all", "sovereign", "administers", "claims")
#: Ways to make one figure of many (rashomon.incidents.ledger.settle).
RULES = ("latest-per-origin", "all")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user chose where a format has less room than the corpus: both are written into the output."""

    rule: str = RULES[0]
    profile: str = PROFILES[0]


@dataclass(frozen=True, slots=True)
class Told:
    """One event as one document tells it, with the incident that it is held to be of."""

    event: Event
    document: Document
    incident: str | None = None
    coded: str = ""
    """When it was coded: start of the run, UTC."""

    @property
    def is_fact(self) -> bool:
        """Return whether its voice tells it as having happened, or happening: neither demanded nor denied nor to come."""
        return not is_unrealised(self.event)


@dataclass(frozen=True, slots=True)
class Whole:
    """The whole coding of one document."""

    coding: Coding


@dataclass(frozen=True, slots=True)
class Number:
    """One figure settled by the chosen rule: the least, the best and the most."""

    low: int
    best: int
    high: int


@dataclass(frozen=True, slots=True)
class Happening:
    """One incident as all its documents tell it."""

    id: str
    title: str
    event_type: str
    when: When | None
    where: Where | None
    told: tuple[Told, ...]
    stances: tuple[tuple[str, str], ...]
    """Each account's voice, and whether it asserts, denies or doubts the incident."""
    documents: tuple[Document, ...]
    """In order of publication."""
    lineages: int
    origins: int
    contradictions: int
    settled: Mapping[str, Number] = field(default_factory=dict)
    """By kind of figure, from what is told as having happened."""
    figures: tuple[str, ...] = ()
    """Every figure with its voice and words."""

    @property
    def facts(self) -> tuple[Told, ...]:
        """Return the events that their voices tell as having happened."""
        return tuple(told for told in self.told if told.is_fact)

    @property
    def coded(self) -> str:
        """Return when the newest of its documents was coded."""
        return max((told.coded for told in self.told), default="")
