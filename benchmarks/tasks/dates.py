"""This file is where the date benchmarks are answered: expressions with their values, and the dates of mentions."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.tasks import Context, Predict, Row
from rashomon.dates import date_mentions, find_dates, told_times
from rashomon.documents import read_text
from rashomon.pipeline import Tools
from rashomon.records import Document, Span
from rashomon.sentences import parse

#: Histories, whose publication date is only the day on which they were read.
NARRATIVE = "wikiwars"


def predict_dates(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield the date expressions of each text with their TIMEX3 types and values."""
    for row in rows:
        document = Document(id=row["id"], text=row["text"], published=row["dct"])
        dates = find_dates(document, tools.lexicons, narrative=row.get("corpus") == NARRATIVE)
        found = [
            {"start": when.span.start, "end": when.span.end, "type": when.type, "value": when.value}
            for when in dates
            if when.span
        ]
        yield {"id": row["id"], "timexes": found}


def predict_event_dates(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield the days of each given mention of a happening."""
    for row in rows:
        document = read_text(row["text"], name=row["id"], published=row["dct"])
        spans = [Span(event["start"], event["end"]) for event in row["events"]]
        sentences = parse(document, tools.parser)
        dates = told_times(document, sentences, find_dates(document, tools.lexicons), tools.lexicons.dates)
        found = date_mentions(document, sentences, spans, dates)
        events = [
            {"start": s.start, "end": s.end, "earliest": w.earliest, "latest": w.latest, "basis": w.basis}
            for s, w in zip(spans, found, strict=True)
        ]
        yield {"id": row["id"], "events": events}


TASKS: dict[str, Predict] = {"dates": predict_dates, "event-dates": predict_event_dates}
GOLD_KEYS = {"dates": ("timexes",), "event-dates": ("events.date", "events.alt", "events.text")}
