"""This file is where a corpus is asked: incidents by filter, documents by words, failures, runs."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rashomon.corpus.database import Corpus
from rashomon.errors import CorpusError, UsageError

#: What one question gives at most, unless it asks for more.
MOST = 50

#: Letters that the beginning of a word has: one or two stand for thousands of words.
_BEGINNING = 3
#: A phrase with a letter or digit in it, or a word; what else stands there (marks, a NUL) is none.
#: So many documents are looked up one by one.
_FEW = 500
_BY_PUBLISHER = "SELECT rowid FROM document WHERE publisher = ?"
_BY_WORDS = "SELECT rowid FROM document_words WHERE document_words MATCH ?"

_QUERY_WORD = re.compile(r'"[^"\0]*[^\W_][^"\0]*"|[^\W_]+\*?')


@dataclass(frozen=True, slots=True)
class Filter:
    """Which incidents are wanted; what is None does not matter. Days are ISO dates, both inclusive."""

    event_type: str | None = None
    state: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    publisher: str | None = None
    words: str | None = None
    documents: int = 1
    newest: bool = False
    """The newest first, not those with most independent origins."""
    start: int = 0
    """How many to pass over."""
    most: int = MOST


def list_incidents(corpus: Corpus, wanted: Filter | None = None) -> list[dict[str, Any]]:
    """Return the summaries of incidents, those with most independent origins first, else the newest."""
    wanted = wanted or Filter()
    words = match_words(wanted.words) if wanted.words else None
    clauses, values = ["documents >= ?"], [wanted.documents]  # type: list[str], list[Any]
    for clause, value in (
        ("event_type = ?", wanted.event_type),
        ("(' ' || states || ' ') LIKE ?", f"% {wanted.state} %" if wanted.state else None),
        ("place LIKE ? ESCAPE '\\'", f"%{_plain(wanted.place)}%" if wanted.place else None),
        ("latest >= ?", wanted.since),
        ("earliest <= ?", f"{wanted.until}~" if wanted.until else None),  # 2020-10 ends with October
        (_told_in(corpus, _BY_PUBLISHER, wanted.publisher), wanted.publisher),
        (_told_in(corpus, _BY_WORDS, words), words),
    ):
        if value is not None:
            clauses.append(clause)
            values.append(value)
    order = "latest DESC, id" if wanted.newest else "origins DESC, documents DESC, latest DESC, id"
    query = f"SELECT * FROM incident WHERE {' AND '.join(clauses)} ORDER BY {order} LIMIT ? OFFSET ?"
    rows = corpus.db.execute(query, (*values, wanted.most, wanted.start)).fetchall()
    return [{name: row[name] for name in row.keys() if name != "signature"} for row in rows]  # noqa: SIM118


def _told_in(corpus: Corpus, documents: str, value: str | None) -> str:
    """Return the clause of incidents that one of the documents tells: few are looked up, of many the incidents are asked."""
    if value is None:
        return ""
    some = corpus.db.execute(f"SELECT count(*) FROM ({documents} LIMIT {_FEW})", (value,)).fetchone()[0]
    told = (
        f"FROM telling JOIN document ON document.id = telling.document WHERE document.rowid IN ({documents})"
    )
    if some < _FEW:
        return f"id IN (SELECT incident {told})"
    return f"EXISTS (SELECT 1 {told} AND telling.incident = incident.id)"


def search(corpus: Corpus, words: str, *, most: int = MOST) -> list[dict[str, Any]]:
    """Return the documents that have the words (a phrase in quotation marks, the start of a word with *), best first."""
    rows = corpus.db.execute(
        """SELECT document.id, document.title, publisher, published, document.name,
                  snippet(document_words, 1, '[', ']', ' … ', 24) AS found
           FROM document_words JOIN document ON document.rowid = document_words.rowid
           WHERE document_words MATCH ? ORDER BY rank, document.id LIMIT ?""",
        (match_words(words), most),
    ).fetchall()
    return [dict(row) for row in rows]


def match_words(words: str) -> str:
    """Return the words as a question that the full-text index cannot misread.

    Raises UsageError if there are none, or one stands for all that begin with a letter or two.
    """
    found = _QUERY_WORD.findall(words)
    if not found:
        raise UsageError(f"{words!r}: no word to search for; give words, or a phrase in quotation marks")
    if short := next((word for word in found if word.endswith("*") and len(word) <= _BEGINNING), None):
        raise UsageError(f"{short}: too short a beginning; give {_BEGINNING} letters of the word at least")
    return " ".join(
        word if word.startswith('"') else f'"{word[:-1]}"*' if word.endswith("*") else f'"{word}"'
        for word in found
    )


def find_document(corpus: Corpus, wanted: str) -> str:
    """Return the id of the document that is meant by an id, the start of one, or its file's name.

    Raises CorpusError if there is none, or several are meant.
    """
    rows = corpus.db.execute(
        "SELECT id FROM document WHERE id = ? OR name = ? OR (length(?) > 3 AND substr(id, 1, length(?)) = ?) LIMIT 2",
        (wanted,) * 5,
    ).fetchall()
    if len(rows) != 1:
        many = "several documents are meant" if rows else "no such document"
        raise CorpusError(f"{wanted}: {many}; `rashomon search {corpus.path} WORDS` finds documents")
    return str(rows[0][0])


def list_failures(corpus: Corpus, *, start: int = 0, most: int = -1) -> list[dict[str, Any]]:
    """Return the inputs that could not be read or coded, with the reason, the newest first; `most` of them, or all."""
    rows = corpus.db.execute(
        """SELECT key, name, source, options, error, reason, tries, seen, run FROM input WHERE status = 'failed'
           ORDER BY seen DESC, name LIMIT ? OFFSET ?""",
        (most, start),
    ).fetchall()
    return [dict(row) for row in rows]


def count_failures(corpus: Corpus) -> dict[str, int]:
    """Return how many inputs failed, by the kind of error, the most frequent first."""
    rows = corpus.db.execute(
        "SELECT error, count(*) FROM input WHERE status = 'failed' GROUP BY error ORDER BY 2 DESC, 1"
    )
    return {row[0] or "unknown": row[1] for row in rows}


def list_runs(corpus: Corpus) -> list[dict[str, Any]]:
    """Return the runs, each with its manifest, the oldest first."""
    return newest_runs(corpus)[::-1]


def newest_runs(corpus: Corpus, *, start: int = 0, most: int = -1) -> list[dict[str, Any]]:
    """Return the runs, each with its manifest, the newest first; `most` of them, or all."""
    rows = corpus.db.execute("SELECT * FROM run ORDER BY id DESC LIMIT ? OFFSET ?", (most, start)).fetchall()
    return [{**dict(row), "manifest": json.loads(row["manifest"])} for row in rows]


def count_all(corpus: Corpus) -> dict[str, int]:
    """Return how many documents, publishers, events, attributions, figures, stories and incidents there are."""
    tables = {
        name: f"SELECT count(*) FROM {name}"
        for name in ("document", "event", "attribution", "figure", "incident")
    }
    tables["publisher"] = "SELECT count(DISTINCT publisher) FROM document"
    tables["story"] = "SELECT count(DISTINCT story) FROM story"
    tables["lineage"] = "SELECT count(DISTINCT lineage) FROM lineage"
    return {name: int(corpus.db.execute(query).fetchone()[0]) for name, query in tables.items()}


def documents_of(corpus: Corpus, incident: str) -> Iterator[sqlite3.Row]:
    """Yield what is known of each document of the incident, with whose copy it is, in order of publication."""
    yield from corpus.db.execute(
        """SELECT DISTINCT document.id, title, publisher, agency, published, name, lineage.lineage, lineage.kind, lineage.of
           FROM telling JOIN document ON document.id = telling.document LEFT JOIN lineage ON lineage.document = document.id
           WHERE incident = ? ORDER BY published IS NULL, published, document.id""",
        (incident,),
    )


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
