"""This file is where printed dates are read."""

from __future__ import annotations

import pytest

from rashomon.documents.stamps import read_stamp
from rashomon.lexicons.page_lines import load_page_lines

RULES = load_page_lines()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("October 02,2020", "2020-10-02"),
        ("Friday, October 2, 2020", "2020-10-02"),
        ("2nd of October, 2020", "2020-10-02"),
        ("02-Oct-2020", "2020-10-02"),
        ("10:15 GMT, 2 Oct 2020", "2020-10-02T10:15:00+00:00"),
        ("2 October 2020 5:04 PM", "2020-10-02T17:04:00"),
        ("12:30 a.m. on May 1, 2021", "2021-05-01T00:30:00"),
        ("2020-10-02 14:05:00", "2020-10-02T14:05:00"),
        ("2020/10/02 14.05 CEST", "2020-10-02T14:05:00+02:00"),
        ("Oct 2, 2020, 1405 GMT", "2020-10-02T14:05:00+00:00"),
        ("2 Oct 2020 14:05 UTC+3", "2020-10-02T14:05:00+03:00"),
        ("02.10.2020", "2020-10-02"),
        ("22/10/2020", "2020-10-22"),
        ("10/22/2020", "2020-10-22"),
        ("09/09/2020", "2020-09-09"),
    ],
)
def test_a_printed_date_is_read(text, value):
    assert read_stamp(text, RULES) == value


@pytest.mark.parametrize("text", ["02/10/2020", "February 30, 2020", "31.02.2020", "soon", "", "May 2020"])
def test_what_two_countries_read_differently_or_nobody_can_read_is_no_date(text):
    assert read_stamp(text, RULES) is None


def test_a_zone_that_means_several_things_is_left_out():
    assert read_stamp("2 Oct 2020 14:05 IST", RULES) == "2020-10-02T14:05:00"


@pytest.mark.parametrize("rule", [rule for rule, _ in RULES.stamps], ids=lambda rule: rule.id)
def test_every_stamp_reads_its_examples(rule):
    assert all(read_stamp(text, RULES) for text in rule.example)
    assert not any(read_stamp(text, RULES) for text in rule.counterexample)
