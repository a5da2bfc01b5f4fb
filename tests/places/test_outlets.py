"""This file is where learning the homes of outlets is tested."""

from __future__ import annotations

from rashomon.places import open_gazetteer
from rashomon.places.outlets import Outlets
from rashomon.records import Where

_DUBLIN_OHIO, _OHIO = 5152333, 5165418
_LYON = 2996944


def _town(geonames_id: int) -> Where:
    return Where(f"gn:{geonames_id}", "x", kind="city", geonames_id=geonames_id)


def _outlets(stories: int) -> Outlets:
    outlets = Outlets(open_gazetteer())
    for story in range(stories):
        outlets.observe("example.org", story, [_town(_DUBLIN_OHIO), Where("rg:gulf", "Gulf", kind="sea")])
    return outlets


def test_an_outlet_is_at_home_where_most_of_its_stories_are() -> None:
    outlets = _outlets(4)
    outlets.observe("example.org", "abroad", [_town(_LYON)])
    assert outlets.home("example.org") == _OHIO


def test_few_stories_give_no_home() -> None:
    assert _outlets(2).home("example.org") is None
    assert _outlets(2).home("elsewhere.example") is None


def test_a_story_has_no_say_in_its_own_reading() -> None:
    outlets = _outlets(3)
    assert outlets.home("example.org") == _OHIO
    assert outlets.home("example.org", without=0) is None


def test_a_paper_of_the_whole_world_has_no_home() -> None:
    outlets = _outlets(3)
    for story in range(10, 16):
        outlets.observe("example.org", story, [_town(_LYON)] if story % 2 else [_town(2950159)])
    assert outlets.home("example.org") is None
