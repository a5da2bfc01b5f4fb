"""This file is where the records of a comparison live: accounts of one incident, slot by slot, and its figures."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from rashomon.passages import Span


class Verdict(StrEnum):
    """How what one account says of a slot stands to what the others say."""

    AGREES = "agrees"
    """Another account gives a compatible value."""
    ALONE = "alone"
    """No other account says anything of it."""
    OMITS = "omits"
    """The account says nothing of it while others do."""
    CONTRADICTS = "contradicts"
    """Another account gives a value that cannot be true together with this one."""
    REVISED = "revised"
    """A later figure that has grown, or by which a voice replaces its own; no contradiction."""


class Value(Struct, frozen=True):
    """What one account says in one slot, as it says it."""

    key: str
    """What is compared: entity ids, a day, a place id, a type, a number."""
    label: str
    """The value in the words of the source, or for a code in ours."""
    document: str
    span: Span | None = None
    """The characters of the document that say it."""
    event: str | None = None
    mood: str = "asserted"


class Cell(Struct, frozen=True):
    """One slot of one account: its values and how they stand to those of the others."""

    slot: str
    values: tuple[Value, ...]
    verdict: Verdict
    against: tuple[int, ...] = ()
    """Numbers of the accounts that it contradicts."""
    detail: str = ""


class Account(Struct, frozen=True):
    """One voice's telling of one incident: a publisher in its own voice, or a speaker whom it quotes."""

    number: int
    publisher: str
    speaker: str | None
    """Who is reported as saying so; None where the publisher speaks itself."""
    speaker_id: str
    """The speaker's entity, or folded name; empty for the publisher itself."""
    documents: tuple[str, ...]
    """Ids, in order of publication."""
    first: str | None
    """When the first of them was published."""
    stance: str
    """asserts, denies, or doubts: what the voice says of the incident's leading event."""
    cells: tuple[Cell, ...]
    origin: int
    """Accounts with one number rest on one origin."""
    copies: tuple[str, ...] = ()
    """Documents among them that are copies of another publisher's text."""


class Origin(Struct, frozen=True):
    """What several accounts may go back to: one text, one agency, one speaker. The unit of independence."""

    number: int
    label: str
    accounts: tuple[int, ...]
    why: tuple[str, ...]


class Entry(Struct, frozen=True):
    """One figure of the ledger: who gives it, when, in which words."""

    kind: str
    category: str
    """civilian, combatant or unspecified."""
    low: int | None
    high: int | None
    hedge: str | None
    whom: str | None
    words: str
    voice: str
    publisher: str
    account: int
    origin: int
    document: str
    span: Span
    published: str | None
    verdict: Verdict
    detail: str = ""
    is_part: bool = False
    """It counts a part of a larger figure of the same account, as one officer of twenty soldiers."""
    whose: tuple[str, ...] = ()
    """States to which those counted belong, or in which; the losses of one state are no rival figure of another's."""
    against: tuple[int, ...] = ()
    """Numbers of the accounts whose figures cannot be true together with it."""


class Range(Struct, frozen=True):
    """The lowest, the highest and the latest of the figures of one kind and category."""

    kind: str
    category: str
    low: int
    high: int
    latest: int
    latest_voice: str
    origin: int | None
    """The origin whose figures these are; None for all."""
    entries: int


class Ledger(Struct, frozen=True):
    """Every figure of an incident, and the ranges by origin and overall. No figure is chosen."""

    entries: tuple[Entry, ...]
    ranges: tuple[Range, ...]


class Comparison(Struct, frozen=True):
    """The accounts of one incident side by side."""

    incident: str
    title: str
    accounts: tuple[Account, ...]
    origins: tuple[Origin, ...]
    ledger: Ledger
    documents: int
    publishers: int
    lineages: int
    agreements: tuple[str, ...] = ()
    """Slots on which all who say anything agree."""
    disputes: tuple[str, ...] = ()
    """Slots on which accounts contradict each other."""
