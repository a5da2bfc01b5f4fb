"""This file is where it is tested which words name a source, on sentences of our own."""

from __future__ import annotations

import pytest

from rashomon.attributions import attribute
from rashomon.sentences import parse
from tests.factory import document


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The Sudanese army on Sunday said that the port was open.", "The Sudanese army"),
        ("The Sudanese army on Sunday evening said that the port was open.", "The Sudanese army"),
        (
            "Chad's interior ministry on Monday, October 12, said the port was open.",
            "Chad's interior ministry",
        ),
        ("A spokesman for the army on Tuesday accused the rebels of burning it.", "A spokesman for the army"),
        ("The ministry of defence on Sunday said the port was open.", "The ministry of defence"),
        ('"The port is open," said the Sudanese army on Sunday.', "the Sudanese army"),
        ("Protesters in Dakar on Sunday accused the army of burning it.", "Protesters in Dakar"),
        ("Women under 30 said the port was open.", "Women under 30"),
        ("The government of 1991 said the port was open.", "The government of 1991"),
        ("Survivors of the attack on Sunday said the port was open.", "Survivors of the attack on Sunday"),
    ],
)
def test_the_day_of_speaking_is_no_part_of_the_sources_name(parser, lexicons, text, source):
    story = document(text)
    (attribution,) = attribute(story, parse(story, parser), lexicons)
    assert [span.of(text) for span in attribution.source] == [source]


@pytest.mark.parametrize(
    "text",
    [
        "Chad says a drone killed two, accuses Niger of breaking the truce.",
        "Chad denies the report, accuses Niger of lying.",
    ],
)
def test_the_object_of_a_second_verb_is_no_source(parser, lexicons, text):
    story = document(text)
    found = attribute(story, parse(story, parser), lexicons)
    sources = [span.of(text) for attribution in found for span in attribution.source]
    assert sources == ["Chad", "Chad"]
