"""This file is where actor pages are tested: names by voice, who does what to whom, events of two, and the list of actors."""

from __future__ import annotations

import pytest

from rashomon.corpus.database import open_corpus
from rashomon.corpus.summaries import _statements
from rashomon.web.screens import actor as screen
from tests.web.conftest import client_of


def of(client, entity: str, **query) -> dict:
    return client.get(f"/actors/{entity}.json", params=query).json()


def test_an_actor_has_the_names_that_each_voice_uses(client):
    answer = of(client, "state:CHN")
    assert {("Delhi Ledger", "China")} <= {(one["voice"], one["name"]) for one in answer["calls"]}
    assert answer["names"][0]["name"] == "China"
    assert sum(one["events"] for one in answer["names"]) == answer["as_actor"] + answer["as_recipient"]


def test_the_kinds_differ_by_voice(client):
    voices = {one["voice"]: one for one in of(client, "state:CHN")["voices"]}
    assert voices["Delhi Ledger"]["does"] != voices["Beijing Ledger"]["does"]
    assert all(sum(one["does"] + one["suffers"]) <= one["events"] for one in voices.values())


def test_the_months_hold_every_event_that_is_asserted(client):
    answer = of(client, "state:CHN")
    told = sum(one["events"] for one in answer["voices"])
    assert sum(one["events"] for one in answer["months"]) == told > 0


def test_counterparts_stand_on_the_side_on_which_they_are(client):
    does_to = {one["entity"]: one["kinds"] for one in of(client, "state:CHN")["does_to"]}
    done_by = {one["entity"]: one["kinds"] for one in of(client, "state:IND")["done_by"]}
    assert does_to["state:IND"] == done_by["state:CHN"]


def test_events_of_two_actors_are_those_in_which_both_take_part(client):
    answer = of(client, "state:CHN", other="state:IND", role="actor")
    assert answer["events"]
    for event in answer["events"]:
        assert "state:CHN" in [one["entity"] for one in event["actors"]]
        assert "state:IND" in [one["entity"] for one in event["recipients"]]
    assert not of(client, "state:CHN", other="state:ARM")["events"]


def test_events_of_a_voice_are_its_own_and_the_newest_come_first(client):
    events = of(client, "state:CHN", voice="Delhi Ledger")["events"]
    assert {event["voice"] for event in events} == {"Delhi Ledger"}
    days = [event["earliest"] or event["latest"] for event in events if event["earliest"] or event["latest"]]
    assert days == sorted(days, reverse=True)


def test_events_are_paged(client):
    first, second = of(client, "state:CHN", most=5), of(client, "state:CHN", most=5, start=5)
    assert first["has_more"]
    assert len(first["events"]) == 5
    assert not {one["id"] for one in first["events"]} & {one["id"] for one in second["events"]}


def test_an_actor_is_part_of_the_incidents_of_its_events(client):
    incidents = of(client, "state:CHN")["incidents"]
    assert any("Galwan" in one["title"] for one in incidents)
    assert client.get("/incidents.json?documents=1&most=1000").json()["incidents"]


def test_an_actor_with_too_many_events_is_counted_by_the_summary_and_gives_the_same(own_corpus, monkeypatch):
    browser = client_of(own_corpus)
    # Of the voices the summary keeps no more than are shown.
    monkeypatch.setattr(screen, "_CALLS", 2)
    monkeypatch.setattr(screen, "_VOICES", 2)
    counted = of(browser, "state:CHN")
    with open_corpus(own_corpus) as corpus, corpus.change() as db:
        for statement in _statements():
            if "INTO summary_entity_month" in statement or "INTO summary_entity_voice" in statement:
                db.execute(statement.replace("> 2000", "> 0").replace("<= 40", "<= 2"))
        kept = db.execute("SELECT count(DISTINCT voice) FROM summary_entity_voice WHERE entity = 'state:CHN'")
        assert 2 <= kept.fetchone()[0] <= 4
    monkeypatch.setattr(screen, "_COUNTED", 0)
    assert of(browser, "state:CHN") == counted


def test_looking_through_too_many_events_is_said(client, monkeypatch):
    assert not of(client, "state:CHN", other="state:IND")["is_cut"]
    monkeypatch.setattr(screen, "_MOST_EVENTS", 3)
    assert of(client, "state:CHN", other="state:IND")["is_cut"]


def test_an_entity_with_signs_in_its_name_has_a_page(client):
    listed = client.get("/actors.json?most=1000").json()["actors"]
    odd = [one["entity"] for one in listed if "/" in one["entity"] or " " in one["entity"]]
    assert odd
    page = client.get("/actors?most=1000").text
    for entity in odd:
        path = "/actors/" + entity.replace("/", "%2F").replace(" ", "%20").replace("'", "%27")
        assert f'href="{path}"' in page
        assert client.get(path).status_code == 200
        assert client.get(f"{path}.json").json()["entity"] == entity


def test_an_actor_of_no_event_is_not_there(client):
    assert client.get("/actors/state:NRU").status_code == 404
    assert "see /actors" in client.get("/actors/state:NRU.json").json()["detail"]


@pytest.mark.parametrize("beginning", ["Chi", "chi", "CHINA"])
def test_actors_are_found_by_the_beginning_of_any_name(client, beginning):
    found = client.get("/actors.json", params={"name": beginning}).json()["actors"]
    assert found[0]["entity"] == "state:CHN"
    assert not client.get("/actors.json", params={"name": "zzz"}).json()["actors"]


def test_names_are_found_over_an_index(corpus_file):
    with open_corpus(corpus_file, read_only=True) as corpus:
        plan = corpus.db.execute(
            """EXPLAIN QUERY PLAN SELECT entity FROM summary_entity_name
               WHERE name COLLATE NOCASE >= 'a' AND name COLLATE NOCASE < 'b' LIMIT 5"""
        ).fetchone()
        assert "summary_entity_name_name" in plan[3]


def test_the_chart_has_a_lane_for_what_it_does_and_one_for_what_is_done_to_it(client):
    specification = client.get("/charts/actor.vega.json?entity=state:CHN").json()
    data = {one["name"]: one.get("values") for one in specification["data"]}
    assert [lane["lane"] for lane in data["lanes"]] == ["actor", "recipient"]
    assert {bar["lane"] for bar in data["bars"]} == {"actor", "recipient"}
    assert client.get("/charts/actor.svg?entity=state:CHN").text.startswith("<svg")
