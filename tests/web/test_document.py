"""This file is where the page of a document is tested: its text is whole, its cards say what `explain` says, it is inert."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rashomon.corpus.database import open_corpus
from rashomon.corpus.runs import start_run
from rashomon.corpus.saving import load_codings, save_document, to_rows
from rashomon.explain import explain
from rashomon.explain.words import printable
from rashomon.export.highlights import split_text, story
from rashomon.records import Coding, Document, Reason, Span, Zone, ZoneKind
from rashomon.web.screens.document import LAYERS, PART_CHARS
from tests.export.stories import story as coded_story
from tests.export.test_highlights import read_html
from tests.export.test_page import ATTACKS, poisoned
from tests.web.conftest import client_of

VOID = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """Reads a page strictly: its elements, the text of its story and of its card."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.elements.append((tag, found))
        if tag not in VOID:
            self.open.append((tag, found.get("id") or ""))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        for _, name in self.open:
            if name:
                self.texts[name] = self.texts.get(name, "") + data


def page_of(client, path) -> Page:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


@pytest.fixture(scope="session")
def codings(corpus_file) -> dict[str, Coding]:
    """Return the codings of the corpus by document."""
    with open_corpus(corpus_file, read_only=True) as corpus:
        ids = [row[0] for row in corpus.db.execute("SELECT id FROM document ORDER BY id")]
        return dict(zip(ids, load_codings(corpus.db, ids), strict=True))


@pytest.fixture(scope="session")
def fullest(codings) -> str:
    """Return the id of the document with most events."""
    return max(codings, key=lambda id: (len(codings[id].events), id))


def kept(path, coding: Coding):
    """Return the site of the corpus with one document more."""
    with open_corpus(path) as corpus:
        run = start_run(corpus, "add")
        with corpus.change() as db:
            save_document(db, to_rows(coding), run=run)
    return client_of(path)


def test_the_text_on_the_page_is_the_text_of_the_document(client, codings):
    for id, coding in codings.items():
        assert page_of(client, f"/documents/{id}").texts["story"] == printable(coding.document.text)


def test_every_event_has_its_anchor_and_its_card(client, codings, fullest):
    found = page_of(client, f"/documents/{fullest}")
    ids = [attributes.get("id") for _, attributes in found.elements]
    links = {attributes.get("href") for tag, attributes in found.elements if tag == "a"}
    for number in range(1, len(codings[fullest].events) + 1):
        assert ids.count(f"e{number}") == 1
        assert f"/documents/{fullest}?event={number}#card" in links
    assert len([id for id in ids if id]) == len({id for id in ids if id})


def test_no_link_of_a_story_stands_in_another(codings):
    for coding in codings.values():
        markup = story(coding, address=lambda kind, value: f"?{kind}={value}")
        depth = 0
        for tag in re.findall(r"<a |</a>", markup):
            depth += 1 if tag == "<a " else -1
            assert depth in (0, 1)
        assert "".join(read_html(markup).text) == printable(coding.document.text)


def test_a_card_says_all_that_explain_says(client, codings, fullest):
    coding = codings[fullest]
    for number in (1, len(coding.events)):
        card = client.get(f"/documents/{fullest}/events/{number}.json").json()["event"]
        lines = list(_lines(card["why"]))
        assert "\n".join(lines) + "\n" == explain(coding, str(number))
        shown = " ".join(page_of(client, f"/documents/{fullest}?event={number}").texts["card"].split())
        for reason in coding.events[number - 1].why:
            assert f"{reason.rule} {' '.join(reason.detail.split())}".strip() in shown


def _lines(decisions, depth=0):
    """Yield decisions as `rashomon explain` prints them."""
    for one in decisions:
        yield "  " * depth + " ".join(one["words"].split())
        for reason in one["reasons"]:
            yield "  " * depth + "    " + f"[{reason['rule']}] {' '.join(reason['detail'].split())}".rstrip()
        yield from _lines(one["parts"], depth + 1)


