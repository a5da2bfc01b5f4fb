"""This file is where explanations of real codings are tested: frame, arguments with their way, mood, silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rashomon.explain import explain
from rashomon.pipeline import code_documents
from tests.factory import document

if TYPE_CHECKING:
    from rashomon.pipeline import Tools

STORY = (
    "Norway threatened to impose sanctions on Peru. Peru agreed to withdraw its troops. "
    "The Peruvian president may visit Norway. Did Peru attack Norway? The spokesman was attacked by a critic."
)


@pytest.fixture(scope="module")
def explained(tools: Tools) -> str:
    return explain(next(code_documents([document(STORY)], tools)))


@pytest.mark.parametrize(
    "line",
    [
        "[event:impose-sanctions] impose",
        "[argument:actor] Norway (nsubj): Norway ←nsubj threatened",
        "[argument:recipient] Peru (on): Peru ←pobj on ←prep sanctions ←dobj impose ←xcomp threatened",
        "[argument:actor] Peru (nsubj): Peru ←nsubj agreed →xcomp withdraw",
        "[algebra:threaten] threatened (m-threaten-to): SANCTION → THREATEN",
        "[algebra:may] may: CONSULT → AGREE",
        "[modality:act-threaten] threatened",
        "[modality:aux-may] may",
        "for Test Wire: PS+ (+1), possible: “may”",
        "“attack” in “Did Peru attack Norway?”",
        "[no-event:question] ASSAULT: attack: asked, not told",
    ],
)
def test_an_event_is_explained_by_frame_arguments_and_each_step(explained: str, line: str) -> None:
    assert line in [row.strip() for row in explained.splitlines()]


def test_outer_and_inner_events_name_each_other(explained: str) -> None:
    rows = [row.strip() for row in explained.splitlines()]
    (inner,) = (row for row in rows if "“impose” → [SANCTION" in row and row[0].isdigit())
    (outer,) = (row for row in rows if "“threatened” → THREATEN" in row)
    assert f"inside event {outer.split()[1].rstrip(':')}" in rows
    assert any(row.startswith(f"holds event {inner.split()[1]} “impose” → [SANCTION") for row in rows)


def test_every_abstention_gives_its_words_and_its_reason(tools: Tools) -> None:
    coding = next(code_documents([document(STORY)], tools))
    text = explain(coding)
    for abstention in coding.abstentions:
        assert f"“{abstention.span.of(STORY)}” in “" in text
        assert f"[{abstention.why.rule}] {abstention.why.detail}" in text
