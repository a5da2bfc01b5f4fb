"""This file is where mentions of one sentence tell each other what they lack: conjuncts and appositions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from rashomon.actors.phrases import Reading
from rashomon.records import Reason, Sentence, Span

_NAMES = frozenset({"person", "unknown"})


@dataclass(slots=True)
class Mention:
    """A phrase that names an actor: its tokens, the reading of its words, and where it stands."""

    sentence: Sentence
    first: int
    last: int
    head: int
    reading: Reading
    name: str = ""
    """Folded words of the proper name in it, one space apart."""
    pronoun: str = ""
    is_subject: bool = False
    is_definite: bool = False
    of: int | None = None
    """Head of the mention that another mention's `who` or apposition goes back to."""

    @property
    def span(self) -> Span:
        """Return the characters of the mention."""
        return self.sentence.stretch(self.first, self.last)


def share_modifiers(found: Sequence[Mention]) -> None:
    """Give a bare conjunct the state of the first: `Azerbaijani settlements and military positions`."""
    by_head = {mention.head: mention for mention in found}
    for mention in found:
        token = mention.sentence.tokens[mention.head]
        first = by_head.get(token.head) if token.dep == "conj" else None
        if first is None or mention.reading.country or mention.reading.kind != "role":
            continue
        opener = mention.sentence.tokens[mention.first]
        if (
            opener.dep in ("det", "poss")
            or first.reading.method != "role+demonym"
            or not first.reading.country
        ):
            continue
        why = (*mention.reading.why, Reason("actor:shared-modifier", first.span.start.__str__()))
        mention.reading = replace(
            mention.reading, country=first.reading.country, is_disputed=first.reading.is_disputed, why=why
        )


def join_appositions(found: Sequence[Mention]) -> list[Mention]:
    """Return the mentions, a name and its apposition each with what it lacks: `Ann Lee, the Turkish envoy`.

    A name right behind its role, without a comma, is one mention with it: `his Italian counterpart Luigi Di Maio`.
    """
    by_head = {mention.head: mention for mention in found}
    taken: set[int] = set()
    for mention in found:
        token = mention.sentence.tokens[mention.head]
        other = by_head.get(token.head) if token.dep == "appos" else None
        if other is None or not {mention.reading.kind, other.reading.kind} & _NAMES:
            continue
        name, role = (other, mention) if other.reading.kind in _NAMES else (mention, other)
        if role.reading.kind != "role" or role.reading.is_plural:
            continue
        name.reading, role.reading = _joined(name.reading, role.reading), _joined(role.reading, name.reading)
        mention.of = other.head
        if role is other and mention.first == other.last + 1:
            _extend(role, name)
            taken.add(id(name))
    return [mention for mention in found if id(mention) not in taken]


def _extend(role: Mention, name: Mention) -> None:
    role.last, role.name = name.last, name.name
    role.reading = replace(role.reading, kind=name.reading.kind, is_human=name.reading.is_human)


def _joined(own: Reading, other: Reading) -> Reading:
    return replace(
        own,
        id=own.id or other.id,
        country=own.country or other.country,
        sectors=own.sectors or other.sectors,
        role=own.role or other.role,
        gender=own.gender or other.gender,
        method=own.method if own.country or own.sectors else other.method,
        why=(*own.why, Reason("actor:apposition", other.role or other.id), *other.why),
    )
