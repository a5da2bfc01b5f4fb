"""This file is where the HTML page is tested: it says what was coded, escapes everything, and fetches nothing."""

from __future__ import annotations

import dataclasses
import os
import re
from itertools import pairwise
from pathlib import Path

import pytest

from rashomon.export.page import PageWriter, fragment, page
from rashomon.records import Coding, Document, Span, Zone, ZoneKind
from tests.export.stories import story
from tests.export.test_highlights import read_html

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; javascript:alert(1) <!-- -->",
    "\x00\x1b[31m\x07\u202egnirts\ud800",
)
VOID = {"meta", "img", "br", "link", "base", "input", "source", "embed", "hr"}


def elements_of(html: str) -> list[tuple[str, dict[str, str | None]]]:
    body = re.sub(r"<style>.*?</style>", "", html, flags=re.S)
    body = re.sub(r"<!doctype html>|<meta[^>]*>", "", body)
    return [(tag, attributes) for tag, attributes, _ in read_html(body).elements]


def poisoned(words: str) -> Coding:
    """Return the story with `words` in every text field of every record."""

    def change(value: object) -> object:
        if fields := getattr(type(value), "__match_args__", ()):
            return type(value)(*(change(getattr(value, field)) for field in fields))
        if isinstance(value, tuple):
            return tuple(change(item) for item in value)
        return words + value if type(value) is str else value

    coding = story()
    document = coding.document
    text = words + document.text
    made = change(dataclasses.replace(coding, document=Document("x", ""), notes=("note",)))
    assert isinstance(made, Coding)
    said = dataclasses.replace(
        document, text=text, title=words, publisher=words, name=words, agency=words, url=words
    )
    return dataclasses.replace(
        made, document=dataclasses.replace(said, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
    )


@pytest.mark.parametrize("words", ATTACKS)
def test_no_field_of_a_story_becomes_markup(words: str) -> None:
    clean = elements_of(page([story()], title="x"))
    found = elements_of(page([poisoned(words)], title=words))
    assert {tag for tag, _ in found} <= {tag for tag, _ in clean}
    allowed = {
        "class",
        "id",
        "href",
        "title",
        "dir",
        "lang",
        "data-tag",
        "scope",
        "aria-label",
        "role",
        "tabindex",
    }
    assert {name for _, attributes in found for name in attributes} <= allowed
    assert all((a.get("href") or "#").startswith("#") for _, a in found)


@pytest.mark.parametrize("words", ATTACKS)
def test_a_page_of_any_story_can_be_written_as_utf_8(words: str, tmp_path: Path) -> None:
    with PageWriter(words) as writer:
        writer.add(poisoned(words), section=words)
        writer.save(tmp_path / "page.html")
    html = (tmp_path / "page.html").read_bytes().decode("utf-8")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", html)


def test_the_page_has_no_script_and_asks_for_nothing() -> None:
    html = page([story()])
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(|https?:", html)
    assert "default-src 'none'" in html


def test_the_page_has_a_language_a_title_and_headings_in_order() -> None:
    html = page([story()], title="Lune")
    assert '<html lang="en">' in html
    assert "<title>Lune</title>" in html
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_ids_are_unique_and_every_link_leads_somewhere() -> None:
    with PageWriter() as writer:
        for section in ("One", "One", "Two"):
            writer.add(story(), section=section)
        html = "".join(writer.parts())
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_an_event_shows_its_chain_evidence_mood_and_reasons() -> None:
    html = page([story()])
    card = html[html.index('id="s1-e2"') : html.index('id="s1-e3"')]
    assert re.search(r"Norland Herald</bdi>.*?›.*?>A<.*?Ana Torres</bdi>", card, re.S)
    assert "“Veria must withdraw its forces from Lune”" in card
    assert '<span class="r-mood">DEMANDED</span>' in card
    assert "event:withdraw-forces" in card
    assert "modal:must" in card


def test_what_each_voice_holds_to_be_true_is_set_out_voice_by_voice() -> None:
    html = page([story()])
    card = html[html.index('id="s1-e3"') : html.index('id="s1-e4"')]
    rows = re.findall(r'<th scope="row" dir="auto">(.*?)</th><td>(.*?)</td><td>(.*?)</td>', card)
    assert rows == [
        ("Norland Herald", "does not say", "0"),
        ("Ana Torres", "probable that it happened", "+2"),
        ("Our monitors", "certain that it happened", "+3"),
    ]


def test_stories_of_a_section_are_set_side_by_side() -> None:
    with PageWriter("Demo") as writer:
        writer.add(story(), section="The shelling")
        writer.add(story(), section="The shelling")
        writer.add(story(), section="Elsewhere")
        html = "".join(writer.parts())
    assert "8 events in 2 stories" in html
    assert html.count("<caption>") == 1
    assert html.index("The shelling</h2>") < html.index("Elsewhere</h2>")


def test_a_story_without_events_says_so_and_why() -> None:
    html = page([dataclasses.replace(story(), events=())])
    assert "No events coded." in html
    assert "noun:no-listed-object (1)" in html


def test_a_fragment_stands_alone_inside_another_page() -> None:
    html = fragment(story())
    assert html.startswith('<div class="rashomon">')
    assert "<body" not in html and "<html" not in html
    css = re.sub(r"/\*.*?\*/", "", html[html.index("<style>") + 7 : html.index("</style>")], flags=re.S)
    selectors = [selector.strip() for selector in re.findall(r"([^{};]+)\{", css)]
    assert [s for s in selectors if not re.match(r"\.r|:is\(\.r-|body\.r-page|@media", s)] == []


def test_a_page_replaces_the_old_one_whole_and_leaves_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("old" * 100_000)
    with PageWriter("x") as writer:
        writer.add(story())
        writer.save(target)
    assert target.read_text(encoding="utf-8").endswith("</html>\n")
    assert list(tmp_path.iterdir()) == [target]


def test_a_device_is_written_to_and_not_replaced() -> None:
    with PageWriter("x") as writer:
        writer.add(story())
        writer.save(Path(os.devnull))
    assert Path(os.devnull).is_char_device()
