"""This file is where incidents become rows under ACLED's column names: no category, code or row of its data is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rashomon.dates.precision import acled_time_precision
from rashomon.export.formats import find_format
from rashomon.export.formats.cells import Cell, joined, one_country, point_of, write_table
from rashomon.export.formats.happenings import count_happening, documents_cell, own_cells, sides
from rashomon.export.formats.items import Choices, Happening
from rashomon.export.formats.states import state_name
from rashomon.records import Where


def write(items: Iterable[Happening], choices: Choices, tally: Counter[str]) -> Iterator[str]:
    """Yield the header, and a line for each incident of conflict or protest."""
    return write_table(find_format("acled"), _row, items, choices, tally)


def _row(item: Happening, choices: Choices, tally: Counter[str]) -> dict[str, Cell] | None:
    types = find_format("acled").extra["types"]
    deeds = [told for told in item.facts if told.event.event_type in types]
    if not deeds:
        tally["left_out"] += 1
        return None
    count_happening(item, tally)
    kind = Counter(told.event.event_type for told in deeds).most_common(1)[0][0]
    modes = Counter(told.event.mode for told in deeds if told.event.event_type == kind and told.event.mode)
    when, number = item.when, item.settled.get("killed")
    return {
        "event_id_cnty": item.id,
        "event_date": (when.earliest or when.latest) if when else None,
        "year": ((when.earliest or when.latest or "")[:4]) if when else None,
        "time_precision": acled_time_precision(when) if when else None,
        "event_type": kind,
        "sub_event_type": modes.most_common(1)[0][0] if modes else None,
        "actor1": "; ".join(sides(deeds, "actors", types=(kind,))),
        "actor2": "; ".join(sides(deeds, "recipients", types=(kind,))),
        **_place(item.where, choices),
        "source": documents_cell(item, lambda document: document.publisher),
        "notes": item.title,
        "fatalities": number.best if number else None,
        "tags": joined(context for told in deeds for context in told.event.contexts),
        "timestamp": item.coded,
        **own_cells(item, choices),
    }


def _place(place: Where | None, choices: Choices) -> dict[str, Cell]:
    if place is None:
        return {}
    latitude, longitude = point_of(place)
    return {
        "country": state_name(one_country(place, choices.profile)),
        "admin1": place.name if place.precision == "province" else None,
        "admin2": place.name if place.precision == "district" else None,
        "location": place.name,
        "latitude": latitude,
        "longitude": longitude,
        "geo_precision": find_format("acled").extra["geo_precision"].get(place.precision),
    }
