"""This file is where it is tested to whom a demand is put and at whom a noun over other events is aimed."""

from __future__ import annotations

from rashomon.events.arguments import Cast
from rashomon.events.grammar import Grammar
from rashomon.events.toward import find_addressed, find_toward
from rashomon.lexicons import Lexicons
from tests.factory import sentence


def _cast(words: str, lexicons: Lexicons) -> Cast:
    return Cast(Grammar(sentence(words), frozenset(), frozenset()), {}, lexicons.actors.state_forms)


def test_who_is_to_do_what_is_demanded_is_asked(lexicons: Lexicons) -> None:
    cast = _cast(
        "Norway/Norway/PROPN/nsubj/1 demanded/demand/VERB/ROOT/1 that/that/SCONJ/mark/4"
        " Peru/Peru/PROPN/nsubj/4 withdraw/withdraw/VERB/ccomp/1",
        lexicons,
    )
    assert [place.index for place in find_addressed(cast.grammar, cast, 1)] == [3]


def test_nobody_puts_a_demand_to_himself(lexicons: Lexicons) -> None:
    cast = _cast(
        "Norway/Norway/PROPN/nsubj/1 demanded/demand/VERB/ROOT/1 that/that/SCONJ/mark/4"
        " Norway/Norway/PROPN/nsubj/4 withdraw/withdraw/VERB/ccomp/1",
        lexicons,
    )
    assert find_addressed(cast.grammar, cast, 1) == ()


def test_a_clause_before_the_demand_is_not_what_is_demanded(lexicons: Lexicons) -> None:
    cast = _cast(
        "Peru/Peru/PROPN/nsubj/1 left/leave/VERB/ccomp/4 so/so/CCONJ/cc/4 Norway/Norway/PROPN/nsubj/4"
        " demanded/demand/VERB/ROOT/4 calm/calm/NOUN/dobj/4",
        lexicons,
    )
    assert find_addressed(cast.grammar, cast, 4) == ()


def test_a_noun_over_events_is_aimed_at_whom_it_names(lexicons: Lexicons) -> None:
    cast = _cast(
        "suspension/suspension/NOUN/ROOT/0 of/of/ADP/prep/0 aid/aid/NOUN/pobj/1 to/to/ADP/prep/0 Peru/Peru/PROPN/pobj/3",
        lexicons,
    )
    assert [place.index for place in find_toward(cast.grammar, cast, 0, frozenset((2,)))] == [4]
