"""This file is where the names of states that have no record of their own become actors."""

from __future__ import annotations

from rashomon.events.arguments import Cast
from rashomon.events.grammar import Grammar
from rashomon.lexicons import Lexicons
from tests.factory import sentence


def _states(words: str, lexicons: Lexicons) -> list[str | None]:
    parsed = sentence(words)
    cast = Cast(Grammar(parsed, frozenset(), frozenset()), {}, lexicons.actors.state_forms)
    found = [cast.record(token.index) for token in parsed.tokens]
    return [record and f"{record.country[0]} {record.name}" for record in found]


def test_a_long_name_is_not_read_as_the_short_one_in_it(lexicons: Lexicons) -> None:
    words = "North/North/PROPN/compound/1 Korean/korean/ADJ/amod/2 diplomats/diplomat/NOUN/ROOT/2"
    assert _states(words, lexicons) == [None, "PRK North Korean", None]


def test_a_word_inside_a_name_is_no_state(lexicons: Lexicons) -> None:
    words = "Saudi/Saudi/PROPN/compound/1 Arabia/Arabia/PROPN/nsubj/2 left/leave/VERB/ROOT/2"
    assert _states(words, lexicons) == [None, "SAU Saudi Arabia", None]


def test_a_name_beside_another_name_keeps_its_own_meaning(lexicons: Lexicons) -> None:
    words = "Peruvian/peruvian/ADJ/amod/1 Army/Army/PROPN/nsubj/2 left/leave/VERB/ROOT/2"
    assert _states(words, lexicons) == ["PER Peruvian", None, None]
