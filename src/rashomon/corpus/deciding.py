"""This file is where people put incidents together or take them apart; every decision is kept and can be undone."""

from __future__ import annotations

from collections.abc import Iterable

from rashomon.corpus.comparing import find_incident, load_incident
from rashomon.corpus.database import Corpus
from rashomon.corpus.saving import now
from rashomon.errors import CorpusError
from rashomon.records import Telling


def merge(corpus: Corpus, one: str, other: str, *, author: str, note: str | None = None) -> int:
    """Hold two incidents to be one and return the decision's number; group the corpus anew to see it.

    Raises CorpusError if there is no such incident, or both are the same.
    """
    left, right = find_incident(corpus, one), find_incident(corpus, other)
    if left == right:
        raise CorpusError(f"{one} and {other} are one incident already")
    mine, theirs = (load_incident(corpus, id)[1] for id in (left, right))
    # All are held to the first: what was one incident stays one when another is joined to it.
    others = [telling for id, telling in {**mine, **theirs}.items() if id != left]
    return _decide(corpus, "merge", [(mine[left], telling) for telling in others], author, note)


def split(
    corpus: Corpus, incident: str, documents: Iterable[str], *, author: str, note: str | None = None
) -> int:
    """Take the documents' tellings out of the incident and return the decision's number.

    Raises CorpusError if none, or all, of the incident's documents are named.
    """
    id, wanted = find_incident(corpus, incident), set(documents)
    _, tellings = load_incident(corpus, id)
    out = [t for t in tellings.values() if t.document in wanted]
    rest = [t for t in tellings.values() if t.document not in wanted]
    if not out or not rest:
        found = ", ".join(sorted({t.document for t in tellings.values()}))
        raise CorpusError(f"{id}: name some, not all, of its documents to take them out: {found}")
    return _decide(corpus, "split", [(left, right) for left in out for right in rest], author, note)


def undo_decision(corpus: Corpus, number: int) -> None:
    """Take a decision back; it stays in the corpus as undone. Raises CorpusError if it is not in force."""
    row = corpus.db.execute(
        "SELECT made, author, action FROM decision WHERE id = ? AND undone IS NULL", (number,)
    )
    found = row.fetchone()
    if found is None:
        raise CorpusError(f"{corpus.path}: no decision {number} that is in force")
    with corpus.change() as db:
        db.execute(
            "UPDATE decision SET undone = ? WHERE made = ? AND author = ? AND action = ? AND undone IS NULL",
            (now(), *found),
        )


def _decide(
    corpus: Corpus, action: str, pairs: list[tuple[Telling, Telling]], author: str, note: str | None
) -> int:
    made, number = now(), 0
    with corpus.change() as db:
        for left, right in pairs:
            row = db.execute(
                """INSERT INTO decision (action, "left", "right", left_document, right_document, author, made, note)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                (action, left.id, right.id, left.document, right.document, author, made, note),
            )
            number = number or int(row.lastrowid or 0)
    return number
