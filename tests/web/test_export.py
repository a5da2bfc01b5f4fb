"""This file is where export is tested as a page and as downloads: what is lost is counted, what is sent is whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rashomon.corpus.database import open_corpus
from rashomon.corpus.exporting import export_rows
from rashomon.export.formats import FORMATS, find_format
from rashomon.web import app
from rashomon.web.screens import export
from rashomon.web.screens.export import file_name
from tests.web.conftest import client_of


def test_each_format_says_what_a_row_is_and_what_it_loses(client):
    view = client.get("/export.json").json()
    assert [form["id"] for form in view["formats"]] == list(FORMATS)
    assert view["chosen"] is None
    for form in view["formats"]:
        assert form["row"] in ("document", "event", "incident")
        assert form["losses"] and all(loss["measured"] is None for loss in form["losses"])
        assert form["of"] > 0
        assert client.get(form["address"]).status_code == 200


@pytest.mark.parametrize("format_id", list(FORMATS))
def test_a_download_is_what_the_command_writes(client, corpus_file, lexicons, format_id):
    answer = client.get(f"/export/{format_id}")
    with open_corpus(corpus_file, read_only=True) as corpus:
        assert answer.text == "".join(export_rows(corpus, format_id, lexicons=lexicons))
    form = find_format(format_id)
    assert answer.headers["content-type"].startswith(form.media_type)
    assert (
        answer.headers["content-disposition"] == f'attachment; filename="told-{format_id}.{form.extension}"'
    )


@pytest.mark.parametrize("format_id", ["events-csv", "incidents-csv", "gdelt", "ucdp"])
def test_losses_are_counted_in_what_is_written(client, format_id):
    page = client.get(f"/export.json?format={format_id}").json()
    if page["is_whole"]:
        tab = client.get(f"/export/{format_id}").text
        assert page["rows"] == tab.strip().count("\n")
    assert page["chosen"]["id"] == format_id
    assert any(loss["measured"] is not None for loss in page["chosen"]["losses"])


def test_counting_that_takes_too_long_says_that_it_is_not_whole(client, monkeypatch):
    monkeypatch.setattr(export, "_SECONDS", -1)
    page = client.get("/export.json?format=events-csv").json()
    assert not page["is_whole"]
    assert "Counted in the first" in client.get("/export?format=events-csv").text


def test_a_long_count_is_whole_if_time_is_given(client, monkeypatch):
    monkeypatch.setattr(export, "_SECONDS", 600)
    page = client.get("/export.json?format=events-csv").json()
    assert page["is_whole"]
    assert page["rows"] == next(form["of"] for form in page["formats"] if form["id"] == "events-csv")
    unlike = {loss["field"]: loss["measured"] for loss in page["chosen"]["losses"]}
    assert unlike["mood"] > 0
    monkeypatch.setattr(export, "_INCIDENTS", 1)
    assert not client.get("/export.json?format=incidents-csv").json()["is_whole"]


def test_a_filter_narrows_the_download_and_its_address(client):
    page = client.get("/export.json?format=incidents-csv&event_type=ASSAULT&since=2020-10&rule=all").json()
    assert page["chosen"]["address"] == "/export/incidents-csv?event_type=ASSAULT&since=2020-10&rule=all"
    some = client.get(page["chosen"]["address"]).text
    assert 1 < some.count("\n") < client.get("/export/incidents-csv").text.count("\n")
    assert client.get("/export/geojson?publisher=Nowhere").status_code == 200


def test_the_rule_stands_in_what_is_written(client):
    assert client.get("/export/ucdp?rule=all").text != client.get("/export/ucdp").text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/export/nothing", 400),
        ("/export?format=nothing", 400),
        ("/export/gdelt?words=...", 400),
        ("/export/gdelt?rule=best", 422),
        ("/export/ucdp?profile=mine", 422),
        ("/export/gdelt?since=yesterday", 422),
        ("/export/..%2F..%2Fetc%2Fpasswd", 404),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_sent(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    assert "attachment" not in answer.headers.get("content-disposition", "")


def test_a_file_name_holds_nothing_but_letters_digits_and_hyphens():
    form = find_format("gdelt")
    assert file_name(Path('/a/we"ird\r\n; name=.rashomon'), form) == "we-ird-name-gdelt.tsv"
    assert file_name(Path("/a/ война .rashomon"), form) == "corpus-gdelt.tsv"


def test_a_download_does_not_stop_at_the_time_of_a_question(corpus_file):
    with client_of(corpus_file, seconds=60) as client:
        whole = client.get("/export/jsonl").text
    rows = [json.loads(line) for line in whole.splitlines()]
    assert len(rows) == 8
    with client_of(corpus_file, seconds=0) as client:
        assert client.get("/export/jsonl").text == whole


def test_a_download_closes_what_it_opened(corpus_file, monkeypatch):
    closed = []
    real = export.open_corpus

    def opened(*args, **more):
        corpus = real(*args, **more)
        monkeypatch.setattr(corpus, "close", lambda: closed.append(corpus) or corpus.db.close())
        return corpus

    monkeypatch.setattr(export, "open_corpus", opened)
    with client_of(corpus_file) as client:
        assert client.get("/export/gdelt").status_code == 200
        assert client.get("/export/gdelt?place=Ganja").status_code == 200
    assert len(closed) == 2


def test_the_download_is_part_of_the_api(client):
    assert "/export/{format_id}" in client.get("/api/openapi.json").json()["paths"]
    assert export.SCREEN in app.SCREENS
