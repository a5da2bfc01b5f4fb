"""This file is where publishers are listed, with how much of each the corpus holds."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query

from rashomon.corpus.profile import list_publishers
from rashomon.web.screen import Most, OpenCorpus, Screen, Start, View, Words
from rashomon.web.settings import PAGE_ROWS


class PublisherRow(View):
    """A publisher, in numbers."""

    publisher: str
    country: str | None
    """ISO 3166 alpha-3, where it is known."""
    documents: int
    events: int
    statements: int
    """Statements of others that it reports."""
    first: str | None
    """When its first document was published."""
    last: str | None


class PublisherList(View):
    """Publishers of the corpus, as counted when it was last grouped."""

    publishers: list[PublisherRow]
    words: str
    order: str
    start: int
    most: int
    has_more: bool


def publishers(
    corpus: OpenCorpus,
    words: Words = "",
    order: Annotated[
        Literal["documents", "events", "name", "latest"], Query(description="What they are ordered by.")
    ] = "documents",
    start: Start = 0,
    most: Most = PAGE_ROWS,
) -> PublisherList:
    """Publishers with their documents, events, days and the statements of others that they report."""
    found = list_publishers(corpus, words=words.strip(), order=order, start=start, most=most + 1)
    return PublisherList(
        publishers=[PublisherRow(**row) for row in found[:most]],
        words=words,
        order=order,
        start=start,
        most=most,
        has_more=len(found) > most,
    )


SCREEN = Screen(
    "/publishers",
    publishers,
    "publishers.html.j2",
    lambda view: [row.model_dump() for row in view.publishers],
)
