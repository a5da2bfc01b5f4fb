"""This file is where an incident's events are sorted by who tells them: one voice in one publisher, one account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rashomon.lexicons.actors import fold
from rashomon.records import Actor, Coding, Document, Event, Incident, Mood, Telling, Voice, Wording

#: Voices that are the outlet itself or what it passes on under its own name.
_OWN = ("publisher", "agency", "author")
#: Speakers nobody can tell from other speakers of the same description.
_NAMELESS = ("anonymous", "implicit")
#: PLOVER sectors of the organs of a state; parliaments are left out: their members speak for parties.
_ORGANS = frozenset({"GOV", "MIL", "COP", "JUD", "SPY"})
_UNTRUE = (Mood.DENIED, Mood.NEGATED)


@dataclass(slots=True)
class Statements:
    """What one voice says of one incident in one publisher's documents: the ground of one account."""

    publisher: str
    speaker: str | None
    speaker_id: str
    state: str | None = None
    """The state, as an ISO 3166 code, of which the speaker is an organ; None for anybody else."""
    events: list[tuple[Event, Document]] = field(default_factory=list)
    wording: list[tuple[Wording, Document]] = field(default_factory=list)

    @property
    def documents(self) -> tuple[Document, ...]:
        """Return the documents, in order of publication."""
        found = {document.id: document for _, document in self.events}
        return tuple(sorted(found.values(), key=lambda document: (document.published or "9", document.id)))

    @property
    def stance(self) -> str:
        """Return whether the voice asserts, denies or doubts the happening."""
        moods = {event.mood for event, _ in self.events}
        if Mood.ASSERTED in moods and not moods & set(_UNTRUE):
            return "asserts"
        if moods & set(_UNTRUE):
            return "denies" if Mood.ASSERTED not in moods else "asserts, denies in part"
        return "doubts"


def sort_statements(
    incident: Incident, tellings: Mapping[str, Telling], codings: Mapping[str, Coding]
) -> tuple[Statements, ...]:
    """Return what each voice says of the incident, publishers in order of their first document, own voice first."""
    found: dict[tuple[str, str], Statements] = {}
    for telling in sorted((tellings[key] for key in incident.tellings), key=_order):
        coding = codings[telling.document]
        wanted = set(telling.events)
        for event in coding.events:
            if event.id in wanted:
                _place(found, event, coding)
    groups = list(found.values())
    first = {group.publisher: number for number, group in reversed(list(enumerate(groups)))}
    return tuple(sorted(groups, key=lambda group: (first[group.publisher], group.speaker is not None)))


def _order(telling: Telling) -> tuple[str, str, int]:
    return telling.published or "9", telling.document, telling.rank


def _place(found: dict[tuple[str, str], Statements], event: Event, coding: Coding) -> None:
    """Put the event with the voice that tells it, and with it the loaded words that voice uses there."""
    publisher = publisher_name(coding.document)
    speaker = speaker_of(event.voices)
    identity = speaker_id(speaker, publisher) if speaker else ""
    name = (speaker.name or f"unnamed {speaker.role}") if speaker else None
    state = state_of(speaker) if speaker else None
    group = found.setdefault((publisher, identity), Statements(publisher, name, identity, state))
    group.events.append((event, coding.document))
    whose = "speaker" if speaker else "publisher"
    used = [w for w in coding.wording if w.span.overlaps(event.evidence) and w.voice == whose]
    known = {(w.span, document.id) for w, document in group.wording}
    group.wording += [(w, coding.document) for w in used if (w.span, coding.document.id) not in known]


def publisher_name(document: Document) -> str:
    """Return the publisher's name; of a document that gives none, which one it is: nobody knows whether two have one."""
    return document.publisher or f"unnamed publisher of {document.name or document.id}"


def speaker_of(voices: Iterable[Voice]) -> Voice | None:
    """Return the innermost voice; None where publisher or agency speak themselves."""
    chain = tuple(voices)
    return chain[-1] if chain and chain[-1].role not in _OWN else None


def speaker_id(speaker: Voice, publisher: str) -> str:
    """Return what one speaker is known by in all documents; a nameless one is known only within its publisher."""
    if speaker.role in _NAMELESS:
        return f"{speaker.role}:{publisher}:{fold(speaker.name or '')}"
    ids = sorted({actor.id for actor in speaker.actors if actor.id})
    if ids:
        return "+".join(ids)  # what India and China say together is not what India says
    name = fold(speaker.name or "")
    codes = "/".join(code for actor in speaker.actors for code in actor.country)
    role = next((fold(actor.role) for actor in speaker.actors if actor.role), "")
    if codes and role:
        return f"role:{codes}:{role}"  # the officials in Baku, Azerbaijani officials
    return f"voice:{publisher}:{name}" if name else f"{speaker.role}:{publisher}"


def state_of(speaker: Voice) -> str | None:
    """Return the one state whose organ speaks: itself, its government, forces, police, courts or services; else None."""
    states = {code for actor in speaker.actors for code in actor.country}
    sectors = {sector for actor in speaker.actors for sector in actor.sectors}
    is_disputed = any(actor.is_disputed for actor in speaker.actors)
    is_organ = speaker.role not in _NAMELESS and not is_disputed and sectors <= _ORGANS
    return states.pop() if is_organ and len(states) == 1 and (sectors or _is_state(speaker)) else None


def _is_state(speaker: Voice) -> bool:
    return all(actor.id.startswith("state:") for actor in speaker.actors)


def leading_quads(statements: Iterable[Statements]) -> frozenset[int]:
    """Return the quad class that most documents' events on the incident have: what the incident is, not what is said of it.

    Deeds come before words: verbal classes (1, 3) lead only where no deed is told.
    """
    told: dict[int, set[str]] = {}
    for group in statements:
        for event, document in group.events:
            told.setdefault(event.quad or 0, set()).add(document.id)
    deeds = {quad: documents for quad, documents in told.items() if quad in (2, 4)} or told
    return frozenset({max(deeds, key=lambda quad: (len(deeds[quad]), quad))}) if deeds else frozenset()


def entity_keys(actors: Iterable[Actor]) -> frozenset[str]:
    """Return what the actors are compared by: the states they belong to, else entity ids; nothing for names alone.

    Who belongs to a disputed territory is compared by the territory, never with the state whose code an export gives it.
    """
    keys: set[str] = set()
    for actor in actors:
        if actor.is_disputed:
            keys.add(actor.id or f"disputed:{'/'.join(actor.country)}")
        elif actor.country:
            keys.update(actor.country)
        elif actor.id:
            keys.add(actor.id)
    return frozenset(keys)
