"""This file is where mentions of one document are linked: one rule a test, on sentences built by hand."""

from __future__ import annotations

from rashomon.actors import resolve
from rashomon.lexicons import Lexicons
from rashomon.records import Actor, Sentence
from tests.factory import document, sentence, text_of

SPOKE = "spoke/speak/VERB/ROOT/{0}"
ENVOY = (
    "Dutch/dutch/ADJ/amod/3 envoy/envoy/NOUN/compound/3 Anna/Anna/PROPN/compound/3/PERSON "
    "Brack/Brack/PROPN/nsubj/4/PERSON arrived/arrive/VERB/ROOT/4"
)


def _story(*words: str) -> tuple[Sentence, ...]:
    sentences: list[Sentence] = []
    offset = 0
    for index, part in enumerate(words):
        sentences.append(sentence(part, index=index, offset=offset))
        offset = sentences[-1].span.end + 1
    return tuple(sentences)


def _actors(lexicons: Lexicons, *words: str) -> tuple[list[Actor], str]:
    sentences = _story(*words)
    text = text_of(*sentences)
    return list(resolve(document(text), sentences, (), lexicons)), text


def _last(actors: list[Actor], name: str) -> Actor:
    return [actor for actor in actors if actor.name == name][-1]


def test_a_surname_goes_back_to_the_full_name_and_takes_its_codes(lexicons: Lexicons) -> None:
    actors, text = _actors(lexicons, ENVOY, "Brack/Brack/PROPN/nsubj/1/PERSON spoke/speak/VERB/ROOT/1")
    later = _last(actors, "Brack")
    assert (later.country, later.sectors, later.method) == (("NLD",), ("GOV",), "doc-link")
    assert later.antecedent is not None
    assert later.antecedent.of(text) == "Dutch envoy Anna Brack"


def test_a_name_the_parser_missed_still_goes_back_to_the_person(lexicons: Lexicons) -> None:
    actors, _ = _actors(lexicons, ENVOY, "Brack/Brack/PROPN/nsubj/1 spoke/speak/VERB/ROOT/1")
    assert _last(actors, "Brack").country == ("NLD",)


def test_another_first_name_is_another_person(lexicons: Lexicons) -> None:
    actors, _ = _actors(
        lexicons,
        ENVOY,
        "Peter/Peter/PROPN/compound/1/PERSON Brack/Brack/PROPN/nsubj/2/PERSON spoke/speak/VERB/ROOT/2",
    )
    assert _last(actors, "Peter Brack").country == ()


def test_a_name_of_the_document_goes_before_one_of_the_tables(lexicons: Lexicons) -> None:
    actors, _ = _actors(
        lexicons,
        "Ann/Ann/PROPN/compound/1/PERSON Macron/Macron/PROPN/nsubj/2/PERSON arrived/arrive/VERB/ROOT/2",
        "Macron/Macron/PROPN/nsubj/1/PERSON spoke/speak/VERB/ROOT/1",
    )
    assert _last(actors, "Macron").country == ()


def test_a_definite_role_with_its_state_is_the_person_who_has_it(lexicons: Lexicons) -> None:
    actors, text = _actors(
        lexicons,
        ENVOY,
        "the/the/DET/det/2 Dutch/dutch/ADJ/amod/2 envoy/envoy/NOUN/nsubj/3 spoke/speak/VERB/ROOT/3",
    )
    found = _last(actors, "the Dutch envoy").antecedent
    assert found is not None
    assert found.of(text) == "Dutch envoy Anna Brack"


def test_a_definite_role_of_another_state_is_somebody_else(lexicons: Lexicons) -> None:
    actors, _ = _actors(
        lexicons,
        ENVOY,
        "the/the/DET/det/2 Greek/greek/ADJ/amod/2 envoy/envoy/NOUN/nsubj/3 spoke/speak/VERB/ROOT/3",
    )
    assert _last(actors, "the Greek envoy").antecedent is None


def test_a_definite_role_without_a_state_is_the_last_person_who_has_it(lexicons: Lexicons) -> None:
    actors, _ = _actors(lexicons, ENVOY, "the/the/DET/det/1 envoy/envoy/NOUN/nsubj/2 spoke/speak/VERB/ROOT/2")
    assert _last(actors, "the envoy").country == ("NLD",)


