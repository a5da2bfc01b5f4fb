"""This file is where finding the names of places in a parsed story is tested."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from rashomon.lexicons import Lexicons
from rashomon.places import find_places, open_gazetteer
from rashomon.records import Document, Sentence, Span, Where, Zone, ZoneKind
from rashomon.sentences import parse
from tests.factory import document, sentence, text_of

if TYPE_CHECKING:
    from spacy.language import Language

_GAZETTEER = open_gazetteer()
_LEXICONS = Lexicons()


def names(*sentences: Sentence) -> list[str]:
    return [place.name for place in places(*sentences)]


def places(*sentences: Sentence) -> tuple[Where, ...]:
    return find_places(document(text_of(*sentences)), sentences, _GAZETTEER, _LEXICONS)


def as_one(given: Sentence, first: int, last: int) -> Sentence:
    """Return the sentence with one name of the parser from the first to the last of the tokens."""
    tokens = [
        structs.replace(token, entity_begins=token.entity_begins and not first < token.index <= last)
        for token in given.tokens
    ]
    return replace(given, tokens=tuple(tokens))


def test_what_the_parser_takes_for_a_place_is_one() -> None:
    found = names(
        sentence("He/he/PRON/nsubj/1 left/leave/VERB/ROOT/1 the/the/DET/det/3/GPE Homs/Homs/PROPN/dobj/1/GPE")
    )
    assert found == ["Homs"]


def test_a_region_of_the_table_needs_no_label_of_the_parser() -> None:
    found = places(
        sentence(
            "UPPER/upper/PROPN/compound/1 KARABAKH/karabakh/PROPN/compound/2 CONFLICT/conflict/NOUN/ROOT/2"
        )
    )
    assert [(place.name, place.id) for place in found] == [("UPPER KARABAKH", "rg:karabakh")]


def test_an_adjective_of_a_country_is_no_place() -> None:
    assert not names(
        sentence("Turkish/turkish/ADJ/amod/1/GPE troops/troop/NOUN/nsubj/2 left/leave/VERB/ROOT/2")
    )


def test_a_person_named_like_a_place_is_no_place() -> None:
    assert not names(
        sentence(
            "Michael/Michael/PROPN/compound/1/PERSON Jordan/Jordan/PROPN/nsubj/2/PERSON left/leave/VERB/ROOT/2"
        )
    )


def test_a_lone_name_after_a_preposition_of_place_is_one() -> None:
    found = names(
        sentence(
            "They/they/PRON/nsubj/1 fought/fight/VERB/ROOT/1 near/near/ADP/prep/1 Aghdam/Aghdam/PROPN/pobj/2/ORG"
        )
    )
    assert found == ["Aghdam"]


def test_an_acronym_is_no_town() -> None:
    assert not names(sentence("They/they/PRON/nsubj/1 joined/join/VERB/ROOT/1 NATO/NATO/PROPN/dobj/1/GPE"))


def test_a_pronoun_is_no_country() -> None:
    found = names(
        sentence(
            "Let/let/VERB/ROOT/0 us/we/PRON/nsubj/2 enter/enter/VERB/ccomp/0 the/the/DET/det/4 US/US/PROPN/dobj/2/GPE"
        )
    )
    assert found == ["US"]


def test_a_town_inside_the_name_of_an_organisation_is_found() -> None:
    found = names(
        sentence(
            "Mosul/Mosul/PROPN/compound/1/ORG University/University/PROPN/nsubj/2/ORG closed/close/VERB/ROOT/2"
        )
    )
    # The factory begins a new name with each labelled word, as a parser would not; the town still is one.
    assert found[0] == "Mosul"


def test_a_name_once_found_is_found_wherever_it_stands() -> None:
    first = sentence("He/he/PRON/nsubj/1 left/leave/VERB/ROOT/1 Gori/Gori/PROPN/dobj/1/GPE")
    start = first.tokens[-1].end + 1
    second = sentence("Gori/Gori/PROPN/nsubj/1 burned/burn/VERB/ROOT/1", index=1, offset=start)
    found = places(first, second)
    assert [place.name for place in found] == ["Gori", "Gori"]
    assert found[0].id == found[1].id
    alone = sentence("Gori/Gori/PROPN/nsubj/1 burned/burn/VERB/ROOT/1")
    assert names(alone) == []


def test_mentions_come_in_the_order_of_the_text_and_do_not_overlap(parser: Language) -> None:
    text = "Shells fell on Ganja, Azerbaijan. In Upper Karabakh, near Hadrut, fighting went on. Russia urged calm."
    story = document(text)
    found = find_places(story, parse(story, parser), _GAZETTEER, _LEXICONS)
    spans = [place.span for place in found if place.span]
    assert spans == sorted(spans)
    assert all(not left.overlaps(right) for left, right in pairwise(spans))
    assert {"Azerbaijan", "Upper Karabakh", "Hadrut", "Russia"} <= {place.name for place in found}
    assert all(place.name == text[place.span.start : place.span.end] for place in found if place.span)


def test_a_subhead_is_read_too(parser: Language) -> None:
    text = "Troops left Homs on Monday.\nHOMS OFFENSIVE\nCalm returned."
    zones = (
        Zone(ZoneKind.BODY, Span(0, 27)),
        Zone(ZoneKind.SUBHEAD, Span(28, 42)),
        Zone(ZoneKind.BODY, Span(43, 57)),
    )
    story = Document("subhead", text, zones)
    found = find_places(story, parse(story, parser), _GAZETTEER, _LEXICONS)
    assert [place.name for place in found] == ["Homs", "HOMS"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00\x01",
        "…—–“”",
        "A" * 20_000,
        "Paris, " * 2_000,
        "(((((",
        "İstanbul’da ßß Ǆ",
        "\ud7ff\ue000 Homs",
    ],
)
def test_any_text_is_read_without_error(parser: Language, text: str) -> None:
    story = document(text)
    assert find_places(story, parse(story, parser), _GAZETTEER, _LEXICONS) is not None


def test_a_name_of_which_the_parser_takes_half_is_whole() -> None:
    found = places(
        sentence(
            "Shells/shell/NOUN/nsubj/1 hit/hit/VERB/ROOT/1 Khan/Khan/PROPN/compound/3/GPE "
            "Sheikhoun/Sheikhoun/PROPN/dobj/1 Tuesday/Tuesday/PROPN/npadvmod/1/DATE"
        )
    )
    assert [(place.name, place.id) for place in found] == [("Khan Sheikhoun", "gn:168325")]
    other = names(
        sentence(
            "Shells/shell/NOUN/nsubj/1 hit/hit/VERB/ROOT/1 Homs/Homs/PROPN/dobj/1/GPE Tuesday/Tuesday/PROPN/npadvmod/1"
        )
    )
    assert other == ["Homs"]


def test_a_name_without_its_apostrophe_is_the_owner() -> None:
    shells = "Shells/shell/NOUN/nsubj/1 hit/hit/VERB/ROOT/1 Syrias/Syrias/PROPN/compound/3/GPE Homs/Homs/PROPN/dobj/1/GPE"
    found = places(as_one(sentence(shells), 2, 3))
    assert [(place.name, place.id) for place in found] == [("Syrias", "gn:163843"), ("Homs", "gn:169577")]
    (found,) = places(
        sentence(
            "They/they/PRON/nsubj/1 left/leave/VERB/ROOT/1 Aleppos/Aleppos/PROPN/poss/3/GPE suburbs/suburb/NOUN/dobj/1"
        )
    )
    assert (found.id, found.why[0].rule) == ("gn:170063", "place:possessive")
    # A name that ends so is none that lost anything.
    (found,) = places(
        sentence("It/it/PRON/nsubj/1 left/leave/VERB/ROOT/1 Honduras/Honduras/PROPN/dobj/1/GPE")
    )
    assert found.why[0].rule == "place:table"


def test_a_town_and_the_word_after_it_in_a_headline_is_the_town() -> None:
    headline = sentence(
        "Six/six/NUM/nsubjpass/1 Killed/kill/VERB/ROOT/1 in/in/ADP/prep/1 Aleppo/Aleppo/PROPN/compound/4/GPE "
        "Bombing/Bombing/PROPN/pobj/2/GPE"
    )
    assert names(as_one(headline, 3, 4)) == ["Aleppo"]


def test_a_name_before_an_adjective_of_nationality_is_no_place() -> None:
    army = sentence(
        "The/the/DET/det/3/ORG Free/Free/PROPN/compound/3/ORG Syrian/Syrian/PROPN/compound/3/ORG "
        "Army/Army/PROPN/nsubj/4/ORG left/leave/VERB/ROOT/4"
    )
    assert names(army) == names(as_one(army, 0, 3)) == []


@pytest.mark.parametrize("name", ["Hamas", "Daesh", "Congress"])
def test_the_name_of_a_body_is_no_small_town_and_no_unknown_place(name: str) -> None:
    assert names(sentence(f"He/he/PRON/nsubj/1 left/leave/VERB/ROOT/1 {name}/{name}/PROPN/dobj/1/GPE")) == []


def test_a_large_place_named_like_a_body_is_a_place() -> None:
    assert names(sentence("He/he/PRON/nsubj/1 left/leave/VERB/ROOT/1 Fars/Fars/PROPN/dobj/1/GPE")) == ["Fars"]


def test_a_town_named_like_a_body_is_one_with_its_state_behind_it(parser: Language) -> None:
    story = document("A fire broke out near Congress, Arizona, and two houses burned.")
    found = find_places(story, parse(story, parser), _GAZETTEER, _LEXICONS)
    assert [place.name for place in found] == ["Congress", "Arizona"]


def test_no_place_stands_in_the_name_of_a_body_that_tables_know() -> None:
    cross = sentence(
        "The/the/DET/det/2/ORG Red/Red/PROPN/compound/2/ORG Cross/Cross/PROPN/nsubj/3/ORG left/leave/VERB/ROOT/3"
    )
    assert names(as_one(cross, 0, 2)) == []
