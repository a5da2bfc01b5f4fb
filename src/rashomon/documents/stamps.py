"""This file is where a printed date is read: "October 02,2020", "10:15 GMT, 2 Oct 2020"."""

from __future__ import annotations

import calendar
import re
from datetime import datetime

from rashomon.lexicons.page_lines import PageLines

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.](\d\d)|(\d\d))?(?:[:.](\d\d))?(?:\.\d+)?\s*([ap])?\.?(?:m\b)?", re.IGNORECASE
)
_OFFSET = re.compile(r"([+-])\s*(\d{1,2}):?(\d\d)?\s*\)?$")


def read_stamp(text: str, rules: PageLines) -> str | None:
    """Return the date in `text` in ISO form, with the time and zone if they are there; None if it is ambiguous."""
    for _, pattern in rules.stamps:
        found = pattern.search(text)
        if found is None:
            continue
        day = _day(found.groupdict())
        if day is None:
            continue
        rest = f"{text[: found.start()]} {text[found.end() :]}"
        return f"{day}{_time(rest, rules)}"
    return None


def _day(parts: dict[str, str | None]) -> str | None:
    """Return the ISO date of a match; None for a day that is none, or that two countries read differently."""
    year = int(parts["year"] or 0)
    if "first" in parts:
        first, second = int(parts["first"] or 0), int(parts["second"] or 0)
        day, month = (
            (first, second) if parts["mark"] == "." or first > 12 or first == second else (second, first)
        )
        if parts["mark"] != "." and first != second and max(first, second) <= 12:
            return None
    else:
        name, day = parts["month"] or "", int(parts["day"] or 0)
        month = int(name) if name.isdigit() else _MONTHS[name[:3].casefold()]
    try:
        return datetime(year, month, day).date().isoformat()
    except ValueError:
        return None


def _time(rest: str, rules: PageLines) -> str:
    """Return `T10:15:00+00:00`, without the zone if there is none that means one thing, or nothing."""
    found = rules.clock.search(rest)
    clock = _CLOCK.match(found[0]) if found else None
    if found is None or clock is None:
        return ""
    hour, minute = int(clock[1]), int(clock[2] or clock[3] or 0)
    if clock[5]:
        hour = hour % 12 + (12 if clock[5].casefold() == "p" else 0)
    if hour > 23 or minute > 59:
        return ""
    return f"T{hour:02}:{minute:02}:{int(clock[4] or 0) % 60:02}{_zone(found[0][clock.end() :], rules)}"


def _zone(text: str, rules: PageLines) -> str:
    text = text.strip(" ()").casefold()
    offset = _OFFSET.search(text)
    if offset and int(offset[2]) <= 14:
        return f"{offset[1]}{int(offset[2]):02}:{offset[3] or '00'}"
    return rules.zones.get(text, "")
