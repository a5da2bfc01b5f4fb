"""This file is where neutrality is a test: swap the parties' names, and the codes swap and nothing else changes."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import pytest

from rashomon.pipeline import code_documents
from rashomon.records import Actor, Coding
from tests.factory import document

if TYPE_CHECKING:
    from rashomon.pipeline import Tools


class Party(NamedTuple):
    """A state as a template needs it."""

    name: str
    adjective: str
    code: str


#: From different continents, alliances and sides of real conflicts.
PARTIES = (
    Party("Armenia", "Armenian", "ARM"),
    Party("Azerbaijan", "Azerbaijani", "AZE"),
    Party("Russia", "Russian", "RUS"),
    Party("Ukraine", "Ukrainian", "UKR"),
    Party("Israel", "Israeli", "ISR"),
    Party("Iran", "Iranian", "IRN"),
    Party("India", "Indian", "IND"),
    Party("Pakistan", "Pakistani", "PAK"),
    Party("Ethiopia", "Ethiopian", "ETH"),
    Party("Eritrea", "Eritrean", "ERI"),
    Party("Venezuela", "Venezuelan", "VEN"),
    Party("Colombia", "Colombian", "COL"),
)

FRAMES = (
    "{a} attacked {b} on Sunday.",
    "{a_adj} forces shelled {b_adj} positions on Sunday.",
    "{a} accused {b} of shelling civilians.",
    "{a} urged {b} to withdraw its troops.",
    "{a}'s foreign minister met his {b_adj} counterpart on Monday.",
    "{a} imposed sanctions on {b}.",
    "{b} was condemned by {a}.",
    "{a} threatened to attack {b}.",
    "{a} agreed to hold talks with {b}.",
    "{a} rejected {b}'s demand.",
    "{a} expelled two {b_adj} diplomats.",
    "{a} sent food aid to {b}.",
    "The {a_adj} president praised {b} for its restraint, a spokesman said.",
    "{a} withdrew its forces from {b}.",
    "{a} denied attacking {b}.",
    "{b} must leave at once, the {a_adj} defence minister said on Friday.",
    "According to {a}, {b_adj} troops killed five civilians.",
    "{a} and {b} signed a peace agreement.",
    "Talks between {a} and {b} ended on Tuesday.",
    "{a_adj} police arrested three {b_adj} journalists.",
)


def test_swapping_the_parties_swaps_the_codes_and_nothing_else(tools: Tools) -> None:
    cases = [(frame, a, b) for frame in FRAMES for a, b in list(combinations(PARTIES, 2))[::3]]
    texts = [text for frame, a, b in cases for text in (_fill(frame, a, b), _fill(frame, b, a))]
    codings = list(code_documents((document(text) for text in texts), tools))
    broken = []
    for (_, a, b), left, right in zip(cases, codings[::2], codings[1::2], strict=True):
        plain, mirrored = _codes(left, a, b), _codes(right, b, a)
        if plain != mirrored:
            broken.append(f"{left.document.text}: {plain}\n{right.document.text}: {mirrored}")
    assert not broken, f"{len(broken)} of {len(cases)}:\n" + "\n".join(broken[:10])


@pytest.mark.parametrize("frame", FRAMES)
def test_every_mirror_sentence_holds_an_event(tools: Tools, frame: str) -> None:
    coding = next(code_documents([document(_fill(frame, PARTIES[0], PARTIES[1]))], tools))
    assert coding.events


def _fill(frame: str, a: Party, b: Party) -> str:
    return frame.format(a=a.name, a_adj=a.adjective, b=b.name, b_adj=b.adjective)


def _codes(coding: Coding, a: Party, b: Party) -> list[object]:
    """Return all that was coded, with the parties' codes written as A and B."""
    sides = {a.code: "A", b.code: "B"}
    events = [
        (
            event.event_type,
            event.mode,
            event.cameo,
            event.mood,
            event.temporal,
            (event.date.earliest, event.date.latest, event.date.basis) if event.date else None,
            tuple((f.modality, f.polarity, f.value) for f in event.factuality),
            _parties(event.actors, sides),
            _parties(event.recipients, sides),
        )
        for event in coding.events
    ]
    voices = [
        (said.act, said.form, said.frame, tuple(_parties(voice.actors, sides) for voice in said.chain))
        for said in coding.attributions
    ]
    return [*events, *voices]


def _parties(actors: tuple[Actor, ...], sides: dict[str, str]) -> list[object]:
    return [([sides.get(code, code) for code in actor.country], actor.sectors) for actor in actors]
