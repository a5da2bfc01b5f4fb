"""This file is where decisions are tested: only our own forms make them, they last, and the review goes on to the next."""

from __future__ import annotations

import json
import re

import pytest

from rashomon.corpus.comparing import corrected_codings
from rashomon.corpus.corrections import FIELDS, correct, corrections_of
from rashomon.corpus.database import open_corpus
from rashomon.corpus.recoding import recode
from rashomon.web.corrections import _own_path
from tests.web.conftest import client_of
from tests.web.test_document import Page, page_of


@pytest.fixture
def site(own_corpus):
    return client_of(own_corpus, author="tester")


@pytest.fixture
def queue(own_corpus) -> list[str]:
    """Return the events of the queue, best first."""
    with open_corpus(own_corpus, read_only=True) as corpus:
        rows = corpus.db.execute("SELECT event FROM review ORDER BY score DESC, event").fetchall()
    return [row[0] for row in rows]


def form(site, path, id) -> tuple[str, dict[str, str]]:
    """Return where a form of a page leads and what it sends if nothing in it is touched."""
    html = site.get(path).text
    found = re.search(rf'<form id="{id}"[^>]*action="([^"]*)"[^>]*>(.*?)</form>', html, re.S)
    assert found, f"no form {id}"
    sent = {}
    for tag, attributes in Page(f"<div>{found[2]}</div>").elements:
        if tag == "input":
            sent[attributes["name"]] = attributes.get("value") or ""
    for name, options in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', found[2], re.S):
        sent[name] = (re.findall(r'<option value="([^"]*)" selected>', options) or [""])[0]
    return found[1], sent


def in_force(path):
    with open_corpus(path, read_only=True) as corpus:
        return list(corrections_of(corpus))


def decide(site, id, path="/review", **more):
    address, sent = form(site, path, id)
    return site.post(address, data={**sent, **more}, follow_redirects=False)


def test_a_decision_is_kept_and_leads_to_the_next(site, own_corpus, queue):
    assert f'data-event="{queue[0]}"' in site.get("/review").text
    answer = decide(site, "accept")
    assert answer.status_code == 303
    (kept,) = in_force(own_corpus)
    assert (kept.event, kept.action, kept.author) == (queue[0], "accept", "tester")
    assert answer.headers["location"] == f"/review?kept={kept.id}"
    page = site.get(answer.headers["location"]).text
    assert f'data-event="{queue[1]}"' in page
    assert f"Kept as correction {kept.id}" in page
    view = site.get("/review.json").json()
    assert (view["decided_today"], view["left"], view["total"]) == (1, len(queue) - 1, len(queue))


def test_a_rejected_event_says_so_and_can_be_taken_back(site, own_corpus, queue):
    decide(site, "reject")
    document, number = (
        queue[0].split(":")[0],
        site.get(f"/review.json?event={queue[0]}").json()["event"]["number"],
    )
    page = site.get(f"/documents/{document}?event={number}").text
    assert "A person rejected this event" in page
    address, sent = form(site, "/review", "undo")
    answer = site.post(address, data=sent, follow_redirects=False)
    assert answer.headers["location"].startswith(f"/review?event={queue[0].replace(':', '%3A')}")
    assert in_force(own_corpus) == []
    assert "A person rejected" not in site.get(f"/documents/{document}?event={number}").text
    assert f'data-event="{queue[0]}"' in site.get("/review").text


def test_what_is_skipped_comes_again_and_the_place_is_in_the_address(site, queue):
    address, sent = form(site, "/review", "skip")
    assert (address, sent) == ("/review", {"after": queue[0]})
    second = site.get("/review", params=sent).text
    assert f'data-event="{queue[1]}"' in second
    answer = site.post(
        "/corrections", data=form(site, f"/review?after={queue[0]}", "reject")[1], follow_redirects=False
    )
    assert f'data-event="{queue[2]}"' in site.get(answer.headers["location"]).text
    assert f'data-event="{queue[0]}"' in site.get("/review").text


def test_an_event_can_be_changed_in_several_fields_at_once(site, own_corpus):
    answer = decide(
        site, "change", new_mood="denied", new_date="2020-10-01", new_place="Osten <b>", note="as told"
    )
    assert answer.status_code == 303
    assert {(one.field, one.new, one.note) for one in in_force(own_corpus)} == {
        ("mood", "denied", "as told"),
        ("date", "2020-10-01", "as told"),
        ("place", "Osten <b>", "as told"),
    }
    found = site.get(f"/review.json?event={in_force(own_corpus)[0].event}").json()["event"]
    assert (found["mood"], found["when"]["earliest"], found["where"]["name"]) == (
        "denied",
        "2020-10-01",
        "Osten <b>",
    )
    assert {one["author"] for one in found["corrections"]} == {"tester"}


