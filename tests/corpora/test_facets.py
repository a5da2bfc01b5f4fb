"""This file is where facets of documents, and what a publisher's numbers are of, are held against the tables they count."""

from __future__ import annotations

import pytest

from rashomon.corpus.database import open_corpus


@pytest.fixture
def db(made):
    """Return the connection to the corpus of five stories, grouped."""
    with open_corpus(made, read_only=True) as corpus:
        yield corpus.db


@pytest.mark.parametrize("kind", ["event_type", "mood", "voice"])
def test_a_facet_counts_documents_with_such_an_event(db, kind):
    query = f"SELECT {kind}, count(DISTINCT document) FROM event GROUP BY 1 ORDER BY 1"
    counted = "SELECT value, documents FROM facet_value WHERE kind = ? ORDER BY 1"
    expected = [tuple(row) for row in db.execute(query)]
    assert expected
    assert [tuple(row) for row in db.execute(counted, (kind,))] == expected


def test_each_country_of_an_actor_is_a_facet_of_its_own(db):
    values = {row[0] for row in db.execute("SELECT value FROM facet_value WHERE kind = 'country'")}
    named = {
        code for row in db.execute("SELECT DISTINCT country FROM event_actor") for code in row[0].split()
    }
    assert values == named
    assert values


def test_facets_of_a_document_lead_to_it(db):
    query = """SELECT count(*) FROM document_facet JOIN facet_value ON facet_value.id = document_facet.value
               JOIN document ON document.rowid = document_facet.document WHERE kind = 'publisher'
               AND facet_value.value = coalesce(publisher, 'unnamed publisher')"""
    documents = db.execute("SELECT count(*) FROM document").fetchone()[0]
    assert db.execute(query).fetchone()[0] == documents > 0


def test_sides_and_manners_count_every_attribution(db):
    attributions = db.execute("SELECT count(*) FROM attribution").fetchone()[0]
    for table in ("summary_side", "summary_manner"):
        for where in ("= ''", "<> ''"):
            query = f"SELECT sum(attributions) FROM {table} WHERE publisher {where}"
            assert db.execute(query).fetchone()[0] == attributions > 0
    assert db.execute("SELECT sum(attributions) FROM summary_side WHERE sectors <> ''").fetchone()[0] > 0


def test_a_name_is_found_by_the_beginning_of_its_words(db):
    name, kind = db.execute("SELECT name, kind FROM summary_name WHERE kind = 'actor' LIMIT 1").fetchone()
    start = "".join(filter(str.isalnum, name.split()[0]))[:3]
    query = f"""SELECT name FROM summary_name WHERE summary_name MATCH '{{kind}}: {kind} AND {{name}}: "{start}"*'"""
    assert name in [row[0] for row in db.execute(query)]
