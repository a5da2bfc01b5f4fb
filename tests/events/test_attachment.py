"""This file is where it is tested which event a figure belongs to, and which voice gives it."""

from __future__ import annotations

from typing import get_args

from rashomon.events.attachment import attach_figures, find_all_figures
from rashomon.lexicons import Lexicons
from rashomon.lexicons.figures import Kind, load_figures
from rashomon.ontology import EventType
from rashomon.records import Attribution, Event, Sentence, Span
from tests.factory import sentence, text_of

LEXICONS = Lexicons()

RAID = sentence(
    "The/the/DET/det/1 raid/raid/NOUN/nsubj/2 killed/kill/VERB/ccomp/12 12/12/NUM/nummod/4 "
    "rebels/rebel/NOUN/dobj/2 after/after/SCONJ/mark/9 3,000/3,000/NUM/nummod/7 troops/troop/NOUN/nsubjpass/9 "
    "were/be/AUX/auxpass/9 deployed/deploy/VERB/advcl/2 ,/,/PUNCT/punct/12 officials/official/NOUN/nsubj/12 "
    "said/say/VERB/ROOT/12"
)
TEXT = text_of(RAID)


def _span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def _event(words: str, event_type: str, attribution: str | None = "a1") -> Event:
    span = _span(words)
    return Event(words, "test", 0, span, span, event_type, attribution=attribution)


REPORT = Attribution("a1", (_span(TEXT[: TEXT.index(" ,")]),), (_span("officials"),), (_span("said"),))


def _attach(*events: Event, parsed: Sentence = RAID) -> dict[str, list[tuple[str, int | None]]]:
    figures = find_all_figures((parsed,), (REPORT,), LEXICONS)
    attached = attach_figures((parsed,), events, figures, LEXICONS)
    return {event.id: [(figure.kind, figure.low) for figure in event.figures] for event in attached}


def test_a_figure_belongs_to_the_event_whose_word_stands_over_it() -> None:
    found = _attach(_event("killed", "ASSAULT"), _event("deployed", "MOBILIZE"))
    assert found == {"killed": [("killed", 12)], "deployed": [("troops", 3000)]}


def test_the_dead_do_not_belong_to_an_event_that_cannot_kill() -> None:
    assert _attach(_event("killed", "SUPPORT")) == {"killed": []}


def test_without_an_event_over_it_a_figure_belongs_to_the_nearest_of_its_voice() -> None:
    assert _attach(_event("raid", "ASSAULT")) == {"raid": [("killed", 12)]}
    assert _attach(_event("raid", "ASSAULT", attribution=None)) == {"raid": []}


def test_a_figure_has_the_voice_in_whose_words_it_stands() -> None:
    figures = find_all_figures((RAID,), (REPORT,), LEXICONS)
    (event,) = attach_figures((RAID,), (_event("killed", "ASSAULT"),), figures, LEXICONS)
    assert event.figures[0].attribution == "a1"
    assert event.figures[0].why[-1].rule == "figure:belongs"


def test_an_event_without_figures_stays_as_it_is() -> None:
    event = Event("e", "test", 5, Span(0, 1), Span(0, 1), "ASSAULT")
    figures = find_all_figures((RAID,), (), LEXICONS)
    assert figures
    assert attach_figures((RAID,), (event,), figures, LEXICONS) == (event,)


def test_a_toll_without_an_event_is_still_a_figure_of_the_story() -> None:
    figures = find_all_figures((RAID,), (REPORT,), LEXICONS)
    assert ("killed", 12, "a1") in {(figure.kind, figure.low, figure.attribution) for figure in figures}


def test_every_kind_of_figure_belongs_to_types_that_exist() -> None:
    types = load_figures("en").types
    assert set(types) == set(get_args(Kind))
    assert {name for names in types.values() for name in names} <= set(EventType)
