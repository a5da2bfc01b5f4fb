"""This file is where every cue is run on its example, which must fire it, and its counterexample, which must not."""

from __future__ import annotations

import pytest

from rashomon.attributions import attribute
from rashomon.lexicons import Lexicons
from rashomon.records import Document
from rashomon.sentences import parse_all

CUES = Lexicons().cues.cues


@pytest.fixture(scope="module")
def fired(parser, lexicons):
    texts = {text for cue in CUES for text in (cue.example, cue.counterexample) if text}
    documents = [Document(id=text, text=text) for text in sorted(texts)]
    return {
        document.text: {a.why[0].rule for a in attribute(document, sentences, lexicons)}
        for document, sentences in parse_all(documents, parser)
    }


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.id)
def test_a_cue_fires_on_its_example(cue, fired):
    assert f"cue:{cue.id}" in fired[cue.example]


@pytest.mark.parametrize("cue", [c for c in CUES if c.counterexample], ids=lambda cue: cue.id)
def test_a_cue_is_silent_on_its_counterexample(cue, fired):
    assert f"cue:{cue.id}" not in fired[cue.counterexample]
