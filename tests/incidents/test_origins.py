"""This file is where origins are tested: what goes back to one text, agency, speaker or state is counted once."""

from __future__ import annotations

import pytest

from rashomon.incidents.origins import find_origins
from tests.incidents.accounts import actor, event, says, state, voice

ARMY = voice("the Armenian army", actor("the Armenian army", country=("ARM",), sectors=("MIL",)))
MINISTRY = voice("Armenia's foreign ministry", actor("ministry", country=("ARM",), sectors=("GOV",)))
ARMENIA = voice("Armenia", state("ARM"))
AZERBAIJAN = voice("Azerbaijan", state("AZE"))
RESIDENTS = voice("residents", actor("residents", country=("ARM",), sectors=("CVL",)), role="group")
OPPOSITION = voice(
    "the opposition", actor("the opposition", country=("ARM",), sectors=("OPP",)), role="group"
)
SOURCE = voice("a source", actor("a source", country=("ARM",), sectors=("GOV",)), role="anonymous")


def numbers(*groups, lineages=None):
    """Return the number of the origin of each account."""
    found = find_origins(groups, lineages or {})
    return [next(o.number for o in found if n in o.accounts) for n in range(1, len(groups) + 1)]


def test_one_speaker_in_two_papers_is_one_origin():
    assert numbers(says("A", ARMENIA, event(), id="a"), says("B", ARMENIA, event(), id="b")) == [1, 1]


def test_organs_of_one_state_are_one_origin_and_say_why():
    groups = [says("A", who, event(), id=who.name) for who in (ARMY, MINISTRY, ARMENIA)]
    assert numbers(*groups) == [1, 1, 1]
    assert any("organs of one state (ARM)" in why for why in find_origins(groups, {})[0].why)


@pytest.mark.parametrize("other", [RESIDENTS, OPPOSITION, SOURCE, AZERBAIJAN], ids=lambda who: who.name)
def test_who_is_no_organ_of_the_state_is_an_origin_of_its_own(other):
    assert numbers(says("A", ARMENIA, event(), id="a"), says("B", other, event(), id="b")) == [1, 2]


def test_two_states_that_speak_together_are_neither_of_them():
    both = voice("Armenia and Azerbaijan", state("ARM"), state("AZE"))
    groups = [says(p, who, event(), id=p) for p, who in zip("ABC", (ARMENIA, both, AZERBAIJAN), strict=True)]
    assert numbers(*groups) == [1, 2, 3]


def test_papers_that_credit_one_agency_are_one_origin():
    groups = [says(p, None, event(), id=p, agency="Harbour Wire") for p in "AB"]
    assert numbers(*groups) == [1, 1]
    assert numbers(says("A", None, event(), id="A"), says("B", None, event(), id="B")) == [1, 2]


def test_copies_of_one_text_are_one_origin():
    groups = [says(p, None, event(), id=p) for p in "AB"]
    assert numbers(*groups, lineages={"A": "A", "B": "A"}) == [1, 1]


def test_a_paper_that_reports_one_speaker_alone_rests_on_it():
    groups = [
        says("A", None, event(), id="a"),
        says("A", ARMENIA, event(), id="a"),
        says("B", ARMENIA, event(), id="b"),
    ]
    assert numbers(*groups) == [1, 1, 1]


def test_exchanging_the_states_exchanges_nothing():
    swap = {ARMENIA.name: AZERBAIJAN, AZERBAIJAN.name: ARMENIA}
    groups = [
        says(p, who, event(), id=p) for p, who in zip("ABC", (ARMENIA, AZERBAIJAN, ARMENIA), strict=True)
    ]
    other = [
        says(p, swap[who.name], event(), id=p)
        for p, who in zip("ABC", (ARMENIA, AZERBAIJAN, ARMENIA), strict=True)
    ]
    assert numbers(*groups) == numbers(*other) == [1, 2, 1]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["the Marovka Observatory for Human Rights", "The Observatory"], [1, 1]),
        (["Marovka Observatory", "the Marovka Observatory for Rights", "the Observatory"], [1, 1, 1]),
        (["the Marovka Observatory", "the Belvian Observatory", "the Observatory"], [1, 2, 3]),
        (["the Marovka Observatory", "Marovka residents"], [1, 2]),
        (["President Anna Lorne", "Lorne"], [1, 1]),
        (["Anna Lorne", "Peter Lorne", "Lorne"], [1, 2, 3]),
    ],
)
def test_a_short_name_is_the_fuller_one_that_nobody_shares(names, expected):
    groups = [
        says(f"P{n}", voice(name, role="organisation"), event(), id=str(n)) for n, name in enumerate(names)
    ]
    assert numbers(*groups) == expected


def test_a_nameless_voice_of_copied_text_is_one_origin():
    source = voice("rescuers", role="group")
    groups = [says(p, source, event(), id=p) for p in "AB"]
    assert numbers(*groups, lineages={"A": "A", "B": "A"}) == [1, 1]
    assert numbers(*groups) == [1, 2]