def test_he_and_she_are_persons_of_that_gender(lexicons: Lexicons) -> None:
    actors, text = _actors(
        lexicons,
        ENVOY[: ENVOY.index("arrived")] + "met/meet/VERB/ROOT/4 Peter/Peter/PROPN/compound/6/PERSON "
        "Holm/Holm/PROPN/dobj/4/PERSON",
        "She/she/PRON/nsubj/1 spoke/speak/VERB/ROOT/1",
        "He/he/PRON/nsubj/1 left/leave/VERB/ROOT/1",
    )
    she, he = _last(actors, "She").antecedent, _last(actors, "He").antecedent
    assert she is not None and he is not None
    assert (she.of(text), he.of(text)) == ("Dutch envoy Anna Brack", "Peter Holm")
    assert _last(actors, "She").country == ("NLD",)


def test_a_pronoun_is_not_linked_over_more_than_three_sentences(lexicons: Lexicons) -> None:
    rain = "It/it/PRON/expl/1 rained/rain/VERB/ROOT/1"
    actors, _ = _actors(lexicons, ENVOY, *[rain] * 4, "She/she/PRON/nsubj/1 spoke/speak/VERB/ROOT/1")
    assert "She" not in {actor.name for actor in actors}


def test_its_and_a_role_noun_are_of_the_state_that_is_subject_of_the_clause(lexicons: Lexicons) -> None:
    actors, _ = _actors(
        lexicons,
        "For/for/ADP/prep/4 Chad/Chad/PROPN/pobj/0 ,/,/PUNCT/punct/4 Niger/Niger/PROPN/nsubj/4 "
        "withdrew/withdraw/VERB/ROOT/4 its/its/PRON/poss/6 troops/troop/NOUN/dobj/4",
    )
    assert (_last(actors, "its troops").country, _last(actors, "its troops").method) == (("NER",), "doc-link")
    assert _last(actors, "its").country == ("NER",)


def test_who_is_the_noun_before_it(lexicons: Lexicons) -> None:
    actors, _ = _actors(
        lexicons,
        "Kenyan/kenyan/ADJ/amod/1 rebels/rebel/NOUN/nsubj/4 who/who/PRON/nsubj/3 fled/flee/VERB/relcl/1 "
        "returned/return/VERB/ROOT/4",
    )
    assert (_last(actors, "who").country, _last(actors, "who").sectors) == (("KEN",), ("REB",))


def test_the_two_countries_are_those_named_most(lexicons: Lexicons) -> None:
    actors, _ = _actors(
        lexicons,
        "Chad/Chad/PROPN/nsubj/1 warned/warn/VERB/ROOT/1 Niger/Niger/PROPN/dobj/1",
        "Niger/Niger/PROPN/nsubj/1 warned/warn/VERB/ROOT/1 Chad/Chad/PROPN/dobj/1 near/near/ADP/prep/1 "
        "Benin/Benin/PROPN/pobj/3",
        "The/the/DET/det/2 two/two/NUM/nummod/2 countries/country/NOUN/nsubj/3 talked/talk/VERB/ROOT/3",
    )
    assert set(_last(actors, "The two countries").country) == {"TCD", "NER"}


def test_former_soviet_nations_are_successors_of_the_soviet_union(lexicons: Lexicons) -> None:
    actors, _ = _actors(
        lexicons,
        "France/France/PROPN/nsubj/1 urged/urge/VERB/ROOT/1 Georgia/Georgia/PROPN/dobj/1 and/and/CCONJ/cc/2 "
        "Russia/Russia/PROPN/conj/2",
        "The/the/DET/det/4 two/two/NUM/nummod/4 former/former/ADJ/amod/4 Soviet/soviet/ADJ/amod/4 "
        "nations/nation/NOUN/nsubj/5 talked/talk/VERB/ROOT/5",
    )
    assert set(_last(actors, "The two former Soviet nations").country) == {"GEO", "RUS"}


def test_a_counterpart_has_its_own_state_and_the_others_role(lexicons: Lexicons) -> None:
    actors, _ = _actors(
        lexicons,
        "Dutch/dutch/ADJ/amod/2 prosecutor/prosecutor/NOUN/compound/2 Holm/Holm/PROPN/nsubj/3/PERSON "
        "met/meet/VERB/ROOT/3 his/his/PRON/poss/6 Greek/greek/ADJ/amod/6 counterpart/counterpart/NOUN/dobj/3",
    )
    found = _last(actors, "his Greek counterpart")
    assert (found.country, found.sectors) == (("GRC",), ("JUD",))
