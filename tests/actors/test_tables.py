"""This file is where the actor tables are checked: their codes, their dates, every role noun in a phrase."""

from __future__ import annotations

import itertools

import pytest

from rashomon.actors import resolve_mention
from rashomon.errors import LexiconError
from rashomon.lexicons import Lexicons
from rashomon.lexicons.actors import fold, key_of
from rashomon.lexicons.actors.names import entity_names, person_names, plural_of
from rashomon.lexicons.actors.rows import EntityRow, PersonRow, RoleRow, StateNamesRow, TerritoryRow
from rashomon.lexicons.schema import read_tsv

ROLES = [
    (term.partition("|")[0], row.sectors)
    for row in read_tsv("en/roles.tsv", RoleRow)
    if row.use in ("head", "title", "weak", "force")
    for term in row.terms
]
PERSONS = read_tsv("en/persons.tsv", PersonRow)
GROUPS = read_tsv("en/groups.tsv", EntityRow)


def test_the_tables_are_as_large_as_the_notes_ask(lexicons: Lexicons) -> None:
    assert len(lexicons.actors.states) >= 205
    assert len(ROLES) >= 450
    assert len(GROUPS) >= 300
    assert sum(len(row.roles) for row in PERSONS) >= 1500


@pytest.mark.parametrize(("term", "sectors"), ROLES, ids=[term for term, _ in ROLES])
def test_every_role_noun_gives_its_sectors_and_takes_the_state_before_it(
    term: str, sectors: tuple[str, ...], lexicons: Lexicons
) -> None:
    actor = resolve_mention(f"the Norwegian {term}", lexicons=lexicons)
    assert actor.country == ("NOR",)
    assert actor.sectors == sectors


@pytest.mark.parametrize(
    ("surface", "state", "kind"),
    [
        ("Turkey", "TUR", "name"),
        ("Türkiye", "TUR", "name"),
        ("Azeri", "AZE", "adjective"),
        ("Poles", "POL", "demonym"),
        ("Ouagadougou", "BFA", "capital"),
        ("Kremlin", "RUS", "metonym"),
        ("Downing Street", "GBR", "metonym"),
    ],
)
def test_surfaces_lead_to_states(surface: str, state: str, kind: str, lexicons: Lexicons) -> None:
    assert (state, kind) in {(form.state, form.kind) for form in lexicons.actors.state_forms[surface]}


def test_every_living_state_has_a_name_and_an_adjective(lexicons: Lexicons) -> None:
    rows = {row.state: row for row in read_tsv("en/state_names.tsv", StateNamesRow)}
    assert rows.keys() == lexicons.actors.states.keys()
    assert [
        state for state, row in rows.items() if not row.adjectives and not lexicons.actors.states[state].until
    ] == []


def test_successors_are_states(lexicons: Lexicons) -> None:
    states = lexicons.actors.states
    assert all(code in states for row in states.values() for code in row.successors)


@pytest.mark.parametrize("row", GROUPS, ids=[row.id for row in GROUPS])
def test_a_group_is_one_thing_at_a_time(row: EntityRow) -> None:
    statuses = next(iter(entity_names(row, "group"))).status
    for earlier, later in itertools.pairwise(statuses):
        assert earlier.until and later.since and earlier.until < later.since


@pytest.mark.parametrize("row", PERSONS, ids=[row.id for row in PERSONS])
def test_a_person_has_a_source_a_day_of_checking_and_roles_in_order(row: PersonRow) -> None:
    statuses = next(iter(person_names(row))).status
    assert row.source and row.checked and row.gender in ("m", "f")
    assert [s.since for s in statuses] == sorted(s.since for s in statuses)
    assert all(not s.until or s.since <= s.until or s.until.startswith(s.since) for s in statuses)


def test_a_status_with_an_odd_date_is_an_error() -> None:
    row = EntityRow(id="group:x", names=("X",), status=("REB 2004..2001",))
    with pytest.raises(LexiconError, match="ends before it begins"):
        list(entity_names(row, "group"))


def test_no_entity_is_named_for_what_others_think_of_it() -> None:
    barred = {"terrorist", "occupied", "regime", "martyr", "separatist", "illegal"}
    ids = [row.id for row in (*PERSONS, *GROUPS, *read_tsv("en/territories.tsv", TerritoryRow))]
    assert [one for one in ids if barred & set(one.replace(":", "-").split("-"))] == []


def test_disputed_territories_name_their_claimants() -> None:
    for row in read_tsv("en/territories.tsv", TerritoryRow):
        assert row.kind != "disputed" or row.claimed_by


@pytest.mark.parametrize(
    ("word", "folded"),
    [("Çavuşoğlu", "cavusoglu"), ("Kılıçdaroğlu", "kilicdaroglu"), ("Łódź", "lodz"), ("’", "'")],
)
def test_folding_takes_marks_off_letters(word: str, folded: str) -> None:
    assert fold(word) == folded


def test_names_are_split_where_the_parser_splits_them() -> None:
    assert key_of("People's Liberation Army") == ("people", "'s", "liberation", "army")
    assert key_of("U.S. State Department") == ("u.s.", "state", "department")
    assert key_of("Al-Qaeda") == ("al", "qaeda")


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("spokesman", "spokesmen"),
        ("agency", "agencies"),
        ("Burmese", "Burmese"),
        ("coach", "coaches"),
        ("boy", "boys"),
    ],
)
def test_plurals(one: str, many: str) -> None:
    assert plural_of(one) == many
