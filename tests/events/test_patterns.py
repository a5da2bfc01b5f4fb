"""This file is where frames are tested against words: what must hold, light verbs, nouns in names, middles, particles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.events.reading import readings, rows_of

if TYPE_CHECKING:
    from rashomon.pipeline import Tools

CASES = """
Norway attacked Peru on Friday. | ASSAULT NOR>PER
Norway called on Peru. | REQUEST NOR>PER
Norway called on Friday. |
Norway called off the visit to Peru. | REJECT/meet NOR>PER
Norway called Peru a thief. | ACCUSE/disapprove NOR>PER
Norway opened fire on Peru. | ASSAULT/firearms NOR>PER
Norway carried out an attack on Peru. | ASSAULT NOR>PER
Norway made a visit to Peru. | CONSULT/visit NOR>PER
Norway faced an attack by Peru. | ASSAULT PER>NOR
Norway drew condemnation from Peru. | ACCUSE/disapprove PER>NOR
The curfew in Peru ended. | CONCEDE >PER
The Norwegian blockade of Peru ended. | CONCEDE NOR>PER
Norway received aid from Peru. | AID PER>NOR
Norway and Peru held talks. | CONSULT NOR+PER>
Norway held talks with Peru. | CONSULT NOR>PER
Norway broke off talks with Peru. | SANCTION/discontinue NOR>PER
Norway's bomb attack on Peru failed. | ASSAULT/explosives NOR>PER
Norway's mediation between Peru and Chile failed. | CONSULT/third-party NOR>PER+CHL
The ceasefire between Norway and Peru ended. | RETREAT/ceasefire NOR+PER>
The Peruvian curfew was lifted. | CONCEDE PER>
Norway is critical of Peru. | ACCUSE/disapprove NOR>PER
Norway and Peru fought. | ASSAULT NOR+PER>
Norway fought and Peru watched. | ASSAULT NOR>
Norway hung up on Peru. |
Norway hanged three Peruvians. | ASSAULT/targeted NOR>PER
Norway's strike on Peru failed. | ASSAULT NOR>PER
Norway lifted Peruvian sugar. |
The Attack Council praised Norway. | SUPPORT The Attack Council>NOR
Norwegian soldiers seized a Peruvian town. | ASSAULT NOR>PER
Norwegian police seized Peruvian cars. | COERCE/seize NOR>PER
"""


@pytest.fixture(scope="module")
def read(tools: Tools) -> dict[str, str]:
    """All sentences of this file with their readings, parsed in one go."""
    return readings((text for text, _ in rows_of(CASES)), tools)


@pytest.mark.parametrize(("text", "reading"), rows_of(CASES))
def test_a_frame_holds_when_its_conditions_do(text: str, reading: str, read: dict[str, str]) -> None:
    assert read[text] == reading
