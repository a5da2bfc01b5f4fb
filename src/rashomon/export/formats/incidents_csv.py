"""This file is where incidents become rows of a table: how many tell each, who denies it, what figures are given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rashomon.dates.precision import ucdp_date_prec
from rashomon.export.formats import find_format
from rashomon.export.formats.cells import Cell, states_words, write_table
from rashomon.export.formats.happenings import (
    count_happening,
    deniers,
    documents_cell,
    reported_voices,
    sides,
)
from rashomon.export.formats.items import Choices, Happening


def write(items: Iterable[Happening], choices: Choices, tally: Counter[str]) -> Iterator[str]:
    """Yield the header, and a line for each incident."""
    return write_table(find_format("incidents-csv"), _row, items, choices, tally)


def _row(item: Happening, choices: Choices, tally: Counter[str]) -> dict[str, Cell]:
    count_happening(item, tally)
    return {**_what(item), **_when_where(item), **_tellers(item), **_figures(item), "rule": choices.rule}


def _what(item: Happening) -> dict[str, Cell]:
    return {
        "incident": item.id,
        "title": item.title,
        "event_type": item.event_type,
        "told_as_fact": bool(item.facts),
        "actors": "; ".join(sides(item.facts, "actors")),
        "recipients": "; ".join(sides(item.facts, "recipients")),
        "coded": item.coded,
    }


def _when_where(item: Happening) -> dict[str, Cell]:
    when, place = item.when, item.where
    found: dict[str, Cell] = {"states": states_words(place)}
    if when is not None:
        found |= {
            "earliest": when.earliest,
            "latest": when.latest,
            "date_basis": when.basis,
            "date_prec": ucdp_date_prec(when),
        }
    if place is not None:
        found |= {
            "place": place.name,
            "place_id": place.id,
            "geonames_id": place.geonames_id,
            "place_precision": place.precision,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "radius_km": place.radius_km,
        }
    return found


def _tellers(item: Happening) -> dict[str, Cell]:
    stances = [stance for _, stance in item.stances]
    published = [document.published for document in item.documents if document.published]
    return {
        "documents": len(item.documents),
        "publishers": len({document.publisher or document.id for document in item.documents}),
        "lineages": item.lineages,
        "origins": item.origins,
        "asserting": sum(stance.startswith("asserts") for stance in stances),
        "denying": stances.count("denies"),
        "doubting": stances.count("doubts"),
        "denied_by": deniers(item),
        "contradictions": item.contradictions,
        "publisher_names": documents_cell(item, lambda document: document.publisher),
        "speakers": reported_voices(item),
        "first_published": min(published, default=None),
        "last_published": max(published, default=None),
        "document_ids": " ".join(document.id for document in item.documents),
        "urls": documents_cell(item, lambda document: document.url),
    }


def _figures(item: Happening) -> dict[str, Cell]:
    found: dict[str, Cell] = {"figures": "; ".join(item.figures)}
    for kind in ("killed", "wounded"):
        if number := item.settled.get(kind):
            found |= {f"{kind}_low": number.low, f"{kind}_best": number.best, f"{kind}_high": number.high}
    return found
