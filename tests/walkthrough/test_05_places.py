"""Step 5: places, with no more precision than the name has, and no state for a disputed one."""

from __future__ import annotations

from rashomon.records import Coding, Where


def _place(coding: Coding, name: str) -> Where:
    return next(p for p in coding.places if p.name == name)


def test_a_city_is_a_point_in_its_state(coding: Coding) -> None:
    ganja = _place(coding, "Ganja")
    assert ganja.latitude is not None
    assert abs(ganja.latitude - 40.68) < 0.3
    assert [s.state for s in ganja.states] == ["AZE"]


def test_a_disputed_region_keeps_the_name_it_was_given(coding: Coding) -> None:
    region = _place(coding, "Upper Karabakh")
    assert region.precision == "region"
    assert {s.state for s in region.states} >= {"AZE", "ARM"} or len(region.states) != 1


def test_a_state_is_never_a_point(coding: Coding) -> None:
    assert all(
        p.precision == "country" for p in coding.places if p.name in {"Armenia", "Azerbaijan", "Turkey"}
    )
