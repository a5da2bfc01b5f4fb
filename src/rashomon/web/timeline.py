"""This file is where events become bars over time: as wide as their dates are precise, in stretches that the eye can tell apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from rashomon.web.charts import chart
from rashomon.web.rendering import link

#: Bars that stand beside each other at most.
MOST_BARS = 150
#: What share of the events may lie before and behind the time shown, so that one year far back does not squeeze the rest.
_BEFORE, _BEHIND = 0.02, 0.005
_UNITS = ("day", "week", "month", "year")
_TICKS = {"day": "%Y-%m-%d", "week": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
#: Height of a lane's name above its bars.
_HEAD = 26
#: What is worked out of days is kept: thousands of stretches begin and end on some hundred days.
_kept = lru_cache(maxsize=1 << 14)


@dataclass(frozen=True, slots=True)
class Count:
    """How many events of a kind lie somewhere between two days."""

    lane: str
    first: date
    last: date
    quad: int
    events: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a timeline. A coarse one stands for events spread evenly over all the time in which they may lie."""

    lane: str
    start: date
    end: date
    """The first day behind it."""
    low: float
    high: float
    quad: int
    is_coarse: bool

    @property
    def last(self) -> date:
        """Return its last day."""
        return self.end - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars over one stretch of time, in units of a day, a week, a month or a year."""

    unit: str
    start: date
    end: date
    bars: tuple[Bar, ...]
    before: int
    """Events that lie wholly before what is shown."""
    behind: int


def to_count(lane: str, earliest: str, latest: str, quad: int, events: int) -> Count | None:
    """Return the count between two ISO days; None if either is no day."""
    first, last = _day(earliest, is_last=False), _day(latest, is_last=True)
    if first is None or last is None:
        return None
    return Count(lane, min(first, last), max(first, last), quad, events)


def make_timeline(counts: Iterable[Count | None], least: str = "day") -> Timeline | None:
    """Return the bars of the counts, in units of `least` or longer; None if there are none."""
    found = [count for count in counts if count is not None]
    if not found:
        return None
    start, end = _shown(found)
    unit = max(unit_of(start, end), least, key=_UNITS.index)
    first, last = _bin(start, unit), _bin(end, unit)
    shown = [one for one in found if _bin(one.last, unit) >= first and _bin(one.first, unit) <= last]
    return Timeline(
        unit,
        _begin(first, unit),
        _begin(last + 1, unit),
        tuple(_bars(shown, unit, first, last)),
        sum(one.events for one in found if _bin(one.last, unit) < first),
        sum(one.events for one in found if _bin(one.first, unit) > last),
    )


def unit_of(start: date, end: date) -> str:
    """Return the smallest unit of which no more than MOST_BARS fill the time."""
    return next(
        (unit for unit in _UNITS if _bin(end, unit) - _bin(start, unit) < MOST_BARS),
        "year",
    )


def draw_timeline(
    found: Timeline | None, lanes: Sequence[tuple[str, str, int]], href: str, **query: str
) -> dict[str, Any]:
    """Return the specification of the timeline. `lanes` are names, titles and heights.

    A lane without events leaves its height to the first one; a bar leads to `href` of its days.
    """
    bars = found.bars if found else ()
    most = {lane: max((bar.high for bar in bars if bar.lane == lane), default=0.0) for lane, _, _ in lanes}
    top, rows = 0, []
    spare = sum(height + _HEAD for lane, _, height in lanes if not most[lane])
    for lane, title, height in lanes:
        if not most[lane]:
            continue
        height, spare = height + spare, 0
        rows.append(
            {"lane": lane, "title": title, "top": top + _HEAD, "size": height, "most": max(1.0, most[lane])}
        )
        top += height + _HEAD
    specification = chart("timeline", lanes=rows, bars=[_datum(bar) for bar in bars])
    values = {
        "height": top or sum(height + _HEAD for _, _, height in lanes),
        "leads_to": link(href, query, since="") + ("&" if query else "?"),
        "unit": found.unit if found else "day",
        "ticks": _TICKS[found.unit] if found else "%Y-%m-%d",
        "span": [found.start.isoformat(), found.end.isoformat()] if found else ["2000-01-01", "2000-01-02"],
    }
    signals = [
        {**one, "value": values[one["name"]]} if one["name"] in values else one
        for one in specification["signals"]
    ]
    return {**specification, "signals": signals}


def _datum(bar: Bar) -> dict[str, Any]:
    """Return the datum of a bar, short: there may be thousands; the specification adds what a reader sees."""
    return {
        "lane": bar.lane,
        "start": bar.start.isoformat(),
        "last": bar.last.isoformat(),
        "low": round(bar.low, 2),
        "high": round(bar.high, 2),
        "quad": bar.quad,
        "is_coarse": bar.is_coarse,
    }


def _shown(counts: Sequence[Count]) -> tuple[date, date]:
    """Return the first and the last day shown: all, unless a few events far off would need longer units."""
    firsts = sorted((one.first, one.events) for one in counts)
    lasts = sorted(((one.last, one.events) for one in counts), reverse=True)
    total = sum(one.events for one in counts)
    whole = (firsts[0][0], lasts[0][0])
    start, end = _without(firsts, total * _BEFORE), _without(lasts, total * _BEHIND)
    if start > end:
        return whole
    unit = unit_of(start, end)
    start = next(day for day, _ in firsts if unit_of(day, end) == unit)
    return start, next(day for day, _ in lasts if unit_of(start, day) == unit)


def _without(days: Sequence[tuple[date, int]], most: float) -> date:
    passed = 0
    for day, events in days:
        passed += events
        if passed > most:
            return day
    return days[-1][0]


def _bars(counts: Sequence[Count], unit: str, first: int, last: int) -> Iterable[Bar]:
    """Yield the bars: exact ones lie below, what is spread over several lies on top of them."""
    heights: defaultdict[tuple[str, int, bool, int], float] = defaultdict(float)
    for one in counts:
        low, high = _bin(one.first, unit), _bin(one.last, unit)
        if low == high:
            heights[one.lane, low, False, one.quad] += one.events
            continue
        days = (one.last - one.first).days + 1
        for number in range(max(low, first), min(high, last) + 1):
            start, end = max(one.first, _begin(number, unit)), min(one.last, _end(number, unit))
            heights[one.lane, number, True, one.quad] += one.events * ((end - start).days + 1) / days
    tops: defaultdict[tuple[str, int], float] = defaultdict(float)
    open_bar: dict[tuple[str, int], Bar] = {}
    for (lane, number, is_coarse, quad), height in sorted(heights.items(), key=_in_order):
        low_edge = tops[lane, number]
        tops[lane, number] = low_edge + height
        bar = Bar(
            lane,
            _begin(number, unit),
            _begin(number + 1, unit),
            low_edge,
            low_edge + height,
            quad,
            is_coarse,
        )
        before = open_bar.get((lane, quad)) if is_coarse else None
        if before and _goes_on(before, bar):
            bar = Bar(lane, before.start, bar.end, before.low, before.high, quad, is_coarse)
        elif before:
            yield before
        if is_coarse:
            open_bar[lane, quad] = bar
        else:
            yield bar
    yield from open_bar.values()


def _in_order(item: tuple[tuple[str, int, bool, int], float]) -> tuple[str, bool, int, int]:
    (lane, number, is_coarse, quad), _ = item
    return lane, is_coarse, number, quad


def _goes_on(before: Bar, bar: Bar) -> bool:
    return before.end == bar.start and abs(before.low - bar.low) + abs(before.high - bar.high) < 1e-6


@_kept
def _day(text: str, *, is_last: bool) -> date | None:
    """Return the day of an ISO date; of a month or a year its first or last day."""
    try:
        if len(text) >= 10:
            return date.fromisoformat(text[:10])
        year, month = int(text[:4]), int(text[5:7]) if len(text) >= 7 else (12 if is_last else 1)
        number = date(year, month, 1).year * 12 + month - 1
        return _end(number, "month") if is_last else _begin(number, "month")
    except ValueError:
        return None


@_kept
def _bin(day: date, unit: str) -> int:
    if unit == "day":
        return day.toordinal()
    if unit == "week":
        return (day.toordinal() - 1) // 7
    return day.year * 12 + day.month - 1 if unit == "month" else day.year


@_kept
def _begin(number: int, unit: str) -> date:
    if unit == "day":
        return date.fromordinal(number)
    if unit == "week":
        return date.fromordinal(number * 7 + 1)
    return date(number // 12, number % 12 + 1, 1) if unit == "month" else date(number, 1, 1)


@_kept
def _end(number: int, unit: str) -> date:
    return _begin(number + 1, unit) - timedelta(days=1)
