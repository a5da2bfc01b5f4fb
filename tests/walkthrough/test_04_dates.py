"""Step 4: dates, each with the days it may cover and what that rests on."""

from __future__ import annotations

import pytest

from rashomon.records import Coding


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("October 17, 2020", "2020-10-17", "2020-10-17"),
        ("Saturday", "2020-10-17", "2020-10-17"),
        ("this month", "2020-10-01", "2020-10-31"),
        ("October 11", "2020-10-11", "2020-10-11"),
        ("September 27", "2020-09-27", "2020-09-27"),
    ],
)
def test_an_expression_covers_its_days(coding: Coding, words: str, earliest: str, latest: str) -> None:
    text = coding.document.text
    found = [d for d in coding.dates if d.span and words in d.span.of(text)]
    assert {(d.earliest, d.latest) for d in found} == {(earliest, latest)}


def test_the_publication_line_is_known_for_what_it_is(coding: Coding) -> None:
    assert [d.value for d in coding.dates if d.is_publication] == ["2020-10-17"]
