"""This file is where trying again is tested: in the way in which an input was read, and only what failed."""

from __future__ import annotations

import json

import pytest

from rashomon.cli import main
from rashomon.corpus.adding import Options, add
from rashomon.corpus.database import open_corpus
from rashomon.corpus.reading import list_failures
from rashomon.corpus.retrying import retry
from rashomon.documents.items import open_items
from rashomon.samples import sample_stories

TEXT = sample_stories()[0].text


def write(path, *rows):
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")


def test_columns_day_and_publisher_are_those_that_were_given_first(tmp_path):
    table = tmp_path / "a.jsonl"
    write(table, {"words": "", "n": 1}, {"words": f"{TEXT} Second.", "n": 2}, {"words": "", "n": 3})
    said = Options(published="2020-10-02", publisher="Harbour Courier")
    with open_corpus(tmp_path / "c.rashomon", create=True) as corpus:
        assert add(corpus, open_items(table, fields={"text": "words"}), said).failed == 2
        write(table, {"words": TEXT, "n": 1}, {"words": f"{TEXT} Second.", "n": 2}, {"words": "", "n": 3})
        assert retry(corpus) == 1
        (left,) = list_failures(corpus)
        assert left["name"].endswith(":3") and left["tries"] == 2
        rows = corpus.db.execute("SELECT DISTINCT published, publisher FROM document").fetchall()
        assert [tuple(row) for row in rows] == [("2020-10-02", "Harbour Courier")]


def test_a_file_that_is_gone_stays_a_failure(tmp_path):
    table = tmp_path / "a.jsonl"
    write(table, {"text": ""})
    with open_corpus(tmp_path / "c.rashomon", create=True) as corpus:
        add(corpus, open_items(table))
        table.unlink()
        assert retry(corpus) == 0 and len(list_failures(corpus)) == 1


def test_options_of_an_older_corpus_are_understood(tmp_path):
    table = tmp_path / "a.jsonl"
    write(table, {"text": ""})
    with open_corpus(tmp_path / "c.rashomon", create=True) as corpus:
        add(corpus, open_items(table))
        corpus.db.execute("UPDATE input SET options = '2020-10-02|Harbour | Courier'")
        write(table, {"text": TEXT})
        assert retry(corpus) == 1
        row = corpus.db.execute("SELECT published, publisher FROM document").fetchone()
        assert tuple(row) == ("2020-10-02", "Harbour | Courier")


def test_the_command_tries_with_the_columns_of_the_first_time(tmp_path, capsys):
    table, corpus = tmp_path / "a.jsonl", tmp_path / "c.rashomon"
    write(table, {"words": ""})
    with pytest.raises(SystemExit, match="20"):
        main(["add", "-q", str(corpus), str(table), "--field", "text=words"])
    write(table, {"words": TEXT})
    capsys.readouterr()
    with pytest.raises(SystemExit, match="0"):
        main(["failures", "-q", str(corpus), "--retry", "--json"])
    assert capsys.readouterr().out.strip() == ""


def test_names_that_no_file_can_hold_stop_no_run(tmp_path):
    table = tmp_path / "a.jsonl"
    table.write_text(f'{{"\\ud800": 1}}\n{json.dumps({"text": TEXT})}', encoding="utf-8")
    with open_corpus(tmp_path / "c.rashomon", create=True) as corpus:
        summary = add(corpus, open_items(table))
        assert (summary.failed, summary.coded) == (1, 1)
