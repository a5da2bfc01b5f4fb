"""This file is where opening a corpus is tested: what is none says so, what is old is brought up to date."""

from __future__ import annotations

import sqlite3

import pytest

from rashomon.corpus import database
from rashomon.corpus.database import APPLICATION_ID, open_corpus, schema_version, upgrade
from rashomon.errors import CorpusError, MissingFileError


def test_what_is_not_there_is_made_only_when_asked(tmp_path):
    with pytest.raises(MissingFileError, match="rashomon add"):
        open_corpus(tmp_path / "none.rashomon")
    with open_corpus(tmp_path / "new.rashomon", create=True) as corpus:
        assert corpus.db.execute("SELECT count(*) FROM document").fetchone()[0] == 0
        assert corpus.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


@pytest.mark.parametrize("content", [b"no database at all, only a long enough text" * 50, b"\x00" * 4096])
def test_another_file_is_no_corpus(tmp_path, content):
    path = tmp_path / "other.txt"
    path.write_bytes(content)
    with pytest.raises(CorpusError, match=r"other\.txt"):
        open_corpus(path, create=True)
    assert path.read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path):
    path = tmp_path / "bills.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE bill (amount REAL)")
    db.close()
    with pytest.raises(CorpusError, match="another program"):
        open_corpus(path, create=True)


def old_corpus(path, *, version):
    """Make a corpus as a rashomon with `version` scripts made it."""
    with sqlite3.connect(path) as db:
        for script in database._scripts()[:version]:
            db.executescript(script)
        db.execute(
            "INSERT INTO document (id, authors, text, added) VALUES ('d1', '[]', 'Old words.', '2020-01-01')"
        )
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {version}")
    db.close()


def test_an_older_corpus_is_upgraded_and_keeps_its_documents(tmp_path):
    path = tmp_path / "old.rashomon"
    old_corpus(path, version=1)
    with pytest.raises(CorpusError, match="rashomon upgrade"):
        open_corpus(path)
    assert upgrade(path) == (1, schema_version())
    assert (tmp_path / "old.rashomon.schema-1").exists()
    with open_corpus(path) as corpus:
        assert corpus.db.execute("SELECT text FROM document").fetchone()[0] == "Old words."
        assert corpus.db.execute("SELECT count(*) FROM incident").fetchone()[0] == 0
    assert upgrade(path) == (schema_version(), schema_version())


def test_a_newer_corpus_asks_for_a_newer_rashomon(tmp_path):
    path = tmp_path / "new.rashomon"
    old_corpus(path, version=2)
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(CorpusError, match="update rashomon"):
        open_corpus(path)


def test_a_change_that_fails_leaves_nothing_behind(tmp_path):
    with open_corpus(tmp_path / "new.rashomon", create=True) as corpus:
        with pytest.raises(RuntimeError), corpus.change() as db:
            db.execute("INSERT INTO document (id, authors, text, added) VALUES ('d', '[]', 'x', '2020')")
            raise RuntimeError
        assert corpus.db.execute("SELECT count(*) FROM document").fetchone()[0] == 0
