"""This file is where it is tested that an event's mood agrees with what its innermost voice vouches for."""

from __future__ import annotations

import pytest

from rashomon.pipeline import Tools, code_documents
from rashomon.records import Document, Event, Mood, Span, Zone, ZoneKind


def _assault(text: str, tools: Tools) -> Event:
    story = Document(id="t", text=text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),), language="en")
    coding = next(iter(code_documents([story], tools)))
    return next(e for e in coding.events if e.event_type == "ASSAULT")


@pytest.mark.parametrize(
    "text",
    [
        "The ministry of Norway did not say that Peru had struck the base.",
        "Norway did not say that its forces had attacked Peru.",
    ],
)
def test_what_nobody_says_is_not_asserted(text: str, tools: Tools) -> None:
    event = _assault(text, tools)
    assert event.mood is Mood.POSSIBLE
    assert event.factuality[-1].modality == "U"


def test_what_somebody_says_is_asserted(tools: Tools) -> None:
    event = _assault("The ministry of Norway said that Peru had struck the base.", tools)
    assert event.mood is Mood.ASSERTED
    assert event.factuality[-1].modality == "CT"


@pytest.mark.parametrize(
    ("text", "temporal"),
    [
        ("Peru condemned the rebels that have attacked Norwegian farmers.", "background"),
        ("Peru condemned the rebels that attacked Norwegian farmers.", "past"),
    ],
)
def test_what_a_relative_clause_has_behind_it_is_background(text: str, temporal: str, tools: Tools) -> None:
    assert _assault(text, tools).temporal == temporal


def test_the_attackers_state_is_not_where_the_victims_are(tools: Tools) -> None:
    event = _assault("Four children were killed in Norwegian shelling of Peru.", tools)
    assert not any("NOR" in victim.country for victim in event.recipients)
