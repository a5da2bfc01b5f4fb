"""This file is where it is tested that the numbered label of a headline speaks for nobody, on lines of our own."""

from __future__ import annotations

import pytest

from rashomon.attributions import attribute
from rashomon.records import Document, Span, Zone, ZoneKind
from rashomon.sentences import parse


def _sources(text, parser, lexicons):
    story = Document(id="t", text=text, zones=(Zone(ZoneKind.HEADLINE, Span(0, len(text))),))
    found = attribute(story, parse(story, parser), lexicons)
    return [span.of(text) for attribution in found for span in attribution.source]


@pytest.mark.parametrize(
    "text",
    [
        "Bulletin 61: Shells hit the harbour",
        "Report No 4: Rebels burn the harbour",
        "Situation Report 61: Shells hit the harbour",
        "Harbour Update 61: Shells hit the pier",
    ],
)
def test_a_label_with_a_number_is_no_voice(parser, lexicons, text):
    assert _sources(text, parser, lexicons) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("UN Report 12: Greece burned the harbour", "UN Report 12"),
        ("Army Bulletin 61: Shells hit the harbour", "Army Bulletin 61"),
        ("Turkey: Greece burned the harbour", "Turkey"),
        ("Bulletin 61: The minister says the harbour burned", "The minister"),
    ],
)
def test_a_name_before_the_colon_and_a_speaker_after_a_label_are_voices(parser, lexicons, text, source):
    assert _sources(text, parser, lexicons) == [source]
