"""This file is where the ledger of figures is read: how many, according to whom, on which day, and its chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Path, Request

from rashomon.comparisons import Comparison, Entry
from rashomon.corpus.comparing import find_incident
from rashomon.corpus.database import Corpus
from rashomon.corpus.summaries import load_comparison
from rashomon.web.charts import Chart, chart
from rashomon.web.rendering import link, part
from rashomon.web.screen import Most, OpenCorpus, Screen, Start, View
from rashomon.web.sides import read_numbers

#: Figures of a page: most incidents have fewer, and a browser shows a thousand rows in seconds only.
_ROWS = 200
#: Rows of the chart; what is more stands in the table alone.
_MOST_DRAWN = 40
#: How far the bar of an open figure reaches beyond its number, as a part of the largest number of its facet.
_OPEN = 0.12


class EntryView(View):
    """One figure: who gives it, when, in which words, and how it stands to the others."""

    kind: str
    """killed, wounded, missing, detained, displaced, captured, destroyed or troops."""
    category: str
    """civilian, combatant or unspecified."""
    low: int | None
    high: int | None
    """None: open on this side, as for at least 13."""
    hedge: str | None
    whom: str | None
    words: str
    voice: str
    publisher: str
    account: int
    origin: int
    document: str
    start: int
    end: int
    event: int | None
    """The number of an event in its document that tells it."""
    published: str | None
    verdict: str
    detail: str
    is_part: bool
    """It counts a part of a larger figure of the same account."""


class RangeView(View):
    """The lowest, the highest and the latest figure of one kind and category."""

    kind: str
    category: str
    low: int
    high: int
    latest: int
    latest_voice: str
    entries: int


class LedgerView(View):
    """Every figure of an incident, each with its voice; none is chosen."""

    incident: str
    title: str
    ranges: list[RangeView]
    entries: list[EntryView]
    in_all: int
    start: int
    most: int
    has_more: bool


def figures(
    corpus: OpenCorpus,
    request: Request,
    id: Annotated[str, Path(max_length=64, description="An incident's id, or enough of its beginning.")],
    start: Start = 0,
    most: Most = _ROWS,
) -> LedgerView:
    """Every figure that an incident is told with: who gives it, when, how it stands to the others."""
    found = find_incident(corpus, id)
    comparison = load_comparison(corpus, found, request.app.state.reader.lexicons)
    return ledger_of(corpus, comparison, start, most)


def ledger_of(corpus: Corpus, comparison: Comparison, start: int, most: int) -> LedgerView:
    """Return the figures of a comparison from `start` on, and their ranges over all origins."""
    entries = comparison.ledger.entries
    shown = entries[start : start + most]
    numbers = _events(corpus, comparison, shown)
    return LedgerView(
        incident=comparison.incident,
        title=comparison.title or comparison.incident,
        ranges=[
            RangeView(**{name: getattr(one, name) for name in RangeView.model_fields})
            for one in comparison.ledger.ranges
            if one.origin is None
        ],
        entries=[_entry(entry, numbers[index]) for index, entry in enumerate(shown)],
        in_all=len(entries),
        start=start,
        most=most,
        has_more=len(entries) > start + most,
    )


def draw_ledger(view: LedgerView) -> dict[str, Any]:
    """Return the chart of the figures: one facet a kind and category, a row a voice and day, a bar as wide as the range."""
    drawn = [one for one in view.entries if not one.is_part and (one.low, one.high) != (None, None)]
    drawn = drawn[:_MOST_DRAWN]
    tops: dict[tuple[str, str], int] = {}
    for one in drawn:
        key = (one.kind, one.category)
        tops[key] = max(tops.get(key, 1), one.low or 0, one.high or 0)
    rows = [_row(one, number, tops[one.kind, one.category]) for number, one in enumerate(drawn)]
    return chart("ledger", figures=rows)


def _row(one: EntryView, number: int, top: int) -> dict[str, object]:
    """Return what the chart draws of a figure: from where to where, and on which side it is open."""
    low, high = one.low, one.high
    least = low if low is not None else max(0.0, (high or 0) - top * _OPEN)
    most = high if high is not None else (low or 0) + top * _OPEN
    voice = one.voice if one.voice == one.publisher else f"{one.voice}, in {one.publisher}"
    return {
        "facet": f"{one.kind} · {_CATEGORY[one.category]}",
        "order": number,
        "row": f"{(one.published or 'undated')[:10]}  {voice}",
        "voice": one.voice,
        "publisher": one.publisher,
        "day": (one.published or "undated")[:10],
        "from": least,
        "to": most,
        "number": low if low is not None else high,
        "open": most if high is None else least,
        "head": "▶" if high is None else "◀" if low is None else "",
        "words": one.words,
        "hedge": one.hedge or "none",
        "category": one.category,
        "verdict": one.verdict,
        "detail": one.detail or "–",
        "origin": one.origin,
        "href": link(f"/documents/{part(one.document)}", event=one.event),
    }


_CATEGORY = {"civilian": "civilians", "combatant": "combatants", "unspecified": "not said of whom"}


def _entry(entry: Entry, event: int | None) -> EntryView:
    same = {name: getattr(entry, name) for name in EntryView.model_fields if hasattr(entry, name)}
    return EntryView(
        **{**same, "verdict": entry.verdict.value},
        start=entry.span.start,
        end=entry.span.end,
        event=event,
    )


def _events(corpus: Corpus, comparison: Comparison, entries: Sequence[Entry]) -> list[int | None]:
    """Return of each figure the number of the event that tells it, in its document."""
    told = {
        (value.document, value.span): value.event
        for account in comparison.accounts
        for cell in account.cells
        if cell.slot == "figures"
        for value in cell.values
    }
    events = [told.get((entry.document, entry.span)) for entry in entries]
    numbers = read_numbers(corpus, {event for event in events if event})
    return [numbers.get(event or "") for event in events]


SCREEN = Screen(
    "/incidents/{id}/figures",
    figures,
    "incident_figures.html.j2",
    lambda view: [row.model_dump() for row in view.entries],
)
CHARTS = (Chart("/incidents/{id}/figures", figures, draw_ledger),)
