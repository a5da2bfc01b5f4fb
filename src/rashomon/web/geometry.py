"""This file is where areas of the map are drawn up: circles on the globe, and the hatching of what is disputed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import asin, atan2, cos, degrees, floor, log2, pi, radians, sin

#: Kilometres of a degree along a meridian.
KM_A_DEGREE = 111.195
#: Corners of a drawn circle by its radius in kilometres: its edge is nowhere farther than a hundredth from the true one.
_CORNERS = ((30, 24), (200, 36), (20_100, 64))
#: How many strokes go through an area, about.
_STROKES = 10

#: Longitude and latitude, in degrees.
Point = tuple[float, float]
Ring = Sequence[Point]
Stroke = tuple[Point, Point]


def circle(latitude: float, longitude: float, radius_km: float) -> list[Point]:
    """Return the closed ring of all that lies so far from the point on the globe, clockwise as Vega wants its areas."""
    reach = min(radius_km / KM_A_DEGREE, 89.0)
    radius_km = reach * KM_A_DEGREE
    lat, angle = radians(latitude), radians(reach)
    corners = next(number for most, number in _CORNERS if radius_km <= most)
    found = []
    for corner in range(corners):
        bearing = 2 * pi * corner / corners
        north = asin(max(-1.0, min(1.0, sin(lat) * cos(angle) + cos(lat) * sin(angle) * cos(bearing))))
        east = atan2(sin(bearing) * sin(angle) * cos(lat), cos(angle) - sin(lat) * sin(north))
        found.append((_turned(longitude + degrees(east)), round(degrees(north), 4)))
    return [*found, found[0]]


def hatch(rings: Iterable[Ring], step: float | None = None) -> list[Stroke]:
    """Return slanted strokes that fill the area of the rings; a ring inside another is a hole.

    All strokes lie on one lattice of the globe, so that those of areas that overlap fall together.
    """
    edges = [(a, b) for ring in rings for a, b in pairwise(ring) if a != b]
    if not edges:
        return []
    heights = [x + y for edge in edges for x, y in edge]
    low, high = min(heights), max(heights)
    step = step or stroke_step(high - low)
    first = floor(low / step) + 1
    return [
        stroke for number in range(first, floor(high / step) + 1) for stroke in _strokes(edges, number * step)
    ]


def stroke_step(width: float) -> float:
    """Return how far apart the strokes through an area of this width are: halves and doubles of a degree."""
    return float(2.0 ** round(log2(max(width, 1e-6) / _STROKES)))


def inside(point: Point, rings: Iterable[Ring]) -> bool:
    """Say whether the point lies in the area of the rings."""
    x, y = point
    within = False
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                within = not within
    return within


def _turned(longitude: float) -> float:
    """Return the longitude between -180 and 180."""
    return round((longitude + 180.0) % 360.0 - 180.0, 4)


def _strokes(edges: Iterable[Stroke], height: float) -> list[Stroke]:
    """Return the parts of the line x + y = height that lie between the edges."""
    crossings = []
    for (ax, ay), (bx, by) in edges:
        a, b = ax + ay - height, bx + by - height
        if (a > 0) != (b > 0):
            x = ax + (bx - ax) * a / (a - b)
            crossings.append((round(x, 4), round(height - x, 4)))
    crossings.sort()
    return [
        (left, right)
        for left, right in zip(crossings[::2], crossings[1::2], strict=False)
        if right[0] - left[0] > 1e-4
    ]
