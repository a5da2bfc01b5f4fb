"""This file is where the evidence of events becomes annotations of the W3C's model, one a line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from rashomon.explain.words import actor_words, figure_words, printable, voice_name, voices_words
from rashomon.export import jsonl
from rashomon.export.formats import find_format
from rashomon.export.formats.cells import count_told, states_words
from rashomon.export.formats.items import Choices, Told
from rashomon.records import Event, Span


def write(items: Iterable[Told], choices: Choices, tally: Counter[str]) -> Iterator[str]:
    """Yield a line for each event."""
    for told in items:
        count_told(told, tally)
        tally["rows"] += 1
        text = json.dumps(_annotation(told), ensure_ascii=False, separators=(",", ":"))
        yield jsonl.on_one_line(text) + "\n"


def _annotation(told: Told) -> dict[str, Any]:
    event, document = told.event, told.document
    tags = [event.event_type, event.mode, event.mood.value, None if told.is_fact else "not-told-as-fact"]
    source = {"publisher": document.publisher, "url": document.url, "published": document.published}
    return {
        "@context": find_format("w3c").extra["context"],
        "id": f"urn:rashomon:event:{event.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags if tag),
            {"type": "TextualBody", "purpose": "describing", "value": voices_words(event.voices, document)},
        ],
        "target": {
            "type": "SpecificResource",
            "source": f"urn:rashomon:document:{document.id}",
            "selector": _selectors(event.evidence, document.text),
        },
        "rashomon": {**_coded(told), "incident": told.incident, "document": source},
    }


def _selectors(span: Span, text: str) -> list[dict[str, Any]]:
    around = find_format("w3c").extra["quoted_chars"]
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {
            "type": "TextQuoteSelector",
            "exact": span.of(text),
            "prefix": text[max(0, span.start - around) : span.start],
            "suffix": text[span.end : span.end + around],
        },
    ]


def _coded(told: Told) -> dict[str, Any]:
    event, text = told.event, told.document.text
    return {
        "told_as_fact": told.is_fact,
        "event_type": event.event_type,
        "mode": event.mode,
        "cameo": event.cameo,
        "mood": event.mood.value,
        "temporal": event.temporal,
        "voices": [voice_name(voice) for voice in event.voices],
        "publisher_value": event.factuality[0].value if event.factuality else None,
        "trigger": [event.trigger.start, event.trigger.end],
        "actors": [actor_words(actor, text) for actor in event.actors],
        "recipients": [actor_words(actor, text) for actor in event.recipients],
        "figures": [figure_words(figure) for figure in event.figures],
        **_when_where(event),
    }


def _when_where(event: Event) -> dict[str, Any]:
    when, place = event.date, event.place
    return {
        "earliest": when.earliest if when else None,
        "latest": when.latest if when else None,
        "date_basis": when.basis if when else None,
        "place": printable(place.name) if place else None,
        "place_precision": place.precision if place else None,
        "states": states_words(place),
    }
