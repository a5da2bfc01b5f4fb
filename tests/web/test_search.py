"""This file is where search is tested: words, facets that narrow, names to jump to, and questions that are none."""

from __future__ import annotations

from itertools import pairwise
from urllib.parse import quote

import pytest

from rashomon.corpus import facets
from rashomon.corpus.database import open_corpus
from rashomon.corpus.facets import CLOSES, KINDS, OPENS
from rashomon.web.screens.search import pieces
from tests.web.conftest import client_of


def ask(client, query=""):
    """Return the answer to a search as JSON."""
    return client.get(f"/search.json?{query}").json()


def values(found, kind):
    """Return the counts of a facet by value."""
    return next(
        (
            {one["value"]: one["documents"] for one in facet["values"]}
            for facet in found["facets"]
            if facet["kind"] == kind
        ),
        {},
    )


def test_without_a_question_all_documents_stand_there_with_all_facets(client):
    found = ask(client)
    assert found["total"] == len(found["hits"]) == 8
    assert [facet["kind"] for facet in found["facets"]] == list(KINDS)
    days = [hit["published"] for hit in found["hits"]]
    assert days == sorted(days, reverse=True)


def test_words_are_marked_where_they_stand(client):
    found = ask(client, "words=missiles")
    assert 0 < found["total"] < 8
    for hit in found["hits"]:
        assert any(piece["text"].lower() == "missiles" for piece in hit["snippet"] if piece["is_match"])
    assert "<mark>" in client.get("/search?words=missiles").text


def test_a_facet_counts_the_hits_alone(client):
    found = ask(client, "words=missiles")
    assert sum(values(found, "publisher").values()) == found["total"]
    assert set(values(found, "month")) == {"2020-10"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_link_of_a_value_gives_as_many_documents_as_it_says(client, kind):
    facet = next(facet for facet in ask(client, "words=the")["facets"] if facet["kind"] == kind)
    for one in facet["values"][:3]:
        narrowed = ask(client, one["address"].partition("?")[2])
        assert narrowed["total"] == one["documents"] > 0
        assert [chip["value"] for chip in narrowed["chips"]] == [one["value"]]


def test_filters_are_taken_off_one_by_one(client):
    found = ask(client, "words=the&event_type=ASSAULT&country=IND")
    wider = ask(client, found["chips"][0]["without"].partition("?")[2])
    assert [chip["kind"] for chip in found["chips"]] == ["event_type", "country"]
    assert [chip["kind"] for chip in wider["chips"]] == ["country"]
    assert wider["words"] == "the"


def test_filters_stand_without_words(client):
    found = ask(client, "event_type=ASSAULT&month=2020-06")
    assert found["total"] == len(found["hits"]) > 0
    assert all(hit["published"].startswith("2020-06") for hit in found["hits"])


def test_a_value_that_no_document_has_finds_none(client):
    assert ask(client, "words=the&publisher=Nowhere+Gazette")["total"] == 0
    assert "No document fits" in client.get("/search?publisher=Nowhere+Gazette").text


def test_names_with_the_words_are_to_be_jumped_to(client):
    names = ask(client, "words=harb")["names"]
    assert ("publisher", "/publishers/Harbour%20Courier") in [(one["kind"], one["address"]) for one in names]
    kinds = {one["kind"] for one in ask(client, "words=Ganja")["names"]}
    assert {"actor", "incident"} <= kinds


def test_hits_beyond_the_bound_are_counted_and_said_to_be_there(client, monkeypatch):
    monkeypatch.setattr(facets, "MOST_HITS", 3)
    found = ask(client, "words=the")
    assert (found["total"], found["ranked"], len(found["hits"])) == (8, 3, 3)
    assert sum(values(found, "publisher").values()) == 3
    assert "More fit than are ranked" in client.get("/search?words=the").text


def test_pages_of_hits_follow_one_another(client):
    every = [hit["id"] for hit in ask(client, "words=the")["hits"]]
    pages = [ask(client, f"words=the&most=3&start={start}") for start in (0, 3, 6)]
    assert [hit["id"] for page in pages for hit in page["hits"]] == every
    assert [page["has_more"] for page in pages] == [True, True, False]


@pytest.mark.parametrize(
    "words",
    ['""', "...", '"\0"', '"a\0b', "AND OR NOT", 'x" OR "y', "NEAR(a b)", "title:", "*", "^a", "ünï*"],
)
def test_no_words_break_the_index(client, words):
    answer = client.get(f"/search.json?words={quote(words)}")
    assert answer.status_code in (200, 400)
    assert answer.status_code == 200 or "give words" in answer.json()["detail"]


@pytest.mark.parametrize(
    "query", ["year=20", "month=2020", "event_type=drop", "order=x", "words=" + "x" * 201]
)
def test_a_wrong_filter_is_said_to_be_wrong(client, query):
    assert client.get(f"/search?{query}").status_code == 422


def test_a_beginning_that_too_many_have_is_not_ranked_but_found(client, monkeypatch):
    assert ask(client, "words=mis*")["order"] == "best"
    monkeypatch.setattr(facets, "MOST_HITS", 2)
    found = ask(client, "words=the*")
    assert (found["order"], found["total"], found["ranked"]) == ("newest", 8, 2)
    assert all(any(piece["is_match"] for piece in hit["snippet"]) for hit in found["hits"])
    assert client.get("/search?words=s*").status_code == 400


def test_a_text_cannot_open_a_mark_of_its_own(own_corpus):
    with open_corpus(own_corpus) as corpus:
        corpus.db.execute(
            "INSERT INTO document (id, authors, text, added) VALUES ('feed', '[]', ?, '2026')",
            (f"{OPENS}a zebra {CLOSES}{CLOSES} <b>runs</b> {OPENS}",),
        )
    with client_of(own_corpus) as client:
        page = client.get("/search?words=zebra").text
        assert page.count("<mark>") == page.count("</mark>") >= 1
        assert "&lt;b&gt;" in page
        assert "last grouped" in page


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("plain", [("plain", False)]),
        (f"a {OPENS}b{CLOSES} c", [("a ", False), ("b", True), (" c", False)]),
        (f"{OPENS}open", [("open", False)]),
        (f"closed{CLOSES}", [("closed", False)]),
        (f"{OPENS}{CLOSES}", []),
    ],
)
def test_a_snippet_is_cut_at_its_marks(found, expected):
    assert [(piece.text, piece.is_match) for piece in pieces(found)] == expected


def test_documents_are_listed_by_day_and_publisher(client):
    rows = client.get("/documents.json").json()["documents"]
    assert len(rows) == 8
    assert all(one["published"] <= other["published"] for one, other in pairwise(rows))
    some = client.get("/documents.json?publisher=Harbour+Courier&most=1").json()
    assert [row["publisher"] for row in some["documents"]] == ["Harbour Courier"]
    assert some["has_more"]
