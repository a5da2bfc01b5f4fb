"""This file is where incidents of violence become rows in the shape of UCDP GED: a range of dead by a named rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rashomon.dates.precision import ucdp_date_prec
from rashomon.export.formats import find_format
from rashomon.export.formats.cells import Cell, joined, one_country, point_of, write_table
from rashomon.export.formats.happenings import (
    count_happening,
    documents_cell,
    own_cells,
    reported_voices,
    sides,
)
from rashomon.export.formats.items import Choices, Happening
from rashomon.export.formats.states import state_name
from rashomon.records import Where

_VIOLENCE = ("ASSAULT",)


def write(items: Iterable[Happening], choices: Choices, tally: Counter[str]) -> Iterator[str]:
    """Yield the header, and a line for each incident of violence."""
    return write_table(find_format("ucdp"), _row, items, choices, tally)


def _row(item: Happening, choices: Choices, tally: Counter[str]) -> dict[str, Cell] | None:
    if not any(told.event.event_type in _VIOLENCE for told in item.facts):
        tally["left_out"] += 1
        return None
    count_happening(item, tally)
    return {
        "id": item.id,
        **_dyad(item),
        **_sources(item),
        **_when(item),
        **_where(item.where, choices),
        **_deaths(item),
        **own_cells(item, choices),
    }


def _dyad(item: Happening) -> dict[str, Cell]:
    first = sides(item.facts, "actors", types=_VIOLENCE)
    second = sides(item.facts, "recipients", types=_VIOLENCE)
    named = f"{first[0]} - {second[0]}" if len(first) == len(second) == 1 else None
    return {"side_a": "; ".join(first), "side_b": "; ".join(second), "dyad_name": named}


def _sources(item: Happening) -> dict[str, Cell]:
    articles = (
        ", ".join(filter(None, (document.publisher, (document.published or "")[:10], document.title)))
        for document in item.documents
    )
    return {
        "number_of_sources": item.origins,
        "source_article": joined(articles),
        "source_office": documents_cell(item, lambda document: document.publisher),
        "source_date": documents_cell(item, lambda document: (document.published or "")[:10]),
        "source_headline": documents_cell(item, lambda document: document.title),
        "source_original": reported_voices(item),
    }


def _when(item: Happening) -> dict[str, Cell]:
    when = item.when
    if when is None:
        return {}
    years = {(when.earliest or "")[:4], (when.latest or "")[:4]}
    return {
        "year": years.pop() if len(years) == 1 else None,
        "date_start": when.earliest,
        "date_end": when.latest,
        "date_prec": ucdp_date_prec(when),
    }


def _where(place: Where | None, choices: Choices) -> dict[str, Cell]:
    if place is None:
        return {}
    code, (latitude, longitude) = one_country(place, choices.profile), point_of(place)
    precision = 7 if place.kind == "sea" else find_format("ucdp").extra["where_prec"].get(place.precision)
    return {
        "where_prec": precision,
        "where_coordinates": place.name if latitude is not None else None,
        "where_description": place.name,
        "adm_1": place.name if place.precision == "province" else None,
        "adm_2": place.name if place.precision == "district" else None,
        "latitude": latitude,
        "longitude": longitude,
        "country": state_name(code),
    }


def _deaths(item: Happening) -> dict[str, Cell]:
    number = item.settled.get("killed")
    return {"best": number.best, "high": number.high, "low": number.low} if number else {}
