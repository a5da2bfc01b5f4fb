"""This file is where the network is tested: edges as a voice tells them, two voices beside each other, and the picture."""

from __future__ import annotations

import pytest

from rashomon.corpus.database import open_corpus
from rashomon.web.layout import lay_out
from rashomon.web.screens import network as screen
from tests.web.conftest import client_of

TWO = {"voice": "Delhi Ledger", "against": "Beijing Ledger", "names": "true"}


def told(answer: dict, side: str = "events") -> dict:
    return {(e["actor"], e["recipient"], e["quad"]): e[side] for e in answer["edges"] if e[side]}


def data_of(client, path: str, **query) -> dict:
    specification = client.get(path, params=query).json()
    return {one["name"]: one.get("values") for one in specification["data"]}


def test_a_voice_tells_its_own_edges(client):
    delhi = told(client.get("/network.json", params={"voice": "Delhi Ledger"}).json())
    beijing = told(client.get("/network.json", params={"voice": "Beijing Ledger"}).json())
    every = told(client.get("/network.json").json())
    assert delhi != beijing
    assert set(delhi) | set(beijing) <= set(every)
    assert every["state:CHN", "state:IND", 3] >= delhi["state:CHN", "state:IND", 3]


def test_two_voices_stand_beside_each_other(client):
    answer = client.get("/network.json", params=TWO).json()
    both = client.get(
        "/network.json", params={**TWO, "voice": TWO["against"], "against": TWO["voice"]}
    ).json()
    assert told(answer) == told(both, "against")
    assert answer["only_voice"] == both["only_against"] > 0
    page = client.get("/network", params=TWO).text
    assert "only <bdi>Delhi Ledger</bdi>" in page
    assert page.count("data-chart=") == 2


def test_an_actor_has_the_same_place_in_both_pictures(client):
    left = data_of(client, "/charts/network.vega.json", **TWO)
    right = data_of(client, "/charts/network-against.vega.json", **TWO)
    assert left["told"] == right["told"]
    assert left["edges"] != right["edges"]


def test_all_voices_together_can_be_the_other_voice(client):
    answer = client.get("/network.json", params={"voice": "Delhi Ledger", "against": "*"}).json()
    assert answer["against"] == ""
    assert answer["only_voice"] == 0 < answer["only_against"]
    assert (
        client.get("/network.json", params={"voice": "Delhi Ledger", "against": ""}).json()["against"] is None
    )


def test_who_is_known_by_words_alone_is_left_out_unless_asked_for(client):
    known = client.get("/network.json").json()
    every = client.get("/network.json?names=true").json()
    assert not [node for node in known["nodes"] if node["entity"].startswith("name:")]
    assert known["named_left_out"] > 0
    assert [node for node in every["nodes"] if node["entity"].startswith("name:")]
    assert "Show them too" in client.get("/network").text


def test_edges_around_an_actor_are_its_own(client):
    edges = client.get("/network.json?entity=state:CHN").json()["edges"]
    assert edges
    assert all("state:CHN" in (edge["actor"], edge["recipient"]) for edge in edges)


def test_an_edge_leads_to_its_events(client):
    edge = client.get("/network.json", params={"voice": "Delhi Ledger"}).json()["edges"][0]
    path, _, query = edge["href"].removesuffix("#events").partition("?")
    events = client.get(f"{path}.json?{query}").json()["events"]
    assert {event["voice"] for event in events} == {"Delhi Ledger"}
    assert (
        sum(event["quad"] == edge["quad"] and event["mood"] == "asserted" for event in events)
        == edge["events"]
    )


def test_the_picture_is_bounded_and_says_so(client, monkeypatch):
    monkeypatch.setattr(screen, "_NODES", 4)
    answer = client.get("/network.json").json()
    assert len(answer["nodes"]) <= 4
    assert answer["is_cut"]
    assert "weaker ones are left out" in client.get("/network").text


def test_kinds_differ_by_more_than_colour(client):
    specification = client.get("/charts/network.vega.json").json()
    edge = next(mark for mark in specification["marks"] if mark["name"] == "edge")
    assert "strokeDash" in edge["encode"]["update"]
    assert {one["is_verbal"] for one in data_of(client, "/charts/network.vega.json")["edges"]} == {
        True,
        False,
    }
    picture = client.get("/charts/network.svg").text
    assert "verbal cooperation" in picture
    assert "CHN" in picture


def test_edges_are_read_over_an_index(corpus_file):
    with open_corpus(corpus_file, read_only=True) as corpus:
        plan = corpus.db.execute(
            """EXPLAIN QUERY PLAN SELECT actor FROM summary_told
               WHERE voice = 'x' AND quad > 0 ORDER BY events DESC LIMIT 9"""
        ).fetchall()
        assert [row[3] for row in plan] == [
            "SEARCH summary_told USING COVERING INDEX summary_told_events (voice=?)"
        ]


def test_a_voice_that_tells_nothing_has_an_empty_page(client):
    assert "No relation is told so" in client.get("/network?voice=nobody").text
    assert client.get("/charts/network.svg?voice=nobody").text.startswith("<svg")


@pytest.mark.parametrize("nodes", [0, 1, 2, 3, 40])
def test_a_layout_lies_in_the_square_and_is_always_the_same(nodes):
    edges = [(n, (n * 7 + 1) % nodes, n + 1) for n in range(nodes) if (n * 7 + 1) % nodes != n]
    places = lay_out(nodes, edges)
    assert places == lay_out(nodes, edges)
    assert len(set(places)) == nodes
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places)


def test_names_do_not_lie_on_each_other():
    places = lay_out(30, [(0, n, 5) for n in range(1, 30)])
    close = [
        (a, b)
        for n, a in enumerate(places)
        for b in places[:n]
        if abs(a[0] - b[0]) < 0.06 and abs(a[1] - b[1]) < 0.04
    ]
    assert len(close) <= 2


def test_mirrored_parties_have_mirrored_edges(own_corpus):
    before = told(client_of(own_corpus).get("/network.json").json())
    swap = {"state:CHN": "state:IND", "state:IND": "state:CHN"}
    with open_corpus(own_corpus) as corpus, corpus.change() as db:
        rows = [tuple(row) for row in db.execute("SELECT * FROM summary_told")]
        db.execute("DELETE FROM summary_told")
        db.executemany(
            "INSERT INTO summary_told VALUES (?, ?, ?, ?, ?)",
            [(voice, swap.get(a, a), swap.get(b, b), quad, n) for voice, a, b, quad, n in rows],
        )
    after = told(client_of(own_corpus).get("/network.json").json())
    assert {(swap.get(a, a), swap.get(b, b), quad): n for (a, b, quad), n in before.items()} == after
