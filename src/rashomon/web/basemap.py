"""This file is where the outlines of the map are read, and the areas that several states stand to differently."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from rashomon.lexicons import Lexicons
from rashomon.lexicons.places import Claim, Region
from rashomon.web.geometry import Point, Stroke, circle, hatch

#: Written by scripts/build_basemap.py; the browser reads it too.
FILE = Path(str(files("rashomon.web").joinpath("static", "basemap.json")))


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline of Natural Earth: polygons, each its rings, the first the outer one."""

    id: str
    """ISO 3166 alpha-3, or the code of states.tsv; empty for the few that have neither."""
    polygons: tuple[tuple[tuple[Point, ...], ...], ...]
    places: tuple[str, ...] = ()
    """The disputed places of the tables that it stands for."""
    part: tuple[str, ...] = ()
    """Those of which it is a part only."""
    strokes: tuple[Stroke, ...] = ()


@dataclass(frozen=True, slots=True)
class StandingArea:
    """An area to which states stand differently: its hatching, its names, and who claims or holds what."""

    places: tuple[str, ...]
    names: tuple[str, ...]
    claims: tuple[Claim, ...]
    polygons: tuple[tuple[tuple[Point, ...], ...], ...]
    strokes: tuple[Stroke, ...]
    is_circle: bool
    """True where only a middle and a reach are known."""


def load_basemap() -> dict[str, Shape]:
    """Return the shapes by their code; of several with one code (none but islands far off) the polygons together."""
    found: dict[str, Shape] = {}
    for shape in _shapes():
        before = found.get(shape.id)
        found[shape.id] = replace(before, polygons=before.polygons + shape.polygons) if before else shape
    return found


@lru_cache(maxsize=4)
def standing_areas(lexicons: Lexicons) -> tuple[StandingArea, ...]:
    """Return every area that the place tables call disputed: its shape where it has one, else a circle of its reach."""
    regions = {region.id: region for region in lexicons.places.regions}
    claims = {f"status:{one.country}": one.claims for one in lexicons.places.statuses}
    claims |= {region.id: region.claims for region in regions.values()}
    names: dict[str, tuple[str, ...]] = {
        f"status:{area.iso2}": (area.name,) for area in lexicons.places.areas if area.kind == "country"
    }
    names |= {
        region.id: tuple(dict.fromkeys(name.text for name in region.names)) for region in regions.values()
    }
    shaped = [shape for shape in _shapes() if shape.strokes]
    drawn = {place for shape in shaped for place in shape.places}
    return (
        *(_of_shape(shape, claims, names) for shape in shaped),
        *(
            _of_region(region, names[region.id])
            for region in regions.values()
            if region.kind == "disputed" and region.id not in drawn
        ),
    )


def current(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims that nobody has given up."""
    return tuple(claim for claim in claims if not claim.until)


def _of_shape(
    shape: Shape, claims: dict[str, tuple[Claim, ...]], names: dict[str, tuple[str, ...]]
) -> StandingArea:
    places = shape.places or shape.part
    return StandingArea(
        places,
        tuple(name for place in places for name in names[place]),
        tuple(dict.fromkeys(claim for place in places for claim in current(claims[place]))),
        shape.polygons,
        shape.strokes,
        is_circle=False,
    )


def _of_region(region: Region, names: tuple[str, ...]) -> StandingArea:
    ring = tuple(circle(region.lat, region.lon, region.radius_km))
    return StandingArea(
        (region.id,), names, current(region.claims), ((ring,),), tuple(hatch([ring])), is_circle=True
    )


@cache
def _shapes() -> tuple[Shape, ...]:
    topology = json.loads(FILE.read_text(encoding="utf-8"))
    arcs = [_points(arc, topology["transform"]) for arc in topology["arcs"]]
    return tuple(_shape(one, arcs) for one in topology["objects"]["countries"]["geometries"])


def _shape(geometry: dict[str, Any], arcs: Sequence[Sequence[Point]]) -> Shape:
    properties = geometry.get("properties", {})
    return Shape(
        geometry["id"],
        tuple(tuple(_ring(ring, arcs) for ring in polygon) for polygon in geometry["arcs"]),
        tuple(properties.get("places", ())),
        tuple(properties.get("part", ())),
        tuple(((ax, ay), (bx, by)) for (ax, ay), (bx, by) in properties.get("hatching", ())),
    )


def _ring(ring: Sequence[int], arcs: Sequence[Sequence[Point]]) -> tuple[Point, ...]:
    found: list[Point] = []
    for number in ring:
        points = arcs[number] if number >= 0 else arcs[~number][::-1]
        found.extend(points[1:] if found else points)
    return tuple(found)


def _points(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> list[Point]:
    (kx, ky), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    found = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        found.append((round(x * kx + tx, 4), round(y * ky + ty, 4)))
    return found
