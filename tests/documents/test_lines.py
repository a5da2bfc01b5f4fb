"""This file is where every rule for a page's lines is tried on its own examples and counterexamples."""

from __future__ import annotations

import pytest

from rashomon.documents.lines import Reader
from rashomon.lexicons.page_lines import load_page_lines
from rashomon.lexicons.publishers import load_publishers
from rashomon.records import Span, ZoneKind

RULES = load_page_lines()
READER = Reader(RULES, load_publishers())

LINES = [(rule, line) for rule, _ in RULES.lines for line in rule.example]
SILENT = [(rule, line) for rule, _ in RULES.lines for line in rule.counterexample]
DATELINES = [(rule, line) for rule, _ in RULES.datelines for line in rule.example]
NO_DATELINES = [line for rule, _ in RULES.datelines for line in rule.counterexample]


def read(line: str, place: str = "any") -> list[tuple[str, str, str]]:
    pieces = READER.read(line, Span(0, len(line)), place=place)
    return [(p.zone.kind.value, p.zone.why.rule if p.zone.why else "", p.zone.span.of(line)) for p in pieces]


@pytest.mark.parametrize(("rule", "line"), LINES, ids=lambda value: getattr(value, "id", value))
def test_an_example_is_furniture_by_its_own_rule(rule, line):
    place = "tail" if rule.where == "tail" else "any"
    assert read(line, place) == [(rule.kind.value, f"line:{rule.id}", line)]


@pytest.mark.parametrize(("rule", "line"), SILENT, ids=lambda value: getattr(value, "id", value))
def test_a_counterexample_is_not(rule, line):
    assert f"line:{rule.id}" not in [why for _, why, _ in read(line, "tail")]


@pytest.mark.parametrize(("rule", "line"), DATELINES, ids=lambda value: getattr(value, "id", value))
def test_a_dateline_is_cut_from_the_story(rule, line):
    found = READER.dateline(line, Span(0, len(line)))
    assert found is not None
    piece, begins = found
    assert piece.zone.kind is ZoneKind.CREDIT
    assert piece.zone.why and piece.zone.why.rule == f"dateline:{rule.id}"
    assert line[begins].isupper() or line[begins] in '“"'
    assert line[piece.zone.span.end : begins].strip() == ""


@pytest.mark.parametrize("line", NO_DATELINES)
def test_what_only_looks_like_a_dateline_is_story(line):
    assert READER.dateline(line, Span(0, len(line))) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "The army shelled the town on Monday.",
        "Turkey said Armenia must withdraw its forces.",
        "Russia denied it.",
        "Contact with the crew was lost at noon.",
        "Share prices fell after the attack.",
        "Subscribe to our view or leave, the rebels told them.",
        "Follow-up talks on Monday failed.",
        "Home guards fired on the crowd.",
        "Reporters were beaten by police.",
        "Watch officers saw the boat sink.",
        "By Friday, Armenian forces had left.",
        "Published reports say that 21 died.",
        "Image rights were sold to Qatar.",
        "Updated figures show 21 dead.",
        "More troops left.",
        "Police said so.",
        "Related violence killed two.",
        "Video shows troops firing at the crowd.",
        "Advertisement revenue fell.",
        "Iran and Iraq signed the treaty on October 2, 2020.",
        "Source close to the minister: no deal.",
        "Comments by the minister angered Greece.",
        "Breaking the truce, Sudmark fired.",
        "Tags on the bodies named the dead.",
    ],
)
@pytest.mark.parametrize("place", ["head", "any", "tail"])
def test_a_sentence_is_never_furniture(sentence, place):
    assert read(sentence, place) == []


def test_a_credit_and_a_section_on_one_line_are_two_zones():
    assert read("Anadolu Agency WORLD") == [
        ("credit", "line:agency-credit", "Anadolu Agency"),
        ("section", "line:section", "WORLD"),
    ]


def test_a_section_and_a_date_on_one_line_are_two_zones():
    assert [kind for kind, _, _ in read("World | 2 October 2020")] == ["section", "publication"]


def test_a_section_label_is_one_only_above_the_story():
    assert read("World", "head") and not read("World", "tail")


def test_a_byline_gives_the_authors():
    (piece,) = READER.read("By Jane Doe and Ali al-Hasan, Reuters", Span(0, 37), place="head")
    assert piece.authors == ("Jane Doe", "Ali al-Hasan")
    assert piece.agency and piece.agency.id == "reuters"


def test_a_line_that_shows_both_times_gives_both():
    line = "Posted on Oct. 2, 2020 at 5:04 PM | Updated: Oct 3, 2020 9:00 AM"
    (piece,) = READER.read(line, Span(0, len(line)), place="head")
    assert (piece.published, piece.updated) == ("2020-10-02T17:04:00", "2020-10-03T09:00:00")


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("ANKARA (AA) — Turkey replied.", "anadolu-agency"),
        ("KYIV, Ukraine (AP) — Troops left.", "associated-press"),
        ("MOSCOW, October 2. /TASS/. Russia replied.", "tass"),
        ("Tehran, Oct 2, IRNA – Iran replied.", "irna"),
        ("BAKU, Oct 1 (Test Wire) - Shelling went on.", None),
    ],
)
def test_a_dateline_names_the_agency_if_the_table_knows_it(line, agency):
    piece, _ = READER.dateline(line, Span(0, len(line))) or (None, 0)
    assert piece is not None
    assert (piece.agency.id if piece.agency else None) == agency


@pytest.mark.parametrize("text", ["The army left. (AFP)", "“We left.” — AFP"])
def test_an_agency_may_sign_at_the_end(text):
    piece = READER.sign_off(text, Span(0, len(text)))
    assert piece and piece.agency and piece.agency.id == "agence-france-presse"


@pytest.mark.parametrize("text", ["The army (AFP)", "He spoke to the AFP.", "It left. (Again)"])
def test_other_endings_sign_nothing(text):
    assert READER.sign_off(text, Span(0, len(text))) is None
