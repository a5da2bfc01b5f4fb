"""This file is where the gazetteer is opened and names are looked up in it."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from rashomon.errors import LexiconError
from rashomon.places.names import fold, skeleton, without_article
from rashomon.records import StateRelation

#: A name that hundreds of hamlets share is cut to its largest bearers; the longest list seen in news is 120.
MAX_CANDIDATES = 80


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean."""

    id: str
    name: str
    kind: str
    """city, adm1, adm2, country, or a kind of region."""
    country: str
    """ISO 3166 alpha-2, or empty for a place in several or none."""
    lat: float
    lon: float
    adm1: int | None = None
    adm2: int | None = None
    population: int = 0
    radius_km: float | None = None
    geonames_id: int | None = None
    match: str = "name"
    """How the name matched: name (the main one), other, table, possessive or skeleton."""
    states: tuple[StateRelation, ...] = ()


class Gazetteer:
    """Cities and administrative units by their folded names, in one read-only file. Safe to use from threads."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise LexiconError(f"{path}: no gazetteer there; build it with scripts/build_gazetteer.py")
        self.path = path
        self._connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._lock = threading.Lock()
        self._by_key = lru_cache(maxsize=20_000)(self._select)
        self._by_id = lru_cache(maxsize=20_000)(self._select_id)

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """Return the places that the name may mean, the most populous first; none if no spelling of it is known.

        An Arabic article is dropped if the full name is unknown; after that spellings that sound alike are tried.
        """
        key = fold(name)
        if not key:
            return ()
        bare = without_article(key)
        return self._by_key(key) or (self._by_key(bare) if bare else ()) or self._by_skeleton(key)

    def exact(self, key: str) -> tuple[Candidate, ...]:
        """Return the places that bear the folded name, the most populous first."""
        return self._by_key(key)

    def place(self, geonames_id: int) -> Candidate | None:
        """Return the place with the GeoNames id, or None."""
        return self._by_id(geonames_id)

    def meta(self) -> dict[str, str]:
        """Return what the file says of itself: sources, versions, digest, attribution, licence."""
        with self._lock:
            return dict(self._connection.execute("select key, value from meta"))

    def close(self) -> None:
        """Close the file; later lookups of names not met before fail."""
        self._connection.close()

    def _by_skeleton(self, key: str) -> tuple[Candidate, ...]:
        return self._by_key("~" + skeleton(key)) if len(key) > 4 else ()

    def _select(self, key: str) -> tuple[Candidate, ...]:
        with self._lock:
            rows = self._connection.execute(_BY_NAME, (key, MAX_CANDIDATES)).fetchall()
        return tuple(map(_candidate, rows))

    def _select_id(self, geonames_id: int) -> Candidate | None:
        with self._lock:
            row = self._connection.execute(_BY_ID, (geonames_id,)).fetchone()
        return _candidate(row) if row else None


def open_gazetteer(path: str | Path | None = None) -> Gazetteer:
    """Return the shipped gazetteer, or the one at `path`. Raises LexiconError if there is none."""
    return Gazetteer(Path(path) if path else Path(str(files("rashomon.places").joinpath("gazetteer.sqlite"))))


_COLUMNS = "id, name, kind, country, adm1, adm2, lat, lon, population, radius"
_BY_NAME = f"select {_COLUMNS}, prim from name join place using (id) where norm = ? order by population desc, id limit ?"
_BY_ID = f"select {_COLUMNS}, 1 from place where id = ?"
_MATCHES = {1: "name", 0: "other", -1: "skeleton"}


def _candidate(
    row: tuple[int, str, str, str, int | None, int | None, int, int, int, int | None, int],
) -> Candidate:
    number, name, kind, country, adm1, adm2, lat, lon, population, radius, prim = row
    return Candidate(
        id=f"gn:{number}",
        name=name,
        kind=kind,
        country=country,
        lat=lat / 10_000,
        lon=lon / 10_000,
        adm1=number if kind == "adm1" else adm1,
        adm2=number if kind == "adm2" else adm2,
        population=population,
        radius_km=float(radius) if radius else None,
        geonames_id=number,
        match=_MATCHES[prim],
    )
