"""This file is where verdicts are tested: accounts agree, stay silent or contradict each other, slot by slot."""

from __future__ import annotations

from rashomon.comparisons import Verdict
from rashomon.incidents.slots import SLOTS
from rashomon.incidents.statements import state_of
from rashomon.incidents.verdicts import judge
from rashomon.records import Where
from tests.incidents.accounts import actor, denied, event, on, says, state, voice

ARMENIA, AZERBAIJAN = voice("Armenia", state("ARM")), voice("Azerbaijan", state("AZE"))
NEAR = Where("x:1", "Marovka", latitude=40.0, longitude=46.0, radius_km=5, precision="town")
FAR = Where("x:2", "Belvia", latitude=42.0, longitude=46.0, radius_km=5, precision="town")


def verdicts(slot, *groups):
    """Return the verdict of each account in the slot."""
    return [cells[SLOTS.index(slot)].verdict for cells in judge(groups)]


def by(code, **fields):
    """Return an assault by the state."""
    return event(actors=(state(code),), **fields)


def test_a_denial_contradicts_the_claim_and_names_it():
    cells = judge([says("A", AZERBAIJAN, by("ARM"), id="a"), says("B", ARMENIA, denied(by("ARM")), id="b")])
    who = [row[SLOTS.index("who")] for row in cells]
    assert [cell.verdict for cell in who] == [Verdict.CONTRADICTS, Verdict.CONTRADICTS]
    assert [cell.against for cell in who] == [(2,), (1,)]


def test_who_denies_its_own_part_does_not_deny_the_deed():
    own = says("B", ARMENIA, denied(by("ARM")), id="b")
    assert verdicts("what", says("A", None, event(), id="a"), own)[0] is not Verdict.CONTRADICTS
    assert verdicts("what", says("A", AZERBAIJAN, by("AZE"), id="a"), own)[0] is not Verdict.CONTRADICTS
    assert verdicts("what", says("A", AZERBAIJAN, by("ARM"), id="a"), own) == [Verdict.CONTRADICTS] * 2
    flat = says("B", ARMENIA, denied(event()), id="b")
    assert verdicts("what", says("A", None, event(), id="a"), flat) == [Verdict.CONTRADICTS] * 2


def test_a_denial_to_have_hit_one_says_nothing_of_another():
    hit = says("A", AZERBAIJAN, by("ARM", recipients=(state("AZE"),)), id="a")
    other = says("B", ARMENIA, denied(by("ARM", recipients=(state("GEO"),))), id="b")
    assert Verdict.CONTRADICTS not in verdicts("what", hit, other)


def test_the_army_of_a_disputed_territory_is_not_that_of_the_state_that_claims_it():
    local = actor("the army of Marovka", country=("AZE",), sectors=("MIL",), is_disputed=True)
    theirs = says("A", ARMENIA, event(actors=(local,)), id="a")
    own = says("B", AZERBAIJAN, denied(by("AZE")), id="b")
    assert verdicts("what", theirs, own)[0] is not Verdict.CONTRADICTS
    assert state_of(voice("the army", local)) is None
    assert state_of(voice("the army", actor("army", country=("AZE",), sectors=("MIL",)))) == "AZE"


def test_nobody_is_no_party():
    nobody = event(actors=(actor("No group"),))
    assert (
        verdicts("who", says("A", AZERBAIJAN, by("ARM"), id="a"), says("B", None, nobody, id="b"))[1]
        is Verdict.OMITS
    )


def test_two_who_blame_each_other_contradict():
    assert (
        verdicts("blame", says("A", AZERBAIJAN, by("ARM"), id="a"), says("B", ARMENIA, by("AZE"), id="b"))
        == [Verdict.CONTRADICTS] * 2
    )


def test_who_names_nobody_omits_while_others_name():
    assert verdicts("who", says("A", AZERBAIJAN, by("ARM"), id="a"), says("B", None, event(), id="b")) == [
        Verdict.ALONE,
        Verdict.OMITS,
    ]


def test_days_agree_if_they_can_be_one_day():
    one, other, third = (
        says(p, None, event(date=when), id=p)
        for p, when in (
            ("A", on("2020-10-16", "2020-10-17")),
            ("B", on("2020-10-17")),
            ("C", on("2020-10-11")),
        )
    )
    assert verdicts("when", one, other) == [Verdict.AGREES] * 2
    assert verdicts("when", other, third) == [Verdict.CONTRADICTS] * 2


def test_places_contradict_only_beyond_their_reach():
    here = says("A", None, event(place=NEAR), id="a")
    assert verdicts("where", here, says("B", None, event(place=NEAR), id="b")) == [Verdict.AGREES] * 2
    assert verdicts("where", here, says("B", None, event(place=FAR), id="b")) == [Verdict.CONTRADICTS] * 2


def test_exchanging_the_parties_exchanges_no_verdict():
    one = [says("A", AZERBAIJAN, by("ARM"), id="a"), says("B", ARMENIA, denied(by("ARM")), id="b")]
    other = [says("A", ARMENIA, by("AZE"), id="a"), says("B", AZERBAIJAN, denied(by("AZE")), id="b")]
    assert [[c.verdict for c in row] for row in judge(one)] == [
        [c.verdict for c in row] for row in judge(other)
    ]
