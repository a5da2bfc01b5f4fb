"""This file is where neutrality is a test: swap the parties' names, and the codes swap and nothing else changes.

Nor does anything else change when other parties take their places.

`make mirror` does it with all pairs; here each frame meets every third one, beginning with another pair each time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.mirror import Frame, fill, mirror, read_frames
from rashomon.pipeline import code_documents
from tests.factory import document

if TYPE_CHECKING:
    from rashomon.lexicons import Lexicons
    from rashomon.pipeline import Tools

FRAMES = read_frames()
STRIDE = 3


@pytest.mark.parametrize("frame", FRAMES)
def test_swapping_the_parties_swaps_the_codes_and_nothing_else(tools: Tools, frame: str) -> None:
    some = slice(list(FRAMES).index(frame) % STRIDE, None, STRIDE)
    rows = list(mirror(frame, tools, some=some))
    broken = [row for row in rows if not row.holds]
    assert not broken, "\n".join(map(str, broken))
    odd = [row for row in rows if row.codes != rows[0].codes]
    assert not odd, f"not as {rows[0].texts[0]}\n" + "\n".join(row.texts[0] for row in odd)


def test_there_are_enough_frames_and_sentences() -> None:
    assert len(FRAMES) >= 60
    assert sum(2 * len(frame.pairs) for frame in FRAMES.values()) >= 5000


def test_every_mirror_frame_is_coded_or_refused_with_a_reason(tools: Tools) -> None:
    texts = [fill(frame.text, *frame.pairs[0]) for frame in FRAMES.values()]
    codings = code_documents(map(document, texts), tools)
    assert [coding.document.text for coding in codings if not (coding.events or coding.abstentions)] == []


def test_no_party_needs_context(lexicons: Lexicons) -> None:
    forms = lexicons.actors.state_forms
    parties = {party for frame in FRAMES.values() for pair in frame.pairs for party in pair}
    for party in parties:
        for name in (party.name, party.adj, party.people, party.capital):
            assert all(not f.needs_context and f.state == party.code for f in forms.get(name, ()))


def test_a_sentence_that_is_coded_by_its_parties_is_found(
    tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = Frame("Norway attacked {b}, and {a} said so.", FRAMES["active"].pairs[:1])
    monkeypatch.setitem(FRAMES, "biased", frame)
    (row,) = mirror("biased", tools)
    assert row.holds
    one_sided = Frame("Armenia attacked {b}.", FRAMES["active"].pairs[:1])
    monkeypatch.setitem(FRAMES, "biased", one_sided)
    (row,) = mirror("biased", tools)
    assert not row.holds
    assert "Armenia attacked Azerbaijan." in str(row)
