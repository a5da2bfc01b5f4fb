"""This file is where coordinations are parted, on sentences built by hand."""

from __future__ import annotations

import pytest

from rashomon.actors import split_coordination
from rashomon.records import Span
from tests.factory import sentence, text_of

SHARED = sentence(
    "Kenyan/kenyan/ADJ/amod/3 and/and/CCONJ/cc/0 Ugandan/ugandan/ADJ/conj/0 troops/troop/NOUN/nsubj/4 "
    "met/meet/VERB/ROOT/4"
)
LIST = sentence(
    "Japan/Japan/PROPN/nsubj/9 ,/,/PUNCT/punct/0 the/the/DET/det/4 United/United/PROPN/compound/4 "
    "States/States/PROPN/conj/0 and/and/CCONJ/cc/4 President/President/PROPN/compound/8 Ann/Ann/PROPN/compound/8 "
    "Brack/Brack/PROPN/conj/4 met/meet/VERB/ROOT/9"
)


def _parts(words: object, phrase: str) -> set[str]:
    text = text_of(words)  # type: ignore[arg-type]
    start = text.index(phrase)
    return set(split_coordination(words, Span(start, start + len(phrase)), text))  # type: ignore[arg-type]


@pytest.mark.parametrize("phrase", ["Kenyan and Ugandan troops", "Ugandan troops", "troops"])
def test_a_shared_head_goes_to_each_modifier(phrase: str) -> None:
    assert _parts(SHARED, phrase) == {"Kenyan troops", "Ugandan troops"}


@pytest.mark.parametrize("phrase", ["Japan", "United States", "Ann Brack"])
def test_each_member_of_a_list_leads_to_all_of_them(phrase: str) -> None:
    assert _parts(LIST, phrase) == {"Japan", "United States", "President Ann Brack"}


def test_a_single_actor_is_left_whole() -> None:
    one = sentence("Kenyan/kenyan/ADJ/amod/1 troops/troop/NOUN/nsubj/2 left/leave/VERB/ROOT/2")
    assert _parts(one, "Kenyan troops") == {"Kenyan troops"}
