"""This file is where JSON is tested: what is written can be read back, and is the same."""

from __future__ import annotations

from hypothesis import given, settings

from rashomon.export import jsonl
from rashomon.records import Coding, Document
from tests.export.stories import any_record, story


@settings(max_examples=60, deadline=None)
@given(any_record(Coding))
def test_a_coding_comes_back_from_json_as_it_was(coding: Coding) -> None:
    assert Coding.from_json(coding.to_json()) == coding
    assert Coding.from_json(jsonl.whole(coding)) == coding


@settings(max_examples=30, deadline=None)
@given(any_record(Coding))
def test_a_coding_is_one_line_for_any_reader_of_lines(coding: Coding) -> None:
    line = jsonl.line(coding)
    assert len(line.splitlines()) == 1
    assert list(jsonl.read([line, "\n"])) == [coding]


def test_line_separators_in_a_story_do_not_break_a_line() -> None:
    coding = Coding(Document("x", "a\u2028b\u2029c\x85d\ne"))
    assert len(jsonl.line(coding).splitlines()) == 1
    assert next(jsonl.read([jsonl.line(coding)])) == coding


def test_json_is_indented_for_reading_and_names_the_fields() -> None:
    assert '\n  "document": {\n    "id": "story-1"' in jsonl.whole(story())
