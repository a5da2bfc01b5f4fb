"""This file is where the days a date may cover become the precision codes of other data sets."""

from __future__ import annotations

from datetime import date

from rashomon.records import When


def ucdp_date_prec(when: When) -> int | None:
    """Return UCDP GED's date_prec: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 a year; None if wider or open.

    Taken from the width of the interval, not from the wording. A date known from the page alone is 2 at best.
    """
    width = _width(when)
    code = _first_wide_enough(width, ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5)))
    return max(code, 2) if code and when.basis == "metadata" else code


def acled_time_precision(when: When) -> int | None:
    """Return ACLED's time_precision: 1 the day, 2 the week, 3 the month; None if wider or open.

    Provisional: published code lists differ on what 2 and 3 mean; check the current codebook before exchange.
    """
    width = _width(when)
    code = _first_wide_enough(width, ((1, 1), (7, 2), (31, 3)))
    return max(code, 2) if code and when.basis == "metadata" else code


def _width(when: When) -> int | None:
    if when.earliest is None or when.latest is None:
        return None
    return (date.fromisoformat(when.latest) - date.fromisoformat(when.earliest)).days + 1


def _first_wide_enough(width: int | None, codes: tuple[tuple[int, int], ...]) -> int | None:
    return next((code for limit, code in codes if width is not None and width <= limit), None)
