"""This file is where an incident is summed up for a row: its parties, voices, documents and settled figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from rashomon.export.formats.cells import (
    PRECISE,
    Cell,
    count_told,
    count_when_where,
    joined,
    name_of,
    speakers,
    states_words,
)
from rashomon.export.formats.items import Choices, Happening, Told
from rashomon.records import Actor, Document

#: Longest name that is taken for a party; longer ones are descriptions.
_NAME_CHARS = 120


def count_happening(item: Happening, tally: Counter[str]) -> None:
    """Count what of an incident may have no room in a format."""
    inner: Counter[str] = Counter()
    for told in item.told:
        count_told(told, inner)
    tally["incidents"] += 1
    for name in ("events", "not_asserted", "reported", "nested_voices", "background"):
        tally[name] += inner[name]
    tally["not_told_as_fact"] += not item.facts
    tally["denied"] += any(stance.startswith("denies") for _, stance in item.stances)
    tally["contradictions"] += item.contradictions > 0
    tally["ranges"] += any(number.low != number.high for number in item.settled.values())
    tally["no_figure"] += "killed" not in item.settled
    tally["several_sides"] += max(len(sides(item.facts, "actors")), len(sides(item.facts, "recipients"))) > 1
    count_when_where(item.when, item.where, tally)


def sides(told: Iterable[Told], role: str, *, types: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the parties of a role, each once, by the name that most reports write, in the order of their first report.

    `types` are the event types whose parties count; none means all.
    """
    wanted, names = set(types), dict[str, Counter[str]]()
    for one in told:
        if wanted and one.event.event_type not in wanted:
            continue
        actors: tuple[Actor, ...] = getattr(one.event, role)
        for actor in actors:
            name = name_of(actor, one.document)[:_NAME_CHARS]
            names.setdefault(_key(actor, name), Counter())[name] += 1
    return tuple(max(found, key=lambda name: (found[name], name)) for found in names.values())


def _key(actor: Actor, name: str) -> str:
    return actor.id or "/".join(actor.country + actor.sectors) or name.casefold()


def documents_cell(item: Happening, part: Callable[[Document], str | None]) -> str:
    """Return a part of each document, each once, in order of publication."""
    return joined(part(document) for document in item.documents)


def reported_voices(item: Happening) -> str:
    """Return everybody who is reported as telling the incident, each once."""
    return joined(voice.name for told in item.told for voice in speakers(told.event.voices))


def deniers(item: Happening) -> str:
    """Return the voices that deny the incident, in whole or in part."""
    return joined(voice for voice, stance in item.stances if "denies" in stance)


def own_cells(item: Happening, choices: Choices) -> dict[str, Cell]:
    """Return the cells of ours that stand behind the columns of another incident format."""
    when, place = item.when, item.where
    return {
        "rashomon_incident": item.id,
        "rashomon_rule": choices.rule,
        "rashomon_place_profile": choices.profile,
        "rashomon_states": states_words(place),
        "rashomon_place_precision": place.precision if place else None,
        "rashomon_radius_km": place.radius_km if place else None,
        "rashomon_is_point": place.precision in PRECISE if place else None,
        "rashomon_earliest": when.earliest if when else None,
        "rashomon_latest": when.latest if when else None,
        "rashomon_date_basis": when.basis if when else None,
        "rashomon_documents": len(item.documents),
        "rashomon_origins": item.origins,
        "rashomon_figures": "; ".join(item.figures),
        "rashomon_denied_by": deniers(item),
        "rashomon_contradictions": item.contradictions,
    }
