"""This file is where it is tested whose a loaded word is, and that it changes nothing else."""

from __future__ import annotations

import pytest

from rashomon.pipeline import Tools, code_documents
from rashomon.records import Coding
from tests.factory import document


def _code(text: str, tools: Tools) -> Coding:
    (coding,) = code_documents([document(text)], tools)
    return coding


@pytest.mark.parametrize(
    ("text", "word", "voice", "form"),
    [
        ("Norway entered the occupied town.", "occupied town", "publisher", "unquoted"),
        (
            '"We will free the occupied town," the Norwegian minister said.',
            "occupied town",
            "speaker",
            "quoted",
        ),
        (
            "The Norwegian minister said Peru must leave the occupied town.",
            "occupied town",
            "publisher",
            "unquoted",
        ),
        ('Norway entered the "liberated" town.', "liberated", "publisher", "distanced"),
        (
            "The Norwegian minister said Norway stands in solidarity with Peru.",
            "solidarity",
            "speaker",
            "unquoted",
        ),
        ("The minister spoke of Norwegian lands.", "Norwegian lands", "publisher", "unquoted"),
        (
            "Norwegian troops shelled a Peruvian town.",
            "Norwegian troops shelled a Peruvian town",
            "publisher",
            "unquoted",
        ),
    ],
)
def test_a_word_is_whose_it_is(text: str, word: str, voice: str, form: str, tools: Tools) -> None:
    coding = _code(text, tools)
    found = {w.span.of(text): (w.voice, w.form) for w in coding.wording}
    assert found.get(word) == (voice, form), found


def test_a_deed_with_a_source_is_not_presumed(tools: Tools) -> None:
    told = _code("Peru said Norwegian troops shelled a Peruvian town.", tools)
    assert all(w.family != "presumed-blame" for w in told.wording)


def test_the_attribution_of_a_reported_word_is_named(tools: Tools) -> None:
    coding = _code("The Norwegian minister said Peru must leave the occupied town.", tools)
    (found,) = coding.wording
    assert found.attribution == coding.attributions[0].id
    assert found.why[-1].rule == "wording-voice:reported"


@pytest.mark.parametrize("loaded", ["occupied", "liberated", "so-called", "self-proclaimed"])
def test_a_loaded_word_changes_no_code(loaded: str, tools: Tools) -> None:
    plain = _code("Norwegian troops shelled the northern town of the Peruvian army.", tools)
    other = _code(f"Norwegian troops shelled the {loaded} town of the Peruvian army.", tools)
    assert [(e.event_type, e.mode, e.cameo, e.mood) for e in plain.events] == [
        (e.event_type, e.mode, e.cameo, e.mood) for e in other.events
    ]
    assert [a.country for e in plain.events for a in (*e.actors, *e.recipients)] == [
        a.country for e in other.events for a in (*e.actors, *e.recipients)
    ]


def test_the_page_and_explain_show_it(tools: Tools) -> None:
    from rashomon.explain import explain
    from rashomon.export.page import page

    coding = _code("The Norwegian minister said Peru must leave the occupied town.", tools)
    assert "wording:occup" in explain(coding)
    html = page([coding])
    assert 'class="r-wording r-own"' in html and "legal characterisation" in html
