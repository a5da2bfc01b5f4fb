"""Step 1: the page becomes a document. What is furniture is known, and what the page says of itself is read."""

from __future__ import annotations

from itertools import pairwise

from rashomon.records import Document, ZoneKind


def _lines(story: Document, kind: ZoneKind) -> list[str]:
    return [zone.span.of(story.text) for zone in story.zones if zone.kind is kind]


def test_the_headline_and_the_line_below_it_are_told_apart(story: Document) -> None:
    assert _lines(story, ZoneKind.HEADLINE) == [
        "Thirteen killed as missiles strike homes in Ganja, Azerbaijan says"
    ]
    assert _lines(story, ZoneKind.DEK)[0].startswith("Prosecutors in Baku accuse Armenia")


def test_furniture_is_no_story(story: Document) -> None:
    assert _lines(story, ZoneKind.BOILERPLATE) == ["Contact Us", "Subscribe"]
    assert _lines(story, ZoneKind.SUBHEAD) == ["TURKEY CONDEMNS STRIKE"]
    assert not any("Subscribe" in line for line in _lines(story, ZoneKind.BODY))


def test_the_page_tells_its_own_date(story: Document) -> None:
    assert story.published == "2020-10-17"
    assert story.published_basis == "text"


def test_zones_are_in_order_and_do_not_overlap(story: Document) -> None:
    spans = [zone.span for zone in story.zones]
    assert all(left.end <= right.start for left, right in pairwise(spans))
