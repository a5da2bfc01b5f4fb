"""This file is where exports of a corpus are tested: filters, corrections, rules, the command, and that nothing is held."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter

import pytest

from rashomon.cli import main
from rashomon.corpus.comparing import corrected_codings
from rashomon.corpus.corrections import correct
from rashomon.corpus.database import open_corpus
from rashomon.corpus.exporting import export_rows
from rashomon.corpus.reading import Filter, list_incidents
from rashomon.errors import UsageError
from rashomon.explain.words import is_unrealised
from rashomon.export import jsonl
from rashomon.export.formats import FORMATS, loss_report
from rashomon.incidents.ledger import settle


def text(corpus, id, wanted=None, **options):
    return "".join(export_rows(corpus, id, wanted, **options))


def rows(corpus, id, wanted=None, **options):
    found = text(corpus, id, wanted, **options)
    return list(csv.DictReader(io.StringIO(found), delimiter=FORMATS[id].delimiter))


@pytest.fixture
def corpus(made):
    with open_corpus(made, read_only=True) as opened:
        yield opened


@pytest.mark.parametrize("id", FORMATS)
def test_the_same_corpus_gives_the_same_bytes(corpus, made, id):
    with open_corpus(made, read_only=True) as again:
        assert text(corpus, id) == text(again, id) != ""


def test_whole_codings_come_back_equal(corpus):
    ids = [row[0] for row in corpus.db.execute("SELECT id FROM document ORDER BY id")]
    assert list(jsonl.read(text(corpus, "jsonl").splitlines())) == corrected_codings(corpus, ids)


def test_every_event_is_a_row_and_says_its_mood(corpus):
    found = rows(corpus, "events-csv")
    events = {e.id: e for c in jsonl.read(text(corpus, "jsonl").splitlines()) for e in c.events}
    assert [row["event"] for row in found] == list(events)
    assert {row["told_as_fact"] for row in found} == {"yes", "no"}
    for row in found:
        assert (row["told_as_fact"] == "no") == is_unrealised(events[row["event"]])
        assert row["mood"] == events[row["event"]].mood.value


def test_what_is_not_told_as_fact_is_in_no_file_without_moods(corpus):
    told = {row["event"] for row in rows(corpus, "events-csv") if row["told_as_fact"] == "yes"}
    for id in ("gdelt", "polecat"):
        tally = Counter()
        found = {row["rashomon_event"] for row in rows(corpus, id, tally=tally)}
        assert found == told and tally["rows"] == len(told)
        every = corpus.db.execute("SELECT count(*) FROM event").fetchone()[0]
        assert tally["left_out"] == every - len(told) > 0
        assert {row["field"]: row["measured"] for row in loss_report(id, tally)}["mood"] == tally["left_out"]


def test_incidents_are_those_of_the_corpus_with_their_counts(corpus):
    listed = {row["id"]: row for row in list_incidents(corpus)}
    found = {row["incident"]: row for row in rows(corpus, "incidents-csv")}
    assert found.keys() == listed.keys()
    for id, row in found.items():
        assert [int(row[name]) for name in ("documents", "origins", "contradictions")] == [
            listed[id][name] for name in ("documents", "origins", "contradictions")
        ]
        assert row["title"] == listed[id]["title"]


def test_the_events_of_an_incident_carry_its_id(corpus):
    (first, *_) = list_incidents(corpus)
    wanted = Filter(documents=2, most=1)
    found = rows(corpus, "events-csv", wanted)
    assert {row["incident"] for row in found} == {first["id"]}
    assert len({row["document"] for row in found}) == first["documents"]
    assert len(list(jsonl.read(text(corpus, "jsonl", wanted).splitlines()))) == first["documents"]


def test_a_filter_keeps_what_is_told_of_its_incidents(corpus):
    every, none = rows(corpus, "events-csv"), rows(corpus, "events-csv", Filter(words="zeppelin"))
    some = rows(corpus, "events-csv", Filter(event_type="ASSAULT", most=10**6))
    assert none == [] and 0 < len(some) < len(every)
    assert {row["incident"] for row in some} == {
        row["id"] for row in list_incidents(corpus, Filter(event_type="ASSAULT"))
    }
    assert len(rows(corpus, "incidents-csv", Filter(start=1, most=2))) == 2


def test_tolls_are_settled_by_the_rule(corpus, lexicons):
    from rashomon.corpus.comparing import compare_incident

    settled = 0
    for rule in ("latest-per-origin", "all"):
        for row in rows(corpus, "ucdp", rule=rule):
            assert row["rashomon_rule"] == rule
            ledger = compare_incident(corpus, row["rashomon_incident"], lexicons).ledger
            wanted = settle(ledger, rule=rule)
            if row["best"]:
                settled += 1
                assert int(row["low"]) <= int(row["best"]) <= int(row["high"])
                assert wanted and int(row["high"]) <= wanted.high and int(row["low"]) >= wanted.low
    assert settled > 0


def test_a_rejected_event_is_in_no_file_and_a_change_is_in_all(copied):
    with open_corpus(copied) as corpus:
        event, other = [row["event"] for row in rows(corpus, "events-csv") if row["told_as_fact"] == "yes"][
            :2
        ]
        correct(corpus, event, "reject", author="test")
        correct(corpus, other, "change", field="mood", new="denied", author="test")
        found = {row["event"]: row for row in rows(corpus, "events-csv")}
        assert event not in found and found[other]["told_as_fact"] == "no"
        assert not {event, other} & {row["rashomon_event"] for row in rows(corpus, "gdelt")}


def test_a_name_that_there_is_not_is_said_before_anything_is_written(corpus):
    for options in ({"rule": "best"}, {"profile": "mine"}):
        with pytest.raises(UsageError, match="choose"):
            export_rows(corpus, "ucdp", **options)
    with pytest.raises(UsageError, match="events-csv"):
        export_rows(corpus, "excel")


def test_no_file_names_a_path_of_the_machine(corpus, stories):
    for id in set(FORMATS) - {"jsonl"}:
        assert str(stories) not in text(corpus, id), id


@pytest.mark.parametrize("id", FORMATS)
def test_rows_come_one_after_the_other(corpus, id):
    read = []
    corpus.db.set_trace_callback(lambda query: read.append(query) if "FROM coding" in query else None)
    pieces = export_rows(corpus, id)
    assert read == [], "nothing is read before the first row is asked for"
    next(pieces)
    early = len(read)
    list(pieces)
    corpus.db.set_trace_callback(None)
    assert early <= len(read)
    if FORMATS[id].row == "incident":
        assert early < len(read), "an incident is read when its row is made"


def run(*arguments):
    with pytest.raises(SystemExit) as ended:
        main(["export", *map(str, arguments)])
    return ended.value.code


def test_the_command_writes_a_file_whole_and_says_what_is_lost(made, tmp_path, capsys):
    target, report = tmp_path / "a.tsv", tmp_path / "a.json"
    assert run(made, "--format", "gdelt", "-o", target, "--losses", report) == 0
    out, err = capsys.readouterr()
    assert out == "" and "left out" in err and "FIPS" in err
    found = json.loads(report.read_text(encoding="utf-8"))
    lines = target.read_text(encoding="utf-8").splitlines()
    assert found["rows"] == len(lines) - 1 and found["place_profile"] == "all" and found["rule"] is None
    assert {"field", "fate", "note", "measured"} == set(found["losses"][0])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "a.tsv"]


def test_the_command_writes_to_stdout_and_takes_the_filters_of_incidents(made, capsys):
    assert run(made, "--format", "incidents-csv", "--type", "assault", "--documents", 2, "-q") == 0
    out, err = capsys.readouterr()
    assert out.count("\n") == 2 and err == ""


def test_the_command_names_the_formats_and_refuses_others(made, tmp_path, capsys):
    assert run(made, "--format", "list") == 0
    listed = capsys.readouterr().out
    assert all(id in listed for id in FORMATS)
    assert run(made, "--format", "nix") == UsageError.exit_code
    assert run(made, "--format", "ucdp", "-o", tmp_path / "no" / "a.csv") == UsageError.exit_code
    assert "-o" in capsys.readouterr().err


def test_a_file_stays_as_it_was_if_the_writing_fails(made, tmp_path, monkeypatch):
    from rashomon.cli import exporting

    def broken():
        yield "one\n"
        raise UsageError("no more")

    target = tmp_path / "a.csv"
    target.write_text("before", encoding="utf-8")
    with pytest.raises(UsageError):
        exporting._save(target, broken())
    assert target.read_text(encoding="utf-8") == "before" and len(list(tmp_path.iterdir())) == 1
