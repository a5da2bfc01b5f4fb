"""This file is where the places of a view become a map: areas, outlines, hatching, and the part of the globe to show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import radians
from typing import Annotated, Any, NamedTuple

from fastapi import Depends, Query

from rashomon.corpus.database import Corpus
from rashomon.lexicons import Lexicons
from rashomon.web.basemap import StandingArea, load_basemap, standing_areas
from rashomon.web.charts import Chart, chart
from rashomon.web.extent import HIGH, LOW, centre_of, extent_of, northing, scale_of
from rashomon.web.geometry import Point, Stroke, circle, hatch
from rashomon.web.screen import OpenCorpus
from rashomon.web.screens.map import MapView, PlaceRow, place_row, places, reach_of
from rashomon.web.standing import OpenLexicons, standings

#: Places that are drawn with their name, those of most events.
_LABELS = 30
#: Places of a small map, those of most events.
_SMALL = 60
#: Pixels of a letter and of a line of names in the server's picture.
_LETTER, _LINE = 6.5, 15
#: Tellings of an incident whose places are looked up.
_TELLINGS = 500


class _Told(NamedTuple):
    """What a map is made of."""

    lexicons: Lexicons
    places: list[PlaceRow]
    asked: dict[str, float] | None = None


def warm(lexicons: Lexicons) -> None:
    """Read what maps are made of, so that the first one does not wait for it; it takes some tenths of a second."""
    standing_areas(lexicons)
    standings(lexicons, "", "")


def draw_map(
    lexicons: Lexicons,
    places: Sequence[PlaceRow],
    *,
    asked: dict[str, float] | None = None,
    height: int = HIGH,
    zooms: bool = True,
) -> dict[str, Any]:
    """Return the specification of the map of the places. Without `zooms` the wheel scrolls the page, as it does elsewhere."""
    drawn = [place for place in places if place.is_located]
    data = [_place(place, has_label=rank < _LABELS) for rank, place in enumerate(drawn)]
    extent = extent_of(map(reach_of, drawn))
    scale = scale_of(asked["zoom"] if asked else centre_of(extent, height)[2])
    found = chart(
        "map",
        places=_without_overlaps(data, scale),
        standing=[_standing(area) for area in standing_areas(lexicons)],
    )
    values: dict[str, Any] = {"height": height, "extent": extent}
    if asked is not None:
        values["asked"] = asked
    return {**found, "signals": [_signal(one, values, zooms) for one in found["signals"]]}


def places_of_incident(corpus: Corpus, lexicons: Lexicons, incident: str) -> list[PlaceRow]:
    """Return the places of the incident's events that any voice asserts, those of most events first."""
    rows = corpus.db.execute(
        """SELECT coalesce(nullif(place_id, ''), 'name:' || lower(place)) AS place_id, place AS name, latitude, longitude,
                  radius_km, precision, coalesce(max(place_states), '') AS states, count(*) AS events,
                  count(DISTINCT event.document) AS documents
           FROM (SELECT body FROM telling WHERE incident = ? LIMIT ?) AS told
           JOIN json_each(told.body, '$.events') AS member JOIN event ON event.id = member.value
           WHERE place IS NOT NULL AND mood = 'asserted' GROUP BY 1 ORDER BY events DESC, 1 LIMIT 100""",
        (incident, _TELLINGS),
    )
    return [place_row(lexicons, dict(row)) for row in rows]


def _map(lexicons: OpenLexicons, view: Annotated[MapView, Depends(places)]) -> _Told:
    centre = view.centre
    asked = {"lat": centre.latitude, "lon": centre.longitude, "zoom": centre.zoom}
    return _Told(lexicons, view.places, asked if view.is_asked else None)


def _incident(
    corpus: OpenCorpus, lexicons: OpenLexicons, incident: Annotated[str, Query(max_length=64)] = ""
) -> _Told:
    return _Told(lexicons, places_of_incident(corpus, lexicons, incident))


