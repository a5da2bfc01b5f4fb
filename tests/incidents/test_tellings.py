"""This file is where tellings are tested: which events of one story are one happening."""

from __future__ import annotations

import msgspec
import pytest

from rashomon.incidents.tellings import find_tellings
from rashomon.records import Coding, Mood, Span, When
from tests.factory import document
from tests.incidents.accounts import denied, event, figure, on


def tellings(*events):
    """Return the numbers of the events of each happening that the story tells."""
    text = document("Words of a story that goes on. " * 40, published="2020-10-17")
    placed = tuple(
        msgspec.structs.replace(one, id=f"e{n}", trigger=Span(n * 30, n * 30 + 5))
        for n, one in enumerate(events)
    )
    found = find_tellings(Coding(text, events=placed))
    return sorted(sorted(int(id[1:]) for id in telling.events) for telling in found)


def test_strikes_of_two_days_are_two_happenings():
    assert tellings(event(date=on("2020-10-17")), event(date=on("2020-10-11")), event()) == [[0, 2], [1]]


@pytest.mark.parametrize(("first", "groups"), [("2020-09-27", [[0], [1]]), ("2020-10-16", [[0, 1]])])
def test_a_tally_of_weeks_is_not_the_toll_of_one_strike(first, groups):
    tally = When(first, "2020-10-17", "day", "since", "explicit")
    strike = event(date=on("2020-10-17"), figures=(figure("killed", 13),))
    assert tellings(strike, event(date=tally, figures=(figure("killed", 200),))) == groups


def test_what_is_only_demanded_is_no_happening_and_what_is_denied_is():
    demanded = msgspec.structs.replace(event(), mood=Mood.DEMANDED)
    assert tellings(event(date=on("2020-10-17")), demanded) == [[0]]
    assert tellings(demanded) == []
    assert tellings(denied(event())) == [[0]]


def test_talks_and_strikes_are_of_two_families():
    assert tellings(event(), event("CONSULT", quad=1)) == [[0], [1]]
