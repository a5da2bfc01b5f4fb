"""This file is where a page's statements about itself are read, however broken they are."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from rashomon.documents.metadata import Statements, read_statements
from rashomon.lexicons.page_fields import load_page_fields


def read(*scripts: str, head: str = "") -> Statements:
    tags = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    tree = lxml_html.document_fromstring(f"<html><head>{tags}{head}</head><body><p>x</p></body></html>")
    return read_statements(tree, load_page_fields())


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Army leaves"}',
        '[{"@type": "WebSite"}, {"@type": "NewsArticle", "headline": "Army leaves"}]',
        '{"@graph": [{"@type": ["Article", "NewsArticle"], "headline": "Army leaves"}]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "http://schema.org/Article", "headline": "Army leaves"}}',
        '{"@type": "NewsArticle", "headline": "Army leaves",}',
        '<!-- {"@type": "NewsArticle", "headline": "Army\nleaves"} -->',
        '{"@type": "NewsArticle", "headline": "<b>Army</b> leaves"};',
        '{"@type": "NewsArticle", "headline": ["Army leaves"]}',
    ],
)
def test_the_article_is_found_wherever_it_stands(script):
    assert read(script).first("title") == "Army leaves"


@pytest.mark.parametrize(
    "script",
    [
        "",
        "{",
        "null",
        "3",
        '"text"',
        "[" * 3_000,
        '{"@type": null}',
        '{"@type": 7, "headline": {}}',
        '{"@type": "NewsArticle", "headline": 7}',
    ],
)
def test_broken_json_states_nothing(script):
    assert read(script).of("title") == ()


def test_endless_lists_are_cut():
    assert read("[" + ",".join(['{"@type": "Article"}'] * 50_000) + "]").has_article


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ('"Jane Doe"', ("Jane Doe",)),
        ('{"name": "Jane Doe"}', ("Jane Doe",)),
        ('[{"name": "Jane Doe"}, "John Roe", {"name": "Jane Doe"}]', ("Jane Doe", "John Roe")),
        ('{"@id": "#doe"}', ("Jane Doe",)),
    ],
)
def test_authors_are_texts_objects_lists_or_references(author, names):
    person = '{"@type": "Person", "@id": "#doe", "name": "Jane Doe"}'
    found = read(f'{{"@graph": [{person}, {{"@type": "Article", "author": {author}}}]}}').of("authors")
    assert found[0].values == names


def test_json_ld_comes_before_meta_tags():
    found = read('{"@type": "Article", "headline": "A"}', head='<meta property="og:title" content="B">').of(
        "title"
    )
    assert [(claim.basis, claim.value) for claim in found] == [("json-ld", "A"), ("meta", "B")]


def test_articles_in_a_list_are_other_pages():
    listed = '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Storm"}]}'
    assert read(listed).has_article is False
    assert read(listed, '{"@type": "NewsArticle", "headline": "Army leaves"}').first("title") == "Army leaves"


def test_an_object_that_is_no_article_states_no_title():
    assert read('{"@type": "VideoObject", "headline": "Watch this"}').of("title") == ()
