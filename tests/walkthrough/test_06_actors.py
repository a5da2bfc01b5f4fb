"""Step 6: actors, with the state and the sector the text gives them, and who "he" is."""

from __future__ import annotations

import pytest

from rashomon.records import Actor, Coding


def _actor(coding: Coding, name: str) -> Actor:
    return next(a for a in coding.actors if a.name.removeprefix("the ").removeprefix("The ") == name)


@pytest.mark.parametrize(
    ("name", "country", "sector"),
    [
        ("Armenian forces", "ARM", "MIL"),
        ("Armenia's defence ministry", "ARM", "GOV"),
        ("Turkey", "TUR", None),
        ("European Union", "EUR", None),
    ],
)
def test_a_mention_has_its_state_and_sector(
    coding: Coding, name: str, country: str, sector: str | None
) -> None:
    actor = _actor(coding, name)
    assert actor.country == (country,)
    assert sector is None or sector in actor.sectors


def test_he_is_the_spokesman_who_just_spoke(coding: Coding) -> None:
    he = _actor(coding, "He")
    assert he.antecedent is not None
    assert "spokesman" in he.antecedent.of(coding.document.text)
    assert "GOV" in he.sectors
