"""This file is where a place's radius becomes a polygon on the globe, cut where the map ends (RFC 7946)."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, pi, radians, sin
from typing import Any

Geometry = dict[str, Any]
_Ring = list[tuple[float, float]]

_EARTH_KM = 6371.0088
#: Corners of a circle, and digits of their degrees: a metre.
_CORNERS, _DIGITS = 64, 5


def circle(latitude: float, longitude: float, radius_km: float) -> Geometry:
    """Return the area within the radius: a polygon, two where it crosses the line of 180 degrees, a band round a pole."""
    reach = degrees(radius_km / _EARTH_KM)
    south, north = latitude - reach, latitude + reach
    if south <= -90 or north >= 90:
        return _polygon([_band(max(-90.0, south), min(90.0, north))])
    ring = [_corner(latitude, longitude, reach, 2 * pi * number / _CORNERS) for number in range(_CORNERS)]
    parts = [_cut(ring, shift) for shift in (0.0, 360.0, -360.0)]
    return _polygon([part for part in parts if part])


def _corner(latitude: float, longitude: float, reach: float, bearing: float) -> tuple[float, float]:
    """Return the point so far off, counted against the clock from the north; its longitude may pass 180."""
    start, angle = radians(latitude), radians(reach)
    end = asin(sin(start) * cos(angle) + cos(start) * sin(angle) * cos(bearing))
    east = atan2(-sin(bearing) * sin(angle) * cos(start), cos(angle) - sin(start) * sin(end))
    return longitude + degrees(east), degrees(end)


def _band(south: float, north: float) -> _Ring:
    return [(-180.0, south), (180.0, south), (180.0, north), (-180.0, north)]


def _cut(ring: _Ring, shift: float) -> _Ring:
    """Return the part of the ring, moved by so many degrees, that lies on the map."""
    moved = [(x + shift, y) for x, y in ring]
    return _clip(_clip(moved, 180.0, side=1), -180.0, side=-1)


def _clip(ring: _Ring, edge: float, *, side: int) -> _Ring:
    """Return the part of the ring west (side 1) or east (side -1) of a meridian."""
    found: _Ring = []
    for (x, y), (next_x, next_y) in zip(ring, ring[1:] + ring[:1], strict=True):
        is_in, is_next_in = (edge - x) * side >= 0, (edge - next_x) * side >= 0
        if is_in:
            found.append((x, y))
        if is_in is not is_next_in:
            found.append((edge, y + (next_y - y) * (edge - x) / (next_x - x)))
    return found if len({x for x, _ in found}) > 1 else []


def _polygon(rings: list[_Ring]) -> Geometry:
    closed = [[[round(x, _DIGITS), round(y, _DIGITS)] for x, y in [*ring, ring[0]]] for ring in rings]
    if len(closed) == 1:
        return {"type": "Polygon", "coordinates": closed}
    return {"type": "MultiPolygon", "coordinates": [[ring] for ring in closed]}
