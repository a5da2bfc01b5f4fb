"""This file is where the marks in a story's text are tested: they nest, and never change the text."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from rashomon.explain.words import printable
from rashomon.export.highlights import Mark, render, speakers, story, story_marks
from rashomon.records import Coding, Document, Event, Span, Zone, ZoneKind
from tests.export.stories import TEXT, any_record, at
from tests.export.stories import story as coded_story


class Reader(HTMLParser):
    """Reads a page strictly: every element that is opened must be closed in its turn."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None], int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.elements.append((tag, dict(attrs), len("".join(self.text))))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read_html(markup: str) -> Reader:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    assert reader.open == []
    return reader


_TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from("<>&\"'/ab \n\r\t\x00\x1b\u202e"), st.characters()), max_size=40
)


@given(_TEXTS, st.data())
def test_marks_that_overlap_in_any_way_leave_the_text_as_it_is(text: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(text))
    spans = st.tuples(ends, ends).map(lambda pair: Span(min(pair), max(pair)))
    marks = data.draw(
        st.lists(st.builds(Mark, spans, st.integers(0, 3), st.just("r-x"), st.text(max_size=5)))
    )
    assert "".join(read_html(render(text, Span(0, len(text)), marks)).text) == printable(text)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_the_text_of_a_rendered_story_is_the_text_of_the_document(data: st.DataObject) -> None:
    text = data.draw(_TEXTS)
    coding = data.draw(any_record(Coding))
    document = Document("x", text, zones=coding.document.zones)
    made = Coding(document, coding.attributions, coding.dates, coding.places, coding.actors, coding.events)
    assert "".join(read_html(story(made)).text) == printable(text)


def test_every_character_of_a_mark_is_inside_it() -> None:
    coding = coded_story()
    reader = read_html(story(coding))
    assert "".join(reader.text) == TEXT
    numbered = {a["data-tag"]: start for _, a, start in reader.elements if "r-trigger" in (a["class"] or "")}
    assert numbered == {e.split()[0] if e.isdigit() else e: s for e, s in _triggers(coding.events)}


def _triggers(events: tuple[Event, ...]) -> list[tuple[str, int]]:
    tags = ["1", "2 DEMANDED", "3", "4 DENIED"]
    return [(tag, event.trigger.start) for tag, event in zip(tags, events, strict=True)]


def test_a_voice_inside_a_voice_is_nested_and_deeper() -> None:
    marks = [mark for mark in story_marks(coded_story()) if "r-content" in mark.classes]
    outer, inner = (next(m for m in marks if m.tag == letter and m.span.start > 80) for letter in "AB")
    assert outer.span.covers(inner.span)
    assert outer.layer < inner.layer
    assert "r-d1" in inner.classes


def test_the_same_person_keeps_the_same_letter() -> None:
    letters = {key: speaker.letter for key, speaker in speakers(coded_story()).items()}
    assert letters == {"a1": "A", "a2": "A", "a3": "B", "a4": "C"}


def test_the_source_of_two_statements_is_boxed_once() -> None:
    coding = coded_story()
    again = structs.replace(coding.attributions[0], id="a9", content=(at("Friday"),))
    marks = story_marks(replace(coding, attributions=(*coding.attributions, again)))
    assert [mark.tag for mark in marks if mark.span == again.source[0] and mark.layer == 10] == ["A"]


@pytest.mark.parametrize(
    ("words", "classes"),
    [("withdraw", "r-trigger r-unreal"), ("shelling", "r-trigger r-unreal"), ("shelled", "r-trigger")],
)
def test_what_nobody_says_happened_is_marked_apart(words: str, classes: str) -> None:
    assert [m.classes for m in story_marks(coded_story()) if m.span == at(words) and m.layer == 30] == [
        classes
    ]


def test_events_with_one_trigger_share_a_mark() -> None:
    coding = coded_story()
    twice = Coding(coding.document, events=(coding.events[0], coding.events[0]))
    assert [mark.tag for mark in story_marks(twice)] == ["1 · 2"]


def test_page_furniture_and_headlines_are_told_from_the_story() -> None:
    elements = [(tag, attributes["class"]) for tag, attributes, _ in read_html(story(coded_story())).elements]
    assert ("h3", "r-zone r-headline") in elements
    assert ("p", "r-zone r-boilerplate") in elements


def test_text_that_no_zone_covers_is_still_shown() -> None:
    document = Document("x", "One. Two.", zones=(Zone(ZoneKind.BODY, Span(0, 4)),))
    assert "".join(read_html(story(Coding(document))).text) == "One. Two."


def test_a_long_story_with_many_marks_takes_linear_time() -> None:
    marks = [Mark(Span(i * 10, i * 10 + 15), i % 3, "r-x") for i in range(20_000)]
    assert render("word word " * 20_001, Span(0, 200_010), marks).count("r-x") >= 20_000
