"""Step 8: figures, with their hedge and the voice that gives them."""

from __future__ import annotations

from rashomon.records import Coding


def test_at_least_thirteen_is_a_lower_bound(coding: Coding) -> None:
    figures = {(f.kind, f.low, f.high, f.hedge) for e in coding.events for f in e.figures}
    assert ("killed", 13, None, "at least") in figures
    assert any(kind == "wounded" and low in (50, 51) for kind, low, _, _ in figures)


def test_a_figure_names_its_voice(coding: Coding) -> None:
    voices = {a.id: a for a in coding.attributions}
    text = coding.document.text
    toll = next(f for e in coding.events for f in e.figures if f.kind == "killed" and f.low == 13 and f.hedge)
    assert toll.attribution is not None
    assert "prosecutor" in voices[toll.attribution].source[0].of(text)
