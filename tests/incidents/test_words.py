"""This file is where words become numbers."""

from __future__ import annotations

import re

import pytest

from rashomon.incidents.words import within_sentences, words_of
from rashomon.samples import sample_stories


@pytest.mark.parametrize("sample", sample_stories(), ids=lambda sample: sample.name)
def test_a_word_has_one_number_and_no_other_word_has_it(sample) -> None:  # type: ignore[no-untyped-def]
    expected = re.findall(r"[^\W_]+", sample.text.lower())
    numbers = words_of(sample.text).numbers.tolist()
    assert len(numbers) == len(expected)
    assert len(set(zip(numbers, expected, strict=True))) == len(set(numbers)) == len(set(expected))


def test_case_and_what_stands_between_words_do_not_count() -> None:
    left, right = words_of("The café’s “Blue Door” — shut."), words_of("THE CAFÉ S blue-door\xa0shut")
    assert left.numbers.tolist() == right.numbers.tolist()


def test_capitals_and_numbers_are_seen() -> None:
    words = words_of("In 1994 Marsh fell")
    assert words.is_capital.tolist() == [True, False, True, False]
    assert words.is_number.tolist() == [False, True, False, False]


def test_a_capital_letter_that_grows_when_small_shifts_nothing() -> None:
    words = words_of("İzmir and Ankara")
    assert len(words) == 3
    assert not words.is_capital.any()


def test_a_word_after_a_full_stop_or_a_line_begins_a_sentence() -> None:
    words = words_of("He saw Fen, Marsh. Guards\nLeft-Bank 'Men")
    assert within_sentences(words).tolist() == [False, True, True, True, False, False, True, False]


def test_a_text_without_words_has_none() -> None:
    assert len(words_of("")) == len(words_of(" -- ")) == len(within_sentences(words_of(""))) == 0
