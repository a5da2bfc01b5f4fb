"""This file is where the passages of a document that accounts rest on are cut out, each once, with what rests on it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rashomon.corpus.database import Corpus
from rashomon.incidents.slots import SLOTS
from rashomon.web.sides import AccountView

#: Characters around what is marked. Passages that come nearer to each other are one.
_AROUND = 70
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of an excerpt: words that something rests on, or what stands between them."""

    words: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage of a document."""

    parts: tuple[Part, ...]
    rests: str
    """Accounts with the slots that rest on it, as: 3 what, when; 5 who."""


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    account: int
    slot: str


def excerpts(corpus: Corpus, accounts: Iterable[AccountView]) -> dict[str, list[Excerpt]]:
    """Return by document the passages that the accounts rest on, in the order of the text."""
    marks: dict[str, list[_Mark]] = {}
    for account in accounts:
        for cell in account.cells:
            for one in cell.quotes:
                marks.setdefault(one.document, []).append(
                    _Mark(one.start, one.end, account.number, cell.slot)
                )
    rows = corpus.db.execute(
        "SELECT id, text FROM document WHERE id IN (SELECT value FROM json_each(?))", (json.dumps([*marks]),)
    )
    return {id: [_excerpt(text, group) for group in _groups(marks[id])] for id, text in rows}


def _groups(marks: Iterable[_Mark]) -> list[list[_Mark]]:
    """Return the marks in groups whose surroundings touch."""
    groups: list[list[_Mark]] = []
    reach = 0
    for mark in sorted(marks, key=lambda one: (one.start, one.end, one.account)):
        if groups and mark.start - reach <= 2 * _AROUND:
            groups[-1].append(mark)
        else:
            groups.append([mark])
        reach = max(reach, mark.end)
    return groups


def _excerpt(text: str, marks: Sequence[_Mark]) -> Excerpt:
    stretches: list[tuple[int, int]] = []
    for mark in marks:
        if stretches and mark.start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], mark.end))
        else:
            stretches.append((mark.start, mark.end))
    first, last = max(0, stretches[0][0] - _AROUND), min(len(text), stretches[-1][1] + _AROUND)
    before, after = text[first : stretches[0][0]], text[stretches[-1][1] : last]
    parts = [Part(f"… {before.partition(' ')[2]}" if first else before, is_marked=False)]
    for number, (start, end) in enumerate(stretches):
        if number:
            parts.append(Part(text[stretches[number - 1][1] : start], is_marked=False))
        parts.append(Part(text[start:end], is_marked=True))
    parts.append(Part(f"{after.rpartition(' ')[0]} …" if last < len(text) else after, is_marked=False))
    return Excerpt(
        tuple(Part(_SPACE.sub(" ", one.words), one.is_marked) for one in parts if one.words), _rests(marks)
    )


def _rests(marks: Iterable[_Mark]) -> str:
    slots: dict[int, dict[str, None]] = {}
    for mark in marks:
        slots.setdefault(mark.account, {})[mark.slot] = None
    return "; ".join(
        f"{account} {', '.join(sorted(slots[account], key=SLOTS.index))}" for account in sorted(slots)
    )
