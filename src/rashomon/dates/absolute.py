"""This file is where expressions of the calendar are read: days, months, seasons, years, centuries."""

from __future__ import annotations

from datetime import date

from rashomon.dates.reading import (
    Context,
    Groups,
    Maker,
    Reading,
    anchor_name,
    modifier,
    month_number,
    nearest_year,
)
from rashomon.dates.values import days


def _calendar(groups: Groups, context: Context) -> Reading | None:
    month = month_number(groups, context)
    day = int(groups.get("d") or groups.get("d2") or 0)
    year = int(groups["y"]) if "y" in groups else nearest_year(month, day or 1, context)
    if year is None:
        return Reading(f"XXXX-{month:02d}" + (f"-{day:02d}" if day else ""), mod=modifier(groups, context))
    written = date(year, month, day).isoformat() if day else f"{year:04d}-{month:02d}"
    part = context.tables.value("part", groups["part"]) if "part" in groups else ""
    anchor = None if "y" in groups else anchor_name(context)
    suffix = f"T{part}" if part else ""
    return Reading(written + suffix, "TIME" if part else "DATE", modifier(groups, context), anchor)


def _before_christ(groups: Groups, context: Context) -> Reading:
    value = f"BC{int(groups['bc']):04d}"
    if "month" in groups:
        value += f"-{month_number(groups, context):02d}"
    if "season" in groups:
        value += "-" + context.tables.value("season", groups["season"])
    return Reading(value, mod=modifier(groups, context))


def _month_of_year(groups: Groups, context: Context) -> Reading | None:
    which = groups["which"].lower()
    base = context.anchor if which in ("last", "this", "next") else context.reference_day or context.published
    if base is None:
        return None
    year = base.year + {"last": -1, "the previous": -1, "next": 1, "the following": 1}.get(which, 0)
    return Reading(
        f"{year:04d}-{month_number(groups, context):02d}", mod=modifier(groups, context), anchor="dct"
    )


def _bare_month(groups: Groups, context: Context) -> Reading | None:
    month = month_number({"month": groups["fullmonth"]}, context)
    which, anchor = groups.get("which", "").lower(), context.anchor
    year = nearest_year(month, 1, context)
    if anchor and which == "last":
        year = anchor.year - (month >= anchor.month)
    if anchor and which == "next":
        year = anchor.year + (month <= anchor.month)
    value = f"XXXX-{month:02d}" if year is None else f"{year:04d}-{month:02d}"
    return Reading(value, mod=modifier(groups, context), anchor=anchor_name(context))


def _year(groups: Groups, context: Context) -> Reading:
    if "y" in groups:
        return Reading(groups["y"], mod=modifier(groups, context))
    base = context.reference_day or context.published
    century = base.year // 100 if base else 19
    if base and int(groups["yy"]) > base.year % 100 + 10:
        century -= 1
    return Reading(f"{century:02d}{groups['yy']}")


def _year_range(groups: Groups, _: Context) -> Reading | None:
    """Read the second year of "1990-94"; a smaller number is the month of a "2020-10"."""
    first = groups["from"]
    return Reading(first[:2] + groups["to"]) if groups["to"] > first[2:] and groups["to"] > "12" else None


def _decade(groups: Groups, context: Context) -> Reading | None:
    digits = groups["decade"]
    if len(digits) == 2:
        digits = ("20" if digits < "30" else "19") + digits
    return Reading(digits[:3], mod=modifier(groups, context))


def _century(groups: Groups, context: Context) -> Reading:
    number = int(groups.get("nth") or context.tables.value("ordinal", groups.get("ordinal", "first")))
    prefix = "BC" if "era" in groups else ""
    return Reading(f"{prefix}{number - 1:02d}", mod=modifier(groups, context))


def _season(groups: Groups, context: Context) -> Reading | None:
    season = context.tables.value("season", groups["season"])
    mod = modifier(groups, context)
    if "y" in groups:
        return Reading(f"{groups['y']}-{season}", mod=mod)
    base = context.reference_day if context.narrative else context.published
    if base is None:
        return Reading(f"XXXX-{season}", mod=mod)
    which = groups.get("which", "").lower()
    year = base.year + {"last": -1, "the previous": -1, "next": 1, "the following": 1}.get(which, 0)
    if which == "last" and (span := days(f"{base.year}-{season}")) and span[1] < base:
        year = base.year
    return Reading(f"{year:04d}-{season}", mod=mod, anchor=anchor_name(context))


def _quarter(groups: Groups, context: Context) -> Reading | None:
    base = context.anchor
    number = groups.get("q") or context.tables.value("ordinal", groups.get("ordinal", ""))
    number = "4" if groups.get("which") else number
    year = groups.get("y") or groups.get("y2") or (f"{base.year:04d}" if base else "XXXX")
    return Reading(f"{year}-Q{number}") if number in ("1", "2", "3", "4") else None


def _half(groups: Groups, _: Context) -> Reading:
    return Reading(f"{groups['y']}-H{1 if groups['half'].lower() == 'first' else 2}")


def _holiday(groups: Groups, context: Context) -> Reading | None:
    month_day = context.tables.value("holiday", groups["holiday"])
    month, day = int(month_day[:2]), int(month_day[3:])
    year = int(groups["y"]) if "y" in groups else nearest_year(month, day, context)
    return Reading(f"{year:04d}-{month_day}" if year else f"XXXX-{month_day}", anchor=anchor_name(context))


MAKERS: dict[str, Maker] = {
    "calendar": _calendar,
    "before_christ": _before_christ,
    "month_of_year": _month_of_year,
    "month": _bare_month,
    "year": _year,
    "year_range": _year_range,
    "decade": _decade,
    "century": _century,
    "season": _season,
    "quarter": _quarter,
    "half": _half,
    "holiday": _holiday,
}
