"""This file is where it is tested that quotations find the right speaker, on sentences of our own."""

from __future__ import annotations

import pytest

from rashomon.attributions import attribute
from rashomon.records import Document, Span, Zone, ZoneKind
from rashomon.sentences import parse_all


@pytest.fixture(scope="module")
def told(parser, lexicons):
    """Return a function that reads a text, each line a paragraph, as (source, cue, content) triples."""

    def told(text):
        zones, start = [], 0
        for line in text.split("\n"):
            zones.append(Zone(ZoneKind.BODY, Span(start, start + len(line))))
            start += len(line) + 1
        document = Document(id="t", text=text, zones=tuple(zones))
        ((_, sentences),) = parse_all([document], parser)
        return [
            tuple(" ... ".join(s.of(text) for s in spans) for spans in (a.source, a.cue, a.content))
            for a in attribute(document, sentences, lexicons)
        ]

    return told


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        (
            "The envoy called Mr. Orlov's refusal to sign the new treaty “an insult to the whole region.”",
            (
                "The envoy",
                "called",
                "Mr. Orlov's refusal to sign the new treaty “an insult to the whole region.”",
            ),
        ),
        (
            'Calling the mayor\'s rival, Ada Roy, "exactly the kind of partner we need," Mr. Orlov left.',
            ("Mr. Orlov", "Calling", 'the mayor\'s rival, Ada Roy, "exactly the kind of partner we need,"'),
        ),
    ],
)
def test_a_quoted_name_is_told_with_what_it_names(told, text, triple):
    assert triple in told(text)


def test_a_quotation_after_a_call_for_something_is_no_name(told):
    found = told("She called for calm. “We must not lose our heads now,” Ms. Roy said.")
    assert ("She", "called for", "calm") in found
    assert ("Ms. Roy", "said", "“We must not lose our heads now,”") in found


def test_a_quotation_goes_on_with_the_speaker_not_with_whom_a_clause_describes(told):
    found = told(
        "“It will be a long night,” said Ada Roy, a clerk who said she lived nearby. “We are all afraid.”"
    )
    assert any(content.endswith("“We are all afraid.”") and "Ada Roy" in who for who, _, content in found)
    assert not any(who == "who" and "afraid" in content for who, _, content in found)


def test_asked_without_a_subject_names_nobody(told):
    found = told("Asked whether the bridge would open, Mr. Orlov said the repairs had failed.")
    assert ("", "Asked", "whether the bridge would open") in found
    assert not any(who == "Mr. Orlov" and cue == "Asked" for who, cue, _ in found)


def test_an_opening_mark_at_the_very_end_closes(told):
    found = told("“The bridge is lost,” the group said. “We must build another one now.“")
    assert any(content.endswith("one now.“") for _, _, content in found)


def test_a_transcript_in_quotation_marks_names_its_speakers(told):
    found = told('"ROY: The bridge will not open before the winter comes.')
    assert any(who == "ROY" and cue == ":" for who, cue, _ in found)


def test_what_follows_a_participle_is_not_its_speaker(told):
    found = told("Ms. Roy denied the story, calling the reports a smear.")
    assert any(who == "Ms. Roy" and cue == "calling" for who, cue, _ in found)
    assert not any(who == "the reports" for who, _, _ in found)


def test_a_whole_quotation_before_its_cue_is_all_that_is_told(told):
    found = told(
        "“We cannot rebuild the old bridge alone,” Ms. Roy said, while the crowd was leaving the hall."
    )
    assert ("Ms. Roy", "said", "“We cannot rebuild the old bridge alone,”") in found


def test_a_source_set_off_at_the_end_bears_on_all_that_is_joined(told):
    text = "The mayor left the hall and the guards closed the gates, according to two witnesses."
    assert (
        "two witnesses",
        "according to",
        "The mayor left the hall and the guards closed the gates",
    ) in told(text)


def test_each_of_two_joined_speakers_says_a_clause(told):
    found = told("The mayor said the bridge had fallen, and the guards said nobody had been hurt.")
    assert ("The mayor", "said", "the bridge had fallen") in found
    assert ("the guards", "said", "nobody had been hurt") in found


def test_a_verb_of_manner_after_a_quotation_is_its_cue(told):
    found = told('"You have no business in this town," Ms. Roy barked.')
    assert found == [("Ms. Roy", "barked", '"You have no business in this town,"')]
