"""This file is where it is tested that words the lemmatiser does not know are found in the lexicon."""

from __future__ import annotations

import pytest

from rashomon.events.lemmas import read_lemmas
from tests.factory import sentence

KNOWN = frozenset(("rearrest", "rape", "unban", "retake", "defy", "tear-gas", "strike"))


@pytest.mark.parametrize(
    ("written", "parsed", "expected"),
    [
        ("rearrested", "rearr", "rearrest"),
        ("raped", "rap", "rape"),
        ("unbanned", "unbanne", "unban"),
        ("unbanning", "unbanning", "unban"),
        ("retook", "retook", "retake"),
        ("retaken", "retaken", "retake"),
        ("defied", "defi", "defy"),
        ("sang", "sang", "sang"),
    ],
)
def test_an_inflected_verb_is_led_back_to_one_that_is_known(written: str, parsed: str, expected: str) -> None:
    tokens = sentence(f"{written}/{parsed}/VERB/ROOT/0").tokens
    assert list(read_lemmas(tokens, KNOWN)) == [expected]


def test_a_noun_is_not_read_as_a_verb() -> None:
    tokens = sentence("raped/raped/NOUN/ROOT/0").tokens
    assert list(read_lemmas(tokens, KNOWN)) == ["raped"]
