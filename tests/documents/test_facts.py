"""This file is where a page's title, time and authors are chosen among what it states."""

from __future__ import annotations

import pytest

from rashomon.documents.facts import choose_authors, choose_published, choose_title, iso_stamp, without_site
from rashomon.documents.metadata import Claim, Statements
from rashomon.lexicons.page_fields import load_page_fields
from rashomon.lexicons.page_lines import load_page_lines

FIELDS, RULES = load_page_fields(), load_page_lines()


def stated(field: str, *claims: Claim) -> Statements:
    return Statements({field: claims}, frozenset(), False)


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Army leaves valley - Daily Tide", "Army leaves valley"),
        ("Army leaves valley | The Daily Tide", "Army leaves valley"),
        ("Army leaves valley | World | Daily Tide", "Army leaves valley | World"),
        ("Army leaves valley – Daily Tide News", "Army leaves valley"),
        ("Daily Tide: Army leaves valley", "Daily Tide: Army leaves valley"),
        ("Army leaves valley (Daily Tide)", "Army leaves valley"),
        ("Army leaves valley | tide.example", "Army leaves valley"),
        ("Norland - Sudmark border closed", "Norland - Sudmark border closed"),
        ("Talks fail — again", "Talks fail — again"),
    ],
)
def test_the_name_of_the_site_is_taken_off_a_title(title, bare):
    assert without_site(title, FIELDS, frozenset({"dailytide", "tideexample"})) == bare


def test_a_cut_title_gives_way_to_a_whole_one():
    claims = stated(
        "title",
        Claim("json-ld", "headline", ("Army leaves the…",)),
        Claim("meta", "og:title", ("Army leaves the valley",)),
    )
    found = choose_title(claims, FIELDS, [], None)
    assert found and (found.value, found.basis) == ("Army leaves the valley", "meta")


def test_a_title_that_is_only_the_site_gives_way():
    claims = stated(
        "title",
        Claim("json-ld", "name", ("Daily Tide",)),
        Claim("visible", "//h1", ("Army leaves the valley",)),
    )
    found = choose_title(claims, FIELDS, ["Daily Tide"], None)
    assert found and found.value == "Army leaves the valley"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2020-10-02", "2020-10-02"),
        ("2020-10-02T18:30:00Z", "2020-10-02T18:30:00+00:00"),
        ("2020-10-02T18:30:00.123+0300", "2020-10-02T18:30:00.123000+03:00"),
        ("2020-10-02 18:30:00 +02:00", "2020-10-02T18:30:00+02:00"),
        ("2020-10-02T18:30Z", "2020-10-02T18:30:00+00:00"),
        ("October 2, 2020 6:30 pm", "2020-10-02T18:30:00"),
        ("20:15", None),
        ("", None),
        ("2020-02-30", None),
    ],
)
def test_a_stamp_keeps_the_zone_the_page_gives(text, value):
    assert iso_stamp(text, RULES) == value


def test_a_stamp_that_cannot_be_read_gives_way_to_the_next():
    claims = stated(
        "published", Claim("json-ld", "datePublished", ("soon",)), Claim("meta", "date", ("2020-10-02",))
    )
    found = choose_published(claims, RULES, None)
    assert found and (found.value, found.basis) == ("2020-10-02", "meta")


@pytest.mark.parametrize(
    ("claim", "names"),
    [
        (Claim("meta", "author", ("By Jane Doe and John Roe",)), ("Jane Doe", "John Roe")),
        (Claim("meta", "article:author", ("https://social.example/jane",)), ()),
        (Claim("meta", "dc.creator", ("Doe, Jane", "Roe, John")), ("Jane Doe", "John Roe")),
        (Claim("json-ld", "author", ("Jane Doe",)), ("Jane Doe",)),
        (Claim("meta", "author", ("desk@tide.example",)), ()),
        (Claim("visible", "//a", ("Posted 9 Nov 2022",)), ()),
    ],
)
def test_authors_are_names(claim, names):
    assert choose_authors(stated("authors", claim), FIELDS) == names
