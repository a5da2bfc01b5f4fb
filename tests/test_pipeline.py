from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rashomon.errors import ModelError
from rashomon.pipeline import code_documents, load_tools
from tests.factory import document

if TYPE_CHECKING:
    from rashomon.pipeline import Tools


def test_codings_come_in_the_order_of_the_documents(tools: Tools) -> None:
    texts = ["Rebels shelled the town on Monday.", "", "Police arrested three protesters."]
    codings = list(code_documents((document(text) for text in texts), tools))
    assert [coding.document.text for coding in codings] == texts
    assert [bool(coding.events) for coding in codings] == [True, False, True]


def test_a_story_without_a_date_is_noted_once(tools: Tools) -> None:
    text = "Rebels shelled the town on Monday."
    undated, dated = code_documents([document(text, published=None), document(text)], tools)
    assert sum("not anchored" in note for note in undated.notes) == 1
    assert not dated.notes
    assert all(event.date and event.date.earliest is None for event in undated.events)


def test_the_same_story_gives_the_same_bytes(tools: Tools) -> None:
    text = "Envoys said Friday that rebels had shelled the town, killing at least 12 people."
    first, second = code_documents([document(text), document(text)], tools)
    assert first.to_json() == second.to_json()


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(ModelError, match="no such spaCy model"):
        load_tools("no_such_model")