def test_the_view_has_everything_with_its_characters(client, codings, fullest):
    coding = codings[fullest]
    view = client.get(f"/documents/{fullest}.json").json()
    assert view["text"] == coding.document.text
    assert [e["id"] for e in view["events"]] == [e.id for e in coding.events]
    for event in view["events"]:
        assert view["text"][event["trigger"]["start"] : event["trigger"]["end"]] == event["trigger"]["words"]
        assert len(event["voices"]) >= 1 and event["voices"][-1]["modality"] in {"CT", "PR", "PS", "U"}
    for name, records in (
        ("actors", coding.actors),
        ("figures", coding.figures),
        ("wording", coding.wording),
    ):
        assert [one["start"] for one in view[name]] == [record.span.start for record in records]
    assert len(view["not_coded"]) == len(coding.abstentions)
    assert view["incidents"] and {n for one in view["incidents"] for n in one["events"]} <= {
        e["number"] for e in view["events"]
    }


def test_the_table_has_a_row_for_each_event(client, codings, fullest):
    rows = list(csv.DictReader(io.StringIO(client.get(f"/documents/{fullest}.csv").text)))
    assert [row["id"] for row in rows] == [event.id for event in codings[fullest].events]
    assert all(row["chain"] and row["event_type"] for row in rows)


def test_a_figure_is_marked(client, codings):
    id, coding = next((id, coding) for id, coding in codings.items() if coding.figures)
    titles = [
        attributes["title"]
        for _, attributes in page_of(client, f"/documents/{id}").elements
        if attributes.get("class") == "r-figure" and "title" in attributes
    ]
    assert len(titles) >= len({figure.span for figure in coding.figures})
    assert all(title.startswith("figure: ") for title in titles)


def test_a_statement_has_a_card_with_its_events(client, codings, fullest):
    coding = codings[fullest]
    event = next(event for event in coding.events if event.attribution)
    view = client.get(f"/documents/{fullest}/claims/{event.attribution}.json").json()
    assert coding.events.index(event) + 1 in view["claim"]["events"]
    assert view["claim"]["why"]
    assert page_of(client, f"/documents/{fullest}?claim={event.attribution}").texts["card"]


def test_layers_are_switched_by_boxes_that_the_address_can_set(client, fullest):
    def boxes(query):
        found = page_of(client, f"/documents/{fullest}{query}").elements
        return {a["value"] for _, a in found if a.get("type") == "checkbox" and "checked" in a}

    assert boxes("") == {name for name, _ in LAYERS}
    assert boxes("?layers=actor&layers=date") == boxes("?layers=actor,date") == {"actor", "date"}
    assert boxes("?layers=none") == set()
    style = client.get("/static/document.css").text
    for name, _ in LAYERS:
        assert f":has(#layer-{name}:not(:checked))" in style


@pytest.mark.parametrize(
    "path", ["/events/99999", "?event=99999", "?event=x", "/claims/a999", "?claim=x", "?part=9"]
)
def test_what_the_document_does_not_have_is_said(client, fullest, path):
    answer = client.get(f"/documents/{fullest}{path}")
    assert answer.status_code in (400, 404)
    assert "<h1>" in answer.text


def test_a_document_that_is_not_there_is_not_found(client):
    assert client.get("/documents/none").status_code == 404
    assert client.get("/documents/none.json").status_code == 404


def test_a_document_in_another_language_is_shown_with_the_reason_why_nothing_is_coded(own_corpus):
    text = "Der Minister sprach am Montag über den Haushalt."
    coding = Coding(
        Document("german", text, language="de"), notes=("The text is in de, so nothing was coded.",)
    )
    found = page_of(kept(own_corpus, coding), "/documents/german")
    assert found.texts["story"] == text
    assert "nothing was coded" in found.texts["main"]
    assert ("article", "de") in {(tag, attributes.get("lang")) for tag, attributes in found.elements}


