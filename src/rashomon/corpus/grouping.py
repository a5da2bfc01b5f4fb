"""This file is where a corpus is grouped: copies to lineages, documents to stories, tellings to incidents."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from hashlib import sha256

import msgspec
from msgspec.structs import replace

from rashomon.comparisons import Comparison, Verdict
from rashomon.corpus.comparing import compare_tellings, corrected_coding
from rashomon.corpus.database import Corpus
from rashomon.corpus.saving import now
from rashomon.corpus.summaries import Packed, keep_comparisons, pack, summarise
from rashomon.garbage import collected_later
from rashomon.incidents.lineage import LineageIndex, lineages
from rashomon.incidents.linking import link
from rashomon.incidents.stories import StoryText, find_stories
from rashomon.incidents.terms import LEAD_WORDS
from rashomon.lexicons import Lexicons
from rashomon.records import Incident, Lineage, Reason, SharedText, Telling

#: Characters of a story that its words are read from.
_LEAD = LEAD_WORDS * 10
#: Codings that are kept at hand while accounts are laid out: a document tells of several incidents of the same days.
_KEPT_CODINGS = 256


@dataclass(frozen=True, slots=True)
class Grouping:
    """How many groups the corpus has after grouping."""

    documents: int
    lineages: int
    stories: int
    incidents: int
    shared: int
    """Incidents that more than one document tells."""


@dataclass(frozen=True, slots=True)
class _Row:
    """What of a document its lineage is judged by."""

    id: str
    published: str | None
    publisher: str | None
    agency: str | None


@collected_later()
def group(corpus: Corpus, lexicons: Lexicons, *, on_step: Callable[[str], None] | None = None) -> Grouping:
    """Group all documents of the corpus anew and return how many groups there are.

    The groups are the same in whatever order documents were added. An incident whose id is gone redirects to the one
    that has its tellings now. What people decided (`merge`, `split`) goes before any likeness.
    """
    step = on_step or (lambda words: None)
    step("copies")
    found = _find_lineages(corpus)
    # Before the accounts are laid out, for their origins rest on it.
    with corpus.change() as db:
        _write_lineages(db, found)
    step("stories")
    stories = _find_stories(corpus, lexicons)
    step("incidents")
    tellings = _tellings(corpus)
    together, apart = _decisions(corpus, tellings)
    incidents = link(tellings.values(), lexicons.frequencies, together=together, apart=apart)
    step("accounts")
    rows, compared = _incident_rows(corpus, incidents, tellings, found, lexicons)
    with corpus.change() as db:
        db.execute("DELETE FROM story")
        db.executemany("INSERT INTO story VALUES (?, ?)", stories.items())
        _write_incidents(db, incidents, tellings, rows)
    keep_comparisons(corpus, compared)
    step("summaries")
    summarise(corpus)
    shared = sum(len({tellings[t].document for t in i.tellings}) > 1 for i in incidents)
    texts = len({lineage.lineage for lineage in found.values()})
    return Grouping(len(found), texts, len(set(stories.values())), len(incidents), shared)


def is_grouped(corpus: Corpus) -> bool:
    """Say whether every document is grouped and summed up: none was added or coded anew since."""
    row = corpus.db.execute(
        """SELECT EXISTS (SELECT 1 FROM document LEFT JOIN story ON story.document = document.id WHERE story IS NULL)
               OR EXISTS (SELECT 1 FROM telling WHERE incident IS NULL)
               OR (EXISTS (SELECT 1 FROM document) AND NOT EXISTS (SELECT 1 FROM summary_count))"""
    ).fetchone()
    return not row[0]


def _find_lineages(corpus: Corpus) -> dict[str, Lineage]:
    rows = corpus.db.execute(
        """SELECT document.id, published, publisher, agency, body FROM document JOIN sketch ON document = document.id
           ORDER BY document.id"""
    ).fetchall()
    text = partial(_text, corpus.db)
    shared = LineageIndex(_counted(corpus.db)).add_all(
        (row["id"], row["body"], partial(text, row["id"])) for row in rows
    )
    documents = [_Row(row["id"], row["published"], row["publisher"], row["agency"]) for row in rows]
    with corpus.change() as db:
        db.execute("DELETE FROM shared_text")
        db.executemany(
            "INSERT INTO shared_text VALUES (?, ?, ?, ?, ?)",
            ((s.left, s.right, s.containment, s.jaccard, f"{s.why.rule}: {s.why.detail}") for s in shared),
        )
    return lineages(documents, shared)


def _counted(db: sqlite3.Connection) -> dict[tuple[str, str], SharedText]:
    """Return the pairs of documents whose texts were found to share text before; a document's text never changes."""
    found = {}
    for left, right, containment, jaccard, why in db.execute("SELECT * FROM shared_text"):
        rule, _, detail = why.partition(": ")
        kind = rule.split(":")[-1]
        found[left, right] = SharedText(left, right, containment, jaccard, 0.0, kind, Reason(rule, detail))
    return found


