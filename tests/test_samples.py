"""This file is where the sample stories are tested: they are whole, dated, and tell each incident from all sides."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

import rashomon
from rashomon.samples import SampleStory, sample_stories

STORIES = sample_stories()
PUBLICATION = "%B %d, %Y"


def test_two_incidents_are_told_by_four_outlets_each() -> None:
    told = Counter(story.incident for story in STORIES)
    assert len(told) == 2
    assert all(len({s.publisher for s in STORIES if s.incident == name}) == 4 for name in told)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_story_is_of_the_length_of_wire_copy(story: SampleStory) -> None:
    assert 150 <= len(story.text.split()) <= 350


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_story_says_when_it_was_published_and_what_it_is_called(story: SampleStory) -> None:
    day = date.fromisoformat(story.published)
    assert f"Published {day.strftime(PUBLICATION)}" in story.text
    assert story.title in story.text.splitlines()


def test_every_file_is_in_the_index() -> None:
    folder = STORIES[0].path.parent  # type: ignore[attr-defined]
    assert {path.name for path in folder.iterdir()} == {story.name for story in STORIES}


@pytest.mark.parametrize("incident", sorted({story.incident for story in STORIES}))
def test_the_outlets_of_both_capitals_are_treated_alike(incident: str) -> None:
    capitals = [s for s in STORIES if s.incident == incident and s.publisher.endswith("Ledger")]
    assert len({story.country for story in capitals}) == 2
    first, second = (len(story.text.split()) for story in capitals)
    assert abs(first - second) <= 20
    for word in ("denied", "accuse", "demanded", "warned", "said", '"'):
        assert all(word in story.text for story in capitals), word


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_story_is_read_as_its_page_means_it(story: SampleStory) -> None:
    document = rashomon.read(story.text)
    assert document.title == story.title
    assert document.published_on == date.fromisoformat(story.published)
    told = [zone.span.of(document.text) for zone in document.zones if zone.kind.is_story]
    furniture = (
        "Contact",
        "Menu",
        "Home",
        "Subscribe",
        "Share",
        "By ",
        "Source:",
        "Published",
        "WORLD",
        "Read also",
    )
    assert told
    assert not [line for line in told if line.startswith(furniture)]
