"""This file is where areas on the globe are tested: round, closed, counted against the clock, cut at the map's edge."""

from __future__ import annotations

from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

import pytest

from rashomon.export.formats.circles import circle


def distance_km(first, second):
    (x, y), (u, v) = ((radians(a), radians(b)) for a, b in (first, second))
    h = sin((v - y) / 2) ** 2 + cos(y) * cos(v) * sin((u - x) / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(h))


def turn(ring):
    return sum(x * v - u * y for (x, y), (u, v) in pairwise(ring))


@pytest.mark.parametrize(
    ("latitude", "longitude", "radius"), [(0, 0, 5), (48.85, 2.35, 14.6), (-33, 151, 500), (65, 100, 2300)]
)
def test_every_corner_is_as_far_off_as_the_radius(latitude, longitude, radius):
    found = circle(latitude, longitude, radius)
    (ring,) = found["coordinates"]
    assert found["type"] == "Polygon" and ring[0] == ring[-1] and len(ring) == 65
    assert all(distance_km((longitude, latitude), point) == pytest.approx(radius, rel=0.01) for point in ring)
    assert turn(ring) > 0, "against the clock"


@pytest.mark.parametrize("longitude", [179.5, -179.5])
def test_an_area_across_the_line_of_180_degrees_is_cut_in_two(longitude):
    found = circle(-17, longitude, 200)
    assert found["type"] == "MultiPolygon" and len(found["coordinates"]) == 2
    for (ring,) in found["coordinates"]:
        assert ring[0] == ring[-1] and all(-180 <= x <= 180 for x, _ in ring)
        assert max(x for x, _ in ring) - min(x for x, _ in ring) < 5 and turn(ring) > 0


@pytest.mark.parametrize(("latitude", "edge"), [(89.5, 90), (-89.5, -90)])
def test_an_area_round_a_pole_is_a_band(latitude, edge):
    found = circle(latitude, 30, 200)
    assert found["type"] == "Polygon" and edge in [y for _, y in found["coordinates"][0]]
