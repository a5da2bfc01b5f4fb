"""This file is where the ledger is tested: every figure is kept with its voice, growth is no contradiction, none is chosen."""

from __future__ import annotations

import pytest

from rashomon.comparisons import Verdict
from rashomon.incidents.ledger import keep_ledger, settle
from tests.incidents.accounts import event, figure, says, state, voice

ARMENIA, AZERBAIJAN = voice("Armenia", state("ARM")), voice("Azerbaijan", state("AZE"))


def kept(lexicons, *groups):
    """Return the ledger of the groups, each an origin of its own."""
    return keep_ledger(groups, {number: number for number in range(1, len(groups) + 1)}, lexicons)


def told(publisher, who, *figures, published="2020-10-02"):
    """Return what a voice says: one assault with its figures."""
    return says(publisher, who, event(figures=figures), id=f"{publisher}{published}", published=published)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (figure("killed", 13), figure("killed", 13), Verdict.AGREES),
        (figure("killed", 13), figure("killed", 10, 1000, hedge="at least"), Verdict.AGREES),
        (figure("killed", 13), figure("killed", 21), Verdict.CONTRADICTS),
        (figure("killed", 13, whom="civilians"), figure("killed", 21, whom="soldiers"), Verdict.ALONE),
        (figure("killed", 13), figure("wounded", 40), Verdict.ALONE),
    ],
)
def test_figures_of_two_voices_on_one_day(lexicons, one, other, verdict):
    ledger = kept(lexicons, told("A", ARMENIA, one), told("B", AZERBAIJAN, other))
    assert [entry.verdict for entry in ledger.entries] == [verdict, verdict]
    assert len(ledger.entries) == 2


def test_a_toll_that_grows_is_a_revision(lexicons):
    ledger = kept(
        lexicons,
        told("A", ARMENIA, figure("killed", 13), published="2020-10-02"),
        told("B", AZERBAIJAN, figure("killed", 21), published="2020-10-04"),
    )
    verdicts = {entry.publisher: entry.verdict for entry in ledger.entries}
    assert verdicts["B"] is Verdict.REVISED
    assert Verdict.CONTRADICTS not in verdicts.values()


def test_a_voice_that_lowers_its_own_toll_revises_it(lexicons):
    first = told("A", ARMENIA, figure("killed", 80), published="2020-10-02")
    later = told("A", ARMENIA, figure("killed", 64), published="2020-10-04")
    first.events += later.events
    old, new = sorted(kept(lexicons, first).entries, key=lambda entry: entry.published)
    assert (old.low, old.verdict) == (80, Verdict.ALONE)
    assert (new.low, new.verdict) == (64, Verdict.REVISED)
    assert "80" in new.detail


@pytest.mark.parametrize(("whose", "verdict"), [("ARM", Verdict.CONTRADICTS), ("AZE", Verdict.ALONE)])
def test_the_dead_of_one_state_are_not_those_of_another(lexicons, whose, verdict):
    sides = [
        says("A", ARMENIA, event(figures=(figure("killed", 36),), recipients=(state("ARM"),))),
        says("B", AZERBAIJAN, event(figures=(figure("killed", 35),), recipients=(state(whose),))),
    ]
    entries = kept(lexicons, *sides).entries
    assert {entry.verdict for entry in entries} == {verdict}
    assert {entry.whose for entry in entries} == {("ARM",), (whose,)}


@pytest.mark.parametrize(
    ("whom", "category"),
    [
        ("people", "unspecified"),
        ("men", "unspecified"),
        (None, "unspecified"),
        ("civilians", "civilian"),
        ("women", "civilian"),
        ("soldiers", "combatant"),
        ("armed men", "combatant"),
    ],
)
def test_people_may_be_civilians_or_combatants(lexicons, whom, category):
    (entry,) = kept(lexicons, told("A", ARMENIA, figure("killed", 3, whom=whom))).entries
    assert entry.category == category


def test_a_later_smaller_toll_contradicts(lexicons):
    ledger = kept(
        lexicons,
        told("A", ARMENIA, figure("killed", 21), published="2020-10-02"),
        told("B", AZERBAIJAN, figure("killed", 13), published="2020-10-04"),
    )
    assert {entry.verdict for entry in ledger.entries} == {Verdict.CONTRADICTS}


def test_every_figure_is_kept_and_ranges_are_by_origin_and_overall(lexicons):
    tolls = (24, 43, 51, 70, 100, 112, 120, 126, 130)
    ledger = kept(lexicons, *(told(f"P{toll}", voice(f"V{toll}"), figure("killed", toll)) for toll in tolls))
    assert sorted(entry.low for entry in ledger.entries) == sorted(tolls)
    overall = next(r for r in ledger.ranges if r.origin is None)
    assert (overall.low, overall.high, overall.entries) == (24, 130, 9)
    assert sum(r.origin is not None for r in ledger.ranges) == 9


def test_one_number_is_chosen_only_by_a_rule_that_is_named(lexicons):
    ledger = kept(
        lexicons,
        told("A", ARMENIA, figure("killed", 13), published="2020-10-02"),
        told("A", ARMENIA, figure("killed", 15), published="2020-10-04"),
        told("B", AZERBAIJAN, figure("killed", 21), published="2020-10-03"),
    )
    one_a_side = keep_ledger(
        [
            told("A", ARMENIA, figure("killed", 13), published="2020-10-02"),
            told("A", ARMENIA, figure("killed", 15), published="2020-10-04"),
            told("B", AZERBAIJAN, figure("killed", 21), published="2020-10-03"),
        ],
        {1: 1, 2: 1, 3: 2},
        lexicons,
    )
    every, latest = settle(ledger, rule="all"), settle(one_a_side, rule="latest-per-origin")
    assert (every.low, every.best, every.high) == (13, 15, 21)
    assert (latest.low, latest.best, latest.high) == (15, 15, 21)
    assert settle(ledger, kind="captured") is None
    with pytest.raises(KeyError):
        settle(ledger, rule="the one I like")
