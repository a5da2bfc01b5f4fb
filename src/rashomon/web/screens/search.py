"""This file is where documents are searched: by words, by what was coded in them, and narrowed step by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from fastapi import Query

from rashomon.corpus.database import Corpus
from rashomon.corpus.facets import (
    CLOSES,
    KINDS,
    OPENS,
    Hits,
    count_facets,
    find_hits,
    find_names,
    has_uncounted,
    list_documents,
    load_hits,
)
from rashomon.web.rendering import link, part
from rashomon.web.screen import KindOfEvent, Most, OpenCorpus, Screen, Start, View, Words
from rashomon.web.settings import PAGE_ROWS

#: Values of a facet that are shown.
_VALUES = 12
_PATHS = {
    "incident": "/incidents/{}",
    "actor": "/actors/{}",
    "voice": "/network?voice={}",
    "publisher": "/publishers/{}",
}
_LABELS = {
    "publisher": "publisher",
    "year": "year of publication",
    "month": "month of publication",
    "event_type": "kind of event",
    "mood": "mood of an event",
    "voice": "voice",
    "country": "country of an actor",
}


class Piece(View):
    """A stretch of a snippet: words that were searched for, or what stands around them."""

    text: str
    is_match: bool


class Hit(View):
    """A document that fits."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    language: str | None
    url: str | None
    name: str | None
    events: int
    snippet: list[Piece]
    """The words found with those around them; the beginning of the text where no words were asked for."""


class FacetValue(View):
    """A value by which the documents can be narrowed down."""

    value: str
    documents: int
    is_active: bool
    address: str
    """The search narrowed down to it; of an active value, the search without it."""


class Facet(View):
    """One way to narrow documents down. A value holds for a document if one of its events has it."""

    kind: str
    label: str
    values: list[FacetValue]


class Chip(View):
    """A filter that is on."""

    kind: str
    label: str
    value: str
    without: str
    """The address of the search without it."""


class Name(View):
    """An incident, actor, voice or publisher whose name has the words."""

    kind: str
    id: str
    name: str
    count: int
    """Documents of an incident or publisher, events of an actor or voice."""
    address: str


class SearchResult(View):
    """The documents that fit, how they can be narrowed down, and names that have the words."""

    words: str
    total: int
    """How many documents fit."""
    ranked: int
    """How many of them are ranked, counted by facet and shown: of more than this, those that were added last."""
    hits: list[Hit]
    chips: list[Chip]
    facets: list[Facet]
    names: list[Name]
    order: str
    """best or newest, as they stand here; the newest also where too many have a word that only begins so."""
    start: int
    most: int
    has_more: bool
    has_uncounted: bool
    """Documents were added since the corpus was grouped: words find them, facets do not count them."""


def search(
    corpus: OpenCorpus,
    words: Words = "",
    publisher: Words = "",
    year: Annotated[str, Query(pattern=r"^(\d{4})?$")] = "",
    month: Annotated[str, Query(pattern=r"^(\d{4}-\d{2})?$")] = "",
    event_type: KindOfEvent = "",
    mood: Annotated[str, Query(pattern="^[a-z_]*$", description="asserted, denied, demanded ...")] = "",
    voice: Words = "",
    country: Annotated[str, Query(pattern="^[A-Z]{0,3}$", description="Of an actor or recipient.")] = "",
    order: Annotated[
        Literal["best", "newest"], Query(description="Without words the newest come first.")
    ] = "best",
    start: Start = 0,
    most: Most = PAGE_ROWS,
) -> SearchResult:
    """Documents that have the words and an event of each facet asked for, with counts by facet and names that fit."""
    given = (publisher, year, month, event_type, mood, voice, country)
    facets = {kind: value for kind, value in zip(KINDS, given, strict=True) if value}
    query = {name: value for name, value in {"words": words, **facets}.items() if value}
    query |= {"order": order} if order != "best" else {}
    hits = find_hits(corpus, words, facets, newest=order == "newest")
    return SearchResult(
        words=words,
        total=hits.total,
        ranked=len(hits.rows),
        hits=[_hit(row) for row in load_hits(corpus, hits.rows[start : start + most], words)],
        chips=[
            Chip(kind=kind, label=_LABELS[kind], value=value, without=link("/search", query, **{kind: None}))
            for kind, value in facets.items()
        ],
        facets=_facets(corpus, hits, facets, query),
        names=_names(corpus, words) if not start else [],
        order="best" if hits.is_ranked else "newest",
        start=start,
        most=most,
        has_more=start + most < len(hits.rows),
        has_uncounted=has_uncounted(corpus),
    )


def pieces(found: str) -> Iterator[Piece]:
    """Yield the stretches of a snippet. A mark that the text itself holds cannot open what is never closed."""
    for number, stretch in enumerate(found.split(OPENS)):
        inside, closed, after = stretch.partition(CLOSES) if number else ("", "", stretch)
        if inside:
            yield Piece(text=inside, is_match=bool(closed))
        if after:
            yield Piece(text=after.replace(CLOSES, ""), is_match=False)


def _hit(row: Mapping[str, Any]) -> Hit:
    known = {name: row[name] for name in Hit.model_fields if name != "snippet"}
    return Hit(**known, snippet=list(pieces(row["found"] or "")))


def _facets(corpus: Corpus, hits: Hits, active: Mapping[str, str], query: dict[str, str]) -> list[Facet]:
    counted: dict[str, list[FacetValue]] = {kind: [] for kind in KINDS}
    for row in count_facets(corpus, hits, most=_VALUES):
        kind, value = row["kind"], row["value"]
        is_active = active.get(kind) == value
        address = link("/search", query, **{kind: None if is_active else value})
        counted[kind].append(
            FacetValue(value=value, documents=row["documents"], is_active=is_active, address=address)
        )
    for kind in ("year", "month"):
        counted[kind].sort(key=lambda one: one.value)
    return [
        Facet(kind=kind, label=_LABELS[kind], values=values) for kind, values in counted.items() if values
    ]


def _names(corpus: Corpus, words: str) -> list[Name]:
    return [
        Name(**row, address=_PATHS[row["kind"]].format(part(row["id"]))) for row in find_names(corpus, words)
    ]


def _rows(view: SearchResult) -> list[dict[str, object]]:
    return [
        {**hit.model_dump(exclude={"snippet"}), "snippet": "".join(piece.text for piece in hit.snippet)}
        for hit in view.hits
    ]


class DocumentRow(View):
    """A document of the corpus."""

    id: str
    title: str | None
    publisher: str | None
    agency: str | None
    published: str | None
    published_basis: str | None
    """What says when it was published: its page, its name, the text."""
    language: str | None
    url: str | None
    name: str | None
    events: int


class DocumentList(View):
    """Documents in order of publication, those without a date first."""

    documents: list[DocumentRow]
    publisher: str
    start: int
    most: int
    has_more: bool


def documents(
    corpus: OpenCorpus, publisher: Words = "", start: Start = 0, most: Most = PAGE_ROWS
) -> DocumentList:
    """Documents in order of publication, those without a date first; of one publisher, if it is named."""
    found = list_documents(corpus, publisher=publisher or None, start=start, most=most + 1)
    return DocumentList(
        documents=[DocumentRow(**row) for row in found[:most]],
        publisher=publisher,
        start=start,
        most=most,
        has_more=len(found) > most,
    )


SCREEN = Screen("/search", search, "search.html.j2", _rows)
DOCUMENTS = Screen(
    "/documents",
    documents,
    "documents.html.j2",
    lambda view: [row.model_dump() for row in view.documents],
)
