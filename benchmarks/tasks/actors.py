"""This file is where the actor benchmarks are answered: bare mentions, coordinations, links, mentions of a story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from benchmarks.tasks import Context, Predict, Row
from rashomon.actors import link_mentions, resolve, resolve_mention, split_coordination
from rashomon.attributions import attribute
from rashomon.pipeline import Tools
from rashomon.places import find_places
from rashomon.records import Actor, Document, Sentence, Span, Zone, ZoneKind
from rashomon.sentences import parse


def predict_actors(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield country and sectors of each bare mention."""
    for row in rows:
        actor = resolve_mention(
            row["mention"],
            row["context"],
            date=row["date"],
            lexicons=tools.lexicons,
            gazetteer=tools.gazetteer,
        )
        country = actor.country[0] if actor.country else ""
        if row.get("country_hint") and country not in ("", row["country_hint"]):
            country = ""
        yield {"id": row["id"], "country": country, "sectors": list(actor.sectors), "name": actor.id or None}


def predict_actors_split(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield the single actors that each phrase is coordinated with."""
    for row in rows:
        document = _document(row["text"], None)
        sentences = parse(document, tools.parser)
        start = row["text"].find(row["phrase"])
        span = Span(max(start, 0), max(start, 0) + len(row["phrase"]))
        sentence = next((s for s in sentences if s.span.overlaps(span)), None)
        parts = (row["phrase"],) if sentence is None else split_coordination(sentence, span, row["text"])
        yield {"id": row["id"], "parts": list(parts)}


def predict_links(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield which of the given mentions of each document name the same."""
    for row in rows:
        document = _document(row["text"], None)
        sentences = parse(document, tools.parser)
        spans = [Span(start, end) for start, end in row["mentions"]]
        actors = _actors(document, sentences, tools)
        clusters = link_mentions(document, sentences, actors, spans, tools.lexicons)
        yield {"id": row["id"], "clusters": [list(cluster) for cluster in clusters]}


def predict_doc_actors(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield country and sectors of each given mention, with the whole document in view (profile `plover`)."""
    for row in rows:
        document = _document(row["text"], row["published"])
        actors = _actors(document, parse(document, tools.parser), tools)
        found = [_best(actors, Span(start, end)) for start, end in row["mentions"]]
        answers = [
            _answer(actor) or _bare(row, span, tools)
            for actor, span in zip(found, row["mentions"], strict=True)
        ]
        yield {"id": row["id"], "actors": answers}


def _document(text: str, published: str | None) -> Document:
    """Return the text as a document whose paragraphs are its stretches between blank lines."""
    zones = tuple(
        Zone(ZoneKind.BODY, Span(*match.span())) for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text)
    )
    return Document(id="bench", text=text, zones=zones, published=published, language="en")


def _actors(document: Document, sentences: tuple[Sentence, ...], tools: Tools) -> tuple[Actor, ...]:
    places = find_places(document, sentences, tools.gazetteer, tools.lexicons)
    attributions = attribute(document, sentences, tools.lexicons)
    return resolve(document, sentences, places, tools.lexicons, attributions)


def _best(actors: Sequence[Actor], span: Span) -> Actor | None:
    """Return the actor whose mention is most like the span."""
    near = [actor for actor in actors if actor.span.overlaps(span)]
    return max(near, key=lambda actor: _likeness(actor.span, span), default=None)


def _likeness(left: Span, right: Span) -> float:
    shared = min(left.end, right.end) - max(left.start, right.start)
    return shared / (max(left.end, right.end) - min(left.start, right.start))


def _answer(actor: Actor | None) -> Row | None:
    if actor is None:
        return None
    country = actor.country[0] if actor.country else ""
    return {"country": country, "sectors": list(actor.sectors), "countries": list(actor.country)}


def _bare(row: Row, span: list[int], tools: Tools) -> Row:
    """Return the answer for a mention that the document's actors do not hold, read by itself."""
    mention = row["text"][span[0] : span[1]]
    actor = resolve_mention(mention, date=row["published"], lexicons=tools.lexicons)
    return _answer(actor) or {}


TASKS: dict[str, Predict] = {
    "actors": predict_actors,
    "actors-split": predict_actors_split,
    "links": predict_links,
    "doc-actors": predict_doc_actors,
}
GOLD_KEYS: dict[str, tuple[str, ...]] = dict.fromkeys(TASKS, ("gold",))
