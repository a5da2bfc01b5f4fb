"""This file is where events of one sentence inform each other: captors, askers, hearers, those present, grounds, peacekeepers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.events.reading import readings, rows_of

if TYPE_CHECKING:
    from rashomon.pipeline import Tools

CASES = """
Two Peruvian sailors arrested by Norway were released on Monday. | RETREAT/release NOR>PER; COERCE/arrest NOR>PER
Two Peruvian sailors arrested by Norway were fined on Monday. | COERCE/arrest NOR>PER; SANCTION/convict >PER
Peru, accused by Norway of spying, denied the charge. | ACCUSE/allege NOR>PER; REJECT PER>NOR
Peru, praised by Norway, denied the charge. | SUPPORT NOR>PER; REJECT PER>
Norway will not lift the ban, its minister told Peru. | REJECT/yield NOR>PER; CONCEDE NOR> negated in 1
Norway will not lift the ban, its minister said. | REJECT/yield NOR>; CONCEDE NOR> negated in 1
Norway sent peacekeepers to Peru. | AID NOR>PER
Norway sent troops to Peru. | MOBILIZE/troops NOR>PER
The deployment of Norwegian troops to Peru for peacekeeping began. | AID NOR>PER
Norway deployed troops to Peru under a peacekeeping mandate. | AID NOR>PER
Norway deployed troops to Peru as part of a peacekeeping mission. | AID NOR>PER
Norway's president spoke at a meeting with the Peruvian president. | CONSULT NOR>PER
Clashes broke out when Norwegian troops attacked Peruvian soldiers. | ASSAULT NOR+PER>; ASSAULT NOR>PER
Clashes broke out after Norway arrested Peruvian sailors. | COERCE/arrest NOR>PER
Norway gave 60 million euros in aid to support Peruvian farmers. | AID NOR>PER; SUPPORT NOR>PER planned
Norway refused to respond to a request from Peru. | REJECT NOR>PER; REQUEST PER> negated
Norway arrested a Peruvian for attacking a police officer. | COERCE/arrest NOR>PER; ASSAULT PER>a police officer in 1
"""


@pytest.fixture(scope="module")
def read(tools: Tools) -> dict[str, str]:
    """All sentences of this file with their readings, parsed in one go."""
    return readings((text for text, _ in rows_of(CASES)), tools)


@pytest.mark.parametrize(("text", "reading"), rows_of(CASES))
def test_another_event_of_the_sentence_tells_what_one_leaves_out(
    text: str, reading: str, read: dict[str, str]
) -> None:
    assert read[text] == reading
