"""This file is where it is tested what is no event, and that its near neighbour is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rashomon.pipeline import Tools, code_documents
from rashomon.records import Coding, Document, Span, Zone, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="module")
def code(tools: Tools) -> Callable[[str], Coding]:
    def run(text: str, zone: ZoneKind = ZoneKind.BODY) -> Coding:
        story = Document(id="t", text=text, zones=(Zone(zone, Span(0, len(text))),), language="en")
        return next(iter(code_documents([story], tools)))

    return run


PAIRS = [
    (
        "contest",
        "The candidate attacked the Peruvian president in the debate.",
        "Norwegian soldiers attacked the Peruvian president.",
    ),
    (
        "abstract-hurt",
        "The minister of Norway hurt the mood in Peru.",
        "Norwegian soldiers hurt two farmers in Peru.",
    ),
    ("harmless-thing", "New mortgages hit farmers in Peru.", "Norwegian rockets hit farmers in Peru."),
    (
        "camera",
        "The soldiers of Norway shot a video in Peru.",
        "The soldiers of Norway shot a farmer in Peru.",
    ),
    (
        "met-with",
        "The plan of Norway was met with silence in Peru.",
        "The king of Norway met the king of Peru.",
    ),
    (
        "met-standard",
        "Norwegian trucks met the requirements of Peru.",
        "Norwegian ministers met the president of Peru.",
    ),
    (
        "celebration",
        "The ministers of Norway celebrated the holiday.",
        "Norway praised the president of Peru.",
    ),
    ("deity", "The president of Peru thanked God.", "The president of Peru thanked Norway."),
    (
        "family",
        "The president of Peru visited his daughter.",
        "The president of Peru visited Norway.",
    ),
    (
        "sightseeing",
        "The president of Peru toured the museum.",
        "The president of Peru visited the king of Norway.",
    ),
    ("publication", "Norway released the guidelines.", "Norway released a Peruvian journalist."),
    ("anyone", "You accuse Peru of everything.", "Norway accused Peru of everything."),
    ("voters", "Voters helped the president of Peru.", "Norway helped the president of Peru."),
    ("view", "Senator Maria Lopez supports gun control.", "Norway supports the president of Peru."),
    ("habit", "Parks help farmers.", "Norway helps farmers in Peru."),
    ("if", "Farmers will be glad if Norway helps Peru.", "Farmers are glad that Norway helped Peru."),
    (
        "war-of-words",
        "Senator Maria Lopez beat Senator Jonas Hansen again.",
        "Norwegian rebels attacked Senator Jonas Hansen.",
    ),
    (
        "accident",
        "Two farmers of Peru were killed when a tree fell.",
        "Two farmers of Peru were killed when a bomb exploded.",
    ),
    ("no-opposite", "Senator Maria Lopez visited the lake.", "Senator Maria Lopez visited Norway."),
    ("helpless", "Senator Maria Lopez helped build a boat.", "Senator Maria Lopez helped Norway."),
    ("traveller", "Maria Lopez flew to Norway.", "The foreign minister of Peru flew to Norway."),
    ("press", "The king of Norway spoke to journalists.", "The king of Norway spoke to the king of Peru."),
    (
        "duty",
        "The minister of Norway is responsible for training.",
        "The minister of Norway is responsible for the attack on Peru.",
    ),
    (
        "esteem",
        "The president of Peru appreciates the king of Norway.",
        "The president of Peru praised the king of Norway.",
    ),
    (
        "called-out",
        "The president of Norway called out the president of Peru.",
        "The king of Norway called the president of Peru.",
    ),
    (
        "plea",
        "The minister of Peru pleaded guilty to the murder of a judge.",
        "Peru pleaded with Norway for help.",
    ),
    ("profit", "A banker made a killing in Peru.", "Peru condemned the killing of a Norwegian banker."),
    (
        "campaign-rally",
        "The candidate spoke at a rally in Peru.",
        "Thousands held a rally against the government of Peru.",
    ),
    (
        "ballot",
        "Maria Lopez will vote for Senator Jonas Hansen.",
        "Norway will vote for the resolution of Peru.",
    ),
    (
        "own-promise",
        "Senator Maria Lopez pledged new jobs.",
        "The government of Norway pledged food to Peru.",
    ),
    ("hope", "Senator Maria Lopez hopes to visit the lake.", "Norway plans to help Peru."),
    ("nobody-helped", "Senator Maria Lopez funded an opera.", "Norway funded the army of Peru."),
    ("aimed-at", "A bank targeted Peru with mortgages.", "The army of Norway targeted Peru with rockets."),
    ("get-out-the-vote", "Norway mobilised voters.", "Norway mobilised troops."),
    (
        "curious",
        "Scientists studied the lake of Peru and looked into its past.",
        "Norway looked into the attack.",
    ),
    ("as-a-rule", "Norwegian ministers usually visit Peru.", "Norwegian ministers visited Peru."),
    ("to-nobody", '"We must be kind," the king of Norway said.', "Peru must leave, the king of Norway said."),
    ("seek-thing", "Senator Maria Lopez sought a coup.", "Norway sought help from Peru."),
    (
        "own-meeting",
        "The minister of Norway spoke at a conference of the president of Peru.",
        "A conference of the ministers of Norway and Peru began.",
    ),
    (
        "trip-nowhere",
        "The trips of the president of Norway are long.",
        "The trip of the president of Norway to Peru began.",
    ),
    (
        "warned-of-harm",
        "The president of Norway warned of the implications.",
        "Norway warned Peru of consequences.",
    ),
    ("campaign-gift", "Norway gave money to the campaign of Maria Lopez.", "Norway gave money to Peru."),
    (
        "enquiry",
        "Persons who want information should contact the government of Peru.",
        "The president of Norway contacted the government of Peru.",
    ),
    (
        "aimed-at-nothing",
        "The army of Norway targeted the rise in crime in Peru.",
        "The army of Norway targeted a town in Peru.",
    ),
    ("crowd", "Norway spoke to the Peru Conference of Judges.", "Norway spoke to the judges of Peru."),
    (
        "no-such-thing",
        "There are no trade agreements between Norway and Peru.",
        "The trade agreements between Norway and Peru were signed.",
    ),
    (
        "challenger",
        "Senator Maria Lopez challenged President Jonas Hansen in Norway.",
        "Norway challenged the claims of Peru.",
    ),
    ("attitude", "Senator Maria Lopez was opposed to President Jonas Hansen.", "Norway was opposed to Peru."),
    (
        "refusal-of-nothing",
        "Norwegian Senator Maria Lopez and her refusal to sit were odd.",
        "The refusal of Norway to help Peru caused anger.",
    ),
    (
        "support-of-things",
        "The president of Norway broadcast his support in other ways.",
        "The support of Norway for Peru was welcome.",
    ),
    (
        "phone-rang",
        "The Norwegian ministry received a call from Peru.",
        "The call by Norway for a truce in Peru was heard.",
    ),
    (
        "threat-met",
        "Security threats to Peru include storms.",
        "The threats by Norway against Peru caused anger.",
    ),
    (
        "news-release",
        "The tent was wet, according to a release by the Norwegian police.",
        "The release of a Norwegian journalist by Peru was welcome.",
    ),
    (
        "press-inquiry",
        "An investigation by Norwegian journalists into Peru won a prize.",
        "An investigation by Norway into Peru caused anger.",
    ),
    (
        "of-no-agent",
        "It might help the farmers see the efforts of Norwegian police.",
        "Norway helped the farmers of Peru.",
    ),
    (
        "run-over",
        "A Norwegian senator was struck by a truck in Peru.",
        "A Norwegian senator was struck by rebels in Peru.",
    ),
    ("pressed", "Norway pressed its advantage in Peru.", "Norway pressed Peru to leave."),
    (
        "feeling",
        "The minister of Norway was unhappy with the weather.",
        "The minister of Norway was angry with the president of Peru.",
    ),
    (
        "attended-rally",
        "The minister of Norway attended a rally in Peru.",
        "Thousands of Norwegians attended a protest in Peru.",
    ),
    (
        "deadline",
        "The judge of Norway set a deadline.",
        "The government of Norway set a deadline for Peru to leave.",
    ),
    ("guests", "The minister of Norway invited guests.", "Norway invited the president of Peru."),
    ("passenger", "Maria Lopez boarded a plane.", "Norwegian soldiers boarded a Peruvian ship."),
    ("proof", "The minister of Norway demonstrated her patience.", "Norwegians demonstrated against Peru."),
    (
        "proof-that",
        "The minister of Norway demonstrated that the plan was good.",
        "Norwegian students demonstrated outside the embassy of Peru.",
    ),
    ("being-a-threat", "Oslo faces a Peruvian threat.", "Norway threatened Peru with war."),
    (
        "no-comment",
        "The minister of Norway declined to comment.",
        "The minister of Norway declined to meet Peru.",
    ),
    ("own-law", "Senator Maria Lopez violated the law.", "Norway violated the treaty with Peru."),
    (
        "audience",
        "The president of Peru spoke to a crowd.",
        "The president of Peru spoke to the president of Norway.",
    ),
    ("own-thing", "The minister of Norway defended her plan.", "The minister of Norway defended Peru."),
    (
        "question-put",
        '"Is it cold?" the president of Norway asked the president of Peru.',
        "Norway asked Peru for help.",
    ),
    (
        "when-asked",
        "Asked if he was ready, the minister of Norway smiled.",
        "Peru was asked to help Norway.",
    ),
    ("fight-for", "The minister of Norway fought for the plan.", "Norway fought against Peru."),
    ("nobody-at-all", "No minister of Norway supports Peru.", "The minister of Norway supports Peru."),
    ("admission", "The minister of Norway conceded that Peru was warm.", "Norway conceded to Peru."),
    ("act-of-nobody", "There is no reason to blame Peru.", "Norway was quick to blame Peru."),
    (
        "praise-of-things",
        "The president of Peru touted the growth.",
        "The president of Peru praised the army of Norway.",
    ),
    ("oneself", "The minister of Norway helped herself.", "The minister of Norway helped Peru."),
    ("animal", "The president of Peru pardoned a goose.", "The president of Peru pardoned a Norwegian."),
    (
        "anonymity",
        "The minister of Norway asked not to be named.",
        "The minister of Norway asked Peru to leave.",
    ),
    (
        "released-paper",
        "The release of a report by Norway was late.",
        "The release of a Peruvian journalist by Norway was late.",
    ),
    (
        "gave-up-race",
        "Senator Maria Lopez suspended her campaign.",
        "The Norwegian army suspended its offensive in Peru.",
    ),
    (
        "poll",
        "Forty percent of Norwegians supported the president of Peru.",
        "Forty Norwegian generals supported the president of Peru.",
    ),
    (
        "seats",
        "Norwegian senators retook the White House.",
        "Norwegian soldiers captured a town in Peru.",
    ),
    (
        "esteem-of-nobody",
        "Teachers appreciated the president of Peru.",
        "The king of Norway praised the president of Peru.",
    ),
    ("dwindled", "Norwegian trade with Peru declined to a third.", "Norway declined to meet Peru."),
    (
        "grief",
        "The minister of Norway mourned the death of his mother.",
        "Norway mourned the president of Peru.",
    ),
    ("harsh-rule", "The plan discriminates against Peruvians.", "Norway discriminates against Peruvians."),
    (
        "yet-to",
        "The king of Norway has yet to apologize to Peru.",
        "The king of Norway has apologized to Peru.",
    ),
    ("armed", "The soldiers of Norway were armed with clubs.", "Norway armed the soldiers of Peru."),
    ("obstacle", "The fallen rock closed the road to Peru.", "Norway closed the road to Peru."),
    ("private", "The teacher asked the farmers to leave.", "Norway asked Peru to leave."),
]


@pytest.mark.parametrize(("rule", "silent", "coded"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_what_is_no_event_says_why_and_its_neighbour_is_one(
    rule: str, silent: str, coded: str, code: Callable[[str], Coding]
) -> None:
    refused = code(silent)
    assert not refused.events
    assert f"no-event:{rule}" in {abstained.why.rule for abstained in refused.abstentions}
    assert code(coded).events


@pytest.mark.parametrize(
    "text",
    [
        "The teachers will not end the strike.",
        "Norway Global Bank and the Peruvian government agreed to build a port.",
        "If farmers starve, Norway will send food to Peru.",
        "The Supreme Court of Norway rejected the appeal of the minister.",
        "The union said it would not end the strike.",
        "Norway and Peru agree that quarrels should be settled.",
        "Protesters demanded the release of the prisoners.",
    ],
)
def test_organised_people_courts_and_firms_act_in_politics(text: str, code: Callable[[str], Coding]) -> None:
    assert code(text).events


@pytest.mark.parametrize(
    ("text", "is_event"),
    [
        ("Which ministers want to attack Peru?", False),
        ("Why did Norway attack Peru?", False),
        ("What will become of the soldiers who attacked Peru?", True),
    ],
)
def test_what_a_question_asks_is_no_event(text: str, is_event: bool, code: Callable[[str], Coding]) -> None:
    assert bool(code(text).events) is is_event


def test_what_is_only_imagined_is_no_deed(code: Callable[[str], Coding]) -> None:
    refused = code("The king of Norway thought of the days when he would return to visit Peru.")
    assert not refused.events
    assert "no-event:imagined" in {abstained.why.rule for abstained in refused.abstentions}
    assert code("The king of Norway thought of the days when he visited Peru.").events


def test_a_headline_is_news_though_nobody_is_named(code: Callable[[str], Coding]) -> None:
    assert not code("The voters rejected the plan.").events
    assert code("Voters Reject Constitution", ZoneKind.HEADLINE).events


@pytest.mark.parametrize(
    ("text", "is_event"),
    [
        ("The minister of Peru spoke of the Oslo Conference of Norway.", False),
        ("The minister of Peru spoke of the conference of Norway and Chile.", True),
        ("Norway asked Peru whether it would send food.", False),
        ("Norway asked Peru to send food.", True),
        ("Let Norway allow it.", False),
        ("Norway lacks the ability to attack Peru.", False),
        ("Norway has a record of attacking Peru.", False),
        ("The minister of Norway knew how to attack Peru.", False),
        ("The minister would have been glad had Norway attacked Peru.", False),
        ("The Norwegian minister wrote statements targeting people in Peru.", False),
        ('The Norwegian minister called the plan a "huge win for Peru".', False),
    ],
)
def test_names_questions_and_abilities_are_no_events(
    text: str, is_event: bool, code: Callable[[str], Coding]
) -> None:
    assert bool(code(text).events) is is_event
