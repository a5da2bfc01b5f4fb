"""This file is where coded stories are poisoned: a payload stands in every field and name that comes from outside."""

from __future__ import annotations

import dataclasses
import re
from datetime import date, timedelta
from typing import Any

import msgspec

from rashomon.records import Coding
from rashomon.run import writable

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def poisoned(coding: Coding, payload: str, number: int) -> Coding:
    """Return the coding, some weeks later than the one before, as if the story had the payload in its title, text, names, address, file and outlet.

    In the text it stands at the end of whatever is marked first: a speaker, a place, an actor, a trigger.
    """
    payload = writable(payload)
    document = coding.document
    id = f"{number:04x}{document.id[4:]}"
    written = coding.to_json().replace(document.id, id)
    whole = msgspec.json.decode(_DAY.sub(lambda day: _later(day.group(), 20 * (number // 8)), written))
    for end in _places(coding):
        whole["document"]["text"] = _put(whole["document"]["text"], end, payload)
        _shift(whole, end, len(payload))
    _rename(whole, payload)
    found = Coding.from_json(msgspec.json.encode(whole))
    changed = dataclasses.replace(
        found.document,
        title=f"{payload} {document.title}",
        publisher=f"{payload} Courier",
        agency=payload,
        authors=(payload, f"By {payload}"),
        section=payload,
        url=payload,
        name=f"folder/{payload}.html",
    )
    return dataclasses.replace(found, document=changed)


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def _places(coding: Coding) -> list[int]:
    """Return where in the text the payload goes, from the end to the beginning."""
    spans = [
        next((a.source[0] for a in coding.attributions if a.source), None),
        next((a.content[0] for a in coding.attributions if a.content), None),
        next((p.span for p in coding.places if p.span), None),
        next((e.trigger for e in coding.events), None),
        next((a.span for e in coding.events for a in e.actors), None),
    ]
    return sorted({span.end for span in spans if span}, reverse=True)


def _put(text: str, place: int, payload: str) -> str:
    return text[:place] + payload + text[place:]


def _shift(value: Any, place: int, length: int) -> None:
    """Move all spans behind the place; those that end there take in what was put."""
    if isinstance(value, list):
        for item in value:
            _shift(item, place, length)
    elif isinstance(value, dict) and set(value) == {"start", "end"}:
        value["start"] += length if value["start"] >= place else 0
        value["end"] += length if value["end"] >= place else 0
    elif isinstance(value, dict):
        for item in value.values():
            _shift(item, place, length)


def _rename(value: Any, payload: str) -> None:
    """Put the payload into every name: of actors, voices, places, and into whom a figure counts."""
    if isinstance(value, list):
        for item in value:
            _rename(item, payload)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name in ("name", "whom", "hedge", "detail") and isinstance(item, str):
                value[name] = f"{item} {payload}"
            else:
                _rename(item, payload)
