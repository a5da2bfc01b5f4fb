"""This file is where incidents become features of a map: each the area that its place may be, never the middle of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from rashomon.export.formats.circles import Geometry, circle
from rashomon.export.formats.happenings import count_happening, deniers, sides
from rashomon.export.formats.items import Choices, Happening
from rashomon.records import Where

#: Below this a place is as good as a point on any map of a region.
_POINT_KM = 0.1


def write(items: Iterable[Happening], choices: Choices, tally: Counter[str]) -> Iterator[str]:
    """Yield the pieces of one feature collection, a feature a line."""
    yield '{"type":"FeatureCollection","rashomon":' + _json({"rule": choices.rule}) + ',"features":[\n'
    mark = ""
    for item in items:
        count_happening(item, tally)
        tally["rows"] += 1
        yield mark + _json(_feature(item, choices))
        mark = ",\n"
    yield "\n]}\n"


def _feature(item: Happening, choices: Choices) -> dict[str, Any]:
    when, place = item.when, item.where
    return {
        "type": "Feature",
        "id": item.id,
        "geometry": _geometry(place),
        "properties": {
            "title": item.title,
            "event_type": item.event_type,
            "told_as_fact": bool(item.facts),
            "denied_by": deniers(item),
            "earliest": when.earliest if when else None,
            "latest": when.latest if when else None,
            "date_basis": when.basis if when else None,
            "place": place.name if place else None,
            "place_id": place.id if place else None,
            "precision": place.precision if place else None,
            "radius_km": place.radius_km if place else None,
            "states": _states(place),
            "actors": sides(item.facts, "actors"),
            "recipients": sides(item.facts, "recipients"),
            "documents": len(item.documents),
            "origins": item.origins,
            "contradictions": item.contradictions,
            "settled": {
                kind: {"low": n.low, "best": n.best, "high": n.high} for kind, n in item.settled.items()
            },
            "rule": choices.rule,
            "figures": item.figures,
        },
    }


def _states(place: Where | None) -> list[dict[str, str]]:
    found = dict.fromkeys((s.state, s.relation) for s in place.states) if place else {}
    return [{"state": state, "relation": relation} for state, relation in found]


def _geometry(place: Where | None) -> Geometry | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    if place.radius_km and place.radius_km > _POINT_KM:
        return circle(place.latitude, place.longitude, place.radius_km)
    if place.precision == "point":
        return {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    return None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