def _large(told: _Told) -> dict[str, Any]:
    return draw_map(told.lexicons, told.places, asked=told.asked)


def _small(told: _Told) -> dict[str, Any]:
    places = told.places[:_SMALL]
    return draw_map(told.lexicons, places, asked=told.asked, height=LOW, zooms=False)


def _place(place: PlaceRow, *, has_label: bool) -> dict[str, Any]:
    """Return the datum of a place: a country is its outline, anything else the circle that it reaches."""
    shape = load_basemap().get(place.country) if place.country else None
    found: dict[str, Any] = {
        "kind": "country" if shape else "area",
        "href": place.href,
        "label": f"{place.name} · {place.events}" if has_label and not shape else "",
        "tip": _tip(place),
        "latitude": place.latitude,
        "longitude": place.longitude,
        "radius_km": place.radius_km,
        "is_rough": place.precision in ("region", "province", "country", "macro"),
    }
    if shape:
        return {**found, "area": _polygons(shape.polygons)}
    ring, strokes = _circle(place.latitude or 0.0, place.longitude or 0.0, place.radius_km or 1.0)
    return {
        **found,
        "area": {"type": "Polygon", "coordinates": [ring]},
        "hatching": _lines(strokes if place.is_disputed else ()),
    }


@lru_cache(maxsize=4096)
def _circle(latitude: float, longitude: float, radius_km: float) -> tuple[list[Point], list[Stroke]]:
    """Return the ring and the hatching of a circle."""
    ring = circle(latitude, longitude, max(radius_km, 0.5))
    return ring, hatch([ring])


def _without_overlaps(data: list[dict[str, Any]], scale: float) -> list[dict[str, Any]]:
    """Return the data, each with whether its name has room at this scale; those of most events come first."""
    taken: list[tuple[float, float, float]] = []
    found = []
    for one in data:
        half = len(one["label"]) * _LETTER / 2
        x, y = radians(one["longitude"]) * scale, -northing(one["latitude"]) * scale
        is_free = bool(one["label"]) and all(
            abs(x - at[0]) > half + at[2] or abs(y - at[1]) > _LINE for at in taken
        )
        if is_free:
            taken.append((x, y, half))
        found.append({**one, "is_free": is_free})
    return found


def _tip(place: PlaceRow) -> dict[str, str]:
    radius = "" if place.radius_km is None or place.country else f"{place.radius_km:g} km"
    return {
        "title": place.name,
        "events": str(place.events),
        "precision": place.precision,
        **({"reach": radius} if radius else {}),
        **_states(place.states),
    }


def _standing(area: StandingArea) -> dict[str, Any]:
    return {
        "area": _polygons(area.polygons),
        "hatching": _lines(area.strokes),
        "tip": {"title": " / ".join(area.names[:6]), **_states(area.claims)},
    }


def _states(claims: Iterable[Any]) -> dict[str, str]:
    words = [f"{one.state} {one.relation.replace('_', ' ')}".strip() for one in claims]
    return {"states": "; ".join(dict.fromkeys(words))} if words else {}


def _polygons(polygons: Iterable[Iterable[Iterable[Any]]]) -> dict[str, Any]:
    return {"type": "MultiPolygon", "coordinates": polygons}


def _lines(strokes: Iterable[Any]) -> dict[str, Any]:
    return {"type": "MultiLineString", "coordinates": list(strokes)}


def _signal(signal: dict[str, Any], values: dict[str, Any], zooms: bool) -> dict[str, Any]:
    if signal["name"] in values:
        signal = {**signal, "value": values[signal["name"]]}
    if signal["name"] == "turn" and not zooms:
        signal = {name: value for name, value in signal.items() if name != "on"}
    return signal


CHARTS = (
    Chart("/charts/map", _map, _large),
    Chart("/charts/map-small", _map, _small),
    Chart("/charts/locator", _incident, _small),
)
