"""Step 10: what is written out, and that nothing is lost on the way."""

from __future__ import annotations

from rashomon.export.page import page
from rashomon.records import Coding


def test_json_gives_back_the_same_coding(coding: Coding) -> None:
    assert Coding.from_json(coding.to_json()) == coding


def test_the_page_stands_alone(coding: Coding) -> None:
    html = page([coding])
    assert "<script" not in html
    assert "http://" not in html.replace("http://www.w3.org", "")
    assert "sleeping families" in html


def test_every_event_has_its_evidence_and_its_reasons(coding: Coding) -> None:
    for event in coding.events:
        assert event.evidence.of(coding.document.text)
        assert event.why
