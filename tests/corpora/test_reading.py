"""This file is where questions to a corpus are tested, those that no one should ask among them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.corpus.database import open_corpus
from rashomon.corpus.reading import Filter, find_document, list_incidents, list_runs, match_words, search
from rashomon.errors import CorpusError, UsageError


def test_documents_are_found_by_words_and_phrases(made):
    with open_corpus(made, read_only=True) as corpus:
        title = corpus.db.execute("SELECT title FROM document ORDER BY id").fetchone()[0]
        word = max(title.split(), key=len)
        assert title in {row["title"] for row in search(corpus, word)}
        assert title in {row["title"] for row in search(corpus, f'"{title}"')}
        assert title in {row["title"] for row in search(corpus, f"{word[:4]}*")}
        assert not search(corpus, "zzzzqqqq")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_no_words_break_the_question(words):
    import sqlite3

    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5 (a)")
    try:
        asked = match_words(words)
    except UsageError:
        return
    db.execute("SELECT * FROM t WHERE t MATCH ?", (asked,)).fetchall()


def test_incidents_are_filtered(made):
    with open_corpus(made, read_only=True) as corpus:
        every = list_incidents(corpus)
        top = every[0]
        assert all("signature" not in row for row in every)
        assert top in list_incidents(corpus, Filter(event_type=top["event_type"], documents=top["documents"]))
        assert top not in list_incidents(corpus, Filter(until="1990-01-01"))
        if top["place"]:
            assert top in list_incidents(corpus, Filter(place=top["place"][:4]))
        assert not list_incidents(corpus, Filter(place="%"))


def test_a_document_is_named_by_its_id_its_beginning_or_its_file(made):
    with open_corpus(made, read_only=True) as corpus:
        id, name = corpus.db.execute("SELECT id, name FROM document").fetchone()
        assert find_document(corpus, id) == find_document(corpus, id[:8]) == find_document(corpus, name) == id
        with pytest.raises(CorpusError, match="rashomon search"):
            find_document(corpus, "nothing")


def test_a_reader_sees_what_is_kept_while_another_writes(copied):
    with open_corpus(copied) as writer, open_corpus(copied, read_only=True) as reader:
        with writer.change() as db:
            db.execute("UPDATE document SET title = 'Changed'")
            assert (
                reader.db.execute("SELECT count(*) FROM document WHERE title = 'Changed'").fetchone()[0] == 0
            )
        assert reader.db.execute("SELECT count(*) FROM document WHERE title = 'Changed'").fetchone()[0] == 5


def test_a_run_says_with_what_it_was_made(made):
    with open_corpus(made, read_only=True) as corpus:
        (run,) = list_runs(corpus)
        assert run["finished"] and run["documents"] == 5
        manifest = run["manifest"]
        assert manifest["versions"]["spacy"] and len(manifest["lexicons"]) > 20 and manifest["settings"]
