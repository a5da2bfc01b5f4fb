"""This file is where it is tested what auxiliaries and negation make of a verb's event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.events.reading import readings, rows_of

if TYPE_CHECKING:
    from rashomon.pipeline import Tools

CASES = """
Norway will send food to Peru. | AGREE NOR>PER; AID NOR>PER predicted in 1
Norway will not send food to Peru. | REJECT/assist NOR>PER; AID NOR>PER negated in 1
Norway may attack Peru. | THREATEN/violence NOR>PER possible; ASSAULT NOR>PER possible in 1
Norway did not grant Peru autonomy. | REJECT/yield NOR>PER; CONCEDE NOR>PER negated in 1
Norway did not allow Peruvian inspectors. | REJECT/yield NOR>PER; RETREAT/access NOR>PER negated in 1
Norway did not attack Peru. | ASSAULT NOR>PER negated
Norway did not lift the ban on Peru. | CONCEDE NOR>PER negated
"""


@pytest.fixture(scope="module")
def read(tools: Tools) -> dict[str, str]:
    """All sentences of this file with their readings, parsed in one go."""
    return readings((text for text, _ in rows_of(CASES)), tools)


@pytest.mark.parametrize(("text", "reading"), rows_of(CASES))
def test_an_auxiliary_and_a_refusal_make_another_event(text: str, reading: str, read: dict[str, str]) -> None:
    assert read[text] == reading
