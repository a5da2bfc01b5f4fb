"""This file is where outlets and agencies are looked up."""

from __future__ import annotations

import pytest

from rashomon.errors import LexiconError
from rashomon.lexicons import publishers
from rashomon.lexicons.publishers import Publisher, PublisherTables, load_publishers

TABLES = load_publishers()


def test_the_table_covers_the_world():
    assert len(TABLES.publishers) >= 350
    assert sum(one.is_agency for one in TABLES.publishers) >= 120
    assert len({one.country for one in TABLES.publishers}) >= 120


def test_each_entry_says_what_it_rests_on():
    assert all(one.source and one.languages and (one.domains or one.credits) for one in TABLES.publishers)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.aa.com.tr/en/world/1", "Anadolu Agency"),
        ("http://news.bbc.co.uk/2/hi", "BBC"),
        ("https://en.yna.co.kr/view/1", "Yonhap News Agency"),
        ("tass.com", "TASS"),
        ("https://edition.cnn.com:443/x", "CNN"),
        ("https://notbbc.co.uk/", None),
        ("https://co.uk/", None),
        ("http://[bad", None),
        ("", None),
    ],
)
def test_an_address_gives_the_publisher(url, name):
    one = TABLES.by_domain(url)
    assert (one.name if one else None) == name


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("AA", "anadolu-agency"),
        ("(AFP)", "agence-france-presse"),
        ("— Reuters", "reuters"),
        ("/TASS/.", "tass"),
        ("ANADOLU AGENCY", "anadolu-agency"),
        ("Associated Press", "associated-press"),
        ("aa", None),
        ("APA", None),
        ("BBC", None),
        ("", None),
    ],
)
def test_a_credit_is_known_as_it_is_written(text, id_):
    one = TABLES.credit(text)
    assert (one.id if one else None) == id_


@pytest.mark.parametrize(
    ("name", "id_"), [("the bbc", "bbc"), ("Xinhua", "xinhua"), ("Nobody's News", None), ("APA", None)]
)
def test_a_name_is_known_in_any_case(name, id_):
    one = TABLES.by_name(name)
    assert (one.id if one else None) == id_


def row(**changes: object) -> Publisher:
    facts = {
        "id": "tide",
        "name": "Daily Tide",
        "country": "GBR",
        "owner": "private",
        "kind": "newspaper",
        "agency": "no",
        "source": "own site",
    }
    return Publisher(**{**facts, **changes})


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([row(country="XXX")], "'tide': XXX is no code"),
        ([row(domains=("a.example",)), row(id="ebb", domains=("a.example",))], "a.example is already 'tide'"),
    ],
)
def test_a_wrong_row_stops_the_start(monkeypatch, rows, says):
    monkeypatch.setattr(publishers, "read_tsv", lambda *_: tuple(rows))
    with pytest.raises(LexiconError, match=says):
        load_publishers.__wrapped__()


def test_a_form_that_two_agencies_use_is_neither():
    one = row(id="a", name="A News", agency="yes", credits=("AN",))
    other = row(id="b", name="B News", agency="yes", credits=("AN",))
    assert PublisherTables((one, other)).credit("AN") is None
    assert PublisherTables((one,)).credit("AN") == one
