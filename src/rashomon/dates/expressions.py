"""This file is where date expressions are found in the raw text and read, in the order in which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from msgspec import Struct

from rashomon.dates.makers import make
from rashomon.dates.reading import Context, Reading
from rashomon.dates.values import days, granularity
from rashomon.lexicons import Lexicons
from rashomon.lexicons.dates import DateRule, DateTables
from rashomon.records import Document, Reason, Span, When, Zone, ZoneKind

_READ = frozenset({ZoneKind.PUBLICATION, ZoneKind.SUBHEAD, *(kind for kind in ZoneKind if kind.is_story)})
_WORD_BEFORE = re.compile(r"(\w+)\s+$")
#: Characters on either side of a word of time that an expression may reach.
_WINDOW = 36
#: Characters before an expression in which its preposition stands.
_LOOK_BACK = 16


class _Match(Struct, frozen=True):
    span: Span
    order: int
    rule: DateRule
    found: re.Match[str]


def find_dates(document: Document, lexicons: Lexicons, *, narrative: bool = False) -> tuple[When, ...]:
    """Return the date expressions of the story and its publication line, in order, each with the days it may cover.

    In a `narrative` (a history) everything relative hangs on the last date mentioned instead of on the day of
    publication. Without a day of publication such expressions keep open days. Values are TIMEX3 (TimeML 1.2.1).
    """
    tables = lexicons.dates
    zones = document.zones or (Zone(ZoneKind.BODY, Span(0, len(document.text))),)
    context = Context(tables, document.published_on, narrative=narrative)
    expressions = []
    for zone in zones:
        if zone.kind not in _READ:
            continue
        for match in _matches(document.text, zone.span, tables):
            is_past = not narrative and _relation(document.text, match.span, tables) == "since"
            reading = make(match.rule.make, match.found, replace(context, is_past=is_past))
            if reading is None:
                continue
            is_publication = zone.kind is ZoneKind.PUBLICATION
            expressions.append(_when(document.text, match, reading, tables, is_publication=is_publication))
            if days(reading.value) and not is_publication:
                context = Context(tables, context.published, reading.value, narrative)
    return tuple(expressions)


def _matches(text: str, zone: Span, tables: DateTables) -> list[_Match]:
    """Return the longest matches that do not overlap; of two as long, the earlier rule's."""
    found = sorted(
        _candidates(text, zone, tables), key=lambda m: (m.span.start - m.span.end, m.order, m.span.start)
    )
    kept: list[_Match] = []
    taken = bytearray(zone.end - zone.start)
    for match in found:
        start, end = match.span.start - zone.start, match.span.end - zone.start
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append(match)
    return sorted(kept, key=lambda m: m.span.start)


def _candidates(text: str, zone: Span, tables: DateTables) -> Iterator[_Match]:
    for window, families in _windows(text, zone, tables):
        for order, compiled in enumerate(tables.rules):
            if compiled.needs <= families:
                for found in compiled.regex.finditer(text, window.start, window.end):
                    yield _Match(Span(*found.span()), order, compiled.rule, found)


def _windows(text: str, zone: Span, tables: DateTables) -> list[tuple[Span, set[str]]]:
    """Return the stretches near a word of time, each with its kinds of words. Nothing outside them can match."""
    windows: list[tuple[Span, set[str]]] = []
    for found in tables.trigger.finditer(text, zone.start, zone.end):
        start = max(zone.start, found.start() - _WINDOW)
        end = min(zone.end, found.end() + _WINDOW)
        while zone.start < start and text[start - 1].isalnum():
            start -= 1
        while end < zone.end and text[end].isalnum():
            end += 1
        families = (
            {found.lastgroup} if found.lastgroup else tables.families.get(found[0].lower(), frozenset())
        )
        if windows and start <= windows[-1][0].end:
            last, kinds = windows[-1]
            windows[-1] = Span(last.start, end), kinds | families
        else:
            windows.append((Span(start, end), set(families)))
    return windows


def _when(text: str, match: _Match, reading: Reading, tables: DateTables, *, is_publication: bool) -> When:
    covered = days(reading.value)
    earliest = reading.earliest or (covered[0] if covered else None)
    latest = reading.latest or (covered[1] if covered else None)
    words = match.span.of(text)
    return When(
        earliest=earliest.isoformat() if earliest else None,
        latest=latest.isoformat() if latest else None,
        granularity=granularity(reading.value),
        relation=_relation(text, match.span, tables),
        basis="explicit" if earliest else "none",
        anchor=reading.anchor,
        type=reading.type,
        value=reading.value,
        mod=reading.mod,
        is_publication=is_publication,
        span=match.span,
        why=(Reason(match.rule.id, f"{words!r} is {reading.value}"),),
    )


def _relation(text: str, span: Span, tables: DateTables) -> str:
    before = _WORD_BEFORE.search(text[max(0, span.start - _LOOK_BACK) : span.start])
    return (tables.value("relation", before[1]) if before else "") or "on"
