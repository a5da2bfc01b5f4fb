"""This file is where the place tables are tested: what they hold, and that they take no side."""

from __future__ import annotations

import re
import time

import pytest

from rashomon.errors import LexiconError
from rashomon.lexicons import Lexicons, places
from rashomon.lexicons.places import PlaceTables, load_places
from rashomon.places.gazetteer import Gazetteer, open_gazetteer
from rashomon.places.index import PlaceIndex, index_of
from rashomon.places.names import fold

#: Codes of states without an ISO code, in the claims of the region that they declared.
OWN_CODES = {"ABK", "OST", "PMR", "NCY", "SML", "AAN"}


@pytest.fixture(scope="module")
def tables(lexicons: Lexicons) -> PlaceTables:
    return lexicons.places


@pytest.fixture(scope="module")
def index(lexicons: Lexicons) -> PlaceIndex:
    return index_of(lexicons)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def test_no_id_of_a_region_is_a_name_that_one_side_uses(tables: PlaceTables) -> None:
    for region in tables.regions:
        words = fold(region.id.removeprefix("rg:"))
        marked = {fold(name.text) for name in region.names if name.used_by or name.kind == "polity"}
        plain = {fold(name.text) for name in region.names if not name.used_by and name.kind != "polity"}
        assert words not in marked - plain, region.id


def test_no_table_has_a_column_for_the_name_of_a_region(tables: PlaceTables) -> None:
    assert "name" not in places.Region.__struct_fields__
    assert "label" not in places.Region.__struct_fields__


def test_words_of_judgement_are_no_names(tables: PlaceTables) -> None:
    loaded = re.compile(r"\b(terrorist|regime|liberated|martyr|rebel|separatist|breakaway)", re.I)
    assert not [n.text for region in tables.regions for n in region.names if loaded.search(n.text)]


def test_every_claim_names_a_state_and_its_source(tables: PlaceTables) -> None:
    states = {area.iso3 for area in tables.areas} | OWN_CODES | {"ESH"}
    for region in tables.regions:
        for claim in region.claims:
            assert claim.state in states, (region.id, claim.state)
            assert claim.source, region.id


def test_a_disputed_region_has_more_than_one_relation_or_says_who_administers(tables: PlaceTables) -> None:
    for region in tables.regions:
        if region.kind == "disputed":
            assert region.claims, region.id
    assert sum(len({c.state for c in r.claims}) > 1 for r in tables.regions if r.kind == "disputed") >= 25


@pytest.mark.parametrize(
    ("names", "place"),
    [
        (
            ("Nagorno-Karabakh", "Upper Karabakh", "Artsakh", "Dağlıq Qarabağ", "UPPER KARABAKH"),
            "rg:karabakh",
        ),
        (("South Ossetia", "Tskhinvali Region"), "rg:south-ossetia"),
        (("West Bank", "the West Bank", "Judea and Samaria"), "rg:west-bank"),
        (("Donbas", "Donbass"), "rg:donbas"),
        (("Rakhine", "Arakan"), "rg:rakhine"),
        (("Senkaku Islands", "Diaoyu Islands"), "rg:diaoyu-senkaku"),
        (("Falkland Islands", "Malvinas"), "rg:south-atlantic-islands"),
        (("Persian Gulf", "Arabian Gulf"), "rg:gulf"),
        (("Sea of Japan", "East Sea"), "rg:korea-japan-sea"),
        (("Liancourt Rocks", "Dokdo", "Takeshima"), "rg:liancourt"),
        (("Martakert", "Mardakert", "Aghdara", "Ağdərə"), "rg:town-4021n-4681e"),
        (("Stepanakert", "Khankendi", "Khankandi", "Xankəndi"), "gn:146970"),
        (("Shusha", "Shushi", "Şuşa"), "gn:147105"),
        (("Lachin", "Berdzor"), "gn:147625"),
        (("Fuzuli", "Varanda"), "gn:148106"),
        (("Bakhmut", "Artemivsk"), "gn:713174"),
        (("Kobani", "Ain al-Arab", "Ayn al-Arab"), "gn:172256"),
        (("Raqqa", "Raqa"), "gn:172955"),
        (("Deir ez-Zor", "Deir Ezzor"), "gn:170794"),
    ],
)
def test_both_sides_names_lead_to_one_place(
    index: PlaceIndex, gazetteer: Gazetteer, names: tuple[str, ...], place: str
) -> None:
    for name in names:
        assert place in [candidate.id for candidate in index.find(name, gazetteer).candidates], name


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("US", "gn:6252001"),
        ("U.S.", "gn:6252001"),
        ("UK", "gn:2635167"),
        ("Calif.", "gn:5332921"),
        ("N.Y.", "gn:5128638"),
        ("Idlib Governorate", "gn:169387"),
        ("Garland County", "gn:4112045"),
        ("northern Syria", "gn:163843"),
        ("England", "gn:6269131"),
        ("Ufa", "gn:479561"),
    ],
)
def test_short_forms_and_generic_words_are_understood(
    index: PlaceIndex, gazetteer: Gazetteer, name: str, place: str
) -> None:
    assert place in [candidate.id for candidate in index.find(name, gazetteer).candidates]


@pytest.mark.parametrize("name", ["us", "Us", "is", "EU", "WHO", "La."])
def test_common_words_and_acronyms_are_no_countries(
    index: PlaceIndex, gazetteer: Gazetteer, name: str
) -> None:
    assert all(c.kind != "country" for c in index.find(name, gazetteer).candidates)


def test_the_point_of_a_country_is_that_of_the_table_and_its_reach_is_wide(
    index: PlaceIndex, gazetteer: Gazetteer
) -> None:
    canada = index.find("Canada", gazetteer).candidates[0]
    assert (canada.geonames_id, round(canada.lat)) == (6251999, 60)
    assert canada.radius_km is not None
    assert canada.radius_km > 1000


def test_a_town_in_a_disputed_unit_has_the_claims_of_the_unit(
    index: PlaceIndex, gazetteer: Gazetteer
) -> None:
    simferopol = next(c for c in index.find("Simferopol", gazetteer).candidates if c.kind == "city")
    assert {(s.state, s.relation) for s in simferopol.states} >= {
        ("UKR", "sovereign"),
        ("RUS", "administers"),
    }


def test_areas_and_spellings_are_written_once(tables: PlaceTables) -> None:
    assert len({area.id for area in tables.areas}) == len(tables.areas) > 350
    assert len({s.geonames_id for s in tables.spellings}) == len(tables.spellings)


def test_an_unknown_relation_is_named_with_its_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "RELATIONS", frozenset({"sovereign"}))
    with pytest.raises(LexiconError, match=r"regions\.toml: entry 'rg:.*administers"):
        load_places()


def test_the_tables_load_in_a_fraction_of_a_second() -> None:
    assert min(_seconds(load_places) for _ in range(3)) < 0.5


def _seconds(action: object) -> float:
    start = time.process_time()
    action()  # type: ignore[operator]
    return time.process_time() - start
