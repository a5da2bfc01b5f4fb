"""This file is where saved pages become documents: each page of tests/corpus is read as its JSON says."""

from __future__ import annotations

import subprocess
import sys

import msgspec
import pytest

from rashomon.documents import read_html
from rashomon.errors import NoArticleError
from rashomon.records import ZoneKind
from tests.corpus.rewrite import PAGES, expected_path, reading

TEXT = """
<p>The army of Sudmark left the valley on Monday, the foreign minister of Norland told reporters in the capital.</p>
<p>Observers counted forty trucks on the road to the river, and said that two villages were still closed to them.</p>
<p>Families who fled in 1994 may come back in spring, the minister said, if the mines on the slopes are cleared.</p>
"""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_saved_page_is_read_as_expected(page):
    found = msgspec.json.decode(msgspec.json.encode(reading(page)))
    assert found == msgspec.json.decode(expected_path(page).read_bytes())


def test_the_corpus_has_a_page_of_every_style():
    assert len(PAGES) >= 9


def page(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><article><h1>Army leaves Aster valley</h1>{body}</article></body></html>"


def test_the_text_is_headline_standfirst_and_paragraphs():
    head = '<meta name="description" content="Observers saw the last column cross the river.">'
    document = read_html(page("<p>Observers saw the last column cross the river.</p>" + TEXT, head))
    assert document.text.startswith("Army leaves Aster valley\n\nObservers saw")
    assert [zone.kind for zone in document.zones[:3]] == [ZoneKind.HEADLINE, ZoneKind.DEK, ZoneKind.BODY]


def test_the_first_paragraph_is_no_standfirst_though_the_page_describes_itself_with_it():
    lead = "ASTERTON (Reuters) — Observers saw the last column cross the river on Monday."
    document = read_html(page(f"<p>{lead}</p>" + TEXT, f'<meta name="description" content="{lead}">'))
    assert [zone.kind for zone in document.zones[:3]] == [ZoneKind.HEADLINE, ZoneKind.CREDIT, ZoneKind.BODY]
    assert document.agency == "Reuters"


def test_the_title_does_not_stand_twice():
    document = read_html(
        page("<h2>Army leaves the Aster valley</h2>" + TEXT, "<title>Army leaves Aster valley</title>")
    )
    assert document.text.count("Aster valley") == 1


def test_a_paragraph_that_is_all_link_is_no_story():
    link = '<p><a href="/x">Sudmark buys drones from Westmark for the border</a></p>'
    document = read_html(page(TEXT + link + TEXT.replace("valley", "plain")))
    (zone,) = [zone for zone in document.zones if "drones" in zone.span.of(document.text)]
    assert zone.kind is ZoneKind.BOILERPLATE


def test_a_heading_with_nothing_below_it_is_no_story():
    document = read_html(page(TEXT + "<h2>Reader offers</h2>"))
    assert not [z for z in document.zones if z.kind.is_story and "offers" in z.span.of(document.text)]


def test_the_publisher_is_the_one_of_the_domain():
    document = read_html(page(TEXT), url="https://www.bbc.co.uk/news/1")
    assert (document.publisher, document.publisher_country) == ("BBC", "GBR")


def test_an_agency_may_be_named_as_the_author():
    head = '<meta name="author" content="The Associated Press">'
    document = read_html(page(TEXT, head), publisher="Daily Tide")
    assert (document.agency, document.agency_span) == ("Associated Press", None)
    assert read_html(page(TEXT, head), url="https://apnews.com/a").agency is None


def test_the_day_is_read_off_the_address_if_the_page_has_none():
    document = read_html(page(TEXT), url="https://tide.example/2021/03/09/army-leaves")
    assert (document.published, document.published_basis) == ("2021-03-09", "url")


def test_what_was_stated_elsewhere_is_kept_in_the_reason():
    head = '<meta property="og:title" content="Sudmark pulls out of valley | Tide"><meta property="og:site_name" content="Tide">'
    document = read_html(page(TEXT, head))
    assert document.title == "Sudmark pulls out of valley"
    assert any("Army leaves Aster valley" in why.detail for why in document.why if why.rule == "title:meta")


def test_the_stated_text_replaces_one_that_is_much_shorter():
    paragraphs = [
        f"The army left village number {n} of the valley on Monday, the mayor of the place said."
        for n in range(30)
    ]
    body = " ".join(paragraphs)
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Army leaves","articleBody":"{body}"}}</script>'
    document = read_html(page(TEXT, head))
    assert "village number 29" in document.text


@pytest.mark.parametrize(
    "data", ["", "   ", "<", "<html>", "\x00\x01<p>", "<p>" * 5_000, "<div>" * 20_000 + "x"]
)
def test_a_page_without_an_article_is_refused(data):
    with pytest.raises(NoArticleError, match=r"^page: .*; "):
        read_html(data)


def test_plain_text_does_not_wait_for_the_page_reader():
    code = "import sys, rashomon.documents as d; d.read_text('The army left the town.'); print('trafilatura' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"
