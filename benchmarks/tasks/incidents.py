"""This file is where the tasks of stories, copies and incidents are answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from benchmarks.tasks import Context, Predict, Row
from rashomon.documents import read_text
from rashomon.incidents.lineage import shared_texts
from rashomon.incidents.linking import link
from rashomon.incidents.stories import StoryText, find_stories
from rashomon.incidents.tellings import find_tellings
from rashomon.pipeline import Tools, code_documents
from rashomon.records import Document, Telling


def predict_copies(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield the pairs of documents that share text."""
    for pair in shared_texts((row["id"], row["text"]) for row in rows):
        yield {"a": pair.left, "b": pair.right, "score": pair.taken}


def predict_stories(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield each document with its story."""
    stories = find_stories([story_text(row) for row in rows], tools.lexicons.frequencies)
    yield from ({"id": document, "cluster": story} for document, story in stories.items())


def predict_incidents(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield each document with the incident of what it tells first; one that tells nothing stands alone."""
    tellings: dict[str, tuple[Telling, ...]] = {}
    for coding in code_documents(map(_document, rows), tools):
        tellings[coding.document.id] = find_tellings(coding)
    incidents = link((t for found in tellings.values() for t in found), tools.lexicons.frequencies)
    of = {telling: incident.id for incident in incidents for telling in incident.tellings}
    for document, found in tellings.items():
        yield {"id": document, "cluster": of[found[0].id] if found else document}


def _document(row: Row) -> Document:
    """Return the row as a document. The text is one paragraph, which may begin with the headline."""
    title, text = row["title"] or "", row["text"]
    if title and text.startswith(title):
        text = f"{title}\n\n{text[len(title) :].strip()}"
    found = read_text(text, published=row["published"], publisher=row["publisher"])
    return replace(found, id=row["id"], language="en", title=title or found.title)


def story_text(row: Row) -> StoryText:
    """Return what a row tells of its document."""
    published = date.fromisoformat(row["published"][:10]) if row["published"] else None
    return StoryText(row["id"], row["title"], row["text"], published)


TASKS: dict[str, Predict] = {
    "copies": predict_copies,
    "stories": predict_stories,
    "incidents": predict_incidents,
}
GOLD_KEYS: dict[str, tuple[str, ...]] = {}
