"""This file is where the attribution benchmark is answered: who says what, and how certain a text makes an event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from benchmarks.tasks import Context, Row
from rashomon.attributions import attribute
from rashomon.events.modality import author_value
from rashomon.records import Document, Sentence, Span, Zone, ZoneKind
from rashomon.sentences import parse_all

if TYPE_CHECKING:
    from rashomon.pipeline import Tools


def predict_attributions(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield the attributions of each story, as spans."""
    stories = (_story(row) for row in rows)
    for document, sentences in parse_all(stories, tools.parser, settings=tools.settings):
        found = attribute(document, sentences, tools.lexicons)
        yield {
            "id": document.id,
            "attributions": [
                {"source": _pairs(a.source), "cue": _pairs(a.cue), "content": _pairs(a.content)}
                for a in found
            ],
        }


def predict_factuality(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield for each event of a sentence the value, from -3 to 3, that its author gives it."""
    kept = list(rows)
    texts = (Document(id=row["id"], text=row["text"], language="en") for row in kept)
    parsed = parse_all(texts, tools.parser, settings=tools.settings)
    for row, (document, sentences) in zip(kept, parsed, strict=True):
        events = []
        for event in row["events"]:
            span = Span(event["start"], event["end"])
            value = _value(document, sentences, span, tools)
            events.append({"start": span.start, "end": span.end, "value": value})
        yield {"id": row["id"], "events": events}


def _story(row: Row) -> Document:
    """Return the row as a document whose lines are its paragraphs; a first line that is the title is the headline."""
    text, position = row["text"], 0
    zones: list[Zone] = []
    for line in text.split("\n"):
        start, end = position + len(line) - len(line.lstrip()), position + len(line.rstrip())
        if start < end:
            zones.append(Zone(_kind(line, row.get("title"), first=not zones), Span(start, end)))
        position += len(line) + 1
    return Document(
        id=row["id"], text=text, zones=tuple(zones), title=row.get("title"), publisher=row.get("publisher")
    )


def _kind(line: str, title: str | None, *, first: bool) -> ZoneKind:
    same = first and title is not None and line.strip()[:40].lower() == title.strip()[:40].lower()
    return ZoneKind.HEADLINE if same else ZoneKind.BODY


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _value(document: Document, sentences: tuple[Sentence, ...], span: Span, tools: Tools) -> float:
    for sentence in sentences:
        found = sentence.within(span)
        if found:
            return author_value(sentence, found[0], tools.lexicons)
    return 0.0


TASKS = {"attributions": predict_attributions, "factuality": predict_factuality}
GOLD_KEYS = {"attributions": ("attributions",), "factuality": ("events.value", "events.class3")}