def test_a_form_in_which_nothing_was_changed_changes_nothing(site, own_corpus, queue):
    for event in queue[:10]:
        answer = decide(site, "change", path=f"/review?event={event}")
        assert answer.status_code == 400 and "nothing was changed" in answer.text
    assert in_force(own_corpus) == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"new_mood": "angry"}, "no mood"),
        ({"new_date": "soon"}, "YYYY-MM-DD"),
        ({"new_actor": "x" * 300}, "200"),
        ({"new_event_type": ""}, "no event_type"),
    ],
)
def test_a_wrong_value_is_refused_and_nothing_of_the_form_kept(site, own_corpus, more, said):
    answer = decide(site, "change", new_place="Osten", **more)
    assert answer.status_code == 400 and said in answer.text
    assert in_force(own_corpus) == []


@pytest.mark.parametrize(
    ("headers", "drop"),
    [
        ({}, {"form_token"}),
        ({"origin": "http://evil.example"}, set()),
        ({"origin": "null"}, set()),
        ({"sec-fetch-site": "cross-site"}, set()),
        ({"cookie": "rashomon_session=another"}, set()),
    ],
)
def test_a_form_of_another_site_is_refused(site, own_corpus, headers, drop):
    address, sent = form(site, "/review", "accept")
    sent = {name: value for name, value in sent.items() if name not in drop}
    if "cookie" in headers:
        site.cookies.clear()
    assert site.post(address, data=sent, headers=headers, follow_redirects=False).status_code == 403
    assert (
        site.post("/corrections/1/undo", data=sent, headers=headers, follow_redirects=False).status_code
        == 403
    )
    assert in_force(own_corpus) == []


def test_a_browser_tells_our_forms_from_others(site):
    """Under the policy no-referrer a form's origin is sent as null, and every decision would be refused."""
    answer = site.get("/review")
    assert answer.headers["referrer-policy"] == "same-origin"
    address, sent = form(site, "/review", "accept")
    own = {"origin": "http://127.0.0.1:8371", "sec-fetch-site": "same-origin"}
    assert site.post(address, data=sent, headers=own, follow_redirects=False).status_code == 303


def test_a_read_only_server_takes_no_decision_and_offers_none(own_corpus, site):
    address, sent = form(site, "/review", "accept")
    reader = client_of(own_corpus, read_only=True)
    token = reader.get("/corrections/token.json").json()["token"]
    answer = reader.post(address, data={**sent, "form_token": token}, follow_redirects=False)
    assert answer.status_code == 403 and "read-only" in answer.text
    for path in ("/review", "/corrections", f"/documents/{sent['event'].split(':')[0]}?event=1"):
        assert 'method="post"' not in reader.get(path).text
    assert in_force(own_corpus) == []


def test_a_program_decides_by_json(site, own_corpus, queue):
    given = site.get("/corrections/token.json").json()
    headers = {given["header"]: given["token"]}
    sent = {"event": queue[3], "action": "change", "field": "mood", "new": "denied"}
    answer = site.post("/corrections", json=sent, headers=headers)
    assert answer.status_code == 201
    assert answer.json()["corrections"] == [one.id for one in in_force(own_corpus)]
    assert site.post("/corrections", json=sent).status_code == 403
    assert site.post("/corrections", json=["x"], headers=headers).status_code == 400
    assert (
        site.post("/corrections", json={"action": "accept", "event": "none"}, headers=headers).status_code
        == 404
    )
    number = answer.json()["corrections"][0]
    assert site.post(f"/corrections/{number}/undo", json={}, headers=headers).json() == {"undone": number}
    assert site.post(f"/corrections/{number}/undo", json={}, headers=headers).status_code == 404


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example/",
        "//evil.example/x",
        "/\\evil.example",
        "javascript:alert(1)",
        "",
        "review",
        "/\t/evil.example",
        "/é",
    ],
)
def test_the_way_back_leads_to_no_other_site(back):
    assert _own_path(back) == ("/review", "", "")


def test_the_way_back_keeps_the_place(site):
    answer = decide(site, "accept", back="/documents/x?event=2&layers=actor&kept=1#card")
    assert re.fullmatch(r"/documents/x\?event=2&layers=actor&kept=\d+#card", answer.headers["location"])