def _text(db: sqlite3.Connection, document: str) -> str:
    return str(db.execute("SELECT text FROM document WHERE id = ?", (document,)).fetchone()[0])


def _find_stories(corpus: Corpus, lexicons: Lexicons) -> dict[str, str]:
    rows = corpus.db.execute("SELECT id, title, substr(text, 1, ?), published FROM document", (_LEAD,))
    texts = [StoryText(id, title, text, _day(published)) for id, title, text, published in rows]
    return find_stories(texts, lexicons.frequencies) if texts else {}


def _day(published: str | None) -> date | None:
    return date.fromisoformat(published[:10]) if published else None


def _tellings(corpus: Corpus) -> dict[str, Telling]:
    rows = corpus.db.execute("SELECT id, body FROM telling ORDER BY id")
    return {row[0]: msgspec.json.decode(row[1], type=Telling) for row in rows}


_Pairs = list[tuple[str, str]]


def _decisions(corpus: Corpus, tellings: Mapping[str, Telling]) -> tuple[_Pairs, _Pairs]:
    """Return the pairs of tellings that people put together and apart.

    A telling that coding anew has changed is found again as the main one of its document.
    """
    mains = {telling.document: id for id, telling in tellings.items() if telling.rank == 0}
    found: dict[str, _Pairs] = {"merge": [], "split": []}
    rows = corpus.db.execute(
        'SELECT action, "left", "right", left_document, right_document FROM decision WHERE undone IS NULL ORDER BY id'
    )
    for action, left, right, left_document, right_document in rows:
        one = left if left in tellings else mains.get(left_document)
        other = right if right in tellings else mains.get(right_document)
        if one is not None and other is not None and one != other:
            found[action].append((one, other))
    return found["merge"], found["split"]


def _incident_rows(
    corpus: Corpus,
    incidents: Sequence[Incident],
    tellings: Mapping[str, Telling],
    found: Mapping[str, Lineage],
    lexicons: Lexicons,
) -> tuple[list[tuple[object, ...]], dict[str, Packed]]:
    """Return the summary of each incident, and the comparisons made for them, by incident.

    The summary of one that has not changed is taken from the corpus, if its comparison is kept there as well.
    """
    publishers = dict(corpus.db.execute("SELECT id, coalesce(publisher, id) FROM document").fetchall())
    runs = dict(corpus.db.execute("SELECT id, coded_in FROM document").fetchall())
    known = {row["signature"]: tuple(row) for row in corpus.db.execute("SELECT * FROM incident")}
    kept = {row[0] for row in corpus.db.execute("SELECT signature FROM comparison")}
    texts = {id: lineage.lineage for id, lineage in found.items()}
    rows: list[tuple[object, ...]] = []
    compared: dict[str, Packed] = {}
    read = lru_cache(_KEPT_CODINGS)(partial(corrected_coding, corpus))
    for incident in incidents:
        parts = sorted(
            (t, runs[tellings[t].document], found[tellings[t].document].lineage) for t in incident.tellings
        )
        signature = sha256(repr((incident.id, parts)).encode()).hexdigest()[:32]
        is_shared = len({tellings[t].document for t in incident.tellings}) > 1
        row = known.get(signature) if signature in kept or not is_shared else None
        if row is None:
            comparison = None
            if is_shared:
                comparison = compare_tellings(corpus, incident, tellings, lexicons, lineages=texts, read=read)
            row = _summary(incident, tellings, found, publishers, comparison, signature)
            if comparison is not None:
                compared[incident.id] = pack(signature, replace(comparison, title=str(row[1])))
        rows.append(row)
    return rows, compared


def _summary(
    incident: Incident,
    tellings: Mapping[str, Telling],
    found: Mapping[str, Lineage],
    publishers: Mapping[str, str],
    comparison: Comparison | None,
    signature: str,
) -> tuple[object, ...]:
    members = [tellings[t] for t in incident.tellings]
    documents = list(dict.fromkeys(telling.document for telling in members))
    kind = Counter(t.event_types[0] for t in members).most_common(1)[0][0]
    places = Counter((t.where.id, t.where.name) for t in members if t.where is not None)
    top = places.most_common(1)[0][0][0] if places else None
    place = next((t.where for t in members if t.where is not None and t.where.id == top), None)
    earliest, latest = _days(members)
    origins, low, high, disputes = 1, None, None, 0
    if comparison is not None:
        origins, disputes = len(comparison.origins), _contradictions(comparison)
        low, high = _toll(comparison)
    else:
        tolls = [n for t in members for f in t.figures if f.kind == "killed" for n in (f.low, f.high) if n]
        low, high = min(tolls, default=None), max(tolls, default=None)
    return (
        incident.id,
        title_of(kind, _mode(members), place.name if place else None, earliest, latest),
        members[0].family,
        kind,
        earliest,
        latest,
        place.name if place else None,
        place.latitude if place else None,
        place.longitude if place else None,
        place.radius_km if place else None,
        place.precision if place else None,
        " ".join(dict.fromkeys(s.state for s in place.states)) if place else "",
        len(members),
        signature,
        len(documents),
        len({publishers[document] for document in documents}),
        len({found[document].lineage for document in documents}),
        origins,
        low,
        high,
        disputes,
    )


