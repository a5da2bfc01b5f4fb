"""This file is where the tests build what voices say of an incident, by hand."""

from __future__ import annotations

import msgspec

from rashomon.incidents.statements import Statements, speaker_id, speaker_of, state_of
from rashomon.records import Actor, Event, Figure, Mood, Span, Voice, When
from tests.factory import document

SPAN = Span(0, 4)


def actor(name, *, country=(), sectors=(), id="", role=None, is_disputed=False):
    """Return an actor as a mention names it."""
    return Actor(id, name, SPAN, SPAN, country=country, sectors=sectors, role=role, is_disputed=is_disputed)


def state(code):
    """Return a state as an actor."""
    return actor(code, country=(code,), id=f"state:{code}")


def voice(name, *actors, role="government"):
    """Return a speaker."""
    return Voice(role, name, actors)


def figure(kind, low, high=None, *, hedge=None, whom="people", start=0):
    """Return a figure."""
    return Figure(kind, low, low if high is None else high, Span(start, start + 2), hedge=hedge, whom=whom)


def event(kind="ASSAULT", *, quad=4, number=1, **fields):
    """Return an event of the document that `says` puts it in."""
    return Event(f"test:e{number}", "test", 0, SPAN, SPAN, kind, quad=quad, **fields)


def says(publisher, speaker, *events, published="2020-10-02", id="d1", agency=None):
    """Return what a publisher's speaker (None: itself) says: the ground of one account."""
    text = document("Words of a story.", published=published, publisher=publisher)
    text = text.__class__(
        **{name: getattr(text, name) for name in text.__slots__} | {"id": id, "agency": agency}
    )
    who = speaker_of((voice("it", role="publisher"), speaker)) if speaker else None
    identity = speaker_id(who, publisher) if who else ""
    group = Statements(publisher, who.name if who else None, identity, state_of(who) if who else None)
    group.events += [(msgspec.structs.replace(one, document=id), text) for one in events]
    return group


def denied(one):
    """Return the event as denied by the voice that tells it."""
    return msgspec.structs.replace(one, mood=Mood.DENIED)


def on(day, latest=None):
    """Return the day that a text gives."""
    return When(day, latest or day, "day", basis="explicit")