def test_a_correction_survives_coding_anew(site, own_corpus, queue):
    decide(site, "change", new_mood="denied")
    with open_corpus(own_corpus) as corpus:
        recode(corpus)
        (coding,) = corrected_codings(corpus, [queue[0].split(":")[0]])
    event = next(event for event in coding.events if event.id == queue[0])
    view = site.get(f"/review.json?event={queue[0]}").json()["event"]
    assert event.mood.value == view["mood"] == "denied"
    assert f'data-event="{queue[1]}"' in site.get("/review").text


def test_an_event_decided_under_another_id_is_not_asked_for_again(site, own_corpus, queue):
    """After coding anew an event may have another number; its trigger is the same."""
    decide(site, "accept")
    with open_corpus(own_corpus) as corpus, corpus.change() as db:
        db.execute("UPDATE correction SET event = 'coded:before'")
    assert f'data-event="{queue[1]}"' in site.get("/review").text


def test_the_review_ends(own_corpus, site, queue):
    with open_corpus(own_corpus) as corpus:
        for event in queue:
            correct(corpus, event, "accept", author="other")
    page = site.get("/review").text
    assert "anything left to decide" in page and 'id="accept"' not in page
    assert site.get("/review.json").json()["left"] == 0
    assert "Nothing waits behind here" in site.get(f"/review?after={queue[-1]}").text


def test_the_review_shows_the_sentence_and_the_other_voices(site, queue):
    told = []
    for event in queue[:8]:
        view = site.get(f"/review.json?event={event}").json()
        start, end = (view["event"]["trigger"][name] - view["start"] for name in ("start", "end"))
        assert view["passage"][start:end] == view["event"]["trigger"]["words"]
        found = page_of(site, f"/review?event={event}")
        chosen = [a for _, a in found.elements if "r-chosen" in (a.get("class") or "").split()]
        assert chosen and "r-trigger" in chosen[0]["class"]
        told += view["told"]
    assert len({one["publisher"] for one in told}) > 1
    assert {slot["slot"] for one in told for slot in one["slots"]} >= {"who", "whom", "when"}


def test_every_field_has_a_key_of_its_own_that_decides_nothing(site):
    event = site.get("/review").text
    keys = re.findall(r'name="new_\w+" data-key="(\w)"', event)
    assert len(set(keys)) == len(keys) == len(FIELDS)
    script = site.get("/static/review.js").text
    assert not set(keys) & set(re.findall(r"\b(\w): \"(?:accept|reject|skip|undo)\"", script))


def test_corrections_are_listed_and_downloaded_as_cases(site, own_corpus):
    decide(site, "change", new_mood="denied", note="=1+1")
    decide(site, "reject")
    changed, rejected = in_force(own_corpus)
    view = site.get("/corrections.json").json()
    assert [row["id"] for row in view["corrections"]] == [rejected.id, changed.id]
    assert (view["in_force"], view["authors"]) == (2, {"tester": 2})
    assert view["corrections"][1]["trigger"] and view["corrections"][1]["number"]
    assert "'=1+1" in site.get("/corrections.csv").text
    cases = [json.loads(line) for line in site.get("/corrections/cases.jsonl").text.splitlines()]
    assert [(case["action"], case["right"]) for case in cases] == [("change", "denied"), ("reject", None)]
    assert [r["id"] for r in site.get("/corrections.json?action=reject").json()["corrections"]] == [
        rejected.id
    ]
    token = site.get("/corrections/token.json").json()["token"]
    back = site.post(f"/corrections/{changed.id}/undo", data={"form_token": token, "back": "/corrections"})
    assert f"Correction {changed.id} is undone" in back.text
    assert [r["id"] for r in site.get("/corrections.json").json()["corrections"]] == [rejected.id]
    assert len(site.get("/corrections.json?undone=true").json()["corrections"]) == 2


def test_a_writer_that_is_at_work_is_waited_for(site, own_corpus, monkeypatch):
    monkeypatch.setattr("rashomon.corpus.database.BUSY_SECONDS", 0.2)
    address, sent = form(site, "/review", "accept")
    with open_corpus(own_corpus) as other:
        other.db.execute("BEGIN IMMEDIATE")
        answer = site.post(address, data=sent, follow_redirects=False)
        assert answer.status_code == 503 and "another program is writing" in answer.text
        other.db.execute("ROLLBACK")
    assert site.post(address, data=sent, follow_redirects=False).status_code == 303
