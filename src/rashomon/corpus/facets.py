"""This file is where documents are found by words and by what was coded in them, and counted by it; all of it bounded."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rashomon.corpus.database import Corpus
from rashomon.corpus.reading import MOST, match_words
from rashomon.errors import UsageError

#: What a document can be narrowed down by.
KINDS = ("publisher", "year", "month", "event_type", "mood", "voice", "country")
#: Hits that are ranked, counted and shown; of more, those that were added last.
MOST_HITS = 2000
#: Hits that are counted before it is only said that there are more.
MOST_COUNTED = 100_000
#: What stands around the words found in a snippet: characters that no text is to hold, and that mean nothing if one does.
OPENS, CLOSES = "\ue000", "\ue001"

_WORDS_OF_SNIPPET, _LETTERS_OF_BEGINNING = 28, 240
_NAMES = ("incident", "actor", "voice", "publisher")


@dataclass(frozen=True, slots=True)
class Hits:
    """The documents that fit, as row numbers in the order in which they are shown."""

    rows: tuple[int, ...]
    total: int
    """How many fit; `rows` are at most MOST_HITS of them."""
    is_whole_corpus: bool
    """Nothing was asked for: `rows` are the newest of all documents."""
    is_ranked: bool = False
    """The best come first, not the newest."""


def find_hits(
    corpus: Corpus, words: str = "", facets: Mapping[str, str] | None = None, *, newest: bool = False
) -> Hits:
    """Return the documents that have the words and, for each facet, an event (or date, or publisher) of its value.

    The best come first, or the newest if asked for or no words are given. Raises UsageError for words that are none.
    """
    wanted = facets or {}
    match = match_words(words) if words.strip() else None
    if match is None and not wanted:
        return _newest(corpus)
    ids = _facet_ids(corpus, wanted)
    if ids is None:
        return Hits((), 0, False)
    try:
        rows, total = _with_words(corpus, match, ids) if match else _with_facets(corpus, ids)
        # To rank by the beginning of a word takes its thousand words one by one, and once more for how rare they are.
        if match and not newest and not ("*" in match and total > MOST_HITS):
            return Hits(_best(corpus, match, ids, rows), total, False, True)
        return Hits(_by_day(corpus, rows), total, False)
    except sqlite3.OperationalError as error:
        raise _explained(error, words) from error


def count_facets(corpus: Corpus, hits: Hits, *, most: int) -> list[dict[str, Any]]:
    """Return how many of the hits (of all documents, where nothing was asked for) have each value: kind, value, documents.

    Of each kind, the `most` values that most documents have.
    """
    if hits.is_whole_corpus:
        query = """SELECT kind, value, documents FROM facet_value WHERE kind = ?
                   ORDER BY documents DESC, value LIMIT ?"""
        return [dict(row) for kind in KINDS for row in corpus.db.execute(query, (kind, most))]
    rows = corpus.db.execute(
        """WITH counted AS (SELECT document_facet.value AS id, count(*) AS documents FROM json_each(?) AS hit
                            JOIN document_facet ON document_facet.document = hit.value GROUP BY 1),
                placed AS (SELECT kind, one.value, counted.documents,
                                  row_number() OVER (PARTITION BY kind ORDER BY counted.documents DESC, one.value) AS place
                           FROM counted JOIN facet_value AS one USING (id))
           SELECT kind, value, documents FROM placed WHERE place <= ? ORDER BY kind, place""",
        (json.dumps(hits.rows), most),
    )
    return [dict(row) for row in rows]


def load_hits(corpus: Corpus, rows: Sequence[int], words: str = "") -> list[dict[str, Any]]:
    """Return what is shown of the documents of these rows, in their order, each with the words found in their surroundings.

    `found` has OPENS and CLOSES around them; without words it is how the text begins.
    """
    known = corpus.db.execute(
        """SELECT document.rowid AS row, id, title, publisher, published, language, url, name,
                  (SELECT count(*) FROM event WHERE document = document.id) AS events, substr(text, 1, ?) AS found
           FROM document WHERE document.rowid IN (SELECT value FROM json_each(?))""",
        (_LETTERS_OF_BEGINNING, json.dumps(list(rows))),
    ).fetchall()
    found = {row["row"]: dict(row) for row in known}
    if words.strip():
        snippets = corpus.db.execute(
            f"""SELECT rowid, snippet(document_words, 1, ?, ?, ' … ', {_WORDS_OF_SNIPPET}) FROM document_words
                WHERE document_words MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))""",
            # With the plus the words are looked up once, not once for each row.
            (
                OPENS,
                CLOSES,
                match_words(words),
                min(rows, default=0),
                max(rows, default=0),
                json.dumps(list(rows)),
            ),
        )
        for row, snippet in snippets:
            found[row]["found"] = snippet
    return [found[row] for row in rows if row in found]


def find_names(corpus: Corpus, words: str, *, most: int = 6) -> list[dict[str, Any]]:
    """Return the incidents, actors, voices and publishers whose name has the words (the last may be a beginning)."""
    if not words.strip():
        return []
    match = match_words(words)
    # The index has beginnings of two letters and three.
    match += "" if match.endswith("*") or len(words.split()[-1].strip('"')) < 2 else "*"
    query = "SELECT kind, id, name, count FROM summary_name WHERE summary_name MATCH ? ORDER BY rowid LIMIT ?"
    try:
        return [
            dict(row)
            for kind in _NAMES
            for row in corpus.db.execute(query, (f"{{kind}} : {kind} AND {{name}} : ({match})", most))
        ]
    except sqlite3.OperationalError as error:
        raise _explained(error, words) from error


def list_documents(
    corpus: Corpus, *, publisher: str | None = None, start: int = 0, most: int = MOST
) -> list[dict[str, Any]]:
    """Return documents in order of publication, those without a date first; of one publisher, if it is named."""
    where = "WHERE publisher = ?" if publisher else ""
    rows = corpus.db.execute(
        f"""SELECT id, title, publisher, agency, published, published_basis, language, url, name,
                   (SELECT count(*) FROM event WHERE document = document.id) AS events
            FROM document {where} ORDER BY published, document.rowid LIMIT ? OFFSET ?""",
        (*((publisher,) if publisher else ()), most, start),
    )
    return [dict(row) for row in rows]


def has_uncounted(corpus: Corpus) -> bool:
    """Say whether documents were added since facets were last counted; words find them, facets do not."""
    row = corpus.db.execute(
        "SELECT (SELECT max(rowid) FROM document) > coalesce((SELECT max(document) FROM document_facet), 0)"
    ).fetchone()
    return bool(row[0])


def _newest(corpus: Corpus) -> Hits:
    rows = corpus.db.execute(
        "SELECT rowid FROM document ORDER BY published DESC, rowid DESC LIMIT ?", (MOST_HITS,)
    )
    total = corpus.db.execute("SELECT value FROM summary_count WHERE name = 'documents'").fetchone()
    found = tuple(row[0] for row in rows)
    return Hits(found, max(len(found), total[0] if total else 0), True)


def _facet_ids(corpus: Corpus, facets: Mapping[str, str]) -> list[int] | None:
    """Return the ids of the values, the rarest first; None if no document has one of them."""
    query = "SELECT documents, id FROM facet_value WHERE kind = ? AND value = ?"
    rows = [corpus.db.execute(query, pair).fetchone() for pair in facets.items()]
    return None if None in rows else [row["id"] for row in sorted(rows, key=tuple)]


def _with_words(corpus: Corpus, match: str, ids: Sequence[int]) -> tuple[list[int], int]:
    """Return the rows added last that have the words and values, and how many have them."""
    where = f"document_words MATCH ?{_having(ids, 'document_words.rowid')}"
    rows = corpus.db.execute(
        f"SELECT rowid FROM document_words WHERE {where} ORDER BY rowid DESC LIMIT ?",
        (match, *ids, MOST_HITS),
    )
    found = [row[0] for row in rows]
    return found, len(found) if len(found) < MOST_HITS else _count(
        corpus, f"SELECT rowid FROM document_words WHERE {where}", (match, *ids)
    )


def _with_facets(corpus: Corpus, ids: Sequence[int]) -> tuple[list[int], int]:
    """Return the rows added last that have the values, and how many have them."""
    where = f"value = ?{_having(ids[1:], 'rarest.document')}"
    rows = corpus.db.execute(
        f"SELECT document FROM document_facet AS rarest WHERE {where} ORDER BY document DESC LIMIT ?",
        (*ids, MOST_HITS),
    )
    found = [row[0] for row in rows]
    return found, len(found) if len(found) < MOST_HITS else _count(
        corpus, f"SELECT document FROM document_facet AS rarest WHERE {where}", tuple(ids)
    )


def _having(ids: Sequence[int], row: str) -> str:
    one = f" AND EXISTS (SELECT 1 FROM document_facet AS has WHERE has.value = ? AND has.document = {row})"
    return one * len(ids)


def _count(corpus: Corpus, query: str, values: Sequence[object]) -> int:
    limited = f"SELECT count(*) FROM ({query} LIMIT {MOST_COUNTED})"
    return int(corpus.db.execute(limited, values).fetchone()[0])


def _best(corpus: Corpus, match: str, ids: Sequence[int], rows: Sequence[int]) -> tuple[int, ...]:
    """Return the rows with those first that have the words most, in the shortest text."""
    if not rows:
        return ()
    ranked = corpus.db.execute(
        f"""SELECT rowid, rank FROM document_words WHERE document_words MATCH ? AND rowid BETWEEN ? AND ?
            {_having(ids, "document_words.rowid")}""",
        (match, min(rows), max(rows), *ids),
    )
    scores: dict[int, float] = dict(ranked.fetchall())
    return tuple(sorted(rows, key=lambda row: (scores.get(row, 0.0), -row)))


def _by_day(corpus: Corpus, rows: Sequence[int]) -> tuple[int, ...]:
    query = "SELECT rowid FROM document WHERE rowid IN (SELECT value FROM json_each(?)) ORDER BY published DESC, rowid DESC"
    return tuple(row[0] for row in corpus.db.execute(query, (json.dumps(list(rows)),)))


def _explained(error: sqlite3.OperationalError, words: str) -> Exception:
    """Return the error of a question that the index cannot read as the asker's; any other as it is."""
    if "fts5" in str(error) or "unterminated" in str(error):
        return UsageError(f"{words!r}: not understood; give words, or a phrase in quotation marks")
    return error
