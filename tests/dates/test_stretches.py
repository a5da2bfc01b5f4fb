from __future__ import annotations

import pytest

from rashomon.dates import date_events, find_dates, join_ends
from rashomon.lexicons import Lexicons
from rashomon.records import Event, When
from tests.factory import document, sentence, text_of

LEXICONS = Lexicons()


def _joined(text: str) -> list[When]:
    return list(join_ends(text, find_dates(document(text), LEXICONS), LEXICONS.dates))


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest"),
    [
        ("It burned between July 14 and 17 there.", "July 14 and 17", "2020-07-14", "2020-07-17"),
        ("It burned between the 14th and 17th of July.", "14th and 17th of July", "2020-07-14", "2020-07-17"),
        ("It burned from July 14 to 17.", "July 14 to 17", "2020-07-14", "2020-07-17"),
        ("It burned from 14 to 17 July.", "14 to 17 July", "2020-07-14", "2020-07-17"),
        ("It burned on July 14-17.", "July 14-17", "2020-07-14", "2020-07-17"),
        ("It burned on July 14–17, 1952.", "July 14–17, 1952", "1952-07-14", "1952-07-17"),
        ("It burned from July 28 to August 3.", "July 28 to August 3", "2020-07-28", "2020-08-03"),
        ("It burned from Sunday until Wednesday.", "Sunday until Wednesday", "2020-09-27", "2020-09-30"),
        ("It burned between May and July.", "May and July", "2020-05-01", "2020-07-31"),
        ("The war of 1992-1995 is over.", "1992-1995", "1992-01-01", "1995-12-31"),
    ],
)
def test_two_ends_are_one_stretch(text: str, words: str, earliest: str, latest: str) -> None:
    (when,) = _joined(text)
    assert when.span is not None
    assert (when.span.of(text), when.earliest, when.latest) == (words, earliest, latest)
    assert (when.relation, when.why[-1].rule) == ("during", "date:stretch")


@pytest.mark.parametrize(
    "text",
    [
        "It burned on July 14 and 17 people died.",
        "Rome, July 14 - 17 people died.",
        "Rome, July 14, 2020 - 17 people died.",
        "It raised the toll of July 14 to 17.",
        "It burned from July 14 to 17.5 per cent.",
        "It burned from July 14 to 12.",
        "It burned from June 14 to 31.",
    ],
)
def test_a_number_after_a_day_is_no_second_end(text: str) -> None:
    assert {when.why[-1].rule for when in _joined(text)} <= {"date-md", "date-mdy"}


def test_two_days_in_a_row_stay_two() -> None:
    assert [when.value for when in _joined("It burned on 3 May and 4 June.")] == ["2020-05-03", "2020-06-04"]


def test_what_happened_between_two_days_has_both_as_its_bounds() -> None:
    part = sentence(
        "Rebels/rebel/NOUN/nsubj/1 shelled/shell/VERB/ROOT/1 it/it/PRON/dobj/1 between/between/ADP/prep/1 "
        "July/July/PROPN/pobj/3 14/14/NUM/nummod/4 and/and/CCONJ/cc/4 17/17/NUM/conj/4 ././PUNCT/punct/1"
    )
    text = text_of(part)
    event = Event("e", "x", 0, part.tokens[1].span, part.span, "ASSAULT")
    (dated,) = date_events(document(text), [part], (), [event], _joined(text))
    assert dated.date is not None
    assert (dated.date.earliest, dated.date.latest, dated.date.basis) == (
        "2020-07-14",
        "2020-07-17",
        "explicit",
    )
