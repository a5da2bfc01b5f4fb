"""This file is where texts are cut into paragraphs."""

from __future__ import annotations

import pytest

from rashomon.documents.paragraphs import ends_in_stop, split_paragraphs


def parts(text: str) -> list[str]:
    return [paragraph.of(text) for paragraph in split_paragraphs(text)]


WRAPPED = """\
Norland said on Tuesday that it would not join any talks until the army
of Sudmark had left the Aster valley, which it has held since the spring
of last year.

Sudmark denied it.
"""


def test_hard_wrapped_lines_are_one_paragraph():
    assert [part.count("\n") for part in parts(WRAPPED)] == [2, 0]
    assert parts(WRAPPED)[0].endswith("of last year.")


def test_lines_that_are_paragraphs_stay_apart():
    text = "The army left the town on Monday.\nRebels came on Tuesday and burned it.\nNobody was hurt."
    assert len(parts(text)) == 3


def test_a_long_line_is_never_joined():
    text = "word " * 60 + "\nand more words follow here"
    assert len(parts(text)) == 2


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_counts(end):
    assert parts(f"One.{end}{end}Two.{end}") == ["One.", "Two."]


def test_white_space_around_a_paragraph_is_left_out():
    assert parts("  \t One. \n \n   \n\tTwo.  ") == ["One.", "Two."]


@pytest.mark.parametrize(
    ("line", "does"), [("Yes.", 1), ('He said "yes."', 1), ("Yes", 0), ("A (b.)", 1), ("", 0)]
)
def test_a_sentence_ends_in_a_stop(line, does):
    assert ends_in_stop(line) == bool(does)
