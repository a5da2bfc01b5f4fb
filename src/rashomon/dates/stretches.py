"""This file is where two ends of a stretch, each an expression or a bare day, become the one time of what happened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from rashomon.dates.tense import look_back
from rashomon.lexicons.dates import DateTables
from rashomon.records import Document, Reason, Sentence, Span, When

#: What a joint asks for when it makes a stretch by itself, as a dash does.
_ALONE = "alone"
#: Characters before an expression in which the word that opens a stretch stands.
_LOOK_BACK = 16
_DAY = r"(?<!\d)(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_ENDS_IN_DAY = re.compile(rf"{_DAY}$")
#: A dash between spaces ends a dateline: "Rome, May 3 - 12 people died".
_DAY_AFTER = re.compile(
    rf"(?P<joint>[-–]|\s+[a-z]+(?:\s+[a-z]+)?\s+)(?P<day>{_DAY})(?:,?\s+(?:1\d|20)\d\d)?(?!\w|[.,:]\d|%|[-–/]\d)"
)


def told_times(
    document: Document, sentences: Sequence[Sentence], dates: Sequence[When], tables: DateTables
) -> tuple[When, ...]:
    """Return the times that events are dated by: both ends of a stretch as one, what is told as past before publication."""
    return look_back(document, sentences, join_ends(document.text, dates, tables), tables)


def join_ends(text: str, dates: Sequence[When], tables: DateTables) -> tuple[When, ...]:
    """Return the dates with the two ends of a stretch as one: "between September 14 and 17", "from Monday to Friday"."""
    joined: list[When] = []
    for number, when in enumerate(dates):
        if joined and joined[-1].span and when.span and when.span.start < joined[-1].span.end:
            continue
        following = dates[number + 1] if number + 1 < len(dates) else None
        joined.append(_to_date(text, when, following, tables) or _to_day(text, when, tables) or when)
    return tuple(joined)


def _to_date(text: str, first: When, last: When | None, tables: DateTables) -> When | None:
    """Return the stretch up to the expression that follows, or None."""
    if last is None or first.span is None or last.span is None:
        return None
    asked = tables.value("joint", text[first.span.end : last.span.start].strip())
    # "To" joins two expressions by itself; "and" does so after "between" alone.
    if not asked or (asked == "between" and _opener(text, first.span, tables) != asked):
        return None
    return _stretch(text, first, last, Span(first.span.start, last.span.end))


def _to_day(text: str, first: When, tables: DateTables) -> When | None:
    """Return the stretch up to a bare day of the same month, or None."""
    if first.span is None or first.earliest is None or first.granularity != "day":
        return None
    found = _DAY_AFTER.match(text, first.span.end)
    if found is None or not _ENDS_IN_DAY.search(first.span.of(text)):
        return None
    asked = tables.value("joint", found["joint"].strip())
    if not asked or asked not in (_ALONE, _opener(text, first.span, tables)):
        return None
    written = f"{first.earliest[:8]}{found['day'].rstrip('dhnrst'):0>2}"
    if not _is_day(written):
        return None
    last = replace(first, earliest=written, latest=written, value=written)
    return _stretch(text, first, last, Span(first.span.start, found.end()))


def _opener(text: str, span: Span, tables: DateTables) -> str:
    """Return what the words right before the expression open: a "between" or a "from" stretch, or ''."""
    words = text[max(0, span.start - _LOOK_BACK) : span.start].lower().split()
    return next(filter(None, (tables.value("opener", " ".join(words[-n:])) for n in (2, 1))), "")


def _stretch(text: str, first: When, last: When, span: Span) -> When | None:
    if not (first.earliest and last.earliest and last.latest) or first.is_publication or last.is_publication:
        return None
    if first.earliest >= last.earliest or first.granularity == "unknown":
        return None
    relation = "during" if first.relation == "on" else first.relation
    value = f"{first.value}/{last.value}"
    reason = Reason("date:stretch", f"{span.of(text)!r} is {value}")
    return replace(
        first, latest=last.latest, relation=relation, value=value, span=span, why=(*first.why, reason)
    )


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True
