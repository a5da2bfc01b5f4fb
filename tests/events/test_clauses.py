"""This file is where clauses are tested: what is asked in a reported question is not demanded."""

from __future__ import annotations

import pytest

from rashomon.pipeline import Tools
from tests.events.reading import readings


@pytest.mark.parametrize(
    "text", ["Norway asked Peru which towns it had attacked.", "Oslo asked Peru whom it had arrested."]
)
def test_who_asks_what_was_done_demands_no_deed(text: str, tools: Tools) -> None:
    assert "REQUEST" not in readings([text], tools)[text]


def test_who_asks_for_a_deed_demands_it(tools: Tools) -> None:
    text = "Norway asked Peru to arrest the rebels."
    assert "REQUEST" in readings([text], tools)[text]
