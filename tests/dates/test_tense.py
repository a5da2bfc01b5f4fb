from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rashomon.dates import find_dates, told_times
from rashomon.lexicons import Lexicons
from rashomon.pipeline import Tools, code_documents
from rashomon.sentences import parse
from tests.factory import document

if TYPE_CHECKING:
    from spacy.language import Language

LEXICONS = Lexicons()
PUBLISHED = "2020-10-17"


def _values(text: str, parser: Language) -> list[str | None]:
    story = document(text, published=PUBLISHED)
    dates = find_dates(story, LEXICONS)
    return [when.value for when in told_times(story, parse(story, parser), dates, LEXICONS.dates)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The pumps were ordered in February.", "2020-02"),
        ("Two guards were killed in December near the well.", "2019-12"),
        ("Two guards have been killed in November.", "2019-11"),
        ("The guards had left in late December.", "2019-12"),
        ("Rebels burned the mill on December 5.", "2019-12-05"),
        ("Rebels burned the mill in winter.", "2019-WI"),
        ("In December, rebels burned the mill.", "2019-12"),
        ("The mill, burned in November, was empty.", "2019-11"),
        ("The raid in December killed ten.", "2019-12"),
        ("Two guards were killed in a raid in December.", "2019-12"),
        ("Rebels burned mills from November to January.", "2019-11/2020-01"),
        ("Two guards killed in December", "2019-12"),
    ],
)
def test_a_past_verb_means_the_last_such_month(text: str, value: str, parser: Language) -> None:
    assert _values(text, parser) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Talks will be held in November.", "2020-11"),
        ("The envoys agreed to meet in November.", "2020-11"),
        ("The envoys said they would meet in November.", "2020-11"),
        ("The summit planned for November was called off.", "2020-11"),
        ("The summit in November was called off.", "2020-11"),
        ("The mission was extended until December.", "2020-12"),
        ("If rebels came in December, the guards would leave.", "2020-12"),
        ("Votes are due in November.", "2020-11"),
        ("Rebels burned the mill in October.", "2020-10"),
        ("Rebels burned the mill in August.", "2020-08"),
        ("Rebels burned the mill on 5 December 2020.", "2020-12-05"),
    ],
)
def test_what_is_still_to_come_stays_ahead(text: str, value: str, parser: Language) -> None:
    assert _values(text, parser) == [value]


def test_what_is_told_as_past_is_not_dated_by_a_day_to_come(tools: Tools) -> None:
    story = document("The summit in November was called off by Russia.", published=PUBLISHED)
    (event,) = next(code_documents([story], tools)).events
    assert event.date is not None
    assert (event.date.basis, event.date.latest) == ("metadata", PUBLISHED)


def test_the_story_and_its_events_give_one_month(tools: Tools) -> None:
    story = document("Ten soldiers were killed in December near the well.", published=PUBLISHED)
    coding = next(code_documents([story], tools))
    (when,) = coding.dates
    (event,) = coding.events
    assert event.date is not None
    assert when.earliest == event.date.earliest == "2019-12-01"
