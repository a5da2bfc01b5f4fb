"""This file is where it is tested that the words around an event give it its mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rashomon.lexicons.frames import Means, load_frames
from rashomon.pipeline import Tools, code_documents
from rashomon.records import Coding, Document, Span, Zone, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Callable

MEANS = load_frames().all_means


@pytest.fixture(scope="module")
def code(tools: Tools) -> Callable[[str], Coding]:
    def run(text: str) -> Coding:
        story = Document(id="t", text=text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),), language="en")
        return next(iter(code_documents([story], tools)))

    return run


@pytest.mark.parametrize("means", MEANS, ids=lambda means: means.id)
def test_the_example_gets_the_mode(means: Means, code: Callable[[str], Coding]) -> None:
    events = [event for event in code(means.example).events if event.event_type == means.event_type]
    assert means.mode in {event.mode for event in events}, events
    assert any(why.rule == f"means:{means.id}" for event in events for why in event.why)


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Norway threatened to arrest a Peruvian general.", "arrest"),
        ("Norway threatened to expel Peruvian diplomats.", "expel"),
        ("Norway threatened to annex a Peruvian island.", "territory"),
        ("Norway threatened to bomb Peru.", "violence"),
    ],
)
def test_a_threat_has_the_mode_of_what_is_threatened(
    text: str, mode: str, code: Callable[[str], Coding]
) -> None:
    (threat,) = (event for event in code(text).events if event.event_type == "THREATEN")
    assert threat.mode == mode
