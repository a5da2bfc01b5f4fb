from __future__ import annotations

from datetime import date

import pytest

from rashomon.dates.values import days, granularity, of_unit, shifted


@pytest.mark.parametrize(
    ("value", "first", "last", "name"),
    [
        ("2020-10-02T09:30", "2020-10-02", "2020-10-02", "minute"),
        ("2020-W53", "2020-12-28", "2021-01-03", "week"),
        ("2020-W39-WE", "2020-09-26", "2020-09-27", "week"),
        ("2020-Q3", "2020-07-01", "2020-09-30", "quarter"),
        ("2019-H2", "2019-07-01", "2019-12-31", "half"),
        ("2020-WI", "2020-12-01", "2021-02-28", "season"),
        ("19", "1900-01-01", "1999-12-31", "century"),
    ],
)
def test_a_value_covers_its_days(value: str, first: str, last: str, name: str) -> None:
    assert days(value) == (date.fromisoformat(first), date.fromisoformat(last))
    assert granularity(value) == name


@pytest.mark.parametrize("value", ["PRESENT_REF", "P3D", "XXXX-10", "BC0493", "2020-13", "2020-02-30", None])
def test_what_names_no_days_covers_none(value: str | None) -> None:
    assert days(value) is None


def test_months_end_where_they_end() -> None:
    assert shifted(date(2020, 3, 31), "M", -1) == date(2020, 2, 29)
    assert shifted(date(2020, 1, 15), "M", -1) == date(2019, 12, 15)
    assert of_unit(date(2021, 1, 1), "W") == "2020-W53"
