"""This file is where tests of formats build events and incidents by hand, so that they need no parser."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace as changed

from rashomon.export.formats import load_writer
from rashomon.export.formats.items import Choices, Happening, Number, Told
from rashomon.records import (
    Actor,
    Event,
    Factuality,
    Figure,
    Mood,
    Span,
    StateRelation,
    Voice,
    When,
    Where,
)
from tests.factory import document

TEXT = "Rebels shelled Port Selun on 2 October 2020, killing at least 21 soldiers, the mayor said."
CAPE = (
    StateRelation("AAA", "sovereign"),
    StateRelation("BBB", "administers"),
    StateRelation("BBB", "claims"),
)


def span(words, text=TEXT):
    start = text.index(words)
    return Span(start, start + len(words))


def actor(words, *, country=(), sectors=(), id="", text=TEXT):
    return Actor(id, words, span(words, text), span(words, text), country=country, sectors=sectors)


TOWN = Where(
    "gn:1",
    "Port Selun",
    span("Port Selun"),
    10.5,
    -20.25,
    4.0,
    "city",
    "town",
    (StateRelation("AAA", "sovereign"),),
    1,
)
AREA = changed(TOWN, id="rg:cape", precision="province", radius_km=120.0, kind="region", states=CAPE)
DAY = When("2020-10-02", "2020-10-02", granularity="day", basis="explicit")
MONTH = When("2020-10-01", "2020-10-31", granularity="month", basis="explicit")
PAGE = When("2020-10-02", "2020-10-02", granularity="day", basis="metadata")
PUBLISHER, MAYOR = Voice("publisher", "Test Wire"), Voice("person", "the mayor")


def event(mood=Mood.ASSERTED, *, voices=(PUBLISHER, MAYOR), place=TOWN, when=DAY, number=0, **fields):
    values = {
        "actors": (actor("Rebels", sectors=("REB",)),),
        "recipients": (actor("soldiers", country=("AAA",), sectors=("MIL",)),),
        "figures": (Figure("killed", 21, None, span("at least 21"), "at least", "soldiers"),),
        "event_type": "ASSAULT",
        "mode": "heavy-weapons",
        "cameo": "194",
    }
    return Event(
        id=f"test:e{number}",
        document="test",
        sentence=0,
        trigger=span("shelled"),
        evidence=span("Rebels shelled Port Selun"),
        quad=4,
        intensity=-9.5,
        date=when,
        place=place,
        voices=voices,
        factuality=tuple(
            Factuality(
                voice.name,
                "CT" if voice is voices[-1] else "U",
                "+",
                3.0 if voice is voices[-1] else 0.0,
                mood,
            )
            for voice in voices
        ),
        mood=mood,
        **{**values, **fields},
    )


def told(mood=Mood.ASSERTED, *, text=TEXT, **fields):
    return Told(event(mood, **fields), document(text), "inc1", "2020-10-05T08:00:00+00:00")


def happening(*some, settled=None, **fields):
    some = some or (told(),)
    values = {
        "when": some[0].event.date,
        "where": some[0].event.place,
        "stances": (("the mayor", "asserts"), ("a general", "denies")),
        "origins": 2,
    }
    return Happening(
        id="inc1",
        title="Assault (heavy-weapons), Port Selun, 2020-10-02",
        event_type="ASSAULT",
        told=tuple(some),
        documents=(some[0].document,),
        lineages=1,
        contradictions=1,
        settled={"killed": Number(18, 21, 30)} if settled is None else settled,
        figures=("the mayor: at least 21 killed (soldiers)",),
        **{**values, **fields},
    )


def written(format_id, *items, rule="latest-per-origin", profile="all"):
    """Return the text of the format for the items, and what was counted."""
    tally = Counter()
    return "".join(load_writer(format_id)(items, Choices(rule, profile), tally)), tally
