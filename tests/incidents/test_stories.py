"""This file is where documents are gathered into stories."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from rashomon.incidents.stories import StoryText, find_stories
from rashomon.incidents.terms import LEAD_WORDS, NAME, NUMBER, bucket, story_terms
from rashomon.incidents.words import words_of
from rashomon.lexicons import Lexicons
from rashomon.samples import sample_stories
from tests.incidents.edits import EDITS, INCIDENTS, edited, story_bodies

FREQUENCIES = Lexicons().frequencies
SAMPLES = [
    StoryText(s.name, s.title, story_bodies()[s.name.removesuffix(".txt")], date.fromisoformat(s.published))
    for s in sample_stories(*INCIDENTS)
]
HAPPENING = {s.name: s.incident for s in sample_stories(*INCIDENTS)}


def groups(documents: list[StoryText]) -> set[frozenset[str]]:
    stories = find_stories(documents, FREQUENCIES)
    return {frozenset(id for id in stories if stories[id] == story) for story in stories.values()}


def moved(document: StoryText, days: int, *, suffix: str = "") -> StoryText:
    assert document.published is not None
    return StoryText(
        document.id + suffix, document.title, document.text, document.published + timedelta(days=days)
    )


def undated(document: StoryText) -> StoryText:
    return StoryText(document.id, document.title, document.text)


def many() -> list[StoryText]:
    documents = list(SAMPLES)
    for sample in SAMPLES:
        for edit in EDITS:
            copy = StoryText(f"{sample.id} {edit}", sample.title, edited(sample.text, edit), sample.published)
            documents.append(moved(copy, len(edit) % 3))
            documents.append(moved(copy, 400 + len(edit), suffix=" a year on"))
    return documents


def test_four_tellings_of_a_happening_are_one_story() -> None:
    for documents in (SAMPLES, [undated(sample) for sample in SAMPLES]):
        assert groups(documents) == {
            frozenset(name for name, happening in HAPPENING.items() if happening == one)
            for one in HAPPENING.values()
        }


def test_a_story_is_named_after_its_earliest_document() -> None:
    stories = find_stories(SAMPLES, FREQUENCIES)
    earliest = min((s for s in SAMPLES if "ganja" in s.id), key=lambda s: (s.published or date.max, s.id))
    assert stories["ganja-two-banks-monitor.txt"] == earliest.id


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_documents_changes_no_story(seed: int) -> None:
    documents = many()
    expected = find_stories(documents, FREQUENCIES)
    random.Random(seed).shuffle(documents)
    assert find_stories(documents, FREQUENCIES) == expected


def test_documents_of_other_months_change_no_story() -> None:
    documents = many()
    before = find_stories(documents, FREQUENCIES)
    later = [moved(document, 5000, suffix=" much later") for document in documents]
    after = find_stories(documents + later, FREQUENCIES)
    assert {id: after[id] for id in before} == before


def test_the_same_words_a_month_later_are_another_story() -> None:
    documents = SAMPLES + [moved(sample, 30, suffix=" again") for sample in SAMPLES]
    assert len(groups(documents)) == 4


def test_a_story_without_a_date_is_no_dated_one_s() -> None:
    ganja = [sample for sample in SAMPLES if "ganja" in sample.id]
    dateless = [StoryText(f"{sample.id} undated", sample.title, sample.text) for sample in ganja]
    assert groups(ganja + dateless) == {frozenset(s.id for s in ganja), frozenset(s.id for s in dateless)}


def test_no_documents_have_no_stories() -> None:
    assert find_stories([], FREQUENCIES) == {}
    assert find_stories([StoryText("empty", None, "")], FREQUENCIES) == {"empty": "empty"}


def weight(word: str, text: str, title: str | None = None) -> float:
    _, terms, weights = story_terms([(title, text)])
    return float(weights[terms == bucket(words_of(word).numbers)][0])


def test_names_and_numbers_weigh_more() -> None:
    text = "Guards in Lower Fen held 14 men. Guards left at noon."
    assert weight("fen", text) == NAME
    assert weight("14", text) == NUMBER
    assert weight("men", text) == 1.0
    assert weight("guards", text) == pytest.approx(2**0.5)


def test_a_capital_in_a_headline_or_in_another_place_than_small_letters_makes_no_name() -> None:
    assert weight("flood", "Water rose to the door.", "The Flood Comes Home") == 1.0
    assert weight("guard", "He met the Guard when a guard came.") == pytest.approx(2**0.5)


def test_words_after_the_lead_do_not_count() -> None:
    _, terms, _ = story_terms([(None, "word " * LEAD_WORDS + "afterwards")])
    assert len(terms) == 1


def test_a_story_of_very_many_documents_is_one() -> None:
    chance = random.Random(3)
    sentences = [
        sentence
        for body in list(story_bodies().values())[:4]
        for sentence in body.replace("\n", " ").split(". ")
    ]
    documents = [
        StoryText(f"{place:03}", None, ". ".join(chance.sample(sentences, 20)), date(2020, 6, 17 + place % 3))
        for place in range(300)
    ]
    assert len(groups(documents)) == 1
