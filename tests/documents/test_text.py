"""This file is where stories are divided into zones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.documents import read_text
from rashomon.documents.lines import Reader
from rashomon.documents.text import lay_out
from rashomon.lexicons.page_lines import load_page_lines
from rashomon.lexicons.publishers import load_publishers
from rashomon.records import ZoneKind

READER = Reader(load_page_lines(), load_publishers())

STORY = """\
Home
About us

Norland urges pullback of Sudmark troops from river valley before talks resume

"We will talk when the last soldier has crossed back over the river," Norland's Foreign Minister Ada Lund said after a meeting with her Westmark counterpart on Tuesday.

Reuters POLITICS
Published March 09,2021
Share

Norland will not join peace talks until Sudmark withdraws from the Aster valley, the foreign minister said Tuesday.

Lund thanked Westmark for its support.

THE ASTER DISPUTE

The two countries have been at odds since 1994, when Sudmark's army took the valley.

Two resolutions of the regional council demand a withdrawal.

RELATED STORIES
Norland buys drones
Westmark minister visits border
"""

WRAPPED = """\
NORLAND WANTS TALKS ON THE ASTER VALLEY

ASTERTON, March 9 (Reuters) - Norland said on Tuesday that it would not
join any talks until the army of Sudmark had left the Aster valley, the
foreign minister told reporters in the capital after a cabinet meeting.

Sudmark denied that its troops were in the valley, and said that it had
withdrawn them in January. A spokesman called the demand "groundless".

