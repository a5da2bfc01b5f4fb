"""This file is where the walkthrough's story is coded, once: one side's telling of the strike on Ganja."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rashomon.documents import read_text
from rashomon.pipeline import code_document
from rashomon.records import Coding, Document, Event, Sentence
from rashomon.samples import sample_stories
from rashomon.sentences import parse

if TYPE_CHECKING:
    from rashomon.pipeline import Tools

STORY = "ganja-baku-ledger.txt"


@pytest.fixture(scope="session")
def story() -> Document:
    sample = next(s for s in sample_stories() if s.name == STORY)
    return read_text(sample.text, name=sample.name, publisher=sample.publisher)


@pytest.fixture(scope="session")
def sentences(story: Document, tools: Tools) -> tuple[Sentence, ...]:
    return parse(story, tools.parser)


@pytest.fixture(scope="session")
def coding(story: Document, sentences: tuple[Sentence, ...], tools: Tools) -> Coding:
    return code_document(story, sentences, tools)


@pytest.fixture(scope="session")
def events(coding: Coding) -> dict[str, list[Event]]:
    """The story's events by the words that name them."""
    found: dict[str, list[Event]] = {}
    for event in coding.events:
        found.setdefault(event.trigger.of(coding.document.text), []).append(event)
    return found