@pytest.mark.parametrize("words", ATTACKS)
def test_a_hostile_document_is_inert(own_corpus, client, fullest, words):
    words = words.replace("\ud800", "")
    made = poisoned(words)
    events = tuple(map(_with_codes, made.events, coded_story().events))
    site = kept(own_corpus, dataclasses.replace(made, events=events))
    tags = {
        tag
        for path in ("", "?event=1", "?claim=a1")
        for tag, _ in page_of(client, f"/documents/{fullest}{path}").elements
    }
    for path in ("", "?event=1", "/events/2"):
        found = page_of(site, f"/documents/story-1{path}")
        assert {tag for tag, _ in found.elements} <= tags | {
            "time",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        }
        for tag, attributes in found.elements:
            assert not any(name.startswith("on") or name in ("style", "srcdoc") for name in attributes)
            assert not (attributes.get("href") or "/").lower().startswith(("javascript", "data"))
            assert tag != "script" or (attributes.get("src") or "").startswith("/static/")
        assert not re.search(
            r"[\x00-\x08\x1b\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "".join(found.texts.values())
        )
    assert page_of(site, "/documents/story-1").texts["story"] == printable(
        words + coded_story().document.text
    )


def _with_codes(event, clean):
    """Return the event with the codes that rashomon itself gives; the corpus is grouped by them."""
    when = event.date and clean.date
    date = when and replace(event.date, earliest=when.earliest, latest=when.latest)
    return replace(event, document="story-1", event_type=clean.event_type, mode=clean.mode, date=date)


def test_the_address_of_a_page_is_a_link_only_if_a_browser_would_fetch_it(own_corpus):
    for id, url, is_link in (("one", "javascript:alert(1)", False), ("two", "https://example.org/a", True)):
        site = kept(own_corpus, Coding(Document(id, "Nothing happened.", url=url)))
        links = [attributes.get("href") for _, attributes in page_of(site, f"/documents/{id}").elements]
        assert (url in links) is is_link


def long_coding(paragraphs: int) -> Coding:
    """Return the tests' story told again and again."""
    one = coded_story()
    size = len(one.document.text) + 1
    text = "\n".join([one.document.text] * paragraphs)

    def moved(span, by):
        return Span(span.start + by, span.end + by)

    events = tuple(
        replace(
            event,
            id=f"long:{n}.{k}",
            document="long",
            trigger=moved(event.trigger, n * size),
            evidence=moved(event.evidence, n * size),
            attribution=None,
            figures=(),
            actors=(),
            recipients=(),
            date=None,
            place=None,
            voices=(),
            factuality=(),
            embedded_in=None,
        )
        for n in range(paragraphs)
        for k, event in enumerate(one.events)
    )
    zones = tuple(
        Zone(zone.kind, moved(zone.span, n * size)) for n in range(paragraphs) for zone in one.document.zones
    )
    return Coding(Document("long", text, zones=zones, publisher="Norland Herald"), events=events)


def test_a_long_text_is_shown_in_parts_that_say_so(own_corpus):
    coding = long_coding(400)
    site = kept(own_corpus, coding)
    view = site.get("/documents/long.json").json()
    assert view["length"] == len(coding.document.text) > PART_CHARS >= len(view["text"])
    texts = [site.get(f"/documents/long.json?part={n}").json()["text"] for n in range(1, view["parts"] + 1)]
    assert "".join(texts) == coding.document.text
    last = len(coding.events)
    found = page_of(site, f"/documents/long?event={last}")
    assert found.texts["story"] == printable(texts[-1])
    assert f"part {view['parts']} of {view['parts']}" in found.texts["main"]
    assert f"e{last}" in {attributes.get("id") for _, attributes in found.elements}
    assert "e1" not in {attributes.get("id") for _, attributes in found.elements}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(1, 60), max_size=12), st.integers(5, 50))
def test_parts_of_a_text_are_short_and_leave_nothing_out(lengths, most):
    text = "\n".join("word " * (n // 5) + "x" * (n % 5) for n in lengths)
    zones, at = [], 0
    for paragraph in text.split("\n"):
        zones.append(Zone(ZoneKind.BODY, Span(at, at + len(paragraph)), Reason("x")))
        at += len(paragraph) + 1
    document = Document("x", text, zones=tuple(zones))
    parts = split_text(document, most=most)
    assert "".join(part.of(text) for part in parts) == text
    assert all(part.end - part.start <= most for part in parts)
    shown = "".join("".join(read_html(story(Coding(document), within=part)).text) for part in parts)
    assert shown == text
