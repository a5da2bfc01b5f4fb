"""This file is where it is decided which part of the globe a map shows."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, log, pi, radians, tan

from rashomon.web.geometry import KM_A_DEGREE

#: Heights of the map's own page, and of the small maps of the overview and of an incident.
HIGH, LOW = 480, 340
#: The least that a map shows, in degrees: a town alone would stand in an empty picture.
_LEAST_WIDTH = 3.0
_WORLD = (-170.0, -56.0, 180.0, 75.0)
#: The width of a picture drawn by the server, and pixels of a radian at zoom 0; as in charts/map.json.
_WIDTH, _BASE = 960, 256 / (2 * pi)

#: West, south, east and north, in degrees.
Extent = tuple[float, float, float, float]


def reach(latitude: float, longitude: float, radius_km: float | None) -> Extent:
    """Return the box around all that lies so far from the point."""
    high = (radius_km or 1.0) / KM_A_DEGREE
    wide = high / max(cos(radians(latitude)), 0.1)
    return (longitude - wide, latitude - high, longitude + wide, latitude + high)


def extent_of(boxes: Iterable[Extent]) -> Extent:
    """Return the part of the globe that holds all the boxes, with some room; the world if there are none."""
    boxes = list(boxes)
    if not boxes:
        return _WORLD
    south, north = min(box[1] for box in boxes), max(box[3] for box in boxes)
    west, east = _shortest([(box[0], box[2]) for box in boxes])
    wide, high = max(east - west, _LEAST_WIDTH), max(north - south, _LEAST_WIDTH / 2)
    middle, centre = (west + east) / 2, (south + north) / 2
    return (
        round(middle - wide * 0.55, 3),
        round(max(centre - high * 0.55, -80.0), 3),
        round(middle + wide * 0.55, 3),
        round(min(centre + high * 0.55, 82.0), 3),
    )


def centre_of(extent: Extent, height: int = HIGH) -> tuple[float, float, float]:
    """Return the latitude, longitude and zoom with which a picture of the server shows the extent."""
    west, south, east, north = extent
    scale = min(_WIDTH / radians(east - west), height / (northing(north) - northing(south)))
    zoom = min(max(log(scale / _BASE, 2) - 0.15, 0.0), 9.0)
    longitude = ((west + east) / 2 + 180) % 360 - 180
    return round((south + north) / 2, 3), round(longitude, 3), round(zoom, 2)


def northing(latitude: float) -> float:
    """Return how far north the latitude lies on Mercator's map, in radians of the equator."""
    return log(tan(pi / 4 + radians(latitude) / 2))


def scale_of(zoom: float) -> float:
    """Return the pixels of a radian of the equator at this zoom."""
    return _BASE * float(2**zoom)


def _shortest(spans: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the shortest stretch of longitudes that holds all the spans, over the date line if that is shorter."""
    spans = sorted(spans)
    ends = [max(east for _, east in spans[: number + 1]) for number in range(len(spans))]
    found = (spans[0][0], ends[-1])
    for number in range(1, len(spans)):
        west, turned = spans[number][0], max(ends[number - 1] + 360, ends[-1])
        if west > ends[number - 1] and turned - west < found[1] - found[0]:
            found = (west, turned)
    return found