(Reporting by Jane Doe; editing by John Roe)
"""


def zones(text: str) -> list[tuple[str, str]]:
    return [(zone.kind.value, zone.span.of(text)) for zone in lay_out(text, READER).zones]


def kinds(text: str) -> list[str]:
    return [kind for kind, _ in zones(text)]


def test_the_furniture_of_a_wire_page_is_told_from_its_story():
    assert kinds(STORY) == [
        "boilerplate",
        "boilerplate",
        "headline",
        "dek",
        "credit",
        "section",
        "publication",
        "boilerplate",
        "body",
        "body",
        "subhead",
        "body",
        "body",
        "boilerplate",
        "boilerplate",
        "boilerplate",
    ]


def test_the_facts_of_a_wire_page_go_into_the_document():
    document = read_text(STORY)
    assert document.title and document.title.startswith("Norland urges pullback")
    assert (document.agency, document.section) == ("Reuters", "POLITICS")
    assert document.agency_span and document.agency_span.of(document.text) == "Reuters"
    assert (document.published, document.published_basis) == ("2021-03-09", "text")
    assert document.language == "en"


def test_a_hard_wrapped_paragraph_is_one_zone():
    found = zones(WRAPPED)
    assert [kind for kind, _ in found] == ["headline", "credit", "body", "body", "credit"]
    assert found[1][1] == "ASTERTON, March 9 (Reuters) -"
    assert found[2][1].startswith("Norland said") and found[2][1].endswith("cabinet meeting.")


@pytest.mark.parametrize(
    "text",
    [
        "Turkey attacked Syria on Monday.",
        "Turkey attacks Syria",
        "Turkey attacks Syria\nRussia condemns it",
        "The army shelled the town on Monday. Rebels fled.\nThe minister said it would not stop.\nThree died.",
        "By Monday the army had withdrawn from the town.\n\nBy the river, rebels waited for the boats.",
        "1. The army left\n2. The rebels came\n3. The town burned",
        "The army left. " * 400,
    ],
)
def test_a_text_without_furniture_is_all_body(text):
    assert set(kinds(text)) == {"body"}


def test_a_short_line_above_longer_text_is_the_headline():
    text = "Army shells border town\nThe army shelled a town near the border on Monday, killing three people."
    assert kinds(text) == ["headline", "body"]


def test_a_first_line_that_ends_in_a_stop_is_no_headline():
    assert (
        kinds("The army left.\n\nThe rebels came back to the town on Monday, residents said.") == ["body"] * 2
    )


def test_a_place_before_a_colon_is_a_dateline():
    text = "ISLAMABAD: The foreign minister left for Kabul on Friday.\n\nHe will be back on Monday, he said."
    assert zones(text)[0] == ("credit", "ISLAMABAD:")


def test_the_speakers_of_a_transcript_are_no_datelines():
    text = "LUND: We will talk when the last soldier has left.\n\nMARSH: There are no soldiers in the valley."
    assert kinds(text) == ["body", "body"]


def test_a_list_in_the_story_is_story():
    text = "The council demanded three things on Monday:\n\n- withdrawal\n\n- talks\n\nNobody answered it so far, it said."
    assert set(kinds(text)) == {"body"}


def test_a_byline_below_the_headline_gives_the_author():
    document = read_text(
        "Talks resume in capital\nBy Jane Doe\n\nTalks resumed in the capital on Tuesday, officials said."
    )
    assert [zone.kind for zone in document.zones] == [ZoneKind.HEADLINE, ZoneKind.CREDIT, ZoneKind.BODY]
    assert document.authors == ("Jane Doe",)


def test_text_goes_on_after_a_related_box():
    text = (
        "The army shelled the town on Monday, the governor said.\n\nRelated stories\n\nRebels take bridge\n\n"
        "The governor asked the capital for help on Tuesday, and none came."
    )
    assert kinds(text) == ["body", "boilerplate", "boilerplate", "body"]


def test_nothing_of_the_story_comes_after_its_end():
    body = "The army shelled the town on Monday, the governor said.\n\n" * 4
    assert (
        kinds(body + "Most read\n\nA storm closed the harbour of Selby on Tuesday.")
        == ["body"] * 4 + ["boilerplate"] * 2
    )


def test_a_box_in_the_middle_is_not_the_end():
    body = "The army shelled the town on Monday, the governor said.\n\n" * 4
    rest = "The governor asked the capital for help on Tuesday, and none came, " * 3 + "he said."
    assert kinds(body + "Most read\n\n" + rest)[-1] == "body"
    assert kinds(body + "Most read\n\n" + body)[-1] == "body"


def test_the_text_is_the_file_without_its_mark():
    assert read_text("\ufeffThe army left.").text == "The army left."
    assert read_text(b"\xef\xbb\xbfThe army left.").text == "The army left."


MARKS = st.sampled_from(
    [
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "\u2028",
        "\x00",
        "ANKARA (AA) — ",
        "By Jane Doe",
        "Share",
        "Related stories",
        "Most read",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(MARKS | st.text(max_size=40), max_size=30).map("".join))
def test_zones_are_in_order_apart_and_inside_any_text(text):
    end = 0
    for zone in lay_out(text, READER).zones:
        assert end <= zone.span.start < zone.span.end <= len(text)
        assert zone.span.of(text) == zone.span.of(text).strip()
        end = zone.span.end


@settings(max_examples=100, deadline=None)
@given(st.lists(MARKS | st.text(max_size=40), max_size=30).map("".join))
def test_every_letter_of_a_text_is_in_a_zone(text):
    covered = "".join(zone.span.of(text) for zone in lay_out(text, READER).zones)
    assert [c for c in covered if c.isalnum()] == [c for c in text if c.isalnum()]


def test_a_long_paragraph_takes_no_longer_than_its_length():
    text = ("The army shelled the town, by the river, and left " * 40_000) + "\n" + "By " * 5_000
    assert lay_out(text, READER).zones


def test_the_seed_story_has_the_zones_of_its_gold(bench):
    import json

    names = {"agency_credit": "credit", "pubdate": "publication"}
    gold = json.loads((bench / "seed" / "gold.json").read_text())
    text = (bench / "seed" / "story.txt").read_text(encoding="utf-8")
    expected = [(names.get(z["zone"], z["zone"]), z["start"], z["end"]) for z in gold["doc"]["zones"]]
    assert [(z.kind.value, z.span.start, z.span.end) for z in lay_out(text, READER).zones] == expected
