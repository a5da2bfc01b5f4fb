"""This file is where every frame of the lexicon is tried on its own example."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pytest

from rashomon.lexicons.frames import Adjective, FrameTables, Noun, Verb, load_frames
from rashomon.pipeline import Tools, code_documents
from rashomon.records import Coding, Document, Event, Span, Zone, ZoneKind

if TYPE_CHECKING:
    from rashomon.lexicons import Lexicons

FRAMES = load_frames()
CODED: tuple[Verb | Noun | Adjective, ...] = (*FRAMES.verbs, *FRAMES.nouns, *FRAMES.adjectives)


@pytest.fixture(scope="module")
def coded(tools: Tools) -> dict[str, Coding]:
    texts = [entry.example for entry in (*CODED, *FRAMES.lights, *FRAMES.matrices, *FRAMES.silences)]
    texts += [entry.counterexample for entry in (*CODED, *FRAMES.matrices) if entry.counterexample]
    return {coding.document.text: coding for coding in code_documents(_documents(texts), tools)}


def _documents(texts: Iterable[str]) -> list[Document]:
    return [
        Document(id=text, text=text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),), language="en")
        for text in dict.fromkeys(texts)
    ]


def _by(coding: Coding, rule: str) -> list[Event]:
    return [event for event in coding.events if any(why.rule == rule for why in event.why)]


@pytest.mark.parametrize("frame", CODED, ids=lambda frame: frame.id)
def test_the_example_fires_its_own_frame(frame: Verb | Noun | Adjective, coded: dict[str, Coding]) -> None:
    events = _by(coded[frame.example], f"event:{frame.id}")
    assert events, coded[frame.example].abstentions
    assert events[0].event_type == frame.event_type


@pytest.mark.parametrize("frame", CODED, ids=lambda frame: frame.id)
def test_norway_acts_and_peru_is_acted_upon(frame: Verb | Noun | Adjective, coded: dict[str, Coding]) -> None:
    event = _by(coded[frame.example], f"event:{frame.id}")[0]
    actors = {code for actor in event.actors for code in actor.country}
    recipients = {code for actor in event.recipients for code in actor.country}
    if frame.reciprocal:
        assert {"NOR"} <= actors
        assert "PER" in actors | recipients or "Peru" not in frame.example
        return
    assert ("NOR" in actors) == ("Norw" in frame.example)
    assert ("PER" in recipients) == ("Peru" in frame.example)
    assert "PER" not in actors


@pytest.mark.parametrize("frame", [f for f in CODED if f.counterexample], ids=lambda frame: frame.id)
def test_the_counterexample_leaves_the_frame_silent(
    frame: Verb | Noun | Adjective, coded: dict[str, Coding]
) -> None:
    assert not _by(coded[frame.counterexample], f"event:{frame.id}")


@pytest.mark.parametrize("matrix", FRAMES.matrices, ids=lambda matrix: matrix.id)
def test_the_matrix_of_an_example_is_applied(matrix: object, coded: dict[str, Coding]) -> None:
    reasons = [why for event in coded[matrix.example].events for why in event.why]  # type: ignore[attr-defined]
    assert any(why.rule == f"algebra:{matrix.kind}" and matrix.id in why.detail for why in reasons)  # type: ignore[attr-defined]


@pytest.mark.parametrize("light", FRAMES.lights, ids=lambda light: light.id)
def test_a_light_verb_lends_its_subject(light: object, coded: dict[str, Coding]) -> None:
    (event,) = coded[light.example].events  # type: ignore[attr-defined]
    assert any(why.rule == f"light:{light.id}" for why in event.why)  # type: ignore[attr-defined]
    assert event.actors[0].country == ("NOR",)
    assert event.recipients[0].country == ("PER",)


@pytest.mark.parametrize("silence", FRAMES.silences, ids=lambda silence: silence.id)
def test_sport_weather_and_markets_are_no_events(silence: object, coded: dict[str, Coding]) -> None:
    coding = coded[silence.example]  # type: ignore[attr-defined]
    assert not coding.events
    assert any(abstained.why.rule == f"no-event:{silence.id}" for abstained in coding.abstentions)  # type: ignore[attr-defined]


def test_there_are_enough_frames() -> None:
    assert len(FRAMES.verbs) >= 900
    assert len(FRAMES.nouns) >= 250


def test_the_narrower_frame_is_tried_first() -> None:
    frames = FRAMES.verb["lift"]
    breadths = [len(FRAMES.expand(frame.object)) for frame in frames if len(frame.object) == 1]
    assert [frame.id for frame in frames].index("lift-sanctions") < [frame.id for frame in frames].index(
        "lift-restriction"
    )
    assert breadths[0] < breadths[-1]


def test_a_class_that_is_not_defined_stops_the_start() -> None:
    from dataclasses import replace

    from rashomon.errors import LexiconError
    from rashomon.lexicons import frames

    broken = Verb(id="x", lemma=("x",), event_type="AID", object=("NOWORDS",), example="x")
    with pytest.raises(LexiconError, match="'x': no class 'NOWORDS'"):
        frames._check("en/frames", replace(FRAMES, verbs=(broken,)))


def test_frames_are_part_of_the_lexicons(lexicons: Lexicons) -> None:
    assert isinstance(lexicons.frames, FrameTables)
