"""This file is where events become rows in the shape of POLECAT: PLOVER's types and modes, who to whom, when, where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rashomon.export.formats import find_format
from rashomon.export.formats.cells import (
    Cell,
    count_told,
    is_day,
    joined,
    name_of,
    one_country,
    own_cells,
    point_of,
    write_table,
)
from rashomon.export.formats.items import Choices, Told
from rashomon.export.formats.states import state_name
from rashomon.ontology import quad_name
from rashomon.records import Actor, Document, Where

_UNITS = {"point": "City", "town": "City", "district": "District", "province": "Province"}


def write(items: Iterable[Told], choices: Choices, tally: Counter[str]) -> Iterator[str]:
    """Yield the header, and a line for each event that its voice tells as having happened."""
    return write_table(find_format("polecat"), _row, items, choices, tally)


def _row(told: Told, choices: Choices, tally: Counter[str]) -> dict[str, Cell] | None:
    if not told.is_fact:
        tally["left_out"] += 1
        return None
    count_told(told, tally)
    event, document = told.event, told.document
    return {
        "Event ID": event.id,
        "Event Date": event.date.earliest if event.date and is_day(event.date) else None,
        "Event Type": event.event_type,
        "Event Mode": event.mode,
        "Intensity": event.intensity,
        "Quad Code": quad_name(event.quad).upper() if event.quad else None,
        "Contexts": joined(event.contexts, ";"),
        **_party("Actor", event.actors, document),
        **_party("Recipient", event.recipients, document),
        **_place(event.place, choices),
        "Source": document.publisher,
        "Publication Date": (document.published or "")[:10],
        "Language": document.language,
        **own_cells(told, choices),
    }


def _party(role: str, actors: Sequence[Actor], document: Document) -> dict[str, Cell]:
    sectors = [sector for actor in actors for sector in actor.sectors]
    return {
        f"{role} Name": joined(name_of(actor, document) for actor in actors),
        f"{role} Country": joined(code for actor in actors for code in actor.country),
        f"Primary {role} Sector": joined(actor.sectors[0] for actor in actors if actor.sectors),
        f"{role} Sectors": joined(sectors),
        f"{role} Title": joined(actor.role for actor in actors),
        f"{role} Name Raw": joined(actor.name for actor in actors),
    }


def _place(place: Where | None, choices: Choices) -> dict[str, Cell]:
    if place is None:
        return {}
    latitude, longitude = point_of(place)
    found: dict[str, Cell] = {
        "Placename": place.name,
        "Country": state_name(one_country(place, choices.profile)),
        "Latitude": latitude,
        "Longitude": longitude,
        "GeoNames ID": place.geonames_id,
        "Raw Placename": place.name,
        "Feature Type": place.kind,
    }
    if unit := _UNITS.get(place.precision):
        found[unit] = place.name
    return found
