"""This file is where relative expressions are read: weekdays, "last week", "two days later", durations, hours."""

from __future__ import annotations

from datetime import date, timedelta

from rashomon.dates.reading import (
    Context,
    Groups,
    Maker,
    Reading,
    amount,
    anchor_name,
    modifier,
    on_day,
    unit_letter,
)
from rashomon.dates.values import of_unit, shifted


def _deictic(groups: Groups, context: Context) -> Reading:
    word = groups["deictic"].lower()
    part = context.tables.value("part", groups["part"]) if "part" in groups else ""
    part = "NI" if word == "tonight" else part
    if context.anchor is None or (context.narrative and word == "today"):
        return Reading("PRESENT_REF" if word == "today" else "XXXX-XX-XX")
    day = context.anchor + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(word, 0))
    return on_day(day, part, context)


def _part_of_day(groups: Groups, context: Context) -> Reading | None:
    which, part = groups["which"].lower(), context.tables.value("part", groups["part"])
    anaphoric = which in ("that", "the same", "the following", "the next", "the previous")
    base = (context.reference_day or context.published) if anaphoric else context.anchor
    if base is None:
        return Reading(f"XXXX-XX-XXT{part}", "TIME")
    moves = {
        "last": -1,
        "late last": -1,
        "the previous": -1,
        "the following": 1,
        "the next": 1,
        "tomorrow": 1,
    }
    return on_day(base + timedelta(days=moves.get(which, 0)), part, context)


def _overnight(_: Groups, context: Context) -> Reading:
    if context.anchor is None:
        return Reading("XXXX-XX-XXTNI", "TIME")
    reading = on_day(context.anchor, "NI", context)
    return Reading(reading.value, "TIME", None, "dct", context.anchor - timedelta(days=1), context.anchor)


def _weekday(groups: Groups, context: Context) -> Reading | None:
    target = int(context.tables.value("weekday", groups["weekday"]))
    part = context.tables.value("part", groups["part"]) if "part" in groups else ""
    if context.anchor is None:
        return Reading(f"XXXX-WXX-{target + 1}" + (f"T{part}" if part else ""), mod=modifier(groups, context))
    which = groups.get("which", "").lower()
    day = _weekday_near(context.anchor, target, which, narrative=context.narrative)
    if "back" in groups:
        monday = context.anchor - timedelta(days=context.anchor.weekday() + 7)
        day = monday + timedelta(days=target)
    reading = on_day(day, part, context)
    return Reading(reading.value, reading.type, modifier(groups, context), reading.anchor)


def _weekday_near(anchor: date, target: int, which: str, *, narrative: bool) -> date:
    """Return the day meant: bare, the last one up to the day of publication, which itself counts.

    "said Friday" in a story of Friday is that Friday: 44 of 44 in TimeBank.
    """
    back = (anchor.weekday() - target) % 7
    if which in ("next", "this coming", "the coming", "the following", "the next"):
        return anchor + timedelta(days=(7 - back) or 7)
    if which in ("last", "this past", "the previous"):
        return anchor - timedelta(days=back or 7)
    if narrative:
        return anchor + timedelta(days=(7 - back) % 7)
    return anchor - timedelta(days=back)


def _weekend(groups: Groups, context: Context) -> Reading | None:
    anchor, which = context.anchor, groups["which"].lower()
    if anchor is None:
        return Reading("XXXX-WXX-WE")
    monday = anchor - timedelta(days=anchor.weekday())
    weeks = {"next": 1, "last": -1, "this past": -1, "the past": -1}.get(which, 0)
    if which in ("the", "that") and anchor.weekday() < 5:
        weeks = -1
    return Reading(of_unit(monday + timedelta(weeks=weeks), "W") + "-WE", anchor="dct")


_ANAPHORIC = frozenset(
    {
        "the previous",
        "that",
        "the same",
        "that same",
        "that very",
        "the following",
        "the next",
        "the preceding",
    }
)


def _unit_deictic(groups: Groups, context: Context) -> Reading | None:
    which, unit = groups["which"].lower(), unit_letter(groups, context)
    anaphoric = which in _ANAPHORIC or (which in ("in the", "on the") and context.narrative)
    base = (context.reference_day or context.published) if anaphoric else context.anchor
    if unit in ("N", "F") or unit.startswith("T"):
        return None
    if base is None:
        return Reading({"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX"}.get(unit, "XXXX"))
    if which in ("the past", "the last") and not context.narrative:
        return Reading(f"P1{unit}", "DURATION", None, "dct", shifted(base, unit, -1), base)
    count = -1 if which in ("last", "the past", "the last", "the previous", "the preceding") else 0
    count = 1 if which in ("next", "the following", "the next", "the coming") else count
    mod = {"earlier": "START", "early": "START", "later": "END", "late": "END"}.get(
        groups.get("side", "").lower()
    )
    anchor = "reference" if anaphoric else "dct"
    return Reading(
        of_unit(shifted(base, unit, count), unit), mod=mod or modifier(groups, context), anchor=anchor
    )


