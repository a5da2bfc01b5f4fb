"""This file is where TIMEX3 values are made and turned into the days that they cover."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
_GRANULARITY = (
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d"), "minute"),
    (re.compile(r"\d{4}-\d\d-\d\dT(?:MO|AF|EV|NI|DT)"), "part_of_day"),
    (re.compile(r"\d{4}-\d\d-\d\d$"), "day"),
    (re.compile(r"\d{4}-W\d\d-WE$"), "weekend"),
    (re.compile(r"\d{4}-W\d\d$"), "week"),
    (re.compile(r"\d{4}-(?:0[1-9]|1[0-2])$"), "month"),
    (re.compile(r"\d{4}-Q[1-4]$"), "quarter"),
    (re.compile(r"\d{4}-H[12]$"), "half"),
    (re.compile(r"\d{4}-(?:SP|SU|FA|WI)$"), "season"),
    (re.compile(r"\d{4}$"), "year"),
    (re.compile(r"\d{3}$"), "decade"),
    (re.compile(r"\d{2}$"), "century"),
)

Days = tuple[date, date]


def granularity(value: str | None) -> str:
    """Return what the value is fine to: minute, part_of_day, day, week, month ..., or unknown."""
    name = next((name for pattern, name in _GRANULARITY if value and pattern.match(value)), "unknown")
    return "week" if name == "weekend" else name


def days(value: str | None) -> Days | None:
    """Return the first and the last day that the value covers; None for one that covers no known days."""
    kind = next((name for pattern, name in _GRANULARITY if value and pattern.match(value)), None)
    if value is None or kind is None:
        return None
    try:
        return _days(value, kind)
    except (ValueError, OverflowError):
        return None


def _days(value: str, kind: str) -> Days:
    if kind in ("minute", "part_of_day", "day"):
        day = date.fromisoformat(value[:10])
        return day, day
    if kind in ("week", "weekend"):
        monday = date.fromisocalendar(int(value[:4]), int(value[6:8]), 1)
        return (monday + timedelta(days=5 if kind == "weekend" else 0)), monday + timedelta(days=6)
    if kind in ("decade", "century"):
        scale = 10 if kind == "decade" else 100
        return date(int(value) * scale, 1, 1), date(int(value) * scale + scale - 1, 12, 31)
    year = int(value[:4])
    first, last = _months(value, kind)
    return _month_start(year, first), _month_end(year, last)


def _months(value: str, kind: str) -> tuple[int, int]:
    match kind:
        case "month":
            return int(value[5:7]), int(value[5:7])
        case "quarter":
            return int(value[6]) * 3 - 2, int(value[6]) * 3
        case "half":
            return int(value[6]) * 6 - 5, int(value[6]) * 6
        case "season":
            return _SEASON_MONTHS[value[5:7]]
        case _:
            return 1, 12


def _month_start(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _month_end(year: int, month: int) -> date:
    start = _month_start(year, month)
    return start.replace(day=calendar.monthrange(start.year, start.month)[1])


def of_unit(day: date, unit: str) -> str:
    """Return the value of the day, week, month, quarter, year, decade or century that holds the day."""
    match unit:
        case "W":
            year, week, _ = day.isocalendar()
            return f"{year:04d}-W{week:02d}"
        case "M":
            return f"{day:%Y-%m}"
        case "Q":
            return f"{day.year:04d}-Q{(day.month + 2) // 3}"
        case "Y":
            return f"{day.year:04d}"
        case "E":
            return f"{day.year // 10}"
        case "C":
            return f"{day.year // 100}"
        case _:
            return day.isoformat()


def shifted(day: date, unit: str, count: int) -> date:
    """Return the day that lies `count` units later (earlier, if negative); the month's last day if it is shorter.

    Raises ValueError or OverflowError outside the calendar.
    """
    if unit in ("M", "Q", "Y", "E", "C"):
        months = count * {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}[unit]
        start = _month_start(day.year, day.month + months)
        return start.replace(day=min(day.day, calendar.monthrange(start.year, start.month)[1]))
    return day + timedelta(days=count * {"W": 7, "F": 14}.get(unit, 1))
