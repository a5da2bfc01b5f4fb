"""This file is where the Rashomon view is tested: columns, verdicts, exact words, copies and merged incidents."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from msgspec.structs import replace as replaced

from rashomon.cli.demo import _item
from rashomon.comparisons import Account, Cell, Comparison, Entry, Ledger, Origin, Value, Verdict
from rashomon.corpus.adding import add
from rashomon.corpus.database import open_corpus
from rashomon.corpus.deciding import merge
from rashomon.corpus.grouping import group
from rashomon.passages import Span
from rashomon.samples import sample_stories
from rashomon.web import sides
from rashomon.web.screens.ledger import draw_ledger, ledger_of
from tests.web.conftest import client_of


@pytest.fixture(scope="module")
def told(client):
    """Return the incident that four outlets tell and that they dispute most."""
    rows = client.get("/incidents.json?documents=4").json()["incidents"]
    return max(rows, key=lambda row: row["contradictions"])["id"]


@pytest.fixture(scope="module")
def view(client, told):
    return client.get(f"/incidents/{told}.json").json()


@pytest.fixture(scope="module")
def every(client, told):
    return client.get(f"/incidents/{told}.json?voices=all").json()


def test_documents_publishers_texts_and_origins_are_counted_apart(client, told, view):
    assert (view["documents"], view["publishers"], view["lineages"]) == (4, 4, 4)
    assert len(view["origins"]) < len(view["all_accounts"])
    assert sum(len(one["accounts"]) for one in view["origins"]) == len(view["all_accounts"])
    assert "independent origins" in client.get(f"/incidents/{told}").text


def test_publishers_themselves_and_one_an_origin_come_first(view):
    numbers = {one["number"] for one in view["accounts"]}
    own = {one["number"] for one in view["all_accounts"] if one["speaker"] is None}
    assert own <= numbers
    assert len(numbers) == sides.DEFAULT_COLUMNS
    assert view["are_left_out"] == len(view["all_accounts"]) - len(numbers)


def test_columns_of_one_origin_stand_together(every):
    origins = [one["origin"] for one in every["accounts"]]
    assert origins == sorted(origins)
    assert len(set(origins)) < len(origins)


def test_the_columns_are_those_asked_for(client, told):
    for question in ("voices=3,1", "voices=1&voices=3"):
        found = client.get(f"/incidents/{told}.json?{question}").json()["accounts"]
        assert [one["number"] for one in found] == [1, 3]
    own = client.get(f"/incidents/{told}.json?voices=own").json()["accounts"]
    assert {one["speaker"] for one in own} == {None}


@pytest.mark.parametrize("wrong", ["voices=first", "voices=1,x", "voices=9999", "voices=-1"])
def test_a_wrong_choice_of_columns_is_named(client, told, wrong):
    answer = client.get(f"/incidents/{told}?{wrong}")
    assert answer.status_code == 400
    assert f"voices={wrong.rpartition(',')[2].removeprefix('voices=')}" in answer.text


def test_the_words_marked_are_those_of_the_document(corpus_file, every):
    with open_corpus(corpus_file, read_only=True) as corpus:
        texts = dict(corpus.db.execute("SELECT id, text FROM document").fetchall())
    quotes = [quote for one in every["accounts"] for cell in one["cells"] for quote in cell["quotes"]]
    assert len(quotes) > 20
    for one in quotes:
        said = texts[one["document"]][one["start"] : one["end"]]
        assert one["words"] == " ".join(said.split())


def test_what_a_voice_says_has_its_words_beneath(client, told, every):
    said = [cell for one in every["accounts"] for cell in one["cells"] if cell["values"]]
    assert all(cell["quotes"] for cell in said)
    page = client.get(f"/incidents/{told}?voices=all").text
    number = next(q for cell in said for q in cell["quotes"] if q["number"])
    assert f"/documents/{number['document']}#e{number['number']}" in page
    assert "<mark>" in page


def test_a_contradiction_is_marked_and_leads_to_the_accounts_it_contradicts(client, told, view):
    cell = next(c for one in view["accounts"] for c in one["cells"] if c["verdict"] == "contradicts")
    shown = {one["number"] for one in view["accounts"]}
    page = client.get(f"/incidents/{told}").text
    assert cell["against"]
    assert "≠" in page
    for number in {n for one in view["accounts"] for c in one["cells"] for n in c["against"][:8]}:
        assert f'#a{number}">{number}</a>' in page
        assert (f'id="a{number}"' in page) == (number in shown)


def test_contradictions_are_mutual(every):
    against = {
        (one["number"], c["slot"], n) for one in every["accounts"] for c in one["cells"] for n in c["against"]
    }
    assert against
    assert all((n, slot, number) in against for number, slot, n in against if slot != "figures")


def test_a_denial_is_shown_as_one(every):
    moods = {
        v["mood"] for one in every["accounts"] if one["stance"] == "denies" for v in one["cells"][0]["values"]
    }
    assert moods
    assert moods <= {"denied", "negated"}
    said = next(one for one in every["disputes"] if one["slot"] == "what")["said"]
    assert {"asserted", "denied"} <= {one["mood"] for one in said}
    assert not any(one["label"].startswith(("[", "not ")) for one in said)


def test_the_rows_are_one_a_slot_and_account(client, told, view):
    rows = list(csv.DictReader(io.StringIO(client.get(f"/incidents/{told}.csv").text)))
    assert len(rows) == len(view["accounts"]) * len(view["slots"])
    assert rows[0]["evidence"].split(":")[0] in {one["id"] for one in view["told_in"]}


def test_links_between_tellings_name_their_grounds(client, told, view):
    assert view["links_in_all"] == len(view["links"]) > 0
    assert all(one["features"] and one["rule"] for one in view["links"])
    assert view["links"][0]["features"][0]["detail"] in client.get(f"/incidents/{told}").text


def test_the_beginning_of_an_id_leads_to_the_incident(client, told):
    for ending in ("", ".json", ".csv"):
        answer = client.get(f"/incidents/{told[:9]}{ending}?voices=own", follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/incidents/{told}{ending}?voices=own"


@pytest.mark.parametrize("id", ["nothing", "ffffffffffffffff", "%2e%2e", "*", "%25"])
def test_an_unknown_incident_is_not_there(client, id):
    assert client.get(f"/incidents/{id}").status_code == 404


def test_a_merged_incident_leads_to_the_one_it_is_in(own_corpus, lexicons):
    before = client_of(own_corpus).get("/incidents.json?documents=1&most=1000").json()["incidents"]
    with open_corpus(own_corpus) as corpus:
        merge(corpus, before[0]["id"], before[-1]["id"], author="a reader", note="one night")
        group(corpus, lexicons)
    browser = client_of(own_corpus)
    gone = {one["id"] for one in before} - {
        one["id"] for one in browser.get("/incidents.json?documents=1&most=1000").json()["incidents"]
    }
    assert gone
    page = browser.get(f"/incidents/{min(gone)}")
    assert page.status_code == 200
    assert page.history[0].status_code == 303
    assert "one night" in page.text


def test_copies_are_collapsed_under_their_origin(tmp_path, lexicons):
    stories = [one for one in sample_stories() if one.incident == "ganja"]
    copies = [replace(stories[0], publisher=f"Copying Post {n}") for n in range(3)]
    path = tmp_path / "copied.rashomon"
    with open_corpus(path, create=True) as corpus:
        add(
            corpus,
            [replace(_item(one), name=f"{n}", sha256=f"{n}") for n, one in enumerate((*stories, *copies))],
        )
        group(corpus, lexicons)
    browser = client_of(path)
    found = browser.get("/incidents.json?documents=7").json()["incidents"][0]["id"]
    view = browser.get(f"/incidents/{found}.json").json()
    assert (view["documents"], view["publishers"], view["lineages"]) == (7, 7, 4)
    first = next(one for one in view["accounts"] if len(one["run_by"]) == 3)
    assert {one["publisher"] for one in first["run_by"]} < {s.publisher for s in (*stories, *copies)}
    shown = {one["number"] for one in view["accounts"]}
    assert not shown & {other["number"] for one in view["accounts"] for other in one["run_by"]}
    page = browser.get(f"/incidents/{found}").text
    assert "3 more outlets run this text" in page
    assert sum(one["of"] is not None for one in view["told_in"]) == 3


def test_figures_stand_in_facets_of_kind_and_category(client, told):
    values = client.get(f"/incidents/{told}/figures.vega.json").json()["datasets"]["figures"]
    assert {"killed · civilians", "wounded · civilians"} <= {one["facet"] for one in values}
    entries = client.get(f"/incidents/{told}/figures.json").json()["entries"]
    assert len(values) <= len(entries)
    assert all(one["from"] <= one["number"] <= one["to"] for one in values)
    opened = [one for one in values if one["head"] == "▶"]
    assert {one["hedge"] for one in opened} & {"at least", "more than"}
    assert client.get(f"/incidents/{told}/figures.svg").text.count("killed") > 1


def test_every_figure_is_in_the_table_with_the_event_that_tells_it(client, told):
    view = client.get(f"/incidents/{told}/figures.json").json()
    page = client.get(f"/incidents/{told}/figures").text
    assert view["in_all"] == len(view["entries"]) > 3
    assert all(one["words"] in page for one in view["entries"])
    assert all(one["event"] for one in view["entries"])
    some = client.get(f"/incidents/{told}/figures.json?start=2&most=1").json()
    assert some["entries"] == view["entries"][2:3]
    assert some["has_more"]


def test_voices_and_words_from_texts_are_escaped(client, corpus_file, monkeypatch):
    evil = "<script>alert(1)</script>"
    value = Value("x", evil, "none", Span(0, 3))
    cells = tuple(
        Cell(slot, (value,), Verdict.ALONE, (), evil)
        for slot in ("what", "who", "whom", "when", "where", "figures", "blame", "wording")
    )
    account = Account(1, evil, evil, evil, ("none",), None, "asserts", cells, 1)
    entry = Entry(
        "killed",
        "civilian",
        1,
        None,
        evil,
        evil,
        evil,
        evil,
        evil,
        1,
        1,
        "none",
        Span(0, 3),
        None,
        Verdict.ALONE,
        evil,
    )
    comparison = Comparison(
        "",
        evil,
        (account,),
        (Origin(1, evil, (1,), (evil,)),),
        Ledger((entry,), ()),
        1,
        1,
        1,
        ("what",),
        ("who",),
    )
    rows = client.get("/incidents.json?documents=1").json()["incidents"]
    for module in ("incident", "ledger"):
        monkeypatch.setattr(
            f"rashomon.web.screens.{module}.load_comparison",
            lambda corpus, id, lexicons: replaced(comparison, incident=id),
        )
    for path in (f"/incidents/{rows[0]['id']}", f"/incidents/{rows[0]['id']}/figures"):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_the_chart_draws_as_many_figures_as_can_be_read(corpus_file):
    entries = tuple(
        Entry(
            "killed",
            "civilian",
            n,
            n,
            None,
            None,
            f"{n} killed",
            f"voice {n}",
            "A",
            1,
            1,
            "none",
            Span(0, 3),
            None,
            Verdict.ALONE,
        )
        for n in range(200)
    )
    comparison = Comparison("0", "", (), (), Ledger(entries, ()), 1, 1, 1)
    with open_corpus(corpus_file, read_only=True) as corpus:
        view = ledger_of(corpus, comparison, 0, 1000)
    assert len(view.entries) == 200
    assert len(draw_ledger(view)["datasets"]["figures"]) == 40
