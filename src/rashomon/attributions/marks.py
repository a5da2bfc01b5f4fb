"""This file is where quotation marks are paired, in every style and with odd counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from rashomon.records import Document, Span, Zone, ZoneKind

_DOUBLE = re.compile(r"``|''|[\"“”„‟«»]")
_SINGLE = re.compile(r"['‘’‚`]")
_SENTENCE_WORDS = 3
_CLOSERS = {"“": "”", "„": "“”", "‟": "”", "«": "»", "»": "«", "``": "''", '"': '"', "”": "”"}


class Quotation(Struct, frozen=True):
    """A stretch in quotation marks, marks included, of one paragraph."""

    span: Span
    inner: Span
    is_closed: bool
    opens_paragraph: bool
    is_whole: bool
    """It begins with a capital letter and is more than a name long: a sentence, not a phrase."""


def find_quotations(document: Document, paragraph: int) -> tuple[Quotation, ...]:
    """Return the quotations of a paragraph (a zone of the document) in order; never raises, whatever the marks."""
    zones = document.zones or (Zone(ZoneKind.BODY, Span(0, len(document.text))),)
    if paragraph >= len(zones):
        return ()
    zone = zones[paragraph].span
    text = zone.of(document.text)
    goes_on = paragraph + 1 < len(zones) and _opens(zones[paragraph + 1].span.of(document.text))
    found = list(_pair(text, _DOUBLE, zone.start, goes_on))
    if not found and not _DOUBLE.search(text):
        found = [q for q in _pair(text, _SINGLE, zone.start, False) if q.inner.end - q.inner.start > 20]
    return tuple(found)


def _opens(text: str) -> bool:
    return bool(text) and (text[0] in '"“„«' or text.startswith(("``", "''")))


def _pair(text: str, pattern: re.Pattern[str], offset: int, goes_on: bool) -> Iterator[Quotation]:
    """Pair marks from left to right: a mark opens or closes by its shape, or else by the space around it."""
    opened: tuple[int, int, str] | None = None
    for match in pattern.finditer(text):
        mark, start, end = match.group(), match.start(), match.end()
        if opened is None:
            if _can_open(text, mark, start, end):
                opened = (start, end, mark)
            continue
        if _can_close(text, opened[2], mark, start, end):
            yield _quotation(opened, start, end, offset, text)
            opened = None
        elif mark == opened[2] and _can_open(text, mark, start, end) and goes_on:
            opened = (start, end, mark)
    if opened is not None and (goes_on or opened[0] == 0) and len(text) - opened[1] > 1:
        yield _quotation(opened, len(text), len(text), offset, text, is_closed=False)


def _quotation(
    opened: tuple[int, int, str], start: int, end: int, offset: int, text: str, *, is_closed: bool = True
) -> Quotation:
    first = opened[0]
    return Quotation(
        Span(offset + first, offset + end),
        Span(offset + opened[1], offset + start),
        is_closed,
        not text[:first].strip(),
        text[opened[1] : opened[1] + 1].isupper() and text.count(" ", opened[1], start) >= _SENTENCE_WORDS,
    )


def _can_open(text: str, mark: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if mark in ("“", "„", "‟", "«", "``", "‚"):
        return True
    if not after.strip():
        return False
    if mark in ("'", "‘", "’", "`"):
        return mark != "’" and not before.strip("([—–-/ \t\u00a0") and after.isalnum()
    if mark == '"' and before.isdigit():
        return False
    return not before.strip("([{—–-/: \t\u00a0\n")


def _can_close(text: str, opener: str, mark: str, start: int, end: int) -> bool:
    if opener in ("'", "‘", "`", "‚"):
        before, after = text[start - 1 : start], text[end : end + 1]
        return mark in ("'", "’", "‘") and bool(before.strip()) and not after.isalnum()
    if opener == mark == "“":
        return not text[end : end + 1].strip() and text[start - 1 : start] in (".", ",", "!", "?")
    closers = _CLOSERS.get(opener, '"')
    if mark not in closers and not (mark in ('"', "”", "''") and opener in ('"', "“", "„", "``", "''", "”")):
        return False
    if opener == mark == '"':
        before, after = text[start - 1 : start], text[end : end + 1]
        return bool(before.strip()) or not after.strip()
    return True