def title_of(kind: str, mode: str | None, place: str | None, earliest: str | None, latest: str | None) -> str:
    """Return a title that takes no side: what kind of deed, where and when."""
    words = kind.capitalize() + (f" ({mode})" if mode else "")
    days = earliest if earliest == latest else f"{earliest or '?'} to {latest or '?'}"
    return words + (f", {place}" if place else "") + (f", {days}" if earliest or latest else "")


def _mode(members: Iterable[Telling]) -> str | None:
    modes = Counter(telling.modes[0] for telling in members if telling.modes)
    return modes.most_common(1)[0][0] if modes else None


def _days(members: Sequence[Telling]) -> tuple[str | None, str | None]:
    """Return the days that most tellings give; a day that only pages give counts where no text gives one."""
    dates = [t.when for t in members if t.when is not None and t.when.earliest and t.when.latest]
    told = [(w.earliest, w.latest) for w in dates if w.basis != "metadata"] or [
        (w.latest, w.latest) for w in dates
    ]
    if told:
        (earliest, latest), _ = Counter(told).most_common(1)[0]
        return earliest, latest
    pages = [t.published[:10] for t in members if t.published]
    return (min(pages), min(pages)) if pages else (None, None)


def _contradictions(comparison: Comparison) -> int:
    cells = (cell for account in comparison.accounts for cell in account.cells)
    return sum(cell.verdict is Verdict.CONTRADICTS for cell in cells)


def _toll(comparison: Comparison) -> tuple[int | None, int | None]:
    ranges = [r for r in comparison.ledger.ranges if r.kind == "killed" and r.origin is None]
    return min((r.low for r in ranges), default=None), max((r.high for r in ranges), default=None)


def _write_lineages(db: sqlite3.Connection, found: Mapping[str, Lineage]) -> None:
    db.execute("DELETE FROM lineage")
    db.executemany(
        "INSERT INTO lineage VALUES (?, ?, ?, ?, ?)",
        (
            (id, one.lineage, one.why.rule.split(":")[-1] if one.why else None, one.copy_of, None)
            for id, one in found.items()
        ),
    )


def _write_incidents(
    db: sqlite3.Connection,
    incidents: Sequence[Incident],
    tellings: Mapping[str, Telling],
    rows: Sequence[tuple[object, ...]],
) -> None:
    """Write incidents and links; ids that are gone redirect to the incident that has most of their documents."""
    before = _documents_by_incident(db)
    db.execute("DELETE FROM incident")
    if rows:
        db.executemany(f"INSERT INTO incident VALUES ({','.join('?' * len(rows[0]))})", rows)
    db.executemany(
        "UPDATE telling SET incident = ? WHERE id = ?", ((i.id, t) for i in incidents for t in i.tellings)
    )
    made = now()
    db.executemany(
        'INSERT OR IGNORE INTO link ("left", "right", score, features, rule, made) VALUES (?, ?, ?, ?, ?, ?)',
        (
            (one.left, one.right, one.score, msgspec.json.encode(one.features).decode(), one.rule, made)
            for incident in incidents
            for one in incident.links
        ),
    )
    current = {incident.id for incident in incidents}
    of_document: dict[str, list[str]] = {}
    for incident in incidents:
        for telling in incident.tellings:
            of_document.setdefault(tellings[telling].document, []).append(incident.id)
    db.executemany("DELETE FROM redirect WHERE old = ?", ((id,) for id in current))
    for old, documents in before.items():
        votes = Counter(id for document in documents for id in of_document.get(document, ()))
        if old not in current and votes:
            new = max(votes, key=lambda id: (votes[id], id))
            db.execute("UPDATE redirect SET new = ? WHERE new = ?", (new, old))
            db.execute("INSERT OR REPLACE INTO redirect VALUES (?, ?, ?)", (old, new, made))


def _documents_by_incident(db: sqlite3.Connection) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for id in (row[0] for row in db.execute("SELECT id FROM incident").fetchall()):
        found[id] = []
    for incident, document in db.execute("SELECT incident, document FROM telling WHERE incident IS NOT NULL"):
        found.setdefault(incident, []).append(document)
    return found
