"""This file is where publishers' profiles are tested: what is counted, of how many, and what is left out."""

from __future__ import annotations

import pytest

from rashomon.corpus.database import open_corpus
from rashomon.corpus.summaries import summarise
from tests.web.conftest import client_of

COURIER = "/publishers/Harbour%20Courier"


@pytest.fixture(scope="module")
def profile(client):
    """Return the profile of an outlet with two documents."""
    return client.get(f"{COURIER}.json").json()


@pytest.fixture
def compared(own_corpus):
    """Return a browser of a corpus whose comparisons are kept."""
    return client_of(own_corpus)


def test_publishers_are_listed_with_what_they_have(client):
    rows = client.get("/publishers.json").json()["publishers"]
    assert sum(row["documents"] for row in rows) == 8
    assert [row["documents"] for row in rows] == sorted((row["documents"] for row in rows), reverse=True)
    names = [row["publisher"] for row in client.get("/publishers.json?order=name").json()["publishers"]]
    assert names == sorted(names)
    assert [r["publisher"] for r in client.get("/publishers.json?words=HARB").json()["publishers"]] == [
        "Harbour Courier"
    ]


@pytest.mark.parametrize("kind", ["countries", "sectors", "acts", "forms"])
def test_shares_are_of_all_statements_and_add_up(profile, kind):
    assert sum(share["number"] for share in profile[kind]) == profile["statements"] > 0
    assert sum(share["share"] for share in profile[kind]) == pytest.approx(1)
    assert sum(share["share_in_corpus"] for share in profile[kind]) == pytest.approx(1)
    assert all(share["in_corpus"] >= share["number"] for share in profile[kind])


def test_speakers_have_countries_and_sectors_by_name(profile):
    assert {"United Nations", "China"} <= {share["label"] for share in profile["countries"]}
    assert "government" in {share["label"] for share in profile["sectors"] if share["number"]}


def test_whom_it_quotes_is_found_in_its_documents(client, profile):
    speaker = profile["quoted"][0]["speaker"]
    found = client.get("/search.json", params={"publisher": "Harbour Courier", "voice": speaker}).json()
    assert found["total"] <= profile["quoted"][0]["documents"]
    assert len(profile["quoted"]) <= profile["speakers"]


def test_loaded_words_stand_with_what_others_write(profile):
    words = {word["entry"]: word for word in profile["own_words"]}
    assert words["khankendi"]["plain"]
    assert words["khankendi"]["used_by"] == ["karabakh:Azerbaijan"]
    assert all(word["uses_own"] >= word["uses"] for word in profile["own_words"])


def test_nothing_is_said_of_an_outlet_that_the_table_does_not_have(client, profile):
    assert profile["facts"] is None
    assert "does not have it" in client.get(COURIER).text


def test_facts_of_a_known_outlet_name_their_source(own_corpus):
    with open_corpus(own_corpus) as corpus:
        corpus.db.execute("UPDATE document SET publisher = 'Reuters' WHERE publisher = 'Harbour Courier'")
        summarise(corpus)
    with client_of(own_corpus) as client:
        facts = client.get("/publishers/Reuters.json").json()["facts"]
        assert (facts["owner"], facts["is_agency"]) == ("private", True)
        assert facts["source"] and facts["source"] in client.get("/publishers/Reuters").text


def test_what_it_leaves_out_is_counted_of_the_compared_incidents(compared):
    left_out = 0
    for row in compared.get("/publishers.json").json()["publishers"]:
        view = compared.get(f"/publishers/{row['publisher']}.json").json()
        assert all(one["incidents"] <= view["compared"] <= view["shared"] for one in view["slots"])
        for one in view["left_out"]:
            left_out += 1
            assert one["slots"] and one["is_compared"]
            assert any(one["others_say"][slot] for slot in one["slots"])
            assert (
                f'href="/incidents/{one["incident"]}"' in compared.get(f"/publishers/{row['publisher']}").text
            )
    assert left_out > 0


def test_what_was_not_compared_is_not_said_to_be_left_out(own_corpus):
    with open_corpus(own_corpus) as corpus:
        corpus.db.execute("DELETE FROM comparison")
        corpus.db.execute("DELETE FROM omission")
        summarise(corpus)
    with client_of(own_corpus) as client:
        view = client.get(f"{COURIER}.json").json()
        assert (view["compared"], view["left_out"]) == (0, [])
        assert view["shared"] > 0
        assert "held against those of others yet" in client.get(COURIER).text


def test_copies_are_counted_on_both_sides(own_corpus):
    with open_corpus(own_corpus) as corpus:
        first, other = (
            row[0] for row in corpus.db.execute("SELECT id FROM document ORDER BY published LIMIT 2")
        )
        corpus.db.execute("UPDATE lineage SET of = ?, kind = 'copy' WHERE document = ?", (first, other))
        names = [
            corpus.db.execute("SELECT publisher FROM document WHERE id = ?", (id,)).fetchone()[0]
            for id in (first, other)
        ]
        summarise(corpus)
    with client_of(own_corpus) as client:
        runs = client.get(f"/publishers/{names[1]}.json").json()
        run_by = client.get(f"/publishers/{names[0]}.json").json()["run_by"]
        assert {"name": names[0], "basis": "text", "documents": 1} in runs["runs"]
        assert {"name": names[1], "basis": "text", "documents": 1} in run_by
        assert runs["copies"] == 1


@pytest.mark.parametrize("kind", ["countries", "sectors", "acts"])
def test_the_chart_shows_the_shares_of_the_profile(client, profile, kind):
    drawn = client.get(f"/charts/publishers/{kind}/Harbour%20Courier.vega.json").json()["datasets"]["shares"]
    assert drawn == [share for share in profile[kind] if share["number"]][: len(drawn)]
    assert drawn
    assert client.get(f"/charts/publishers/{kind}/Harbour%20Courier.svg").text.startswith("<svg")


def test_there_is_no_score(profile):
    assert not [name for name in profile if "score" in name or "bias" in name or "rank" in name]


def test_an_unknown_publisher_is_not_found(client):
    assert client.get("/publishers/Nowhere%20Gazette").status_code == 404
    assert client.get("/publishers/Nowhere%20Gazette.json").json()["detail"]


def test_a_name_with_a_stroke_or_markup_leads_to_its_page(own_corpus):
    name = "Day/Night <b> News.json?"
    with open_corpus(own_corpus) as corpus:
        corpus.db.execute("UPDATE document SET publisher = ? WHERE publisher = 'Harbour Courier'", (name,))
        summarise(corpus)
    with client_of(own_corpus) as client:
        page = client.get("/publishers").text
        assert "<b>" not in page.partition("<main")[2].partition("</main>")[0]
        address = "/publishers/Day%2FNight%20%3Cb%3E%20News.json%3F"
        assert f'href="{address}"' in page
        assert "Day/Night" in client.get(address).text
