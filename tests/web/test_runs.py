"""This file is where runs and their differences are tested as pages: what changed, by which rule, part by part."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from rashomon.corpus import recoding
from rashomon.corpus.database import open_corpus
from rashomon.corpus.recoding import compare_part, compare_runs, count_recoded
from rashomon.corpus.runs import finish_run, start_run
from rashomon.corpus.saving import load_codings, save_coding, to_rows
from rashomon.records import Mood
from tests.web.conftest import client_of


@pytest.fixture
def recoded(own_corpus):
    """Return a corpus with a second run that codes half of the documents, each with an event denied and one less."""
    with open_corpus(own_corpus) as corpus:
        ids = [row[0] for row in corpus.db.execute("SELECT id FROM document ORDER BY id LIMIT 4")]
        run = start_run(corpus, "recode")
        for coding in list(load_codings(corpus.db, ids)):
            first, *rest, _ = coding.events
            events = (msgspec.structs.replace(first, mood=Mood.DENIED), *rest)
            with corpus.change() as db:
                save_coding(db, to_rows(replace(coding, events=events)), run=run)
        finish_run(corpus, run)
    return own_corpus


def test_a_run_stands_with_all_it_depends_on(client):
    (run,) = client.get("/runs.json").json()["runs"]
    assert (run["id"], run["kind"], run["documents"], run["failures"]) == (1, "add", 8, 0)
    assert run["versions"]["spacy"] and run["lexicons"]["publishers.tsv"] and run["settings"]
    assert run["lexicons"]["publishers.tsv"] in client.get("/runs").text


def test_a_run_says_what_differs_from_the_one_before(recoded):
    with open_corpus(recoded) as corpus:
        corpus.db.execute(
            "UPDATE run SET manifest = json_set(manifest, '$.lexicons.\"publishers.tsv\"', 'other') WHERE id = 1"
        )
    with client_of(recoded) as client:
        last, first = client.get("/runs.json").json()["runs"]
        assert (last["id"], last["changed"], first["changed"]) == (2, ["publishers.tsv"], [])
        assert client.get("/runs/1/2.json").json()["settings"] == ["publishers.tsv"]
        assert 'href="/runs/1/2"' in client.get("/runs").text


def test_failures_stand_with_their_reasons(own_corpus):
    with open_corpus(own_corpus) as corpus:
        corpus.db.executemany(
            "INSERT INTO input VALUES (?, ?, ?, '{}', 'failed', NULL, ?, ?, 1, 1, ?)",
            [(f"k{n}", f"<i>{n}.html", "s", "PageError" if n else "EncodingError", f"no text {n}", f"2026-01-0{n + 1}") for n in range(4)],
        )  # fmt: skip
    with client_of(own_corpus) as client:
        view = client.get("/runs/failures.json?most=3").json()
        assert view["failed"] == {"PageError": 3, "EncodingError": 1}
        assert [one["reason"] for one in view["failures"]] == ["no text 3", "no text 2", "no text 1"]
        assert view["has_more"]
        page = client.get("/runs/failures?start=3").text
        assert "no text 0" in page and "<i>0" not in page
        assert client.get("/runs.json").json()["failed"] == view["failed"]


def test_a_diff_names_what_changed_in_each_event(recoded):
    with client_of(recoded) as client:
        view = client.get("/runs/1/2.json").json()
        kinds = [one["kind"] for one in view["changes"]]
        assert (view["recoded"], view["looked_at"], view["following"]) == (4, 4, "")
        assert kinds.count("dropped") == 4
        changed = [one for one in view["changes"] if one["kind"] == "changed"]
        assert changed and all(
            {"mood"} == {field["name"] for field in one["fields"]} - {"type"} for one in changed
        )
        assert all(
            field["new"] == "denied" for one in changed for field in one["fields"] if field["name"] == "mood"
        )
        page = client.get("/runs/1/2").text
        assert f'href="/documents/{changed[0]["document"]}#e{changed[0]["number"]}"' in page


def test_rules_are_counted_with_the_events_that_they_changed(recoded):
    with client_of(recoded) as client:
        view = client.get("/runs/1/2.json").json()
        assert sum(one["dropped"] for one in view["rules"]) >= 4
        for one in view["rules"]:
            having = [c for c in view["changes"] if one["rule"] in (c["rules"] or [""])]
            assert one["events"] == len(having) == one["added"] + one["dropped"] + one["changed"]


def test_the_other_way_round_what_was_dropped_is_added(recoded):
    with client_of(recoded) as client:
        kinds = [one["kind"] for one in client.get("/runs/2/1.json").json()["changes"]]
        assert kinds.count("added") == 4
        assert "dropped" not in kinds


def test_parts_of_a_diff_are_the_whole_one_after_the_other(recoded):
    with open_corpus(recoded, read_only=True) as corpus:
        whole = list(compare_runs(corpus, 1, 2))
        parts, beyond = [], ""
        while True:
            part = compare_part(corpus, 1, 2, beyond=beyond, most=1, seconds=60)
            parts.append(part)
            beyond = part.following
            if not beyond:
                break
        assert [part.documents for part in parts] == [1, 1, 1, 1]
        assert [change for part in parts for change in part.changes] == whole
        hurried = compare_part(corpus, 1, 2, most=1000, seconds=0)
        assert hurried.documents == 1 and hurried.following


def test_codings_that_cannot_differ_are_not_unpacked(recoded, monkeypatch):
    unpacked = []
    real = recoding.unpack
    monkeypatch.setattr(recoding, "unpack", lambda body: unpacked.append(body) or real(body))
    with open_corpus(recoded, read_only=True) as corpus:
        assert count_recoded(corpus, 1, 2) == 4
        list(compare_runs(corpus, 1, 2))
        assert len(unpacked) == 8
        assert list(compare_runs(corpus, 1, 1)) == []
        assert len(unpacked) == 8


@pytest.mark.parametrize(
    ("path", "status"), [("/runs/1/9", 404), ("/runs/0/1", 422), ("/runs/1/2?beyond=x", 422)]
)
def test_a_run_that_is_not_there_is_not_compared(recoded, path, status):
    with client_of(recoded) as client:
        assert client.get(path).status_code == status
