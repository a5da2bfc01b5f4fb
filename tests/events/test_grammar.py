"""This file is where it is tested who acts in a clause, on sentences parsed by hand."""

from __future__ import annotations

import pytest

from rashomon.events.grammar import Grammar
from tests.factory import sentence


def _grammar(words: str) -> Grammar:
    return Grammar(sentence(words), frozenset(("thousand",)), frozenset(("order", "blame")))


def _texts(grammar: Grammar, places: object) -> list[str]:
    return [grammar.tokens[place.index].text for place in places]  # type: ignore[attr-defined]


ACTIVE = "Norway/Norway/PROPN/nsubj/1 bombed/bomb/VERB/ROOT/1 Peru/Peru/PROPN/dobj/1"
PASSIVE = "Peru/Peru/PROPN/nsubjpass/2 was/be/AUX/auxpass/2 bombed/bomb/VERB/ROOT/2 by/by/ADP/agent/2 Norway/Norway/PROPN/pobj/3"
CONJOINED = "Norway/Norway/PROPN/nsubj/1 came/come/VERB/ROOT/1 and/and/CCONJ/cc/1 bombed/bomb/VERB/conj/1 Peru/Peru/PROPN/dobj/3"
CONTROLLED = "Norway/Norway/PROPN/nsubj/1 tried/try/VERB/ROOT/1 to/to/PART/aux/3 bomb/bomb/VERB/xcomp/1 Peru/Peru/PROPN/dobj/3"


@pytest.mark.parametrize(("words", "verb"), [(ACTIVE, 1), (PASSIVE, 2), (CONJOINED, 3), (CONTROLLED, 3)])
def test_norway_is_the_agent_and_peru_the_patient(words: str, verb: int) -> None:
    grammar = _grammar(words)
    assert _texts(grammar, grammar.agents(verb)) == ["Norway"]
    assert _texts(grammar, grammar.patients(verb)) == ["Peru"]


def test_a_passive_without_by_phrase_has_no_agent() -> None:
    grammar = _grammar("Peru/Peru/PROPN/nsubjpass/2 was/be/AUX/auxpass/2 bombed/bomb/VERB/ROOT/2")
    assert grammar.is_passive(2)
    assert grammar.agents(2) == ()


def test_a_relative_pronoun_stands_for_its_noun() -> None:
    grammar = _grammar(
        "France/France/PROPN/nsubj/4 which/which/PRON/dobj/3 Japan/Japan/PROPN/nsubj/3 praised/praise/VERB/relcl/0"
        " left/leave/VERB/ROOT/4"
    )
    assert _texts(grammar, grammar.agents(3)) == ["Japan"]
    assert _texts(grammar, grammar.patients(3)) == ["France"]


def test_the_object_of_blame_acts_in_what_follows() -> None:
    grammar = _grammar(
        "Norway/Norway/PROPN/nsubj/1 blamed/blame/VERB/ROOT/1 Peru/Peru/PROPN/dobj/1 for/for/ADP/prep/1"
        " leaving/leave/VERB/pcomp/3"
    )
    assert _texts(grammar, grammar.agents(4)) == ["Peru"]


def test_a_measure_gives_way_to_what_is_measured() -> None:
    grammar = _grammar(
        "thousands/thousand/NOUN/nsubj/3 of/of/ADP/prep/0 Peruvians/Peruvian/PROPN/pobj/1 marched/march/VERB/ROOT/3"
    )
    assert grammar.core(0) == 2


def test_a_list_read_as_an_apposition_is_a_list() -> None:
    grammar = _grammar(
        "Norway/Norway/PROPN/nsubj/4/GPE Chile/Chile/PROPN/appos/0/GPE and/and/CCONJ/cc/1 Peru/Peru/PROPN/conj/1/GPE"
        " met/meet/VERB/ROOT/4"
    )
    assert grammar.coordinated(0) == (0, 1, 3)


def test_a_date_is_nobody() -> None:
    grammar = _grammar("He/he/PRON/nsubj/1 left/leave/VERB/ROOT/1 Friday/Friday/PROPN/dobj/1/DATE")
    assert grammar.spread(grammar.patients(1)) == ()
