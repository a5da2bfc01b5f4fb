"""This file is where the places benchmarks are answered: names given, names to be found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from benchmarks.tasks import Context, Predict, Row
from rashomon.pipeline import Tools
from rashomon.places import find_places, resolve_places
from rashomon.places.index import index_of
from rashomon.places.outlets import Outlets
from rashomon.records import Document, Span, Where
from rashomon.sentences import parse_all


def predict_places(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield the place that each given name means; for a row that is a lone name, its candidates too."""
    index = index_of(tools.lexicons)

    def resolve(row: Row, home: int | None) -> tuple[Where, ...]:
        spans = [Span(name["start"], name["end"]) for name in row["toponyms"]]
        document = Document(id=row["id"], text=row["text"])
        return resolve_places(document, (), spans, tools.gazetteer, tools.lexicons, home=home)

    for row, found in _twice(list(rows), resolve, tools):
        names = [_row(place) for place in found]
        if row["corpus"] == "names":
            candidates = index.find(row["text"], tools.gazetteer).candidates
            names = [{**name, "candidates": [(c.lat, c.lon) for c in candidates]} for name in names]
        yield {"id": row["id"], "corpus": row["corpus"], "toponyms": names}


def predict_places_e2e(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield the places found in each text."""
    given = list(rows)
    documents = [Document(id=row["id"], text=row["text"]) for row in given]
    parsed = list(parse_all(documents, tools.parser, settings=tools.settings))
    sentences = {id(row): pair for row, pair in zip(given, parsed, strict=True)}

    def find(row: Row, home: int | None) -> tuple[Where, ...]:
        return find_places(*sentences[id(row)], tools.gazetteer, tools.lexicons, home=home)

    for row, found in _twice(given, find, tools):
        yield {"id": row["id"], "corpus": row["corpus"], "toponyms": [_row(place) for place in found]}


def _twice(
    rows: list[Row], answer: Callable[[Row, int | None], tuple[Where, ...]], tools: Tools
) -> Iterator[tuple[Row, tuple[Where, ...]]]:
    """Yield each row with its places: read once to learn where the outlets are at home, then with that known.

    No label is used, and a story has no say in where its own outlet is at home.
    """
    outlets = Outlets(tools.gazetteer)
    first = [answer(row, None) for row in rows]
    for row, found in zip(rows, first, strict=True):
        if domain := _domain(row):
            outlets.observe(domain, row["id"], found)
    for row, found in zip(rows, first, strict=True):
        home = outlets.home(_domain(row), without=row["id"])
        yield row, answer(row, home) if home else found


def _domain(row: Row) -> str:
    return str(row.get("domain") or urlsplit(row.get("url") or "").netloc)


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
