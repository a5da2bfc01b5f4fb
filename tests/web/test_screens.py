"""This file is where every screen is tested for what all have in common: page, JSON, CSV and wrong questions."""

from __future__ import annotations

import csv
import io

import pytest

from rashomon.web.app import CHARTS, SCREENS

PLAIN = [screen for screen in SCREENS if "{" not in screen.path]


@pytest.mark.parametrize("screen", PLAIN, ids=lambda screen: screen.path)
def test_a_screen_is_page_json_and_csv(client, screen):
    data = screen.data_path or screen.path
    page = client.get(screen.path)
    assert page.status_code == 200
    assert page.text.startswith("<!doctype html>")
    assert f'href="{data}.json"' in page.text
    assert client.get(f"{data}.json").json()
    rows = client.get(f"{data}.csv")
    assert rows.headers["content-type"].startswith("text/csv")
    assert list(csv.reader(io.StringIO(rows.text))) is not None


@pytest.mark.parametrize("chart", [c for c in CHARTS if "{" not in c.path], ids=lambda chart: chart.path)
def test_a_chart_is_a_specification_and_a_picture(client, chart):
    assert "vega" in client.get(f"{chart.path}.vega.json").json()["$schema"]
    assert client.get(f"{chart.path}.svg").text.startswith("<svg")


def test_json_and_page_have_one_description(client):
    paths = client.get("/api/openapi.json").json()["paths"]
    assert {f"{s.data_path or s.path}.json" for s in PLAIN} <= set(paths)


def test_incidents_are_found_by_type_place_and_day(client):
    every = client.get("/incidents.json?documents=1&most=1000").json()["incidents"]
    some = client.get("/incidents.json?documents=1&event_type=ASSAULT&since=2020-06&until=2020-06").json()[
        "incidents"
    ]
    assert some
    assert {row["id"] for row in some} < {row["id"] for row in every}
    assert all(row["event_type"] == "ASSAULT" and row["earliest"] <= "2020-06-30" for row in some)


@pytest.mark.parametrize(
    "query", ["most=0", "most=100000", "start=-1", "since=yesterday", "event_type=drop", "documents=x"]
)
def test_a_wrong_question_is_answered_with_what_is_wrong(client, query):
    answer = client.get(f"/incidents?{query}")
    assert answer.status_code == 422
    assert query.split("=")[0] in answer.text
    assert client.get(f"/incidents.json?{query}").json()["detail"]


def test_what_is_not_there_is_said_in_the_form_that_was_asked_for(client):
    assert "No" in client.get("/nothing").text
    assert client.get("/nothing.json").json()["detail"] == "no page /nothing.json"
