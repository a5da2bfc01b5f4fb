"""This file is where tolls are read as news gives them: in words and digits, hedged, revised, in parts, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rashomon.events.figures import find_figures
from rashomon.pipeline import code_documents
from rashomon.sentences import parse_all
from tests.factory import document

if TYPE_CHECKING:
    from spacy.language import Language

    from rashomon.lexicons import Lexicons
    from rashomon.pipeline import Tools
    from rashomon.records import Figure

#: A sentence, then what it counts: kind, number (or least..most) and whom.
CASES = """\
Between 30 and 40 soldiers were killed in the ambush. | killed 30..40 soldiers
Dozens of villagers were injured when a shell hit a market. | wounded 24.. villagers
More than 200 houses were destroyed by the shelling. | destroyed 200.. houses
Nearly 1,500 people were detained at the rallies. | detained 1500 people
Up to 12 fighters died in the clash. | killed ..12 fighters
A family of four was killed in the air strike. | killed 4 family
No casualties were reported after the blast. | killed 0; wounded 0
The health ministry revised the death toll from 18 to 23. | killed 23
Hundreds of thousands of people have been displaced by the fighting. | displaced 200000.. people
Three soldiers are still missing, the army said. | missing 3 soldiers
Police arrested at least 40 demonstrators. | detained 40.. demonstrators
Two women and three children were among the dead. | killed 2 women; killed 3 children
The strike killed seven people and injured another 15. | killed 7 people; wounded 15
Officials said 16 civilians had been killed, 4 of them children. | killed 16 civilians; killed 4
Some 3,000 people fled their homes. | displaced 3000 people
The attack left at least nine dead and more than a dozen wounded. | killed 9..; wounded 12..
As many as 60 rebels were captured. | captured ..60 rebels
Fewer than ten people were hurt. | wounded ..10 people
Around half a million refugees crossed the border. | displaced 500000 refugees
The death toll climbed to 48 on Monday. | killed 48
Nobody was hurt in the attack. | wounded 0
Norway said it had lost 14 soldiers. | killed 14 soldiers
The two sides exchanged 20 prisoners. | other 20 prisoners
One policeman was killed and two others were wounded. | killed 1 policeman; wounded 2 others
An estimated 90,000 people were forced to leave their homes. | displaced 90000 people
Twenty-three miners remain missing. | missing 23 miners
Peru sent 5,000 troops to the border. | troops 5000 troops
About 2.5 million people have been displaced since March. | displaced 2500000 people
The bomb killed a mother and her two sons. | killed 1 mother; killed 2 sons
Five people were killed, among them a journalist. | killed 5 people; killed 1 journalist
The rebels killed 10 soldiers, wounded 22 and captured three. | killed 10 soldiers; wounded 22; captured 3
Four out of six hostages were freed. | other 4 hostages
Scores of people were killed or wounded. | other 40.. people
The ministry put the number of wounded at 112. | wounded 112
13 people, most of them women, died in the raid. | killed 13 people
A dozen activists have been jailed since June. | detained 12 activists
At least two dozen fighters were killed, the governor said, up from nine reported earlier. | killed 24.. fighters
Thousands were arrested in the crackdown. | detained 2000..
The prosecutor's office said eight people, two of them minors, had been injured. | wounded 8 people; wounded 2
Not fewer than 15 farmers were abducted by gunmen. | detained 15.. farmers
The army denied that 50 of its soldiers had been killed. | killed 50 its soldiers
Six civilians - four men and two women - were killed. | killed 6 civilians; killed 4 men; killed 2 women
Three Peruvian border guards were shot dead by Norwegian troops. | killed 3 Peruvian border guards
The toll stands at 35 dead and 120 injured. | killed 35; wounded 120
An air raid on a hospital killed 11 patients, including three babies, doctors said. | killed 11 patients; killed 3 babies
More than 40,000 people have been killed since the war began, according to the health ministry. | killed 40000.. people
Hospitals received 17 bodies and 45 injured people. | killed 17 bodies; wounded 45 injured people
Some two to three hundred migrants drowned. | killed 200..300 migrants
10-15 fighters were killed. | killed 10..15 fighters
Casualties rose to 12 killed and 30 wounded. | killed 12; wounded 30
Two were killed and five hurt. | killed 2; wounded 5
Four of the six hostages were freed. | other 4 hostages
The gunmen freed 12 of their 30 captives. | other 12 captives
Between two and three thousand people were displaced. | displaced 2000..3000 people
A crew of 14 was captured by the navy. | captured 14 crew
Five people (three men and two women) were arrested. | detained 5 people; detained 3 men; detained 2 women
The army lost 14 soldiers and three tanks. | killed 14 soldiers; destroyed 3 tanks
The ministry lowered the death toll from 51 to 48. | killed 48
"""
ROWS = [tuple(row.split(" | ")) for row in CASES.splitlines()]


@pytest.fixture(scope="module")
def counted(parser: Language, lexicons: Lexicons) -> dict[str, str]:
    """All sentences of this file with their figures in words, parsed in one go."""
    parsed = parse_all([document(text) for text, _ in ROWS], parser)
    return {
        doc.text: "; ".join(_words(f) for s in parts for f in find_figures(s, lexicons))
        for doc, parts in parsed
    }


@pytest.mark.parametrize(("text", "figures"), ROWS)
def test_a_toll_is_read_as_a_reader_would(text: str, figures: str, counted: dict[str, str]) -> None:
    assert counted[text] == figures


def test_a_figure_tells_hedge_range_kind_whom_and_voice(tools: Tools) -> None:
    text = (
        "At least 21 civilians, including five children, were killed and 70 wounded, "
        "Azerbaijan's prosecutor general said."
    )
    coding = next(code_documents([document(text)], tools))
    chains = {said.id: said.chain for said in coding.attributions}
    found = [(f.hedge, _words(f), chains[f.attribution or ""][-1].name) for f in coding.events[0].figures]
    voice = "Azerbaijan's prosecutor general"
    assert found == [
        ("at least", "killed 21.. civilians", voice),
        (None, "killed 5 children", voice),
        (None, "wounded 70", voice),
    ]


def _words(figure: Figure) -> str:
    low, high = ("" if number is None else str(number) for number in (figure.low, figure.high))
    return f"{figure.kind} {low if low == high else f'{low}..{high}'} {figure.whom or ''}".strip()
