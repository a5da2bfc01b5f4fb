"""This file is where the words of a date expression are read: what it hangs on, its numbers, units and months."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from rashomon.dates.values import days
from rashomon.lexicons.dates import DateTables

#: A month and day without a year lies in the year that puts it nearest; a coming date counts as this much farther,
#: since news is about what happened (notes of the TimeBank error review: weights 1.5 and 1).
FUTURE_WEIGHT = 1.5
#: In a narrative the story moves on: a date before the last one mentioned counts as this much farther.
BACKWARD_WEIGHT = 1.2


@dataclass(frozen=True, slots=True)
class Context:
    """What a relative expression may hang on: the day of publication, and the last date mentioned."""

    tables: DateTables
    published: date | None
    reference: str | None = None
    narrative: bool = False
    is_past: bool = False
    """What the expression hangs on is over or has gone on since: no day to come is meant."""

    @property
    def anchor(self) -> date | None:
        """Return the day that "today" is counted from."""
        return (self.reference_day or self.published) if self.narrative else self.published

    @property
    def reference_day(self) -> date | None:
        """Return the first day of the last date mentioned."""
        span = days(self.reference)
        return span[0] if span else None


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression says: its TIMEX3 value and type, and the days, where the value alone does not tell them."""

    value: str
    type: str = "DATE"
    mod: str | None = None
    anchor: str | None = None
    earliest: date | None = None
    latest: date | None = None


Groups = dict[str, str]
Maker = Callable[[Groups, Context], Reading | None]


def month_number(groups: Groups, context: Context) -> int:
    """Return the number of the month that the expression names."""
    name = groups.get("month") or groups.get("month2")
    return int(context.tables.value("month", name) if name else groups["mm"])


def modifier(groups: Groups, context: Context) -> str | None:
    """Return the TIMEX3 modifier of "early", "the end of" ..., or None."""
    return context.tables.value("mod", groups.get("mod") or groups.get("mod2") or "") or None


def unit_letter(groups: Groups, context: Context) -> str:
    """Return the letter of the expression's unit of time."""
    return context.tables.value("unit", groups.get("unit") or groups.get("unit2") or groups["unit3"])


def anchor_name(context: Context) -> str:
    """Return what a relative expression is counted from: the last date mentioned, or the day of publication."""
    return "reference" if context.narrative and context.reference else "dct"


def amount(groups: Groups, context: Context) -> float | None:
    """Return the number that the words or digits give; None for a vague one."""
    words = groups.get("n", "").lower().replace(",", "")
    if not words:
        return None
    if re.fullmatch(r"[\d.]+", words):
        return float(words)
    half = words.endswith("and a half")
    parts = [
        context.tables.value("number", part) for part in re.split(r"[\s-]+", words.removesuffix("and a half"))
    ]
    numbers = [int(part) for part in parts if part]
    if not numbers:
        return None
    total = numbers[0] * numbers[1] if numbers[1:] == [100] else sum(numbers)
    return total + (0.5 if half else 0)


def on_day(day: date, part: str, context: Context) -> Reading:
    """Return the reading of a day, or of a part of it."""
    value = day.isoformat() + (f"T{part}" if part else "")
    return Reading(value, "TIME" if part else "DATE", anchor=anchor_name(context))


def nearest_year(month: int, day: int, context: Context) -> int | None:
    """Return the year that puts the day nearest to what it hangs on."""
    base = context.anchor
    if base is None:
        return None
    if context.narrative and context.reference and len(context.reference) == 4:
        return base.year
    ahead, behind = (1.0, BACKWARD_WEIGHT) if context.narrative else (FUTURE_WEIGHT, 1.0)

    def distance(year: int) -> float:
        gap = (year - base.year) * 365.25 + (month - base.month) * 30.4 + (day - base.day)
        if gap > 0 and context.is_past:
            return float("inf")
        return gap * ahead if gap > 0 else -gap * behind

    return min((base.year - 1, base.year, base.year + 1), key=distance)
