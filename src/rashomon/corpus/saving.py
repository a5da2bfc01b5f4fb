"""This file is where a coding becomes rows of the corpus, and rows become a coding again."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import msgspec
from msgspec import Struct

from rashomon.errors import CorpusError
from rashomon.explain.words import figure_words, one_line, voice_name, voices_words
from rashomon.incidents.shingles import sketch
from rashomon.incidents.tellings import find_tellings
from rashomon.records import Actor, Attribution, Coding, Document, Event, Figure, Span, Voice, Wording

#: A higher level takes twice the time for a tenth of the size.
_LEVEL = 3

Row = tuple[object, ...]


class Rows(Struct, frozen=True):
    """A coding as the corpus keeps it: whole, and in columns. Made where it was coded, so that writing is quick."""

    document: str
    body: bytes
    head: Row
    events: list[Row]
    actors: list[Row]
    attributions: list[Row]
    figures: list[Row]
    wording: list[Row]
    tellings: list[Row]
    sketch: bytes
    sectors: list[Row]


def now() -> str:
    """Return the time in UTC, to the second, as the corpus writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def to_rows(coding: Coding) -> Rows:
    """Return the rows of a coding."""
    document = coding.document
    speakers = {a.id: _speaker(a.chain, document) for a in coding.attributions}
    return Rows(
        document.id,
        pack(coding),
        _head(document),
        [_event(event, number, document) for number, event in enumerate(coding.events, 1)],
        [row for event in coding.events for row in _actors(event)],
        [_attribution(attribution, document) for attribution in coding.attributions],
        [
            _figure(f, speakers.get(f.attribution or "", _publisher(document)), document)
            for f in coding.figures
        ],
        [_wording(w, _user(w.voice, w.attribution, speakers, document), document) for w in coding.wording],
        [
            (t.id, document.id, t.rank, t.family, None, msgspec.json.encode(t).decode())
            for t in find_tellings(coding)
        ],
        sketch(document.text),
        [row for attribution in coding.attributions for row in _sectors(attribution, document)],
    )


def pack(coding: Coding) -> bytes:
    """Return the coding as compressed JSON; `unpack` gives back an equal one."""
    return zlib.compress(coding.to_json().encode("utf-8", "surrogatepass"), _LEVEL)


def unpack(body: bytes) -> Coding:
    """Return the coding that `pack` packed."""
    return Coding.from_json(zlib.decompress(body))


def save_document(db: sqlite3.Connection, rows: Rows, *, run: int) -> bool:
    """Write the document and its coding; return whether the document is new. Call it inside a change."""
    new = db.execute("SELECT 1 FROM document WHERE id = ?", (rows.document,)).fetchone() is None
    if new:
        _insert(db, "document", [(*rows.head, None, now())])
    save_coding(db, rows, run=run)
    return new


def save_coding(db: sqlite3.Connection, rows: Rows, *, run: int) -> None:
    """Write the coding as the document's newest; those of earlier runs stay. Call it inside a change."""
    for table in ("event", "attribution", "attribution_sector", "figure", "wording", "telling"):
        db.execute(f"DELETE FROM {table} WHERE document = ?", (rows.document,))
    db.execute("INSERT OR REPLACE INTO coding VALUES (?, ?, ?)", (rows.document, run, rows.body))
    db.execute("UPDATE document SET coded_in = ? WHERE id = ?", (run, rows.document))
    _insert(db, "event", rows.events)
    _insert(db, "event_actor", rows.actors)
    _insert(db, "attribution", rows.attributions)
    _insert(db, "attribution_sector", rows.sectors)
    _insert(db, "figure", rows.figures)
    _insert(db, "wording", rows.wording)
    _insert(db, "telling", rows.tellings)
    db.execute("INSERT OR REPLACE INTO sketch VALUES (?, ?)", (rows.document, rows.sketch))


def load_codings(db: sqlite3.Connection, documents: Iterable[str]) -> Iterator[Coding]:
    """Yield the newest coding of each document, in the order asked for. Raises CorpusError for one not there."""
    for document in documents:
        row = db.execute(
            "SELECT body FROM coding JOIN document ON document.id = coding.document AND coded_in = run WHERE id = ?",
            (document,),
        ).fetchone()
        if row is None:
            raise CorpusError(
                f"{document}: no such document in the corpus; `rashomon search` finds documents"
            )
        yield unpack(row[0])


def _insert(db: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    if rows:
        db.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)


