"""This file is where speakers who are only described, or stand as a pronoun, are found by their names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rashomon.documents import read_text
from rashomon.explain import explain
from rashomon.pipeline import code_documents


def speakers(text, tools):
    """Return name, way and rule of each statement's speaker, in the order of the text."""
    document = replace(read_text(text, published="2021-03-04", publisher="Harbour Courier"), language="en")
    (coding,) = code_documents([document], tools)
    return [
        (a.chain[-1].name, a.chain[-1].resolution, [w.rule for w in a.chain[-1].why])
        for a in coding.attributions
    ], coding


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        (
            'Peter Hallam said the bridge was safe. "Mark Trent knows it, and Mark Trent will say so," he added.',
            -1,
            "Peter Hallam",
        ),
        (
            "Anna Lorne, the head of the union, said the offer was poor. She said workers would walk out.",
            -1,
            "Anna Lorne",
        ),
        (
            "The Ostrava campaign opened an office on Monday. On Tuesday the campaign said it had hired ten people.",
            -1,
            "Ostrava campaign",
        ),
        (
            'President Maria Lund met farmers on Monday. "We will pay," the president said.',
            -1,
            "President Maria Lund",
        ),
    ],
)
def test_a_speaker_is_called_by_the_name_given_before(tools, text, number, name):
    found, _ = speakers(text, tools)
    assert found[number][0] == name
    assert found[number][2], "the way it was found must be named"


def test_somebody_named_only_in_the_quotation_does_not_speak_it(tools):
    found, _ = speakers(
        'Peter Hallam said the bridge was safe. "Ask Mark Trent, he built it," he said on Monday.', tools
    )
    assert "Mark Trent" not in [name for name, _, _ in found]


def test_an_unnamed_source_stays_unnamed(tools):
    found, _ = speakers("Anna Lorne left on Monday. A Western diplomat said talks had failed.", tools)
    assert found[-1][0] == "A Western diplomat"
    assert not found[-1][2]


@pytest.mark.parametrize(
    "described", ["the foreign ministry in Tirana", "the foreign ministry"], ids=["of a place", "of a kind"]
)
def test_another_ministry_is_not_the_one_named_before(tools, described):
    found, _ = speakers(
        f"Norway's defence ministry denied the report. Planes had landed, {described} said on Monday.", tools
    )
    assert found[-1][0] == described


def test_the_ministry_is_the_one_named_before(tools):
    found, _ = speakers(
        "Norway's defence ministry denied the report. No plane had landed, the ministry said on Monday.",
        tools,
    )
    assert found[-1][0] == "Norway's defence ministry"


def test_explain_says_how_a_speaker_was_named(tools):
    _, coding = speakers(
        'President Maria Lund met farmers on Monday. "We will pay," the president said.', tools
    )
    assert "[speaker:same-role] president = President Maria Lund" in explain(coding)


def contents(text, tools):
    """Return what each speaker says, by speaker."""
    _, coding = speakers(text, tools)
    return [
        (a.chain[-1].name, " … ".join(span.of(coding.document.text) for span in a.content))
        for a in coding.attributions
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The minister said in an interview that the talks “will go on” in May.",
            ("The minister", "that the talks “will go on” in May"),
        ),
        (
            "The envoy warned at the last summit that the truce would not hold.",
            ("The envoy", "that the truce would not hold"),
        ),
        (
            "The governor called on the army to “hold fire” and left the town.",
            ("The governor", "the army to “hold fire”"),
        ),
        (
            "The envoy called a report that listed the losses “outrageous.”",
            ("The envoy", "a report that listed the losses “outrageous.”"),
        ),
    ],
)
def test_what_is_told_ends_where_the_speaker_ends(tools, text, told):
    assert told in contents(text, tools)


def test_whom_a_speaker_cites_stands_behind_the_speaker(tools):
    _, coding = speakers("The ministry, citing residents, said the army had shelled the town.", tools)
    chains = {a.lemma: [v.name for v in a.chain] for a in coding.attributions}
    assert chains["say"] == ["Harbour Courier", "The ministry"]
    assert chains["cite"] == ["Harbour Courier", "The ministry", "residents"]
    assert not any(a.same_utterance_as for a in coding.attributions)
    assert [[v.name for v in e.voices] for e in coding.events] == [
        ["Harbour Courier", "The ministry", "residents"]
    ]


def test_a_reason_that_is_cited_is_no_speaker(tools):
    _, coding = speakers("The ministry, citing the cold, said schools would stay shut.", tools)
    assert all(a.chain[-1].name != "the cold" for a in coding.attributions)
