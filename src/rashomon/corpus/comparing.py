"""This file is where an incident of a corpus is laid out: its accounts side by side, with corrections laid over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

import msgspec

from rashomon.comparisons import Comparison
from rashomon.corpus.corrections import corrections_of, lay_over
from rashomon.corpus.database import Corpus
from rashomon.corpus.saving import load_codings
from rashomon.errors import CorpusError
from rashomon.incidents.accounts import compare
from rashomon.lexicons import Lexicons
from rashomon.records import Coding, Feature, Incident, Link, Telling


def find_incident(corpus: Corpus, wanted: str) -> str:
    """Return the id of the incident that is meant by an id, the start of one, or one that has been merged away.

    Raises CorpusError if there is none, or several that begin so.
    """
    row = corpus.db.execute("SELECT new FROM redirect WHERE old = ?", (wanted,)).fetchone()
    wanted = row[0] if row else wanted
    if not wanted or not set(wanted) <= set("0123456789abcdef"):
        found = []
    else:
        found = corpus.db.execute(
            "SELECT id FROM incident WHERE id GLOB ? LIMIT 2", (f"{wanted}*",)
        ).fetchall()
    if len(found) != 1:
        many = "several incidents begin so" if found else "no such incident"
        raise CorpusError(f"{wanted}: {many}; `rashomon incidents {corpus.path}` lists them")
    return str(found[0][0])


def load_incident(corpus: Corpus, id: str) -> tuple[Incident, dict[str, Telling]]:
    """Return the incident of that id with its tellings and the links between them."""
    rows = corpus.db.execute("SELECT id, body FROM telling WHERE incident = ? ORDER BY id", (id,)).fetchall()
    tellings = {row[0]: msgspec.json.decode(row[1], type=Telling) for row in rows}
    order = sorted(tellings.values(), key=lambda telling: (telling.published or "9", telling.id))
    marks = ",".join("?" * len(tellings))
    links = corpus.db.execute(
        f'SELECT "left", "right", score, features, rule FROM link WHERE "left" IN ({marks}) AND "right" IN ({marks}) ORDER BY id',
        (*tellings, *tellings),
    )
    found = tuple(
        Link(left, right, score, msgspec.json.decode(features, type=tuple[Feature, ...]), rule)
        for left, right, score, features, rule in links
    )
    return Incident(id, tuple(telling.id for telling in order), found), tellings


def compare_incident(corpus: Corpus, wanted: str, lexicons: Lexicons) -> Comparison:
    """Return the accounts of an incident side by side; see `find_incident` for what may be given."""
    id = find_incident(corpus, wanted)
    incident, tellings = load_incident(corpus, id)
    return compare_tellings(corpus, incident, tellings, lexicons)


def compare_tellings(
    corpus: Corpus,
    incident: Incident,
    tellings: Mapping[str, Telling],
    lexicons: Lexicons,
    *,
    lineages: Mapping[str, str] | None = None,
    read: Callable[[str], Coding] | None = None,
) -> Comparison:
    """Return the accounts of an incident whose tellings are given.

    `lineages` gives the lineage of each document, where the corpus does not have them yet; `read` its corrected coding,
    where those of several incidents are kept at hand.
    """
    documents = list(dict.fromkeys(tellings[id].document for id in incident.tellings))
    read = read or partial(corrected_coding, corpus)
    codings = {document: read(document) for document in documents}
    if lineages is None:
        marks = ",".join("?" * len(documents))
        query = f"SELECT document, lineage FROM lineage WHERE document IN ({marks})"
        lineages = dict(corpus.db.execute(query, documents).fetchall())
    title = corpus.db.execute("SELECT title FROM incident WHERE id = ?", (incident.id,)).fetchone()
    return compare(
        incident,
        tellings,
        codings,
        lineages=lineages,
        lexicons=lexicons,
        title=title[0] if title else "",
    )


def corrected_codings(corpus: Corpus, documents: Iterable[str]) -> list[Coding]:
    """Return the newest codings of the documents with people's corrections laid over them."""
    return [corrected_coding(corpus, document) for document in documents]


def corrected_coding(corpus: Corpus, document: str) -> Coding:
    """Return the newest coding of a document, corrected. Raises CorpusError for one that is not there."""
    (coding,) = load_codings(corpus.db, [document])
    return lay_over(coding, corrections_of(corpus, document))
