"""This file is where the longest names are found in the words of a text."""

from __future__ import annotations

import time

import pytest

from rashomon.actors.words import find_names, words_of_text, words_of_tokens
from rashomon.lexicons import Lexicons
from tests.factory import sentence


def _found(text: str, lexicons: Lexicons) -> list[str]:
    return [match.name.surface for match in find_names(words_of_text(text), lexicons.actors)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the People's Liberation Army of China", ["People's Liberation Army", "China"]),
        ("Mevlut Cavusoglu and Mevlüt Çavuşoğlu", ["Mevlut Cavusoglu", "Mevlut Cavusoglu"]),
        ("told us that US troops", ["US", "troops"]),
        ("a turkey for Turkey", ["Turkey"]),
        ("South Korean and Korean officials", ["South Korean", "Korean", "officials"]),
    ],
)
def test_the_longest_name_wins_if_its_capitals_are_there(
    text: str, names: list[str], lexicons: Lexicons
) -> None:
    assert _found(text, lexicons) == names


def test_a_hyphen_parts_words_and_is_remembered(lexicons: Lexicons) -> None:
    words = words_of_text("Turkish-backed fighters")
    assert words.texts == ("Turkish", "backed", "fighters")
    assert words.hyphened == {0}


def test_words_of_a_sentence_lead_back_to_its_tokens() -> None:
    parsed = sentence(
        "al/al/PROPN/compound/2 -/-/PUNCT/punct/2 Qaeda/Qaeda/PROPN/ROOT/2 left/leave/VERB/conj/2"
    )
    words = words_of_tokens(parsed.tokens)
    assert (words.texts, words.tokens, words.hyphened) == (("al", "Qaeda", "left"), (0, 2, 3), {0})


def test_an_ambiguous_name_counts_where_its_state_is_spoken_of(lexicons: Lexicons) -> None:
    words = words_of_text("Rice spoke")
    assert find_names(words, lexicons.actors) == []
    assert [match.name.id for match in find_names(words, lexicons.actors, {"USA"})] == [
        "person:condoleezza-rice"
    ]
    assert "Rice" in _found("American envoys said Rice spoke", lexicons)


def test_a_title_that_the_person_bears_is_context_enough(lexicons: Lexicons) -> None:
    assert _found("Prime Minister Johnson", lexicons) == ["Prime Minister".lower(), "Johnson"]
    assert _found("Sheriff Johnson", lexicons) == ["sheriff"]


def test_an_ambiguous_name_does_not_hide_a_shorter_one(lexicons: Lexicons) -> None:
    assert _found("The Australian government", lexicons)[0] == "Australian"


def test_time_grows_with_the_length_of_the_text(lexicons: Lexicons) -> None:
    words = words_of_text("United Nations Security " * 20_000)
    start = time.process_time()
    find_names(words, lexicons.actors)
    assert time.process_time() - start < 3
