"""This file is where the map is tested: areas and outlines, names by voice, what is disputed, and the part that is shown."""

from __future__ import annotations

import re

import pytest

from rashomon.corpus.database import open_corpus
from rashomon.web.extent import centre_of, extent_of, reach
from rashomon.web.screens import map as screen
from tests.web.conftest import client_of


def named(answer: dict, name: str) -> dict:
    return next(place for place in answer["places"] if place["name"] == name)


def data_of(specification: dict, name: str) -> list[dict]:
    return next(one["values"] for one in specification["data"] if one["name"] == name)


def marks_of(specification: dict) -> dict[str, dict]:
    return {mark["name"]: mark for mark in specification["marks"][0]["marks"]}


def test_a_place_has_its_reach_and_a_country_is_an_outline(client):
    answer = client.get("/map.json").json()
    assert named(answer, "Ganja")["radius_km"] > 1
    drawn = data_of(client.get("/charts/map.vega.json").json(), "places")
    country = next(one for one in drawn if one["tip"]["title"] == "Azerbaijan")
    assert (country["kind"], country["area"]["type"]) == ("country", "MultiPolygon")
    assert max(len(polygon[0]) for polygon in country["area"]["coordinates"]) > 50
    town = next(one for one in drawn if one["tip"]["title"] == "Ganja")
    assert (town["kind"], town["area"]["type"], town["tip"]["reach"]) == ("area", "Polygon", "5.8 km")


def test_a_place_without_coordinates_is_listed_and_not_drawn(client):
    assert named(client.get("/map.json").json(), "Galwan Valley")["latitude"] is None
    drawn = data_of(client.get("/charts/map.vega.json").json(), "places")
    assert "Galwan Valley" not in [one["tip"]["title"] for one in drawn]
    assert "Galwan Valley" in client.get("/map").text


def test_a_voice_has_its_own_names_and_counts(client):
    names = {
        voice: {
            place["id"]: (place["name"], place["events"])
            for place in client.get("/map.json", params={"voice": voice}).json()["places"]
        }
        for voice in ("Baku Ledger", "Two Banks Monitor")
    }
    assert names["Baku Ledger"]["rg:karabakh"] == ("Upper Karabakh", 1)
    assert names["Two Banks Monitor"]["rg:karabakh"] == ("Nagorno-Karabakh", 1)
    assert "gn:587084" not in names["Two Banks Monitor"]


def test_counting_by_events_gives_what_the_summary_gives(client):
    summed = client.get("/map.json", params={"voice": "Baku Ledger"}).json()["places"]
    counted = client.get("/map.json", params={"voice": "Baku Ledger", "since": "0001"}).json()["places"]
    assert summed
    assert [(p["id"], p["events"]) for p in summed] == [(p["id"], p["events"]) for p in counted]


def test_places_are_found_by_kind_day_and_precision(client):
    every = {place["id"] for place in client.get("/map.json").json()["places"]}
    for query in ("quad=4", "event_type=ASSAULT", "since=2020-10&until=2020-10-11", "precision=town"):
        some = {place["id"] for place in client.get(f"/map.json?{query}").json()["places"]}
        assert some < every
        assert some
    assert not client.get("/map.json?quad=1&event_type=ASSAULT").json()["places"]


def test_a_question_over_too_many_events_says_that_it_was_cut(client, monkeypatch):
    assert not client.get("/map.json?since=2020").json()["is_cut"]
    monkeypatch.setattr(screen, "MOST_EVENTS", 5)
    assert client.get("/map.json?since=2020").json()["is_cut"]
    assert "only the newest are counted" in client.get("/map?since=2020").text


@pytest.mark.parametrize(
    "wanted",
    [
        screen.Wanted(voice="x", precision="", event_types=None, since="2020", until="2021"),
        screen.Wanted(voice="", precision="", event_types=("ASSAULT", "COERCE"), since="2020", until=""),
        screen.Wanted(voice="", precision="town", event_types=None, since="2020", until="2021"),
    ],
)
def test_events_are_counted_over_an_index(corpus_file, wanted):
    query, values = screen.newest_events(wanted)
    with open_corpus(corpus_file, read_only=True) as corpus:
        plan = [row[3] for row in corpus.db.execute(f"EXPLAIN QUERY PLAN {query}", values)]
    reads = [line for line in plan if " event" in line]
    assert reads
    assert all("USING COVERING INDEX event_" in line for line in reads)


def test_states_of_a_disputed_place_come_with_their_relation_and_its_source(client):
    ladakh = named(client.get("/map.json").json(), "Ladakh")
    assert ladakh["is_disputed"]
    assert {(one["state"], one["relation"]) for one in ladakh["states"]} == {
        ("IND", "administers"),
        ("CHN", "claims"),
    }
    assert all(one["source"] for one in ladakh["states"])
    assert not named(client.get("/map.json").json(), "Moscow")["is_disputed"]


