"""This file is where the table is tested: every event in it, every word of it, and no line too long."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from rich.cells import cell_len

from rashomon.explain.words import STARRED, figure_words, when_words
from rashomon.export.table import LEGEND, NARROW, WIDTH, lines, plain
from rashomon.records import Coding, Document, Figure, Mood, Voice, When
from tests.export.stories import PUBLISHER, TEXT, any_record, at, story


def test_an_event_is_a_row_from_voice_to_mood_with_its_evidence_below() -> None:
    table = plain(story()).split("\n\n")
    first = table[1].splitlines()
    assert first[0].split() == ["#", "voice", "actor", "type/mode", "recipient", "when", "where", "mood"]
    order = [
        first[2].index(word) for word in ("Norland", "Ana", "REQUEST", "Veria", "2021-06-04", "–", "asserted")
    ]
    assert order == sorted(order)
    assert (
        first[-1].strip()
        == "“Veria must withdraw its forces from Lune, foreign minister Ana Torres said on Friday.”"
    )


def test_a_chain_of_voices_stands_one_below_the_other() -> None:
    tables = plain(story(), width=160).split("\n\n")
    end = tables[1].index("actor")
    column = [line[3:end].strip() for line in tables[3].splitlines()]
    assert column[:3] == ["Norland Herald", "> Ana Torres", "> Our monitors"]


def test_a_long_name_of_a_voice_goes_on_below_its_beginning() -> None:
    voice = Voice("person", "the spokeswoman of the ministry of foreign affairs")
    event = structs.replace(story().events[0], voices=(PUBLISHER, voice))
    lines = plain(dataclasses.replace(story(), events=(event,)), width=80).splitlines()
    first = next(number for number, line in enumerate(lines) if "> the" in line)
    assert lines[first].index("the") == len(lines[first + 1]) - len(lines[first + 1].lstrip())


@pytest.mark.parametrize(
    ("number", "marked"), [(1, "REQUEST/change"), (2, "[RETREAT/withdraw]"), (3, "ASSAULT/heavy-weapons")]
)
def test_only_what_nobody_says_happened_is_in_brackets(number: int, marked: str) -> None:
    assert marked in plain(story(), width=200).split("\n\n")[number].replace("\n", "")


def test_the_mood_of_an_embedded_event_points_at_the_event_around_it() -> None:
    assert "DEMANDED (in 1)" in plain(story(), width=160)


def test_figures_and_notes_are_below() -> None:
    table = plain(story())
    assert "figures: at least 21 killed (civilians)" in table
    assert LEGEND in table
    assert "1 possible event not coded: noun:no-listed-object (1)." in table


def test_a_story_without_a_date_says_once_that_dates_are_not_anchored() -> None:
    undated = dataclasses.replace(story().document, published=None)
    coding = dataclasses.replace(
        story(), document=undated, notes=("Relative: relative dates are not anchored.",)
    )
    assert " ".join(plain(coding).split()).count("relative dates are not anchored") == 1
    assert "not anchored" not in plain(story())


@pytest.mark.parametrize("abstentions", [story().abstentions, ()])
def test_a_story_without_events_says_so(abstentions: tuple[()]) -> None:
    table = plain(dataclasses.replace(story(), events=(), abstentions=abstentions))
    assert "No events coded." in table
    assert ("not coded:" in table) == bool(abstentions)


@pytest.mark.parametrize("width", [40, NARROW - 1, NARROW, WIDTH, 160])
def test_no_line_is_wider_than_asked_and_no_word_is_lost(width: int) -> None:
    table = plain(story(), width=width)
    assert max(map(cell_len, table.splitlines())) <= width
    squeezed = "".join(table.split())
    for words in ("weapons", "Verian", "monitors", "2021-05-30", "VER)", "least"):
        assert words in squeezed


@settings(max_examples=25, deadline=None)
@given(any_record(Coding), st.sampled_from([30, 84, 100]))
def test_any_coding_can_be_shown_without_a_control_character(coding: Coding, width: int) -> None:
    document = Document("x", "Some words of a story.\x1b[2J", title=coding.document.title)
    for line in lines(dataclasses.replace(coding, document=document), width=width):
        assert "\n" not in line.plain
        assert "\x1b" not in line.plain


def test_an_event_in_the_future_is_not_shown_as_news() -> None:
    event = structs.replace(story().events[2], temporal="future", mood=Mood.ASSERTED)
    table = plain(dataclasses.replace(story(), events=(event,)), width=160)
    assert "[ASSAULT/heavy-weapons]" in table
    assert "FUTURE" in table


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When("2021-06-04", "2021-06-04", "day"), "2021-06-04"),
        (When("2021-01-01", "2021-12-31", "year"), "2021"),
        (When("2020-02-01", "2020-02-29", "month"), "2020-02"),
        (When("2021-06-01", "2021-06-04"), "2021-06-01 to 2021-06-04"),
        (When("1991-01-01", None, relation="since"), "since 1991-01-01"),
        (When(None, "2021-06-04", relation="before"), "before 2021-06-04"),
        (When("2021-06-04", "2021-06-04", relation="approx"), "about 2021-06-04"),
        (When("2021-05-29", "2021-06-04", basis="metadata"), "by 2021-06-04*"),
        (When("2021-06-04", "2021-06-04", basis="metadata"), "2021-06-04*"),
        (When(span=at("Sunday")), "“Sunday” (not anchored)"),
        (When("9999-12-01", "9999-12-31"), "9999-12"),
        (When("not a date", "2021"), "not a date to 2021"),
        (When(), "–"),
        (None, "–"),
    ],
)
def test_a_time_is_written_with_no_more_precision_than_it_has(when: When | None, words: str) -> None:
    assert when_words(when, TEXT) == words


def test_a_day_that_only_the_page_gives_has_a_star_and_a_note() -> None:
    event = structs.replace(story().events[2], date=When("2021-05-29", "2021-06-04", basis="metadata"))
    table = plain(dataclasses.replace(story(), events=(event,)))
    assert "by 2021-06-04*" in table
    assert STARRED in table
    assert STARRED not in plain(story())


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure("killed", 21, 21, at("21")), "21 killed"),
        (Figure("killed", 21, None, at("21"), "at least", "civilians"), "at least 21 killed (civilians)"),
        (Figure("wounded", None, 50, at("21"), "up to"), "up to 50 wounded"),
        (Figure("wounded", 20, 30, at("21")), "20 to 30 wounded"),
        (Figure("detained", 200, None, at("21"), "hundreds"), "hundreds (200+) detained"),
        (Figure("missing", None, None, at("21")), "some missing"),
        (Figure("other", 40, None, at("21"), "more than", "soldiers"), "more than 40 (soldiers)"),
    ],
)
def test_a_figure_keeps_its_hedge_and_whom_it_counts(figure: Figure, words: str) -> None:
    assert figure_words(figure) == words
