"""This file is where people's corrections of coded fields are kept, laid over the coding, and made into test cases."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from rashomon import ontology
from rashomon.corpus.database import Corpus
from rashomon.corpus.saving import load_codings, now
from rashomon.errors import CorpusError, UsageError
from rashomon.ontology import EventType
from rashomon.records import Actor, Coding, Event, Mood, Reason, Span, When, Where

#: What can be changed, and what else than text it must be.
FIELDS = ("event_type", "mode", "mood", "actor", "recipient", "date", "place")
_VALUES: dict[str, Iterable[str]] = {
    "event_type": EventType,
    "mode": sorted({mode for kind in EventType for mode in ontology.modes(kind)}),
    "mood": Mood,
}
ACTIONS = ("accept", "change", "reject")


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody decided on one event: accepted as coded, a field changed, or rejected as no event."""

    id: int
    document: str
    event_type: str
    """The type that was coded; with the trigger's characters it finds the event again after coding anew."""
    span: Span
    action: str
    field: str | None
    old: str | None
    new: str | None
    author: str
    made: str
    note: str | None = None
    event: str | None = None
    """The id that the event had; it tells events on one trigger apart."""


def correct(
    corpus: Corpus,
    event: str,
    action: str,
    *,
    field: str | None = None,
    new: str | None = None,
    author: str,
    note: str | None = None,
) -> int:
    """Keep what `author` decided on an event (by its id) and return the correction's number.

    Raises CorpusError if there is no such event, UsageError for a field or value that cannot be.
    """
    check(action, field, new)
    coded = _find(corpus, event)
    old = field_value(coded, field) if field else None
    with corpus.change() as db:
        row = db.execute(
            """INSERT INTO correction (document, event_type, start, "end", action, field, old, new, author, made, note, event)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                coded.document,
                coded.event_type,
                *(coded.trigger.start, coded.trigger.end),
                *(action, field, old, new),
                *(author, now(), note, coded.id),
            ),
        )
        _forget_comparisons(db, coded.document)
        return int(row.lastrowid or 0)


def undo_correction(corpus: Corpus, number: int) -> None:
    """Take a correction back; it stays in the corpus as undone."""
    with corpus.change() as db:
        done = db.execute("UPDATE correction SET undone = ? WHERE id = ? AND undone IS NULL", (now(), number))
        for row in db.execute("SELECT document FROM correction WHERE id = ?", (number,)).fetchall():
            _forget_comparisons(db, row[0])
    if not done.rowcount:
        raise CorpusError(f"{corpus.path}: no correction {number} that is in force")


def corrections_of(corpus: Corpus, document: str | None = None) -> Iterator[Correction]:
    """Yield the corrections in force, oldest first: of one document, or all."""
    where = "AND document = ?" if document else ""
    rows = corpus.db.execute(
        f'SELECT id, document, event_type, start, "end", action, field, old, new, author, made, note, event'
        f" FROM correction WHERE undone IS NULL {where} ORDER BY id",
        (document,) if document else (),
    )
    for number, document_id, event_type, start, end, *rest in rows:
        yield Correction(number, document_id, event_type, Span(start, end), *rest)


def lay_over(coding: Coding, corrections: Iterable[Correction]) -> Coding:
    """Return the coding with the corrections laid over it: rejected events left out, changed fields changed.

    A correction whose event is no longer coded changes nothing.
    """
    events = {event.id: event for event in coding.events}
    for correction in corrections:
        event = meant_event(correction, events.values())
        if event is None or correction.action == "accept":
            continue
        if correction.action == "reject":
            del events[event.id]
        else:
            events[event.id] = _changed(event, correction)
    return dataclasses.replace(coding, events=tuple(events.values()))


def meant_event(correction: Correction, events: Iterable[Event]) -> Event | None:
    """Return the event that was corrected, coded anew or not: the one on its trigger, with its id or type if there are more."""
    found = [e for e in events if e.trigger == correction.span and e.document == correction.document]
    for is_it in (
        lambda event: event.id == correction.event,
        lambda event: event.event_type == correction.event_type,
    ):
        if event := next(filter(is_it, found), None):
            return event
    return found[0] if found else None


def export_cases(corpus: Corpus) -> Iterator[str]:
    """Yield each correction in force as one line of JSON: the sentence, what was coded, and what is right."""
    for correction in corrections_of(corpus):
        coding = next(load_codings(corpus.db, [correction.document]))
        text = coding.document.text
        event = meant_event(correction, coding.events)
        start, end = _sentence(text, correction.span)
        yield json.dumps(
            {
                "text": text[start:end],
                "trigger": [correction.span.start - start, correction.span.end - start],
                "published": coding.document.published,
                "action": correction.action,
                "field": correction.field,
                "coded": correction.old if correction.field else correction.event_type,
                "right": correction.new,
                "rule": event.why[0].rule if event and event.why else None,
                "author": correction.author,
                "made": correction.made,
                "note": correction.note,
            },
            ensure_ascii=False,
        )


def _forget_comparisons(db: sqlite3.Connection, document: str) -> None:
    """Drop the comparisons kept for pages in which the document stands: they are made anew from what is now right."""
    db.execute(
        "DELETE FROM comparison WHERE incident IN (SELECT incident FROM telling WHERE document = ?)",
        (document,),
    )


def check(action: str, field: str | None, new: str | None) -> None:
    """Raise UsageError for an action, field or value that cannot be; otherwise return nothing."""
    if action not in ACTIONS:
        raise UsageError(f"{action}: no way to correct; choose {', '.join(ACTIONS)}")
    if action != "change":
        return
    if field not in FIELDS:
        raise UsageError(f"{field}: no field that can be changed; choose {', '.join(FIELDS)}")
    allowed: set[str] = {str(value) for value in _VALUES.get(field, ())}
    if not new or (allowed and new not in allowed):
        choice = f"; choose {', '.join(sorted(allowed))}" if allowed else ""
        raise UsageError(f"{new}: no {field} that can be{choice}")
    if field == "date" and not all(map(_is_day, new.split("/", 1))):
        raise UsageError(
            f"{new}: no date that can be; write YYYY-MM-DD, or two such days with / between them"
        )


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _find(corpus: Corpus, event: str) -> Event:
    coding = next(load_codings(corpus.db, [event.split(":")[0]]))
    found = next((e for e in coding.events if e.id == event), None)
    if found is None:
        raise CorpusError(f"{event}: no such event in the corpus; `rashomon show` lists a document's events")
    return found


def field_value(event: Event, field: str) -> str | None:
    """Return what was coded in the field, as text."""
    if field in ("actor", "recipient"):
        return "; ".join(actor.name for actor in (event.actors if field == "actor" else event.recipients))
    if field == "date":
        return f"{event.date.earliest or ''}/{event.date.latest or ''}" if event.date else None
    if field == "place":
        return event.place.name if event.place else None
    value = getattr(event, field)
    return str(value) if value is not None else None


def _changed(event: Event, correction: Correction) -> Event:
    """Return the event with the field changed, and the correction among its reasons."""
    field, new = correction.field or "", correction.new or ""
    why = (
        *event.why,
        Reason(f"correction:{correction.id}", f"{field} by {correction.author}, {correction.made[:10]}"),
    )
    if field == "mood":
        return replace(event, mood=Mood(new), why=why)
    if field in ("actor", "recipient"):
        actor = Actor("", new, event.trigger, event.trigger, method="correction")
        return replace(event, **{f"{field}s": (actor,)}, why=why)
    if field in ("date", "place"):
        return replace(event, why=why, **_rebuilt(event, field, new))
    kind, mode = (new, event.mode) if field == "event_type" else (event.event_type, new)
    return replace(event, why=why, **_codes(event, kind, mode))


def _codes(event: Event, kind: str, mode: str | None) -> dict[str, object]:
    """Return the type and mode with the codes that follow from them; a mode that the type does not have goes."""
    mode = mode if mode in ontology.modes(kind) else None
    keeps_code = event.cameo is not None and ontology.allows(event.cameo, kind, mode)
    return {
        "event_type": kind,
        "mode": mode,
        "cameo": event.cameo if keeps_code else ontology.default_cameo(kind, mode),
        "quad": ontology.quad(kind),
        "intensity": ontology.intensity(kind, mode),
    }


def _rebuilt(event: Event, field: str, new: str) -> dict[str, object]:
    """Return the new date or place as the event's field holds it."""
    if field == "date":
        earliest, _, latest = new.partition("/")
        return {"date": When(earliest, latest or earliest, granularity="day", basis="explicit")}
    return {"place": Where("", new)}


def _sentence(text: str, span: Span) -> tuple[int, int]:
    """Return the bounds of the paragraph that holds the span."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return start, end if end >= 0 else len(text)
