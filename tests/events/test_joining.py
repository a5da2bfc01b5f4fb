"""This file is where it is tested that a verb and a noun that tell of one event make one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rashomon.pipeline import Tools, code_documents
from rashomon.records import Document, Event, Span, Zone, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="module")
def events(tools: Tools) -> Callable[[str], tuple[Event, ...]]:
    def run(text: str) -> tuple[Event, ...]:
        story = Document(id="t", text=text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),), language="en")
        return next(iter(code_documents([story], tools))).events

    return run


@pytest.mark.parametrize(
    ("text", "mode", "actors", "recipients"),
    [
        ("Two Peruvian farmers were killed in shelling by Norwegian troops.", "heavy-weapons", "NOR", "PER"),
        ("Norwegian shelling killed two Peruvian farmers.", "heavy-weapons", "NOR", "PER"),
        ("A Norwegian drone strike that killed two Peruvian farmers was filmed.", "drone", "NOR", "PER"),
        ("Norwegian rebels attacked Peruvian troops in an ambush.", None, "NOR", "PER"),
        ("A car bomb attack in Peru killed two.", "explosives", "", "PER"),
    ],
)
def test_the_noun_lends_its_doer_and_its_mode(
    text: str, mode: str | None, actors: str, recipients: str, events: Callable[[str], tuple[Event, ...]]
) -> None:
    (event,) = events(text)
    assert (event.event_type, event.mode) == ("ASSAULT", mode)
    assert {code for actor in event.actors for code in actor.country} == set(filter(None, [actors]))
    assert {code for actor in event.recipients for code in actor.country} == {recipients}


def test_two_attacks_with_parties_of_their_own_stay_two(events: Callable[[str], tuple[Event, ...]]) -> None:
    found = events("Norway attacked Peru during a Chilean attack on Bolivia.")
    assert [event.event_type for event in found] == ["ASSAULT", "ASSAULT"]


def test_an_attack_that_is_condemned_stays_below_the_condemnation(
    events: Callable[[str], tuple[Event, ...]],
) -> None:
    found = events("Chile condemned a Norwegian attack that killed two Peruvian farmers.")
    assert [event.event_type for event in found] == ["ACCUSE", "ASSAULT"]
