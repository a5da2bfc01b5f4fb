"""This file is where a coding is put into one line, so that a test can say in a row what a sentence is read as."""

from __future__ import annotations

from collections.abc import Iterable

from rashomon.pipeline import Tools, code_documents
from rashomon.records import Actor, Coding, Mood
from tests.factory import document


def rows_of(cases: str) -> list[tuple[str, str]]:
    """Return each line of `sentence | reading` as a pair."""
    return [(text, read) for text, _, read in (line.partition(" | ") for line in cases.strip().splitlines())]


def readings(texts: Iterable[str], tools: Tools) -> dict[str, str]:
    """Return `TYPE/mode ACTOR>RECIPIENT mood in N; ...` for each text, N being the number of the outer event."""
    return {coding.document.text: reading(coding) for coding in code_documents(map(document, texts), tools)}


def reading(coding: Coding) -> str:
    """Return the events of a coding in one line."""
    numbers = {event.id: number for number, event in enumerate(coding.events, 1)}
    lines = []
    for event in coding.events:
        words = [f"{event.event_type}/{event.mode}" if event.mode else event.event_type]
        words.append(f"{_who(event.actors)}>{_who(event.recipients)}")
        words += [event.mood.value] * (event.mood is not Mood.ASSERTED)
        words += [f"in {numbers[event.embedded_in]}"] if event.embedded_in in numbers else []
        lines.append(" ".join(words))
    return "; ".join(lines)


def _who(actors: Iterable[Actor]) -> str:
    return "+".join("/".join(actor.country) or actor.name for actor in actors)
