"""This file is where a corpus is written in a format: it feeds the format's writer and never holds many documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import batched
from sys import maxsize

import msgspec

from rashomon.comparisons import Ledger
from rashomon.corpus.comparing import corrected_codings, load_incident
from rashomon.corpus.database import Corpus
from rashomon.corpus.reading import Filter, list_incidents
from rashomon.errors import UsageError
from rashomon.explain.words import is_unrealised, one_line
from rashomon.export.formats import find_format, load_writer
from rashomon.export.formats.items import PROFILES, RULES, Choices, Happening, Number, Told, Whole
from rashomon.incidents.ledger import keep_ledger, settle
from rashomon.incidents.origins import find_origins
from rashomon.incidents.statements import Statements, sort_statements
from rashomon.lexicons import Lexicons
from rashomon.records import Coding, Document, Telling, When, Where

#: Summaries of incidents, and ids of documents, that are held at once.
_BATCH = 10_000
#: Codings that are read together.
_DOCUMENTS = 16
_KINDS = ("killed", "wounded", "missing", "detained", "displaced")


def everything() -> Filter:
    """Return the filter that leaves out nothing."""
    return Filter(most=maxsize)


def export_rows(
    corpus: Corpus,
    format_id: str,
    wanted: Filter | None = None,
    *,
    rule: str = RULES[0],
    profile: str = PROFILES[0],
    tally: Counter[str] | None = None,
    lexicons: Lexicons | None = None,
) -> Iterator[str]:
    """Yield the pieces of the file, each whole lines, the same for the same corpus.

    With a filter only what is told of the incidents it finds. `tally` counts the rows and what had no room in them
    (see `rashomon.export.formats.loss_report`). Raises UsageError, before the first piece, for a format, rule or
    profile that there is not.
    """
    form = find_format(format_id)
    _check("rule", rule, RULES)
    _check("place profile", profile, PROFILES)
    wanted = everything() if wanted is None else wanted
    feed = _FEEDS[form.row]
    items = feed(corpus, wanted, rule, lexicons)
    return load_writer(format_id)(items, Choices(rule, profile), Counter() if tally is None else tally)


def _check(what: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        raise UsageError(f"{value}: no {what} of that name; choose {', '.join(known)}")


def _documents(corpus: Corpus, wanted: Filter, rule: str, lexicons: Lexicons | None) -> Iterator[Whole]:
    return (Whole(coding) for coding, _, _ in _codings(corpus, wanted))


def _events(corpus: Corpus, wanted: Filter, rule: str, lexicons: Lexicons | None) -> Iterator[Told]:
    """Yield the events, document by document; with a filter only those that tell one of its incidents."""
    chosen = None if wanted == everything() else set(_incident_ids(corpus, wanted))
    for coding, coded, incidents in _codings(corpus, wanted):
        for event in coding.events:
            incident = incidents.get(event.id)
            if chosen is None or incident in chosen:
                yield Told(event, coding.document, incident, coded)


def _happenings(corpus: Corpus, wanted: Filter, rule: str, lexicons: Lexicons | None) -> Iterator[Happening]:
    lexicons = lexicons or Lexicons()
    for row in _incident_rows(corpus, wanted):
        yield _happening(corpus, row, rule, lexicons)


_FEEDS: dict[str, Callable[[Corpus, Filter, str, Lexicons | None], Iterator[object]]] = {
    "document": _documents,
    "event": _events,
    "incident": _happenings,
}


def _incident_rows(corpus: Corpus, wanted: Filter) -> Iterator[dict[str, object]]:
    """Yield the summaries of the incidents, some at a time."""
    start, left = wanted.start, wanted.most
    while left > 0:
        rows = list_incidents(corpus, replace(wanted, start=start, most=min(left, _BATCH)))
        yield from rows
        start, left = start + len(rows), left - len(rows)
        if len(rows) < _BATCH:
            return


def _incident_ids(corpus: Corpus, wanted: Filter) -> Iterator[str]:
    return (str(row["id"]) for row in _incident_rows(corpus, wanted))


def _codings(corpus: Corpus, wanted: Filter) -> Iterator[tuple[Coding, str, dict[str, str]]]:
    """Yield each document's coding, when it was coded, and the incident of each event that has one."""
    for ids in batched(_document_ids(corpus, wanted), _DOCUMENTS):
        times, incidents = _times(corpus, ids), _incidents_of(corpus, ids)
        for coding in corrected_codings(corpus, list(ids)):
            id = coding.document.id
            yield coding, times.get(id, ""), incidents.get(id, {})


def _document_ids(corpus: Corpus, wanted: Filter) -> Iterator[str]:
    """Yield the ids of the documents in order: all, or those that tell an incident of the filter."""
    if wanted == everything():
        yield from (row[0] for row in corpus.db.execute("SELECT id FROM document ORDER BY id"))
        return
    found: set[str] = set()
    for some in batched(_incident_ids(corpus, wanted), 500):
        marks = ",".join("?" * len(some))
        query = f"SELECT DISTINCT document FROM telling WHERE incident IN ({marks})"
        found.update(row[0] for row in corpus.db.execute(query, some))
    yield from sorted(found)


