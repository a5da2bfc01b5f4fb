"""This file is where saved pages are read: title, time, publisher, authors and text."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.tasks import Context, Predict, Row
from rashomon.documents import read
from rashomon.errors import InputError
from rashomon.pipeline import Tools
from rashomon.records import Document, Zone, ZoneKind

_TEXT = frozenset({ZoneKind.DEK, ZoneKind.SUBHEAD, ZoneKind.BODY})


def predict_pages(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield what is read on each page that lies beside the input file; nulls for a page that holds no article."""
    for row in rows:
        try:
            yield _answer(row, read(context.input.parent / row["file"], url=row["url"]))
        except InputError:
            yield {"id": row["id"], "title": None, "published": None, "authors": [], "text": None}


def _answer(row: Row, document: Document) -> Row:
    return {
        "id": row["id"],
        "title": document.title,
        "published": document.published,
        "publisher": document.publisher,
        "authors": list(document.authors),
        "text": "\n".join(zone.span.of(document.text) for zone in document.zones if _is_text(zone)),
    }


def _is_text(zone: Zone) -> bool:
    """Say whether the zone is part of the article below its headline; a dateline is."""
    return zone.kind in _TEXT or bool(zone.why and zone.why.rule.startswith("dateline:"))


TASKS: dict[str, Predict] = {"pages": predict_pages}
GOLD_KEYS: dict[str, tuple[str, ...]] = {}
