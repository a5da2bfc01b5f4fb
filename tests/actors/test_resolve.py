"""This file is where the whole stage meets parsed text: odd text, long text, and a story of our own."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from rashomon.actors import resolve
from rashomon.lexicons import Lexicons
from rashomon.pipeline import Tools, code_documents
from rashomon.records import Actor, Span
from rashomon.sentences import parse
from tests.factory import document

if TYPE_CHECKING:
    from spacy.language import Language

STORY = (
    "Norland's capital was quiet on Monday after Ghanaian Foreign Minister Ama Mensah met her Togolese counterpart "
    "Kofi Lawson. Mensah said Ghana would withdraw its troops from the border. The Ghanaian foreign minister also "
    "thanked police. She did not say when the two countries would reopen the crossing."
)


def _resolve(text: str, parser: Language, lexicons: Lexicons) -> list[Actor]:
    story = document(text)
    return list(resolve(story, parse(story, parser), (), lexicons))


def test_a_story_is_read_as_a_reader_would(parser: Language, lexicons: Lexicons) -> None:
    found = {actor.name: actor for actor in _resolve(STORY, parser, lexicons)}
    assert found["Ghanaian Foreign Minister Ama Mensah"].country == ("GHA",)
    assert found["her Togolese counterpart Kofi Lawson"].country == ("TGO",)
    assert found["her Togolese counterpart Kofi Lawson"].sectors == ("GOV",)
    assert (found["Mensah"].country, found["Mensah"].method) == (("GHA",), "doc-link")
    assert (found["its troops"].country, found["its troops"].sectors) == (("GHA",), ("MIL",))
    assert found["The Ghanaian foreign minister"].antecedent is not None
    assert found["She"].country == ("GHA",)
    assert found["police"].sectors == ("COP",)


def test_they_who_speak_are_those_who_spoke_and_not_the_dead(tools: Tools) -> None:
    text = (
        "At least 31 civilians were killed by an air strike on Saturday, the Rapid Support Forces said. "
        "They accused the army of bombing a market."
    )
    (coding,) = code_documents([document(text)], tools)
    (they,) = (actor for actor in coding.actors if actor.name == "They")
    assert they.antecedent is not None
    assert they.antecedent.of(text) == "the Rapid Support Forces"


def test_every_span_is_in_the_text_and_actors_stand_in_its_order(
    parser: Language, lexicons: Lexicons
) -> None:
    actors = _resolve(STORY, parser, lexicons)
    assert [a.span.start for a in actors] == sorted(a.span.start for a in actors)
    for actor in actors:
        assert actor.name == actor.span.of(STORY)
        assert actor.span.covers(actor.head)
        assert actor.why


def test_the_agency_of_the_credit_line_is_an_actor(lexicons: Lexicons) -> None:
    from dataclasses import replace

    story = replace(document("Anadolu Agency"), agency_span=Span(0, 14))
    (actor,) = resolve(story, (), (), lexicons)
    assert (actor.country, actor.sectors, actor.span) == (("TUR",), ("JRN",), Span(0, 14))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00\x07\x1b",
        "his his his",
        "who who its their",
        "The the THE of of",
        "— - – --",
        "TURKEY CALLS FOR ARMENIA TO LEAVE US",
        "U.S.-led, Turkish-backed, al-Qaeda-linked",
        "'s 's of the former",
        "𝕿𝖚𝖗𝖐𝖊𝖞 \u202e said \ufeff",
        "((((((((((" * 30,
    ],
)
def test_any_text_is_read_without_an_error(text: str, parser: Language, lexicons: Lexicons) -> None:
    assert all(0 <= a.span.start < a.span.end <= len(text) for a in _resolve(text, parser, lexicons))


def test_a_paragraph_ten_times_as_long_takes_no_more_than_its_share(
    parser: Language, lexicons: Lexicons
) -> None:
    names = "Chad and Niger and Mali and rebel leader Ann Brack, who said he left, "
    short, long = _seconds(names * 28, parser, lexicons), _seconds(names * 280, parser, lexicons)
    assert long < 10 * 6 * short + 0.05


def _seconds(text: str, parser: Language, lexicons: Lexicons) -> float:
    """Return the least processor time of three readings."""
    story = document(text)
    sentences, least = parse(story, parser), float("inf")
    for _ in range(3):
        start = time.process_time()
        resolve(story, sentences, (), lexicons)
        least = min(least, time.process_time() - start)
    return least
