"""This file is where a document passes through the stages, one after the other."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rashomon.actors import resolve
from rashomon.attributions import attribute, name_voices
from rashomon.dates import date_events, find_dates, look_back, told_times
from rashomon.events import attach_figures, code, find_all_figures
from rashomon.lexicons import Lexicons
from rashomon.places import find_places, open_gazetteer, place_events
from rashomon.places.gazetteer import Gazetteer
from rashomon.records import Coding, Document, Sentence
from rashomon.repair import mended
from rashomon.sentences import load_parser, parse_all, stand_ins
from rashomon.settings import Settings
from rashomon.wording import find_wording

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Tools:
    """What coding needs besides the document: the parser, the lexicons, the gazetteer and the settings."""

    parser: Language
    lexicons: Lexicons = field(default_factory=Lexicons)
    gazetteer: Gazetteer = field(default_factory=open_gazetteer)
    settings: Settings = field(default_factory=Settings)


def load_tools(model: str | None = None, *, settings: Settings | None = None) -> Tools:
    """Return the tools for English. Raises ModelError for a model that is not there or not what it says."""
    lexicons, settings = Lexicons(), settings or Settings()
    read_as = stand_ins(lexicons.actors.state_forms, settings=settings)
    parser = load_parser(model, stand_ins=read_as, lemmas=lexicons.lemmas)
    # The tables' records stay as long as the program does; frozen, the collector does not walk them again and again
    # while stories are coded. What it saves was seen to vary with the machine's load: measure with `make speed`.
    gc.freeze()
    return Tools(parser, lexicons, settings=settings)


def code_documents(documents: Iterable[Document], tools: Tools) -> Iterator[Coding]:
    """Yield the coding of each document, in order. Paragraphs of several documents are parsed together."""
    for document, sentences in parse_all(documents, tools.parser, settings=tools.settings):
        yield code_document(document, sentences, tools)


def code_document(document: Document, sentences: tuple[Sentence, ...], tools: Tools) -> Coding:
    """Return all that the document reports, each event with the voices that report it."""
    lexicons = tools.lexicons
    sentences = tuple([mended(sentence, lexicons.frames.classes) for sentence in sentences])
    attributions = attribute(document, sentences, lexicons)
    dates = find_dates(document, lexicons)
    places = find_places(document, sentences, tools.gazetteer, lexicons)
    actors = resolve(document, sentences, places, lexicons, attributions)
    attributions = name_voices(document, sentences, attributions, actors, lexicons)
    events, abstentions = code(document, sentences, attributions, actors, lexicons)
    figures = find_all_figures(sentences, attributions, lexicons)
    events = attach_figures(sentences, events, figures, lexicons)
    campaigns = lexicons.dates.words["campaign"]
    stretches = told_times(document, sentences, dates, lexicons.dates)
    events = date_events(document, sentences, attributions, events, stretches, campaigns=campaigns)
    events = place_events(document, sentences, events, places)
    return Coding(
        document,
        attributions=attributions,
        dates=look_back(document, sentences, dates, lexicons.dates),
        places=places,
        actors=actors,
        events=events,
        figures=figures,
        wording=find_wording(document, sentences, attributions, events, lexicons),
        abstentions=abstentions,
        notes=_notes(document),
    )


def _notes(document: Document) -> tuple[str, ...]:
    if document.published:
        return ()
    return (
        "No publication date is known: relative dates are not anchored (give it with --published YYYY-MM-DD).",
    )