def _head(document: Document) -> Row:
    return (
        document.id,
        document.title,
        document.publisher,
        document.publisher_country,
        document.agency,
        json.dumps(document.authors, ensure_ascii=False),
        document.section,
        document.published,
        document.published_basis,
        document.updated,
        document.language,
        document.url,
        document.name,
        document.text,
        document.source_sha256,
    )


def _event(event: Event, number: int, document: Document) -> Row:
    when, where, text = event.date, event.place, document.text
    return (
        event.id,
        document.id,
        number,
        event.event_type,
        event.mode,
        " ".join(event.contexts),
        event.cameo,
        event.quad,
        event.intensity,
        event.mood.value,
        event.temporal,
        event.zone.value,
        event.factuality[0].value if event.factuality else None,
        when.earliest if when else None,
        when.latest if when else None,
        when.granularity if when else None,
        when.basis if when else None,
        where.name if where else None,
        where.id if where else None,
        " ".join(dict.fromkeys(state.state for state in where.states)) if where else None,
        where.latitude if where else None,
        where.longitude if where else None,
        where.radius_km if where else None,
        where.precision if where else None,
        _speaker(event.voices, document),
        voices_words(event.voices, document),
        event.attribution,
        one_line(event.trigger.of(text)),
        event.evidence.start,
        event.evidence.end,
        one_line(event.evidence.of(text)),
        event.why[0].rule if event.why else None,
    )


def _actors(event: Event) -> Iterator[Row]:
    day = (event.date.earliest or event.date.latest) if event.date else None
    for role, actors in (("actor", event.actors), ("recipient", event.recipients)):
        for actor in actors:
            yield (
                event.id,
                event.document,
                role,
                entity(actor),
                one_line(actor.name),
                " ".join(actor.country),
                " ".join(actor.sectors),
                day,
            )


def entity(actor: Actor) -> str:
    """Return what an actor is known by across documents: its id, else its codes, else its name as written.

    Who belongs to a disputed territory goes by its name: its code is a choice of the export, not the state's own army.
    """
    if actor.id:
        return actor.id
    if actor.country and not actor.is_disputed:
        return f"role:{'/'.join(actor.country)}{''.join(f' {sector}' for sector in actor.sectors[:1])}"
    return f"name:{one_line(actor.name).casefold()}"


def _attribution(attribution: Attribution, document: Document) -> Row:
    speaker = attribution.chain[-1] if attribution.chain else None
    country = {code for actor in (speaker.actors if speaker else ()) for code in actor.country}
    first = attribution.content[0] if attribution.content else None
    return (
        document.id,
        attribution.id,
        attribution.parent,
        _speaker(attribution.chain, document),
        voices_words(attribution.chain, document),
        " ".join(sorted(country)),
        attribution.act,
        attribution.form,
        _words(attribution.cue, document),
        _words(attribution.content, document),
        first.start if first else None,
        attribution.content[-1].end if first else None,
    )


def _sectors(attribution: Attribution, document: Document) -> Iterator[Row]:
    speaker = attribution.chain[-1] if attribution.chain else None
    found = dict.fromkeys(sector for actor in (speaker.actors if speaker else ()) for sector in actor.sectors)
    if found:
        yield (document.id, attribution.id, " ".join(found))


def _figure(figure: Figure, voice: str, document: Document) -> Row:
    span = figure.span
    number = (figure.low, figure.high, figure.hedge, figure.whom)
    return (document.id, figure.kind, *number, voice, figure_words(figure), span.start, span.end)


def _wording(wording: Wording, voice: str, document: Document) -> Row:
    span = wording.span
    term = one_line(span.of(document.text))
    return (document.id, wording.entry, wording.family, term, voice, wording.form, span.start, span.end)


def _words(spans: Iterable[Span], document: Document) -> str:
    return one_line(" … ".join(span.of(document.text) for span in spans))


def _speaker(chain: tuple[Voice, ...], document: Document) -> str:
    """Return the innermost voice's name; the publisher's where it speaks itself."""
    if not chain or chain[-1].role == "publisher":
        return _publisher(document)
    return voice_name(chain[-1])


def _publisher(document: Document) -> str:
    return one_line(document.publisher or "") or "unnamed publisher"


def _user(voice: str, attribution: str | None, speakers: dict[str, str], document: Document) -> str:
    """Return who used a loaded word: the publisher, or the speaker of the statement it stands in."""
    if voice == "publisher" or attribution is None:
        return _publisher(document)
    return speakers.get(attribution, _publisher(document))
