from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rashomon.dates import date_mentions, find_dates
from rashomon.lexicons import Lexicons
from rashomon.records import Span, When
from rashomon.sentences import parse
from tests.factory import document

if TYPE_CHECKING:
    from spacy.language import Language

LEXICONS = Lexicons()


def _date_of(word: str, text: str, parser: Language) -> When:
    story, start = document(text), text.index(word)
    span = Span(start, start + len(word))
    return date_mentions(story, parse(story, parser), [span], find_dates(story, LEXICONS))[0]


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("raided", "Rebels raided the port for the first time since the war of 1971."),
        ("raid", "It was the first raid since the war of 1971."),
        ("clash", "The deadliest clash since 1967 killed 40 guards."),
        ("killed", "Forty guards were killed in the worst fighting since 1994."),
        ("killed", "The clashes, the heaviest since 2016, killed ten guards."),
        ("attacked", "Rebels attacked the port in their largest assault since February."),
        ("kills", "Biggest attack since May kills 40 guards"),
        ("kills", "Deadliest attack since 2014 kills 40 guards"),
        ("killed", "The worst violence the port has seen since 1990 killed 40 guards."),
        ("died", "Forty have died in the worst fighting since the war began in 1994."),
    ],
)
def test_what_is_ranked_since_a_year_is_the_storys_own(word: str, text: str, parser: Language) -> None:
    assert _date_of(word, text, parser).basis == "metadata"


@pytest.mark.parametrize(
    ("word", "text", "earliest"),
    [
        ("killed", "More than 100 guards have been killed since January.", "2020-01-01"),
        ("killed", "Most of the guards killed since 2014 were young.", "2014-01-01"),
        ("killed", "At least 40 guards killed since 2014 were young.", "2014-01-01"),
        ("held", "The rebels who came first have held the port since 1991.", "1991-01-01"),
        ("killed", "The war of 1971 killed many.", "1971-01-01"),
        ("war", "It was the first raid since the war of 1971.", "1971-01-01"),
    ],
)
def test_a_since_that_ranks_nothing_still_dates(
    word: str, text: str, earliest: str, parser: Language
) -> None:
    when = _date_of(word, text, parser)
    assert (when.earliest, when.basis) == (earliest, "explicit")
