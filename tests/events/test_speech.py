"""This file is where acts of speech are tested: what a report makes of what is said, and what it leaves as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.events.reading import readings, rows_of

if TYPE_CHECKING:
    from rashomon.pipeline import Tools

CASES = """
Norway said Peru was responsible for the explosion. | ACCUSE/allege NOR>PER
Norway said a rocket was fired at it from Peru. | ACCUSE/allege NOR>PER; ASSAULT/heavy-weapons >NOR in 1
Norway said Peru was behind the explosion. | ACCUSE/allege NOR>PER
A Norwegian court has jailed a Peruvian student, his lawyer said. | COERCE/arrest NOR>PER
Hundreds of Norwegian troops withdrew from the border, Peru said. | RETREAT/withdraw NOR>
Peru must withdraw its troops, Norway said. | REQUEST/yield NOR>PER; RETREAT/withdraw PER> demanded in 1
The Norwegian minister said Peru must free the prisoners. | REQUEST/yield NOR>PER; RETREAT/release PER>the prisoners demanded in 1
Norway said its soldiers must rest. |
Norway said Peruvian soldiers had attacked its farmers. | ACCUSE/allege NOR>PER; ASSAULT PER>NOR in 1
Norway said Chilean soldiers had attacked Peru. | ASSAULT CHL>PER
A Norwegian farmer said Peruvian soldiers had attacked Norway. | ASSAULT PER>NOR
Norway said it had attacked Peru. | ASSAULT NOR>PER
Critics said Peruvian soldiers had attacked Chile. | ACCUSE/allege Critics>PER; ASSAULT PER>CHL in 1
Norway told Peru that it would not sign the treaty. | REJECT NOR>PER; SUPPORT NOR> negated in 1
Norway said talks failed because Peru must ask its parliament. |
Norway said Peru must withdraw its troops, and Chile said it was pleased. | REQUEST/yield NOR>PER; RETREAT/withdraw PER> demanded in 1
Critics said they had attacked Peruvian soldiers. | ASSAULT they>PER
Norway's critics say the president has closed schools. | ACCUSE/disapprove NOR>the president
Norway's friends say the president has closed schools. |
Norway complained that Peru was unfair. | ACCUSE/allege NOR>PER
Norway notified Peru that it will not lift the ban. | REJECT/yield NOR>PER; CONCEDE NOR> negated in 1
The minister said talks must begin. | REQUEST/meet The minister>
"Talks with Peru must begin," Norway said. | REQUEST/meet NOR>PER
"""


@pytest.fixture(scope="module")
def read(tools: Tools) -> dict[str, str]:
    """All sentences of this file with their readings, parsed in one go."""
    return readings((text for text, _ in rows_of(CASES)), tools)


@pytest.mark.parametrize(("text", "reading"), rows_of(CASES))
def test_what_is_said_is_the_act_that_saying_it_makes(text: str, reading: str, read: dict[str, str]) -> None:
    assert read[text] == reading
