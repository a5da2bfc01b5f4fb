"""This file is where it is tested where what is told begins and ends, on sentences of our own."""

from __future__ import annotations

import pytest

from rashomon.attributions import attribute
from rashomon.records import Document
from rashomon.sentences import parse_all


@pytest.fixture(scope="module")
def told(parser, lexicons):
    def told(text):
        ((document, sentences),) = parse_all([Document(id="t", text=text)], parser)
        found = attribute(document, sentences, lexicons)
        return [" ... ".join(span.of(text) for span in a.content) for a in found]

    return told


def test_what_another_says_after_while_is_not_told_by_the_first(told):
    text = "The minister said the town was calm, while the rebels claimed a victory."
    assert told(text) == ["the town was calm", "a victory"]


def test_a_remark_after_a_dash_is_the_publishers(told):
    assert told("The envoy said the road was open — a first since the raid in May.") == ["the road was open"]


def test_what_leads_up_to_quoted_words_is_the_publishers(told):
    assert told('While the road is open, the bridge is "lost for good," the governor said.') == [
        'the bridge is "lost for good,"'
    ]


def test_without_quotation_marks_the_speaker_tells_what_leads_up(told):
    text = "While the northern road is open, the bridge is shut, the governor said."
    assert told(text) == ["While the northern road is open, the bridge is shut"]


def test_a_second_verb_of_saying_ends_the_claim(told):
    text = "The governor repeated his claim that the road was shut and said the army would come."
    assert told(text) == ["that the road was shut", "the army would come"]


def test_a_second_deed_of_the_speaker_ends_the_proposal(told):
    assert told("The governor proposed closing the bridge and called for talks.") == [
        "closing the bridge",
        "talks",
    ]


def test_the_ground_on_which_someone_is_called_so_is_told(told):
    assert told("The governor called the pilot a hero because she had saved the crew.") == [
        "the pilot a hero because she had saved the crew"
    ]


def test_quotations_joined_by_and_are_told_by_one(told):
    assert told('The crowd chanted "Open the bridge" and "Go home now."') == [
        '"Open the bridge" ... "Go home now."'
    ]


def test_quoted_words_go_on_with_what_is_told(told):
    assert told(
        'A leaflet released on Monday accuses the governor of buying votes "in a pattern of fraud."'
    ) == ['the governor of buying votes "in a pattern of fraud."']
    assert told('The rebels, he added, were "based on the far bank of the river."') == [
        'were "based on the far bank of the river."'
    ]


def test_the_day_of_an_agreement_is_not_what_was_agreed_on(told):
    assert not told("The ministers agreed on October 10.")
    assert told("The ministers agreed on a truce.") == ["a truce"]
