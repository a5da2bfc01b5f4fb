"""This file is where the tasks of stories, copies and incidents are answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from benchmarks.tasks import Context, Predict, Row
from rashomon.incidents.lineage import shared_texts
from rashomon.incidents.stories import StoryText, find_stories
from rashomon.pipeline import Tools


def predict_copies(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield the pairs of documents that share text."""
    for pair in shared_texts((row["id"], row["text"]) for row in rows):
        yield {"a": pair.left, "b": pair.right, "score": pair.taken}


def predict_stories(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield each document with its story."""
    stories = find_stories([story_text(row) for row in rows], tools.lexicons.frequencies)
    yield from ({"id": document, "cluster": story} for document, story in stories.items())


def story_text(row: Row) -> StoryText:
    """Return what a row tells of its document."""
    published = date.fromisoformat(row["published"][:10]) if row["published"] else None
    return StoryText(row["id"], row["title"], row["text"], published)


TASKS: dict[str, Predict] = {"copies": predict_copies, "stories": predict_stories}
GOLD_KEYS: dict[str, tuple[str, ...]] = {}
