"""This file is where events become rows of a table, one an event, whatever its mood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rashomon.dates.precision import ucdp_date_prec
from rashomon.explain.words import figure_words, voices_words
from rashomon.export.formats import find_format
from rashomon.export.formats.cells import (
    Cell,
    count_told,
    joined,
    name_of,
    states_words,
    voice_of,
    voice_role,
    write_table,
)
from rashomon.export.formats.items import Choices, Told
from rashomon.records import Actor, Document


def write(items: Iterable[Told], choices: Choices, tally: Counter[str]) -> Iterator[str]:
    """Yield the header, and a line for each event."""
    return write_table(find_format("events-csv"), _row, items, choices, tally)


def _row(told: Told, choices: Choices, tally: Counter[str]) -> dict[str, Cell]:
    count_told(told, tally)
    return {**_head(told), **_what(told), **_when_where(told), **_evidence(told)}


def _head(told: Told) -> dict[str, Cell]:
    event, document = told.event, told.document
    first, last = (event.factuality[0], event.factuality[-1]) if event.factuality else (None, None)
    return {
        "event": event.id,
        "document": document.id,
        "incident": told.incident,
        "publisher": document.publisher,
        "agency": document.agency,
        "published": document.published,
        "title": document.title,
        "url": document.url,
        "voices": voices_words(event.voices, document),
        "voice": voice_of(event.voices),
        "voice_role": voice_role(event.voices),
        "attribution": event.attribution,
        "told_as_fact": told.is_fact,
        "mood": event.mood.value,
        "temporal": event.temporal,
        "zone": event.zone.value,
        "embedded_in": event.embedded_in,
        "publisher_value": first.value if first else None,
        "publisher_modality": f"{first.modality}{first.polarity}" if first else None,
        "voice_value": last.value if last else None,
        "voice_modality": f"{last.modality}{last.polarity}" if last else None,
        "coded": told.coded,
    }


def _what(told: Told) -> dict[str, Cell]:
    event = told.event
    return {
        "event_type": event.event_type,
        "mode": event.mode,
        "contexts": " ".join(event.contexts),
        "cameo": event.cameo,
        "quad": event.quad,
        "intensity": event.intensity,
        **_parties("actor", event.actors, told.document),
        **_parties("recipient", event.recipients, told.document),
    }


def _parties(role: str, actors: Sequence[Actor], document: Document) -> dict[str, Cell]:
    return {
        f"{role}s": joined(name_of(actor, document) for actor in actors),
        f"{role}_ids": joined(actor.id for actor in actors),
        f"{role}_countries": joined((code for actor in actors for code in actor.country), " "),
        f"{role}_sectors": joined((sector for actor in actors for sector in actor.sectors), " "),
    }


def _when_where(told: Told) -> dict[str, Cell]:
    when, place = told.event.date, told.event.place
    found: dict[str, Cell] = {"states": states_words(place)}
    if when is not None:
        found |= {
            "earliest": when.earliest,
            "latest": when.latest,
            "granularity": when.granularity,
            "date_relation": when.relation,
            "date_basis": when.basis,
            "date_prec": ucdp_date_prec(when),
        }
    if place is not None:
        found |= {
            "place": place.name,
            "place_id": place.id,
            "geonames_id": place.geonames_id,
            "place_kind": place.kind,
            "place_precision": place.precision,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "radius_km": place.radius_km,
        }
    return found


def _evidence(told: Told) -> dict[str, Cell]:
    event, text = told.event, told.document.text
    return {
        "figures": joined(figure_words(figure) for figure in event.figures),
        "trigger": event.trigger.of(text),
        "trigger_start": event.trigger.start,
        "trigger_end": event.trigger.end,
        "evidence": event.evidence.of(text),
        "evidence_start": event.evidence.start,
        "evidence_end": event.evidence.end,
        "rule": event.why[0].rule if event.why else None,
    }
