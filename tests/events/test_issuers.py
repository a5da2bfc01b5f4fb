"""This file is where the issuers of texts and the stray agents of passives are tested."""

from __future__ import annotations

from rashomon.events.grammar import Grammar
from rashomon.events.issuers import find_issuer, find_low_agent
from rashomon.pipeline import Tools
from tests.events.reading import readings
from tests.factory import sentence

ISSUED = "Norway/Norway/PROPN/nsubj/1 issued/issue/VERB/ROOT/1 reports/report/NOUN/dobj/1 accusing/accuse/VERB/acl/2 Peru/Peru/PROPN/dobj/3"
READ = "Norway/Norway/PROPN/nsubj/1 rejected/reject/VERB/ROOT/1 reports/report/NOUN/dobj/1 accusing/accuse/VERB/acl/2 Peru/Peru/PROPN/dobj/3"
OWNED = (
    "Norway/Norway/PROPN/poss/1 report/report/NOUN/nsubj/3 accusing/accuse/VERB/acl/1 leaked/leak/VERB/ROOT/3"
)


def _grammar(words: str) -> Grammar:
    none: frozenset[str] = frozenset()
    return Grammar(sentence(words), none, none, texts=frozenset(("report",)), issuing=frozenset(("issue",)))


def test_who_issues_a_text_speaks_in_it() -> None:
    grammar = _grammar(ISSUED)
    assert find_issuer(grammar, 3) == 1
    assert [grammar.tokens[place.index].text for place in grammar.agents(3)] == ["Norway"]


def test_who_only_speaks_of_a_text_does_not_speak_in_it() -> None:
    assert find_issuer(_grammar(READ), 3) is None


def test_whose_text_it_is_speaks_in_it() -> None:
    grammar = _grammar(OWNED)
    assert [grammar.tokens[place.index].text for place in grammar.agents(2)] == ["Norway"]


def test_a_by_phrase_on_a_lower_noun_is_the_agent_of_a_passive_without_one() -> None:
    grammar = _grammar(
        "Peru/Peru/PROPN/nsubjpass/2 was/be/AUX/auxpass/2 accused/accuse/VERB/ROOT/2 of/of/ADP/prep/2"
        " fraud/fraud/NOUN/pobj/3 by/by/ADP/prep/4 Norway/Norway/PROPN/pobj/5"
    )
    assert find_low_agent(grammar, 2) == 6
    assert [grammar.tokens[place.index].text for place in grammar.agents(2)] == ["Norway"]


def test_an_adversary_below_for_is_an_adversary_of_the_verb() -> None:
    grammar = _grammar(
        "Norway/Norway/PROPN/nsubj/1 armed/arm/VERB/ROOT/1 for/for/ADP/prep/1 war/war/NOUN/pobj/2"
        " against/against/ADP/prep/3 Peru/Peru/PROPN/pobj/4"
    )
    assert grammar.all_preps(1)["against"] == [5]


def test_a_bill_that_would_punish_is_the_threat_of_those_who_bring_it(tools: Tools) -> None:
    text = "Norwegian lawmakers introduced a bill that would sanction Peru."
    assert readings([text], tools)[text].startswith("THREATEN/relations NOR>PER")


def test_a_report_critical_of_somebody_is_criticism_by_those_who_issue_it(tools: Tools) -> None:
    text = "A Norwegian committee issued a report critical of Peru."
    assert readings([text], tools)[text] == "ACCUSE/disapprove NOR>PER"