def _end_of_unit(groups: Groups, context: Context) -> Reading | None:
    unit = unit_letter(groups, context)
    base = (context.reference_day if context.narrative else None) or context.anchor
    if base is None or unit in ("N", "F") or unit.startswith("T"):
        return None
    return Reading(of_unit(base, unit), mod=modifier(groups, context) or "END", anchor=anchor_name(context))


def _shift(groups: Groups, context: Context) -> Reading | None:
    return _shifted_from(groups, context, context.anchor, -1, "dct")


def _shift_anaphoric(groups: Groups, context: Context) -> Reading | None:
    backward = groups["dir"].lower() in ("earlier", "before", "previously")
    base = context.reference_day or context.published
    return _shifted_from(groups, context, base, -1 if backward else 1, "reference")


def _shifted_from(
    groups: Groups, context: Context, base: date | None, sign: int, anchor: str
) -> Reading | None:
    count, unit = amount(groups, context), unit_letter(groups, context)
    if base is None or count is None or count != int(count) or unit.startswith("T") or unit == "N":
        return Reading("PAST_REF" if sign < 0 else "FUTURE_REF")
    day = shifted(base, unit, sign * int(count))
    mod = context.tables.value("approx", groups.get("approx", "")) or None
    return Reading(of_unit(day, "D" if unit == "F" else unit), mod=mod, anchor=anchor)


def _in_units(groups: Groups, context: Context) -> Reading | None:
    return _shifted_from(groups, context, context.anchor, 1, "dct")


def _duration(groups: Groups, context: Context) -> Reading | None:
    unit = unit_letter(groups, context)
    number = amount(groups, context)
    written = "X" if number is None else f"{number:g}"
    if "vague" in groups and context.tables.value("vague", groups["vague"]) == "2":
        written = "2"
    letter = {"N": "D", "F": "W", "E": "E", "C": "CE"}.get(unit, unit.removeprefix("T"))
    if unit == "F" and number:
        written = f"{number * 2:g}"
    mod = context.tables.value("approx", groups.get("approx", "")) or None
    return Reading(f"P{'T' if unit.startswith('T') else ''}{written}{letter}", "DURATION", mod)


def _single_duration(groups: Groups, context: Context) -> Reading | None:
    unit = unit_letter(groups, context)
    return Reading(f"P{'T' if unit.startswith('T') else ''}1{unit.removeprefix('T')}", "DURATION")


def _set(groups: Groups, context: Context) -> Reading | None:
    if "set" in groups:
        return Reading(context.tables.value("set", groups["set"]), "SET")
    if "weekday" in groups:
        return Reading(f"XXXX-WXX-{int(context.tables.value('weekday', groups['weekday'])) + 1}", "SET")
    if "part" in groups:
        return Reading("XXXX-XX-XXT" + context.tables.value("part", groups["part"]), "SET")
    return Reading(f"P1{unit_letter(groups, context).removeprefix('T')}", "SET")


def _clock(groups: Groups, context: Context) -> Reading | None:
    hour = int(groups.get("hh") or groups["hh2"])
    minute = groups.get("mi") or groups.get("mi2") or ""
    half = groups.get("half", "").lower().replace(".", "")
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    base = context.reference_day if context.narrative else context.published
    if base and groups.get("on", "").lower() == "yesterday":
        base -= timedelta(days=1)
    if base and "weekday" in groups:
        target = int(context.tables.value("weekday", groups["weekday"]))
        base = _weekday_near(base, target, "", narrative=context.narrative)
    stamp = f"T{hour:02d}" + (f":{minute}" if minute else ":00" if half and not context.narrative else "")
    return Reading((base.isoformat() if base else "XXXX-XX-XX") + stamp, "TIME", anchor=anchor_name(context))


def _named_hour(groups: Groups, context: Context) -> Reading:
    base = context.reference_day if context.narrative else context.published
    hour = "T24:00" if groups["named"].lower() == "midnight" else "T12:00"
    return Reading((base.isoformat() if base else "XXXX-XX-XX") + hour, "TIME", anchor=anchor_name(context))


def _present(_: Groups, __: Context) -> Reading:
    return Reading("PRESENT_REF")


def _past(_: Groups, __: Context) -> Reading:
    return Reading("PAST_REF")


def _future(_: Groups, __: Context) -> Reading:
    return Reading("FUTURE_REF")


MAKERS: dict[str, Maker] = {
    "deictic": _deictic,
    "part_of_day": _part_of_day,
    "overnight": _overnight,
    "weekday": _weekday,
    "weekend": _weekend,
    "unit_deictic": _unit_deictic,
    "end_of_unit": _end_of_unit,
    "shift": _shift,
    "in_units": _in_units,
    "shift_anaphoric": _shift_anaphoric,
    "duration": _duration,
    "single_duration": _single_duration,
    "set": _set,
    "clock": _clock,
    "named_hour": _named_hour,
    "present": _present,
    "past": _past,
    "future": _future,
}
