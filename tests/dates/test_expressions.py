from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.dates import find_dates
from rashomon.dates.makers import MAKERS
from rashomon.lexicons import Lexicons
from rashomon.lexicons.dates import load_dates
from rashomon.records import Document, Span, When, Zone, ZoneKind
from tests.factory import document

if TYPE_CHECKING:
    from rashomon.lexicons.dates import DateRule

RULES = [compiled.rule for compiled in load_dates("en").rules]
LEXICONS = Lexicons()


def _found(text: str, published: str | None = "2020-10-02", *, narrative: bool = False) -> dict[str, When]:
    dates = find_dates(document(text, published=published), LEXICONS, narrative=narrative)
    return {when.span.of(text): when for when in dates if when.span}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rules_example_gives_its_value(rule: DateRule) -> None:
    found = [when for when in _found(rule.example).values() if when.why[0].rule == rule.id]
    assert rule.value in {when.value for when in found}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.counterexample], ids=lambda rule: rule.id)
def test_a_rule_stays_silent_on_its_counterexample(rule: DateRule) -> None:
    fired = {when.why[0].rule for when in _found(rule.counterexample or "").values()}
    assert rule.id not in fired


def test_every_rule_names_a_maker_that_exists() -> None:
    assert {rule.make for rule in RULES} <= set(MAKERS)


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest", "granularity"),
    [
        ("He said so Friday.", "Friday", "2020-10-02", "2020-10-02", "day"),
        ("He said so last Friday.", "last Friday", "2020-09-25", "2020-09-25", "day"),
        ("It will meet next Tuesday.", "next Tuesday", "2020-10-06", "2020-10-06", "day"),
        ("It began on Sunday.", "Sunday", "2020-09-27", "2020-09-27", "day"),
        ("Published October 02,2020", "October 02,2020", "2020-10-02", "2020-10-02", "day"),
        ("Tense since 1991.", "1991", "1991-01-01", "1991-12-31", "year"),
        ("It fell in December.", "December", "2020-12-01", "2020-12-31", "month"),
        ("It fell in March.", "March", "2020-03-01", "2020-03-31", "month"),
        ("It opened last month.", "last month", "2020-09-01", "2020-09-30", "month"),
        ("They met last week.", "last week", "2020-09-21", "2020-09-27", "week"),
        ("It began in the 1990s.", "the 1990s", "1990-01-01", "1999-12-31", "decade"),
        ("It began two weeks ago.", "two weeks ago", "2020-09-14", "2020-09-20", "week"),
        ("Shells fell on Sunday night.", "Sunday night", "2020-09-27", "2020-09-27", "part_of_day"),
        ("It fell overnight.", "overnight", "2020-10-01", "2020-10-02", "part_of_day"),
    ],
)
def test_an_expression_covers_the_days_it_says(
    text: str, words: str, earliest: str, latest: str, granularity: str
) -> None:
    when = _found(text)[words]
    assert (when.earliest, when.latest, when.granularity) == (earliest, latest, granularity)


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        ("2021-01-01", "They met last week.", "2020-W52"),
        ("2021-01-03", "It is week 53: they met this week.", "2020-W53"),
        ("2020-03-31", "It closed last month.", "2020-02"),
        ("2024-03-01", "It fell yesterday.", "2024-02-29"),
        ("2021-01-05", "It fell on December 30.", "2020-12-30"),
        ("2020-12-30", "It will end on January 5.", "2021-01-05"),
    ],
)
def test_calendar_edges(published: str, text: str, value: str) -> None:
    assert value in {when.value for when in _found(text, published).values()}


@pytest.mark.parametrize(
    "text",
    [
        "Some 1,990 people fled.",
        "They may march.",
        "A bill of $2000 was paid.",
        "They won 3-2.",
        "Room 2020/21B.",
    ],
)
def test_a_number_is_no_date(text: str) -> None:
    assert not [when for when in _found(text).values() if when.earliest]


@pytest.mark.parametrize(
    ("word", "relation"), [("since", "since"), ("until", "until"), ("after", "after"), ("in", "on")]
)
def test_the_word_before_tells_the_relation(word: str, relation: str) -> None:
    assert _found(f"They held it {word} 1994.")["1994"].relation == relation


@pytest.mark.parametrize(
    ("words", "month"),
    [("since November", "2020-11"), ("until November", "2021-11"), ("since May", "2021-05")],
)
def test_since_a_month_never_means_one_to_come(words: str, month: str) -> None:
    (when,) = _found(f"They have fought {words}.", "2021-06-23").values()
    assert when.value == month


def test_without_a_day_of_publication_relative_dates_stay_open() -> None:
    found = _found("On Sunday it began; in 1991 it had ended.", None)
    assert (found["Sunday"].earliest, found["Sunday"].basis) == (None, "none")
    assert found["1991"].earliest == "1991-01-01"


def test_a_narrative_hangs_on_its_last_date() -> None:
    found = _found(
        "It began on 3 May 1940. Two days later it ended. In June they left.", "2010-01-01", narrative=True
    )
    assert [when.value for when in found.values()] == ["1940-05-03", "1940-05-05", "1940-06"]


def test_the_publication_line_is_marked_and_no_furniture_is_read() -> None:
    text = "Published October 02,2020\nSunday deals\nIt fell on Monday."
    zones = (
        Zone(ZoneKind.PUBLICATION, Span(0, 25)),
        Zone(ZoneKind.BOILERPLATE, Span(26, 38)),
        Zone(ZoneKind.BODY, Span(39, len(text))),
    )
    dates = find_dates(Document(id="x", text=text, zones=zones, published="2020-10-02"), LEXICONS)
    assert [(when.value, when.is_publication) for when in dates] == [
        ("2020-10-02", True),
        ("2020-09-28", False),
    ]


@given(
    st.text(
        alphabet=st.sampled_from("0123456789/-.: ’'MayJune Sunday last night two weeks ago 1990s BC\n"),
        max_size=80,
    )
)
def test_any_text_is_read_without_overlap(text: str) -> None:
    spans = [when.span for when in find_dates(document(text), LEXICONS)]
    assert all(a and b and a.end <= b.start for a, b in pairwise(spans))


def test_reading_stays_linear() -> None:
    part = "On 3 May 1940 two or more of the 2000 men left at 9 a.m. for the 20 30 40 days of May. "

    def seconds(repeats: int) -> float:
        started = time.process_time()
        find_dates(document(part * repeats), LEXICONS)
        return time.process_time() - started

    seconds(50)
    assert seconds(3200) < 28 * max(seconds(400), 0.01)
