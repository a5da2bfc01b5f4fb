"""This file is where the choice among places of one name is tested."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.lexicons import Lexicons
from rashomon.places import open_gazetteer, resolve_places
from rashomon.records import Span, Where
from tests.factory import document

_GAZETTEER = open_gazetteer()
_LEXICONS = Lexicons()


def resolve(text: str, *names: str, home: int | None = None) -> tuple[Where, ...]:
    spans, position = [], 0
    for name in names:
        start = text.index(name, position)
        position = start + len(name)
        spans.append(Span(start, position))
    return resolve_places(document(text), (), spans, _GAZETTEER, _LEXICONS, home=home)


@pytest.mark.parametrize(
    ("text", "name", "geonames_id"),
    [
        ("The mayor of Paris spoke.", "Paris", 2988507),
        ("The mayor of Paris, Texas, spoke.", "Paris", 4717560),
        ("The mayor of Paris (Texas) spoke.", "Paris", 4717560),
        ("A man from Alexandria, La., was held.", "Alexandria", 4314550),
        ("A man from Alexandria, VA was held.", "Alexandria", 4744091),
        ("Fighting went on in Aleppo province.", "Aleppo", 170062),
        ("Fighting went on in the city of Aleppo.", "Aleppo", 170063),
        ("Fighting went on in Homs and Aleppo Governorates.", "Homs", 169575),
        ("They flew to New York on Monday.", "New York", 5128581),
        ("Talks were held in Washington.", "Washington", 4140963),
        ("It rained in Washington state.", "Washington", 5815135),
    ],
)
def test_the_words_beside_a_name_choose_the_place(text: str, name: str, geonames_id: int) -> None:
    assert resolve(text, name)[0].geonames_id == geonames_id


def test_the_other_names_of_a_story_choose_the_place() -> None:
    text = "Officials in Tripoli and Sidon, like those in Beirut, closed schools."
    assert [p.geonames_id for p in resolve(text, "Tripoli", "Sidon", "Beirut")] == [266826, 268064, 276781]
    text = "Officials in Tripoli and Misrata, like those in Benghazi, closed schools."
    assert resolve(text, "Tripoli", "Misrata", "Benghazi")[0].geonames_id == 2210247


def test_a_qualified_name_gives_its_sense_to_later_mentions() -> None:
    found = resolve(
        "A fire broke out in Athens, Ga., on Monday. Athens has no night train.", "Athens", "Athens"
    )
    assert {place.geonames_id for place in found} == {4180386}


def test_two_qualifiers_part_two_places_of_one_name() -> None:
    found = resolve(
        "Buses link Springfield, Ill., with Springfield, Mo., once a day.", "Springfield", "Springfield"
    )
    assert [place.geonames_id for place in found] == [4250542, 4409896]


def test_the_home_of_the_outlet_breaks_a_tie() -> None:
    text = "The school board of Marion met on Tuesday."
    ohio, iowa = 5165418, 4862182
    for home in (ohio, iowa):
        place = resolve(text, "Marion", home=home)[0]
        candidate = _GAZETTEER.place(place.geonames_id or 0)
        assert candidate is not None
        assert candidate.adm1 == home


def test_an_adjective_is_its_country_where_the_span_is_given() -> None:
    place = resolve("A Turkish officer spoke.", "Turkish")[0]
    assert (place.geonames_id, place.why[0].rule) == (298795, "place:demonym")


def test_an_unknown_name_is_no_place_and_says_why() -> None:
    place = resolve("They walked to Qwrtzvania.", "Qwrtzvania")[0]
    assert (place.id, place.latitude, place.precision) == ("", None, "")
    assert place.why[0].rule == "place:unknown"
    assert "Qwrtzvania" in place.why[0].detail


@pytest.mark.parametrize(
    ("name", "precision"),
    [
        ("Turkey", "country"),
        ("Vatican City", "country"),
        ("Singapore", "country"),
        ("Texas", "province"),
        ("Garland County", "district"),
        ("Homs", "town"),
        ("Donbas", "region"),
        ("Black Sea", "region"),
        ("Europe", "macro"),
    ],
)
def test_no_area_is_a_point(name: str, precision: str) -> None:
    place = resolve(f"It happened in {name}.", name)[0]
    assert place.precision == precision != "point"
    assert place.radius_km is not None
    assert place.radius_km >= 1


def test_a_disputed_place_has_a_set_of_states_and_a_town_one() -> None:
    disputed, town = resolve("From Crimea they went to Lyon.", "Crimea", "Lyon")
    assert {("UKR", "sovereign"), ("RUS", "administers")} <= {(s.state, s.relation) for s in disputed.states}
    assert [(s.state, s.relation) for s in town.states] == [("FRA", "sovereign")]


@pytest.mark.parametrize("name", ["Taiwan", "Taipei", "Kosovo", "Pristina", "Palestine", "Ramallah"])
def test_no_state_is_called_sovereign_where_that_is_disputed(name: str) -> None:
    states = resolve(f"They met in {name}.", name)[0].states
    assert len({state.state for state in states}) == 2
    assert all(state.relation != "sovereign" for state in states)


def test_the_label_is_the_one_that_the_text_uses() -> None:
    for name in ("Artsakh", "Upper Karabakh", "Nagorno-Karabakh"):
        place = resolve(f"He flew over {name}.", name)[0]
        assert (place.name, place.id) == (name, "rg:karabakh")


def test_reasons_tell_what_spoke_for_the_place() -> None:
    place = resolve("The mayor of Paris, Texas, spoke.", "Paris")[0]
    assert "place:qualified" in {reason.rule for reason in place.why}
    assert "gn:2988507" in place.alternatives
    assert place.score is not None
    assert 0 < place.score <= 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_resolves_to_one_place_for_each_span(text: str) -> None:
    spans = [Span(0, len(text)), Span(0, min(3, len(text)))]
    assert len(resolve_places(document(text), (), spans, _GAZETTEER, _LEXICONS)) == 2
