"""This file is where the places benchmarks are answered: names given, names to be found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.tasks import Context, Predict, Row
from rashomon.pipeline import Tools
from rashomon.places import find_places, resolve_places
from rashomon.places.index import index_of
from rashomon.records import Document, Span, Where
from rashomon.sentences import parse_all


def predict_places(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield the place that each given name means; for a row that is a lone name, its candidates too."""
    index = index_of(tools.lexicons)
    for row in rows:
        spans = [Span(name["start"], name["end"]) for name in row["toponyms"]]
        document = Document(id=row["id"], text=row["text"])
        found = resolve_places(document, (), spans, tools.gazetteer, tools.lexicons)
        names = [_row(place) for place in found]
        if row["corpus"] == "names":
            candidates = index.find(row["text"], tools.gazetteer).candidates
            names = [{**name, "candidates": [(c.lat, c.lon) for c in candidates]} for name in names]
        yield {"id": row["id"], "corpus": row["corpus"], "toponyms": names}


def predict_places_e2e(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield the places found in each text."""
    given = []
    for row in rows:
        given.append(row)
    documents = (Document(id=row["id"], text=row["text"]) for row in given)
    parsed = parse_all(documents, tools.parser, settings=tools.settings)
    for row, (document, sentences) in zip(given, parsed, strict=True):
        found = find_places(document, sentences, tools.gazetteer, tools.lexicons)
        yield {"id": row["id"], "corpus": row["corpus"], "toponyms": [_row(place) for place in found]}


def _row(place: Where) -> dict[str, Any]:
    assert place.span is not None
    return {
        "start": place.span.start,
        "end": place.span.end,
        "lat": place.latitude,
        "lon": place.longitude,
        "geonameid": place.geonames_id,
    }


TASKS: dict[str, Predict] = {"places": predict_places, "places-e2e": predict_places_e2e}

_GOLD = ("lat", "lon", "geonameid", "gaz_name", "fclass", "fcode", "country", "admin1", "type", "modifier")
_MORE = ("non_locational", "page", "nil", "radius_km")
_ROW = ("split", "group", "kind")
GOLD_KEYS: dict[str, tuple[str, ...]] = {
    "places": (*(f"toponyms.{key}" for key in (*_GOLD, *_MORE)), *_ROW),
    "places-e2e": ("toponyms", *_ROW),
}
