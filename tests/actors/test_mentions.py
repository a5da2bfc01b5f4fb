"""This file is where mentions are found in parsed sentences built by hand."""

from __future__ import annotations

import pytest

from rashomon.actors import resolve
from rashomon.lexicons import Lexicons
from rashomon.records import Actor, Sentence, Span, StateRelation, Where
from tests.factory import document, sentence, text_of


def actors_of(lexicons: Lexicons, *sentences: Sentence, places: tuple[Where, ...] = ()) -> dict[str, Actor]:
    """Return the actors of the sentences by their names; of several with one name, the last."""
    found = resolve(document(text_of(*sentences)), sentences, places, lexicons)
    return {actor.name: actor for actor in found}


TROOPS = sentence(
    "Armenian/armenian/ADJ/amod/1 troops/troop/NOUN/nsubj/2 left/leave/VERB/ROOT/2 the/the/DET/det/4 "
    "city/city/NOUN/dobj/2"
)


def test_a_role_phrase_is_one_mention_with_its_adjective(lexicons: Lexicons) -> None:
    actor = actors_of(lexicons, TROOPS)["Armenian troops"]
    assert (actor.country, actor.sectors, actor.method) == (("ARM",), ("MIL",), "role+demonym")
    assert actor.head == Span(9, 15)


def test_the_determiner_of_a_role_phrase_belongs_to_it(lexicons: Lexicons) -> None:
    assert "the city" in actors_of(lexicons, TROOPS)


def test_a_possessor_is_a_mention_of_its_own_inside_the_other(lexicons: Lexicons) -> None:
    found = actors_of(
        lexicons,
        sentence(
            "Peru/Peru/PROPN/poss/2 's/'s/PART/case/0 parliament/parliament/NOUN/nsubj/3 met/meet/VERB/ROOT/3"
        ),
    )
    assert found["Peru 's parliament"].sectors == ("LEG",)
    assert found["Peru 's parliament"].country == found["Peru"].country == ("PER",)


def test_the_of_phrase_of_a_role_noun_belongs_to_it_with_all_its_states(lexicons: Lexicons) -> None:
    found = actors_of(
        lexicons,
        sentence(
            "The/the/DET/det/1 leaders/leader/NOUN/nsubj/6 of/of/ADP/prep/1 Chad/Chad/PROPN/pobj/2 "
            "and/and/CCONJ/cc/3 Mali/Mali/PROPN/conj/3 met/meet/VERB/ROOT/6"
        ),
    )
    actor = found["The leaders of Chad and Mali"]
    assert (actor.country, actor.sectors) == (("TCD", "MLI"), ("GOV",))


def test_thousands_of_people_are_people_and_the_count_is_the_head(lexicons: Lexicons) -> None:
    found = actors_of(
        lexicons,
        sentence(
            "Thousands/thousand/NOUN/nsubj/3 of/of/ADP/prep/0 Cubans/Cubans/PROPN/pobj/1 marched/march/VERB/ROOT/3"
        ),
    )
    actor = found["Thousands of Cubans"]
    assert (actor.country, actor.sectors, actor.head) == (("CUB",), ("CVL",), Span(0, 9))
    assert "Cubans" not in found


@pytest.mark.parametrize("people", ["French", "Sudanese", "Poles"])
def test_counted_people_are_people_whatever_the_form_of_their_name(people: str, lexicons: Lexicons) -> None:
    story = f"12/12/NUM/nummod/1 {people}/{people}/PROPN/nsubj/2/NORP left/leave/VERB/ROOT/2"
    (actor,) = actors_of(lexicons, sentence(story)).values()
    assert actor.sectors == ("CVL",)


def test_an_adjective_before_a_noun_that_is_no_actor_stands_alone(lexicons: Lexicons) -> None:
    found = actors_of(
        lexicons,
        sentence(
            "The/the/DET/det/2 Somali/somali/ADJ/amod/2 attack/attack/NOUN/nsubj/3 failed/fail/VERB/ROOT/3"
        ),
    )
    assert (found["Somali"].country, found["Somali"].method) == (("SOM",), "demonym")


def test_a_bare_conjunct_shares_the_state_of_the_first(lexicons: Lexicons) -> None:
    found = actors_of(
        lexicons,
        sentence(
            "Shells/shell/NOUN/nsubj/1 hit/hit/VERB/ROOT/1 Kenyan/kenyan/ADJ/amod/3 villages/village/NOUN/dobj/1 "
            "and/and/CCONJ/cc/3 army/army/NOUN/compound/6 outposts/outpost/NOUN/conj/3"
        ),
    )
    assert found["army outposts"].country == ("KEN",)
    assert found["army outposts"].sectors == ("MIL",)


def test_a_conjunct_with_its_own_determiner_shares_nothing(lexicons: Lexicons) -> None:
    found = actors_of(
        lexicons,
        sentence(
            "Kenyan/kenyan/ADJ/amod/1 police/police/NOUN/nsubj/5 and/and/CCONJ/cc/1 the/the/DET/det/4 "
            "rebels/rebel/NOUN/conj/1 talked/talk/VERB/ROOT/5"
        ),
    )
    assert found["the rebels"].country == ()


def test_a_name_and_its_apposition_tell_each_other_what_they_lack(lexicons: Lexicons) -> None:
    found = actors_of(
        lexicons,
        sentence(
            "Ann/Ann/PROPN/compound/1/PERSON Brack/Brack/PROPN/nsubj/6/PERSON ,/,/PUNCT/punct/1 the/the/DET/det/5 "
            "Dutch/dutch/ADJ/amod/5 envoy/envoy/NOUN/appos/1 left/leave/VERB/ROOT/6"
        ),
    )
    assert (found["Ann Brack"].country, found["Ann Brack"].sectors) == (("NLD",), ("GOV",))


def test_an_unknown_person_is_an_actor_without_codes(lexicons: Lexicons) -> None:
    found = actors_of(lexicons, sentence("Brack/Brack/PROPN/nsubj/1/PERSON spoke/speak/VERB/ROOT/1"))
    assert (found["Brack"].country, found["Brack"].sectors, found["Brack"].method) == ((), (), "none")


def test_a_capital_acts_as_a_subject_and_not_as_a_place(lexicons: Lexicons) -> None:
    subject = sentence("Tehran/Tehran/PROPN/nsubj/1 refused/refuse/VERB/ROOT/1")
    place = sentence(
        "Crowds/crowd/NOUN/nsubj/1 met/meet/VERB/ROOT/1 in/in/ADP/prep/1 Tehran/Tehran/PROPN/pobj/2"
    )
    assert actors_of(lexicons, subject)["Tehran"].sectors == ("GOV",)
    assert "Tehran" not in actors_of(lexicons, place)


def test_a_place_gives_its_state_to_a_role_noun(lexicons: Lexicons) -> None:
    words = sentence("Kharkiv/Kharkiv/PROPN/compound/1 police/police/NOUN/nsubj/2 left/leave/VERB/ROOT/2")
    place = Where("gn:1", "Kharkiv", Span(0, 7), 50.0, 36.2, states=(StateRelation("UKR", "sovereign"),))
    assert actors_of(lexicons, words, places=(place,))["Kharkiv police"].country == ("UKR",)


def test_no_sentence_means_no_actor(lexicons: Lexicons) -> None:
    assert resolve(document(""), (), (), lexicons) == ()
