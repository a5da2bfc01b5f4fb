"""Step 9: the chain of voices, from the publisher inwards, and how certain each is."""

from __future__ import annotations

from rashomon.records import Coding


def test_the_outermost_voice_is_the_publisher(coding: Coding) -> None:
    for event in coding.events:
        assert event.voices[0].role == "publisher"
        assert event.voices[0].name == "Baku Ledger"


def test_every_voice_has_its_own_view(coding: Coding) -> None:
    for event in coding.events:
        assert len(event.factuality) == len(event.voices)


def test_he_speaks_under_the_name_he_goes_back_to(coding: Coding) -> None:
    text = coding.document.text
    said = next(a for a in coding.attributions if a.source and a.source[0].of(text) == "He")
    assert "spokesman" in (said.chain[-1].name or "")
    assert said.chain[-1].resolution == "pronoun"
