"""This file is where who did it to whom is read off whole sentences, and read the other way when the names change places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.events.reading import readings, rows_of

if TYPE_CHECKING:
    from rashomon.pipeline import Tools

# In each row Norway does it to Peru.
DIRECTED = """
Norway issued a report accusing Peru of torture. | ACCUSE/allege
Norway approved a statement criticising Peru. | ACCUSE/disapprove
In a letter condemning Peru, Norway said nothing new. | ACCUSE/disapprove
The prime minister of Peru resigned after being accused of fraud by Norway. | ACCUSE/allege
The president of Peru resigned after being criticised by Norway. | ACCUSE/disapprove
Norway mobilised troops for an offensive against Peru. | MOBILIZE/troops
Norway demanded that Peru appear before the court. | REQUEST
Norway conceded to the demands of Peru. | CONCEDE
Norway promised Norway's support for the people of Peru. | SUPPORT
Norway announced a suspension of aid to Peru. | SANCTION/discontinue
"""
SWAP = {"Norway": "Peru", "Peru": "Norway"}


def _swapped(text: str) -> str:
    return "".join(
        SWAP.get(part, part)
        for part in text.replace("Norway", "\0Norway\0").replace("Peru", "\0Peru\0").split("\0")
    )


def test_norway_does_it_to_peru(tools: Tools) -> None:
    rows = rows_of(DIRECTED)
    found = readings([text for text, _ in rows], tools)
    wrong = {text: found[text] for text, kind in rows if f"{kind} NOR>PER" not in found[text]}
    assert not wrong


def test_peru_does_it_to_norway_when_the_names_change_places(tools: Tools) -> None:
    rows = [(_swapped(text), kind) for text, kind in rows_of(DIRECTED)]
    found = readings([text for text, _ in rows], tools)
    wrong = {text: found[text] for text, kind in rows if f"{kind} PER>NOR" not in found[text]}
    assert not wrong


NOT_PARTIES = """
The president of Peru resigned after being accused of war crimes. | crimes
Norway rejected the results, claiming that Chile rigged the vote. | REJECT NOR>CHL
Norway criticised a report accusing Peru of fraud. | allege NOR
A Norwegian court charged a trader with fraud. | >fraud
Norway published statements targeting Peru. | ASSAULT NOR
Norway announced a suspension of aid to Peru. | SANCTION/discontinue >PER
"""


def test_who_stands_in_another_clause_or_is_the_charge_is_no_party(tools: Tools) -> None:
    rows = rows_of(NOT_PARTIES)
    found = readings([text for text, _ in rows], tools)
    wrong = {text: found[text] for text, not_read in rows if not_read in found[text]}
    assert not wrong


JOINT = """
Norwegian and Peruvian diplomats met on Monday. | CONSULT NOR+PER>
Norwegian and Peruvian diplomats met Chilean officials. | CONSULT NOR+PER>CHL
"""


def test_diplomats_of_two_states_are_two_parties(tools: Tools) -> None:
    rows = rows_of(JOINT)
    assert readings([text for text, _ in rows], tools) == dict(rows)
