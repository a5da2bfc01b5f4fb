"""This file is where it is found that a story tells a deed of one side as its own knowledge, without a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rashomon.records import Event, Mood, Reason, Span, Wording

FAMILY = "presumed-blame"
#: How many characters from the deed its parties may be named.
_NEAR = 150
_HOSTILE = ("ASSAULT", "COERCE")


def find_blame(events: Iterable[Event]) -> Iterator[Wording]:
    """Yield one wording a hostile deed of one side that the publisher asserts in its own voice."""
    end = 0
    for span, event in sorted((_span(event), event.event_type) for event in events if _is_presumed(event)):
        if span.start < end:
            continue  # the attack that killed two: one deed, told once
        end = span.end
        yield Wording(
            span,
            FAMILY,
            FAMILY,
            "publisher",
            "unquoted",
            None,
            (),
            ("one side says",),
            (Reason("wording:presumed-blame", f"{event} told as a fact, without a source"),),
        )


def _is_presumed(event: Event) -> bool:
    """Say whether the deed is hostile, asserted by the publisher alone, and of one side only."""
    is_hostile = event.event_type in _HOSTILE
    is_own = event.attribution is None and event.mood is Mood.ASSERTED and event.temporal == "past"
    doers = {code for actor in event.actors for code in actor.country}
    hurt = {code for actor in event.recipients for code in actor.country}
    return is_hostile and is_own and len(doers) == 1 and not doers & hurt


def _span(event: Event) -> Span:
    """Return the stretch from the doer to the deed and whom it hits."""
    parts = [event.trigger, *(actor.span for actor in (*event.actors, *event.recipients))]
    inside = [part for part in parts if abs(part.start - event.trigger.start) < _NEAR]
    return Span(min(p.start for p in inside), max(p.end for p in inside))
