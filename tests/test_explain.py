"""This file is where explanations are tested: every decision with its rule, and nothing that no record says."""

from __future__ import annotations

import dataclasses
import re

import pytest
from msgspec import structs

from rashomon.errors import UsageError
from rashomon.explain import explain, explain_document, find_event, rules_of
from rashomon.records import Coding, Reason
from tests.export.stories import TEXT, story


def every_reason(value: object) -> list[Reason]:
    """Return all reasons in a record and in the records within it."""
    if isinstance(value, Reason):
        return [value]
    if isinstance(value, tuple):
        return [reason for item in value for reason in every_reason(item)]
    fields = getattr(type(value), "__match_args__", ())
    return [reason for field in fields for reason in every_reason(getattr(value, field))]


def test_every_reason_of_every_record_is_given() -> None:
    coding = story()
    assert {reason.rule for reason in every_reason(coding)} == set(rules_of(explain_document(coding)))


def test_each_reason_is_printed_with_its_rule_and_its_words() -> None:
    text = explain(story())
    for reason in every_reason(story()):
        assert f"[{reason.rule}] {reason.detail}".rstrip() in text


def test_every_quotation_is_of_the_story() -> None:
    for words in re.findall("“([^”]*)”", explain(story())):
        for part in words.split(" … "):
            assert part.removesuffix(" …") in TEXT


@pytest.mark.parametrize("event", ["3", "e3"])
def test_one_event_is_explained_with_all_that_it_rests_on(event: str) -> None:
    text = explain(story(), event)
    assert text.startswith("3. e3: “shelled” → ASSAULT/heavy-weapons")
    for rule in ("event:shell", "argument:nsubj", "date:weekday", "place:one-candidate", "figure:killing"):
        assert f"[{rule}]" in text
    assert text.index("a3: source") < text.index("a2: source")
    assert "for Our monitors: CT+ (+3), asserted" in text
    assert "withdraw-forces" not in text


def test_a_pronoun_is_explained_by_whom_it_stands_for() -> None:
    assert "stands for “Ana Torres”" in explain(story())


@pytest.mark.parametrize(
    ("coding", "remedy"),
    [(story(), "choose 1 to 4"), (dataclasses.replace(story(), events=()), "has no events")],
)
def test_an_unknown_event_is_an_error_that_says_which_there_are(coding: Coding, remedy: str) -> None:
    with pytest.raises(UsageError, match=f"herald.txt: no event '9'; .*{remedy}"):
        find_event(coding, "9")


def test_a_circle_of_attributions_ends() -> None:
    coding = story()
    looped = tuple(structs.replace(a, parent=a.id) for a in coding.attributions)
    assert "a3: source" in explain(dataclasses.replace(coding, attributions=looped), "3")
