"""This file is where adding is tested: once is enough, a bad input fails alone, a kill loses nothing that was done."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from rashomon.corpus.adding import Options, add
from rashomon.corpus.database import open_corpus
from rashomon.corpus.reading import list_failures
from rashomon.corpus.saving import load_codings
from rashomon.documents.items import open_item, open_items
from tests.corpora.conftest import table_counts


def test_the_same_input_twice_adds_nothing(copied, stories):
    with open_corpus(copied) as corpus:
        before = table_counts(corpus)
        summary = add(corpus, open_items(stories))
        assert (summary.coded, summary.skipped) == (0, before["document"])
        assert table_counts(corpus) == before


def test_a_story_under_another_name_is_the_same_story(copied, stories, tmp_path):
    file = sorted(stories.iterdir())[0]
    other = tmp_path / "renamed.txt"
    other.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with open_corpus(copied) as corpus:
        before = table_counts(corpus)
        assert add(corpus, open_items(other)).same == 1
        assert table_counts(corpus) == before


def test_what_is_kept_is_the_whole_coding(made, tools):
    from rashomon.pipeline import code_documents

    with open_corpus(made, read_only=True) as corpus:
        (id,) = corpus.db.execute("SELECT id FROM document LIMIT 1").fetchone()
        (coding,) = load_codings(corpus.db, [id])
        (again,) = code_documents([coding.document], tools)
        assert coding == again
        rows = corpus.db.execute("SELECT count(*) FROM event WHERE document = ?", (id,)).fetchone()[0]
        assert rows == len(coding.events) > 0


def test_a_bad_input_fails_alone_and_can_be_tried_again(tmp_path, stories):
    good = sorted(stories.iterdir())[0].read_text(encoding="utf-8")
    rows = [json.dumps({"text": good, "title": "Good"}), "{broken", json.dumps({"title": "no text"})]
    table = tmp_path / "rows.jsonl"
    table.write_text("\n".join(rows), encoding="utf-8")
    with open_corpus(tmp_path / "c.rashomon", create=True) as corpus:
        summary = add(corpus, open_items(table))
        assert (summary.coded, summary.failed) == (1, 2)
        failed = list_failures(corpus)
        assert {row["name"].rsplit(":", 1)[1] for row in failed} == {"2", "3"}
        assert all(row["name"] in row["reason"] for row in failed)
        table.write_text(
            "\n".join([rows[0], json.dumps({"text": good + " More.", "title": "Mended"})]), encoding="utf-8"
        )
        assert add(corpus, [open_item(str(table), f"{table}:2")]).coded == 1


def test_a_text_in_another_language_is_kept_and_said_so(tmp_path):
    page = tmp_path / "german.txt"
    words = (
        "Die Regierung hat am Montag angekündigt, dass sie ihre Truppen aus dem Gebiet abziehen werde. " * 6
    )
    page.write_text(f"Regierung zieht Truppen ab\n\n{words}", encoding="utf-8")
    with open_corpus(tmp_path / "c.rashomon", create=True) as corpus:
        results = []
        add(corpus, open_items(page), on_result=results.append)
        assert [r.status for r in results] == ["kept"]
        assert "English" in (results[0].reason or "")
        assert table_counts(corpus)["document"] == 1
        assert table_counts(corpus)["event"] == 0


def test_several_processes_write_the_same_rows(made, stories, tmp_path):
    with open_corpus(tmp_path / "c.rashomon", create=True) as corpus:
        add(corpus, open_items(stories), Options(jobs=2))
        rows = corpus.db.execute("SELECT document, body FROM coding ORDER BY document").fetchall()
    with open_corpus(made, read_only=True) as corpus:
        wanted = corpus.db.execute("SELECT document, body FROM coding ORDER BY document").fetchall()
    assert [tuple(row) for row in rows] == [tuple(row) for row in wanted]


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_a_kill_at_any_moment_loses_and_doubles_nothing(stories, tmp_path):
    path, folder = tmp_path / "killed.rashomon", tmp_path / "many"
    folder.mkdir()
    texts = [file.read_text(encoding="utf-8") for file in sorted(stories.iterdir())]
    for number in range(15):
        text = texts[number % len(texts)].replace("\n\n", f"\n\nBulletin {number} of the day. ", 1)
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    rng, reported = random.Random(5), 0
    for _ in range(2):
        child = subprocess.Popen(
            [sys.executable, "-m", "rashomon", "add", "-q", str(path), str(folder)],
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + 60
        wanted = reported + rng.randint(1, 4)
        while time.monotonic() < end and child.poll() is None and _done(path) < wanted:
            time.sleep(0.05)
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        assert _done(path) >= reported
        reported = _done(path)
    subprocess.run([sys.executable, "-m", "rashomon", "add", "-q", str(path), str(folder)], check=True)
    with open_corpus(path, read_only=True) as corpus:
        assert corpus.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert table_counts(corpus)["document"] == table_counts(corpus)["coding"] == 15
        assert corpus.db.execute("SELECT count(DISTINCT document) FROM input").fetchone()[0] == 15


def _done(path):
    """Return how many inputs the corpus says are done; 0 while there is none yet."""
    try:
        with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=5) as db:
            return db.execute("SELECT count(*) FROM input WHERE status = 'coded'").fetchone()[0]
    except sqlite3.Error:
        return 0
