"""This file is where the table of the sixteen types is tested on answers made by hand."""

from __future__ import annotations

import pytest

from benchmarks.by_type import NONE, Answered, as_labelled, confusions, score, table

ROWS = [
    Answered("plv", "AID", "AID"),
    Answered("plv", "AID", "SUPPORT"),
    Answered("aw", "SUPPORT", "SUPPORT"),
    Answered("aw", "AID", NONE),
]


def test_a_type_is_scored_by_what_was_found_and_what_was_there() -> None:
    aid = score(ROWS, "AID")
    assert (aid.count, aid.precision, round(aid.recall, 3), round(aid.f1, 3)) == (3, 1.0, 0.333, 0.5)
    assert score(ROWS, "PROTEST") == (0, 0.0, 0.0)


def test_confusions_are_counted_with_the_events_not_found() -> None:
    assert confusions(ROWS) == {("AID", "SUPPORT"): 1, ("AID", NONE): 1}


@pytest.mark.parametrize(
    ("ours", "labels", "counted"),
    [
        ("CONCEDE", {"YIELD"}, "YIELD"),
        ("RETREAT", {"YIELD"}, "YIELD"),
        ("AID", {"YIELD"}, "AID"),
        ("RETREAT", {"RETREAT"}, "RETREAT"),
    ],
)
def test_a_type_is_called_what_the_file_calls_it(ours: str, labels: set[str], counted: str) -> None:
    assert as_labelled(ours, labels) == counted


def test_the_table_has_a_row_for_each_type_that_is_there_and_a_column_for_each_file() -> None:
    shown = table(ROWS, ["plv", "aw"])
    assert (shown.row_count, len(shown.columns)) == (2, 7)