def _times(corpus: Corpus, ids: Sequence[str]) -> dict[str, str]:
    marks = ",".join("?" * len(ids))
    query = f"SELECT document.id, started FROM document JOIN run ON run.id = coded_in WHERE document.id IN ({marks})"
    return {row[0]: row[1] for row in corpus.db.execute(query, ids)}


def _incidents_of(corpus: Corpus, ids: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return for each document which incident each of its events is of."""
    marks = ",".join("?" * len(ids))
    query = (
        f"SELECT document, incident, body FROM telling WHERE incident IS NOT NULL AND document IN ({marks})"
    )
    found: dict[str, dict[str, str]] = {}
    for document, incident, body in corpus.db.execute(query, ids):
        events = msgspec.json.decode(body, type=Telling).events
        found.setdefault(document, {}).update(dict.fromkeys(events, incident))
    return found


def _happening(corpus: Corpus, row: dict[str, object], rule: str, lexicons: Lexicons) -> Happening:
    id = str(row["id"])
    incident, tellings = load_incident(corpus, id)
    members = [tellings[one] for one in incident.tellings]
    ids = list(dict.fromkeys(telling.document for telling in members))
    codings = {
        coding.document.id: coding
        for some in batched(ids, 500)
        for coding in corrected_codings(corpus, list(some))
    }
    statements, times = sort_statements(incident, tellings, codings), _times(corpus, ids)
    ledger = _ledger(corpus, statements, ids, lexicons)
    told = [
        Told(event, document, id, times.get(document.id, ""))
        for group in statements
        for event, document in group.events
    ]
    documents = sorted(
        (coding.document for coding in codings.values()), key=lambda d: (d.published or "9", d.id)
    )
    return Happening(
        id=id,
        title=str(row["title"]),
        event_type=str(row["event_type"]),
        when=_when(members, row["earliest"], row["latest"]),
        where=_where(members, row["place"]),
        told=tuple(told),
        stances=tuple((group.speaker or _outlet(group.documents[0]), group.stance) for group in statements),
        documents=tuple(documents),
        lineages=_int(row["lineages"]),
        origins=_int(row["origins"]),
        contradictions=_int(row["contradictions"]),
        settled=_settled(ledger, rule),
        figures=_figures(ledger, {id: coding.document for id, coding in codings.items()}),
    )


def _ledger(
    corpus: Corpus, statements: Sequence[Statements], ids: Sequence[str], lexicons: Lexicons
) -> Ledger:
    """Return the figures of what is told as having happened; what is threatened or denied gives no toll."""
    marks = ",".join("?" * len(ids))
    rows = corpus.db.execute(f"SELECT document, lineage FROM lineage WHERE document IN ({marks})", ids)
    origins = find_origins(statements, {row[0]: row[1] for row in rows})
    origin_of = {number: origin.number for origin in origins for number in origin.accounts}
    facts = [
        replace(
            group, events=[(event, document) for event, document in group.events if not is_unrealised(event)]
        )
        for group in statements
    ]
    return keep_ledger(facts, origin_of, lexicons)


def _figures(ledger: Ledger, documents: Mapping[str, Document]) -> tuple[str, ...]:
    """Return each figure with its voice, each once; of an outlet that gives no name, which document it is."""
    found = (
        (_outlet(documents[entry.document]) if entry.voice == entry.publisher else entry.voice, entry.words)
        for entry in ledger.entries
    )
    return tuple(dict.fromkeys(f"{one_line(voice)}: {words}" for voice, words in found))


def _outlet(document: Document) -> str:
    """Return the publisher's name, else the document's id: its file's name is nobody's business elsewhere."""
    return document.publisher or f"unnamed publisher of {document.id}"


def _settled(ledger: Ledger, rule: str) -> dict[str, Number]:
    found = ((kind, settle(ledger, kind=kind, rule=rule)) for kind in _KINDS)
    return {kind: Number(one.low, one.best, one.high) for kind, one in found if one is not None}


def _when(members: Iterable[Telling], earliest: object, latest: object) -> When | None:
    """Return the incident's days, with what they rest on in the tellings that give them."""
    if earliest is None and latest is None:
        return None
    dates = [telling.when for telling in members if telling.when is not None]
    alike = [
        when
        for when in dates
        if (when.earliest, when.latest) == (earliest, latest) and when.basis != "metadata"
    ]
    first, last = (str(day) if day is not None else None for day in (earliest, latest))
    return alike[0] if alike else When(first, last, basis="metadata")


def _where(members: Iterable[Telling], name: object) -> Where | None:
    """Return the incident's place as the first telling gives it that has its name."""
    return next((t.where for t in members if t.where is not None and t.where.name == name), None)


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0
