"""This file is where whole sentences are coded: who did what to whom, in which mood, and why not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from rashomon.pipeline import Tools, code_documents
from rashomon.records import Coding, Document, Event, Mood, Span, Zone, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="module")
def code(tools: Tools) -> Callable[[str], Coding]:
    def run(text: str, zone: ZoneKind = ZoneKind.BODY) -> Coding:
        story = Document(id="t", text=text, zones=(Zone(zone, Span(0, len(text))),), language="en")
        return next(iter(code_documents([story], tools)))

    return run


def _states(event: Event) -> tuple[set[str], set[str]]:
    actors = {code for actor in event.actors for code in actor.country}
    return actors, {code for actor in event.recipients for code in actor.country}


DIRECTED = [
    ("Norway attacked Peru.", "ASSAULT"),
    ("Peru was attacked by Norway.", "ASSAULT"),
    ("Norwegian troops attacked Peruvian farmers near the border.", "ASSAULT"),
    ("The troops of Norway that attacked Peru left.", "ASSAULT"),
    ("An attack on Peruvian farmers by Norwegian soldiers left four people dead.", "ASSAULT"),
    ("Norwegian police arrested two Peruvian citizens in Oslo.", "COERCE"),
    ("Accused by Norway of dumping waste, Peru withdrew.", "ACCUSE"),
    ("Norway lifted the ban on Peruvian sugar.", "CONCEDE"),
    ("Norway withdrew its troops from the Peruvian border.", "RETREAT"),
    ("Norway deployed 2,000 troops along its border with Peru.", "MOBILIZE"),
    ("Thousands of Norwegians protested outside the Peruvian embassy.", "PROTEST"),
    ("Norway's finance minister attacked Peru's tax policy in a speech.", "ACCUSE"),
    ("Norway, which criticised Peru, held a vote.", "ACCUSE"),
    ("The minister of Norway met reporters and criticised Peru.", "ACCUSE"),
    ("Norway tried to bomb Peru.", "ASSAULT"),
    ("Norway expelled three Peruvian diplomats.", "SANCTION"),
    ("Food aid from Norway arrived in Peru on Tuesday.", "AID"),
    ("Peru drew criticism from Norway.", "ACCUSE"),
]


@pytest.mark.parametrize(("text", "event_type"), DIRECTED)
def test_norway_does_it_to_peru(text: str, event_type: str, code: Callable[[str], Coding]) -> None:
    found = [event for event in code(text).events if event.event_type == event_type]
    assert any(_states(event) == ({"NOR"}, {"PER"}) for event in found), found


@pytest.mark.parametrize(("text", "event_type"), DIRECTED)
def test_the_codes_swap_with_the_names_and_nothing_else_changes(
    text: str, event_type: str, code: Callable[[str], Coding]
) -> None:
    swap = {"Norwegian": "Peruvian", "Norway": "Peru", "Peruvian": "Norwegian", "Peru": "Norway"}
    marked = re.sub("|".join(swap), lambda match: swap[match.group()], text)
    codes = {"NOR": "PER", "PER": "NOR"}
    here = [(e.event_type, e.mode, e.mood, *map(sorted, _states(e))) for e in code(text).events]
    there = [
        (e.event_type, e.mode, e.mood, *(sorted(codes.get(c, c) for c in side) for side in _states(e)))
        for e in code(marked).events
    ]
    assert here == there


OUTER = [
    ("Norway promised to send food to Peru.", "AGREE", Mood.PROMISED),
    ("Norway will send food to Peru.", "AGREE", Mood.PREDICTED),
    ("Norway refused to send food to Peru.", "REJECT", Mood.NEGATED),
    ("Norway threatened to attack Peru.", "THREATEN", Mood.THREATENED),
    ("Norway urged Peru to release the prisoners.", "REQUEST", Mood.DEMANDED),
    ("Norway agreed to release Peruvian prisoners.", "CONCEDE", Mood.PROMISED),
    ("Norway denied that its soldiers had attacked Peruvian farmers.", "REJECT", Mood.DENIED),
    ("Norway accused Peru of attacking a village.", "ACCUSE", None),
    ("Norway thanked Peru for sending food.", "SUPPORT", None),
]


@pytest.mark.parametrize(("text", "outer", "mood"), OUTER)
def test_an_outer_event_points_at_what_it_is_about(
    text: str, outer: str, mood: Mood | None, code: Callable[[str], Coding]
) -> None:
    events = code(text).events
    first = next(event for event in events if event.embedded_in is None)
    (inner,) = (event for event in events if event.embedded_in == first.id)
    assert first.event_type == outer
    assert first.mood is Mood.ASSERTED
    assert first.actors[0].country == ("NOR",)
    assert first.recipients[0].country == ("PER",)
    assert mood is None or inner.mood is mood


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Norway beat Peru 2-0 in the football match.", "no-event:sport"),
        ("An earthquake struck Peru on Friday.", "no-event:nature-subject"),
        ("Did Norway attack Peru?", "no-event:question"),
        ("Somebody attacked something.", "no-event:unnamed"),
    ],
)
def test_what_is_no_event_says_why(text: str, reason: str, code: Callable[[str], Coding]) -> None:
    coding = code(text)
    assert not coding.events
    assert reason in {abstention.why.rule for abstention in coding.abstentions}


@pytest.mark.parametrize(
    "text",
    [
        "Norway and Peru are neighbours.",
        "Norway warned Peru that heavy rain was expected.",
        "The 1950 treaty between Norway and Peru is taught in schools.",
        "US-backed fighters are common in films.",
    ],
)
def test_states_and_statements_are_no_events(text: str, code: Callable[[str], Coding]) -> None:
    assert not code(text).events


@pytest.mark.parametrize(
    "text",
    [
        "Norway and Peru held talks.",
        "The talks between Norway and Peru resumed.",
        "Norwegian and Peruvian forces clashed.",
        "Norway, Chile and Peru signed a treaty.",
    ],
)
def test_what_is_mutual_has_all_parties_as_actors(text: str, code: Callable[[str], Coding]) -> None:
    (event,) = code(text).events
    assert _states(event)[0] >= {"NOR", "PER"}
    assert not event.recipients


def test_what_must_be_done_is_a_demand_of_the_speaker(code: Callable[[str], Coding]) -> None:
    events = code("Peru must withdraw its forces, the Norwegian foreign minister said.").events
    request, retreat = events
    assert (request.event_type, request.attribution) == ("REQUEST", None)
    assert _states(request) == ({"NOR"}, {"PER"})
    assert (retreat.event_type, retreat.mood, retreat.embedded_in) == ("RETREAT", Mood.DEMANDED, request.id)
    assert retreat.attribution is not None


def test_a_side_that_says_it_was_attacked_accuses(code: Callable[[str], Coding]) -> None:
    accusation, attack = code("Norway said Peruvian soldiers had attacked its farmers.").events
    assert (accusation.event_type, accusation.mode) == ("ACCUSE", "allege")
    assert _states(accusation) == ({"NOR"}, {"PER"})
    assert attack.embedded_in == accusation.id


def test_the_released_are_released_by_who_held_them(code: Callable[[str], Coding]) -> None:
    events = code("Two Peruvian citizens arrested by Norwegian police were released on Friday.").events
    release = next(event for event in events if event.mode == "release")
    assert _states(release) == ({"NOR"}, {"PER"})
    assert any(why.rule == "context:captor" for why in release.why)


def test_a_denial_answers_the_accuser(code: Callable[[str], Coding]) -> None:
    events = code("Accused by Norway of dumping waste, Peru denied the charge.").events
    denial = next(event for event in events if event.event_type == "REJECT")
    assert _states(denial) == ({"PER"}, {"NOR"})


def test_a_clash_takes_its_parties_from_the_clause(code: Callable[[str], Coding]) -> None:
    text = "Clashes broke out on Sunday when Norwegian forces targeted Peruvian settlements."
    clash = next(event for event in code(text).events if event.trigger.of(text).startswith("Clashes"))
    assert _states(clash)[0] == {"NOR", "PER"}


def test_a_headline_without_names_is_still_news(code: Callable[..., Coding]) -> None:
    text = "Four killed in air strike"
    assert code(text, ZoneKind.HEADLINE).events
    assert not code(text).events


def test_the_reasons_name_frame_arguments_and_modality(code: Callable[[str], Coding]) -> None:
    (event,) = code("Norway attacked Peru.").events
    assert [why.rule for why in event.why][:3] == ["event:attack", "argument:actor", "argument:recipient"]
    assert event.why[1].detail == "Norway (nsubj): Norway ←nsubj attacked"
    assert (event.quad, event.cameo, event.intensity) == (4, "190", -9.0)


@pytest.mark.parametrize("text", ["", " ", "?!", "\x00\x01", "a" * 5000, "and " * 2000, "“”‘’ ((( — –"])
def test_odd_text_is_coded_without_an_exception(text: str, code: Callable[[str], Coding]) -> None:
    assert isinstance(code(text), Coding)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Norway called for sanctions against Peru.", {"ACCUSE"}),
        ("Norway called on Peru to impose sanctions on Chile.", {"REQUEST", "SANCTION"}),
        ("A Norwegian court ordered the arrest of a Peruvian general.", {"COERCE"}),
        ("Norway ordered Peru to release the prisoners.", {"REQUEST", "RETREAT"}),
        ("Norway announced a suspension of trade with Peru.", {"SANCTION"}),
        ("Norway announced talks with Peru.", {"AGREE", "CONSULT"}),
        ("Norway may have attacked Peru.", {"ASSAULT"}),
        ("Norway may attack Peru.", {"THREATEN", "ASSAULT"}),
        ("Peruvian critics say Norway has jailed activists.", {"ACCUSE", "COERCE"}),
        ("Peruvian critics say they will boycott Norway.", {"THREATEN", "PROTEST"}),
        ("Norway was guilty of attacking Peru.", {"ASSAULT"}),
        ("Norway said it cancelled the deal after Peruvian troops shelled a Norwegian town.", {"ASSAULT"}),
        ("The president of Norway called the president of Peru on Friday.", {"CONSULT"}),
        ("Norwegian troops fought poverty in Peru.", set()),
        ("Norway and Peru launched naval exercises.", {"COOPERATE"}),
        ("Norwegian and Peruvian troops launched naval exercises near Chile.", {"COOPERATE"}),
        ("Norway launched naval exercises near Peru.", {"MOBILIZE"}),
        ("The Organization of Islamic Cooperation has a new roof.", set()),
    ],
)
def test_to_whom_a_word_is_put_decides_what_it_makes(
    text: str, types: set[str], code: Callable[[str], Coding]
) -> None:
    assert {event.event_type for event in code(text).events} >= types
    assert {event.event_type for event in code(text).events} <= types | {"REJECT"}
