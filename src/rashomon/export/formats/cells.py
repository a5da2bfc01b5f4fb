"""This file is where values become cells of a table that no spreadsheet runs, and items become rows of such a table."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from rashomon.explain.words import actor_words, known_voices, one_line, voice_name, voices_words
from rashomon.export.formats import Format
from rashomon.export.formats.items import Choices, Told
from rashomon.records import Actor, Document, Voice, When, Where

Cell = str | int | float | bool | None
Row = Mapping[str, Cell]

#: A cell that begins so is run as a formula by spreadsheets; the wide forms are, in some of them.
_FORMULAS = tuple("=+-@\t\r＝＋－＠")
#: Places no larger than a town have a point; of others the point would be one that nobody named.
PRECISE = frozenset({"point", "town"})
_OWN = frozenset({"publisher", "agency", "author"})


def write_table(
    form: Format,
    make: Callable[[Any, Choices, Counter[str]], Row | None],
    items: Iterable[Any],
    choices: Choices,
    tally: Counter[str],
) -> Iterator[str]:
    """Yield the header and a line for each item that `make` gives a row for; those it gives none for are left out."""
    columns = (*form.columns, *form.own_columns)
    yield line(columns, form.delimiter)
    for item in items:
        row = make(item, choices, tally)
        if row is None:
            continue
        if unknown := row.keys() - set(columns):
            raise KeyError(f"{form.id}: no column {sorted(unknown)}")
        tally["rows"] += 1
        yield line([cell(row.get(name)) for name in columns], form.delimiter)


def line(cells: Sequence[str], delimiter: str) -> str:
    """Return the cells as one line."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerow(cells)
    return out.getvalue()


def cell(value: Cell) -> str:
    """Return the value as a cell of one line. A text that a spreadsheet would run gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    if isinstance(value, int):
        return str(value)
    text = one_line(value)
    return f"'{text}" if text.startswith(_FORMULAS) else text


def joined(values: Iterable[str | None], mark: str = "; ") -> str:
    """Return the values on one line, each once, in order."""
    return mark.join(dict.fromkeys(one_line(value) for value in values if value))


def name_of(actor: Actor, document: Document) -> str:
    """Return the actor's name as written; for a pronoun that of the mention it goes back to."""
    return one_line(actor.antecedent.of(document.text) if actor.antecedent else actor.name)


def speakers(voices: Iterable[Voice]) -> tuple[Voice, ...]:
    """Return the voices behind the outlet's own: who is reported, and whom they report."""
    return tuple(voice for voice in voices if voice.role not in _OWN)


def one_country(place: Where | None, profile: str) -> str | None:
    """Return the one state of a place by the named profile; None where that names none, or several.

    all: a code only where no more than one state stands in any relation to the place. sovereign, administers, claims: of
    several states the one that stands in this relation.
    """
    states = {state.state for state in place.states} if place else set()
    if len(states) > 1:
        states = {state.state for state in place.states if state.relation == profile} if place else set()
    return next(iter(states)) if len(states) == 1 else None


def states_words(place: Where | None) -> str:
    """Return every state that stands in a relation to the place, with the relation: UKR:sovereign RUS:administers."""
    return " ".join(dict.fromkeys(f"{s.state}:{s.relation}" for s in place.states)) if place else ""


def point_of(place: Where | None) -> tuple[float | None, float | None]:
    """Return latitude and longitude of a place that is no larger than a town, else nothing."""
    return (place.latitude, place.longitude) if place and place.precision in PRECISE else (None, None)


def is_day(when: When | None) -> bool:
    """Say whether the text gives the day, and no more days than one."""
    return (
        when is not None
        and when.basis != "metadata"
        and when.earliest is not None
        and when.earliest == when.latest
    )


def count_told(told: Told, tally: Counter[str]) -> None:
    """Count what of an event may have no room in a format."""
    event, place = told.event, told.event.place
    chain = speakers(event.voices)
    tally["events"] += 1
    tally["not_asserted"] += not told.is_fact
    tally["reported"] += bool(chain)
    tally["nested_voices"] += len(chain) > 1
    tally["several_parties"] += len(event.actors) > 1 or len(event.recipients) > 1
    tally["several_sectors"] += any(len(actor.sectors) > 1 for actor in (*event.actors, *event.recipients))
    tally["figures"] += bool(event.figures)
    tally["background"] += event.temporal == "background"
    tally["no_cameo"] += event.cameo is None
    count_when_where(event.date, place, tally)


def count_when_where(when: When | None, place: Where | None, tally: Counter[str]) -> None:
    """Count what of a date and a place may have no room in a format."""
    tally["coarse_date"] += when is not None and not is_day(when)
    tally["no_date"] += when is None
    tally["coarse_place"] += place is not None and place.precision not in PRECISE
    tally["no_place"] += place is None
    tally["disputed_place"] += place is not None and len({state.state for state in place.states}) > 1


def own_cells(told: Told, choices: Choices) -> dict[str, Cell]:
    """Return the cells of ours that stand behind the columns of another event format: who says so, how sure, how exact."""
    event, document = told.event, told.document
    when, place, text = event.date, event.place, document.text
    return {
        "rashomon_event": event.id,
        "rashomon_incident": told.incident,
        "rashomon_document": document.id,
        "rashomon_voices": voices_words(event.voices, document),
        "rashomon_mood": event.mood.value,
        "rashomon_temporal": event.temporal,
        "rashomon_publisher_value": event.factuality[0].value if event.factuality else None,
        "rashomon_actors": joined(actor_words(actor, text) for actor in event.actors),
        "rashomon_recipients": joined(actor_words(actor, text) for actor in event.recipients),
        "rashomon_earliest": when.earliest if when else None,
        "rashomon_latest": when.latest if when else None,
        "rashomon_date_basis": when.basis if when else None,
        "rashomon_place": place.name if place else None,
        "rashomon_place_precision": place.precision if place else None,
        "rashomon_states": states_words(place),
        "rashomon_place_profile": choices.profile,
        "rashomon_evidence_start": event.evidence.start,
        "rashomon_evidence_end": event.evidence.end,
    }


def voice_role(voices: Sequence[Voice]) -> str | None:
    """Return what the innermost voice is: publisher, person, government ..."""
    return voices[-1].role if voices else None


def voice_of(voices: Sequence[Voice]) -> str | None:
    """Return what the innermost voice is called."""
    return voice_name(voices[-1]) if voices and known_voices(voices) else None