def test_what_is_disputed_is_hatched_and_nothing_else_is(client):
    specification = client.get("/charts/map.vega.json").json()
    drawn = {one["tip"]["title"]: one for one in data_of(specification, "places")}
    assert len(drawn["Ladakh"]["hatching"]["coordinates"]) > 4
    assert not drawn["Moscow"]["hatching"]["coordinates"]
    assert len(data_of(specification, "standing")) > 40
    assert all(one["hatching"]["coordinates"] for one in data_of(specification, "standing"))
    assert {"standing_hatching", "hatching"} <= set(marks_of(specification))


def test_no_country_is_filled_by_side_or_named_by_us(client):
    marks = marks_of(client.get("/charts/map.vega.json").json())
    assert "fill" not in marks["outline"]["encode"]["update"]
    for name in ("standing_area", "country", "area"):
        assert set(marks[name]["encode"]["update"]["fill"]) == {"value"}
    texts = [mark["encode"]["update"]["text"]["signal"] for mark in marks.values() if mark["type"] == "text"]
    assert texts
    assert all("datum.label" in text for text in texts)


def test_names_in_the_picture_of_the_server_do_not_overlap(client):
    drawn = data_of(client.get("/charts/map.vega.json").json(), "places")
    free = [one["label"] for one in drawn if one["is_free"]]
    assert "Beijing · 2" in free
    assert len([one for one in drawn if one["label"]]) > len(free)


def test_the_picture_of_the_server_holds_the_outlines_and_the_strokes(client):
    picture = client.get("/charts/map.svg").text
    assert len(re.search(r'class="mark-shape role-mark outline".*?</g>', picture, re.S)[0]) > 5_000
    assert "standing_hatching" in picture
    assert "Beijing · 2" in picture


def test_an_address_keeps_the_part_that_is_shown(client):
    asked = "lat=40.5&lon=46&zoom=6"
    assert client.get(f"/map.json?{asked}").json()["centre"] == {"latitude": 40.5, "longitude": 46, "zoom": 6}
    signals = client.get(f"/charts/map.vega.json?{asked}").json()["signals"]
    assert next(one["value"] for one in signals if one["name"] == "asked") == {
        "lat": 40.5,
        "lon": 46,
        "zoom": 6,
    }
    page = client.get(f"/map?{asked}&voice=Baku+Ledger").text
    assert "zoom=7.0&amp;voice=Baku+Ledger" in page or "zoom=7.0" in page
    assert client.get("/charts/map.svg?" + asked).text != client.get("/charts/map.svg").text


@pytest.mark.parametrize("query", ["lat=91", "lon=200", "zoom=99", "quad=5", "precision=A;", "lat=nan"])
def test_a_part_that_is_nowhere_is_refused(client, query):
    assert client.get(f"/map.json?{query}").status_code == 422


def test_places_on_both_sides_of_the_date_line_are_shown_together():
    west, _, east, _ = extent_of([reach(-17, 178, 50), reach(-13, -172, 50)])
    assert east - west < 15
    assert abs(centre_of((west, -20, east, -10))[1]) > 170


def test_without_places_the_world_is_shown():
    west, south, east, north = extent_of([])
    assert east - west > 300
    assert north - south > 100


def test_a_place_has_a_page_with_its_names_by_voice_and_its_events(client):
    answer = client.get("/places/rg:karabakh.json").json()
    assert {(one["voice"], one["name"]) for one in answer["names"]} >= {
        ("Baku Ledger", "Upper Karabakh"),
        ("Two Banks Monitor", "Nagorno-Karabakh"),
    }
    assert answer["events"]
    assert all(event["voice"] and event["evidence"] for event in answer["events"])
    page = client.get("/places/rg:karabakh").text
    assert "Security Council" in page
    assert "Artsakh" in page
    assert client.get("/places/rg:karabakh.csv").text.count("\n") == len(answer["events"]) + 1
    assert client.get("/places/gn:1").status_code == 404


def test_the_map_of_an_incident_shows_its_places(client):
    incident = client.get("/incidents.json?place=Ganja").json()["incidents"][0]["id"]
    drawn = data_of(client.get(f"/charts/locator.vega.json?incident={incident}").json(), "places")
    assert "Ganja" in [one["tip"]["title"] for one in drawn]
    assert "Beijing" not in [one["tip"]["title"] for one in drawn]
    assert client.get(f"/charts/locator.svg?incident={incident}").text.startswith("<svg")


def test_a_corpus_without_places_has_a_map(own_corpus):
    with open_corpus(own_corpus) as corpus, corpus.change() as db:
        db.execute("DELETE FROM summary_place")
    browser = client_of(own_corpus)
    assert browser.get("/map").status_code == 200
    assert browser.get("/charts/map.svg").text.startswith("<svg")
