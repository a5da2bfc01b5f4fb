"""This file is where a publisher's habits are read from the summaries: whom it quotes, how, in which words, whose text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal

from rashomon.comparisons import Comparison
from rashomon.corpus.database import Corpus
from rashomon.corpus.reading import MOST
from rashomon.corpus.summaries import unpack_comparison
from rashomon.errors import CorpusError

Order = Literal["documents", "events", "name", "latest"]
_ORDERS: dict[Order, str] = {
    "documents": "documents DESC, publisher",
    "events": "events DESC, publisher",
    "name": "publisher COLLATE NOCASE, publisher",
    "latest": "last DESC, publisher",
}
Row = dict[str, Any]


def list_publishers(
    corpus: Corpus, *, words: str = "", order: Order = "documents", start: int = 0, most: int = MOST
) -> list[Row]:
    """Return publishers with their documents, events, days and statements, those whose name has `words`."""
    return _all(
        corpus,
        f"""SELECT page.*, coalesce((SELECT sum(attributions) FROM summary_manner AS one WHERE one.publisher = page.publisher), 0)
                   AS statements
            FROM (SELECT * FROM summary_publisher WHERE ? = '' OR instr(lower(publisher), lower(?)) > 0
                  ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?) AS page""",
        (words, words, most, start),
    )


def find_publisher(corpus: Corpus, name: str) -> Row:
    """Return the numbers of a publisher by their names. Raises CorpusError for one that no summary counts."""
    found = _all(corpus, "SELECT * FROM summary_publisher WHERE publisher = ?", (name,))
    if not found:
        raise CorpusError(f"{name}: no such publisher when the corpus was last grouped; see /publishers")
    numbers = _all(corpus, "SELECT name, value FROM summary_publisher_number WHERE publisher = ?", (name,))
    none = dict.fromkeys(("incidents", "shared", "compared", "speakers", "copies"), 0)
    return {**none, **found[0], **{row["name"]: row["value"] for row in numbers}}


def count_sides(corpus: Corpus, publisher: str, by: Literal["country", "sectors"]) -> list[Row]:
    """Return how many statements each country, or sector, of speakers has: of the publisher, and of all together."""
    return _beside(corpus, "summary_side", by, publisher)


def count_manners(corpus: Corpus, publisher: str, by: Literal["act", "form"]) -> list[Row]:
    """Return how many statements are of each act, or form: of the publisher, and of all together."""
    return _beside(corpus, "summary_manner", by, publisher)


def top_speakers(corpus: Corpus, publisher: str, *, most: int) -> list[Row]:
    """Return those whom the publisher quotes most, with their countries and sectors."""
    return _all(
        corpus,
        """SELECT speaker, country, sectors, attributions, documents FROM summary_speaker
           WHERE publisher = ? ORDER BY attributions DESC, speaker LIMIT ?""",
        (publisher, most),
    )


def loaded_words(corpus: Corpus, publisher: str, *, own: bool, most: int) -> list[Row]:
    """Return the loaded words of the publisher's own voice, or of those whom it quotes, with how often others use them.

    `uses` are its own; `publishers`, `own` and `quoted` are those of the whole corpus.
    """
    rows = _all(
        corpus,
        f"""SELECT one.*, total.publishers, total.own, total.quoted FROM
                (SELECT entry, max(family) AS family, sum(uses) AS uses, json_group_array(DISTINCT term) AS terms,
                        count(DISTINCT voice) AS voices, min(voice) AS voice
                 FROM summary_wording WHERE publisher = ? AND voice {"=" if own else "<>"} publisher GROUP BY entry) AS one
            JOIN summary_term AS total USING (entry) ORDER BY uses DESC, entry LIMIT ?""",
        (publisher, most),
    )
    return [{**row, "terms": sorted(json.loads(row["terms"]))} for row in rows]


def count_left_out(corpus: Corpus, publisher: str) -> list[Row]:
    """Return of how many compared incidents the publisher leaves out each slot that others fill."""
    return _all(
        corpus,
        """SELECT slot, count(*) AS incidents FROM omission WHERE publisher = ? GROUP BY slot
           ORDER BY incidents DESC, slot""",
        (publisher,),
    )


def list_left_out(corpus: Corpus, publisher: str, *, start: int = 0, most: int = MOST) -> list[Row]:
    """Return the incidents of which the publisher leaves out slots, those that most documents tell first."""
    rows = _all(
        corpus,
        """SELECT incident, title, slots, summary_left_out.documents, incident.publishers, earliest, latest
           FROM summary_left_out JOIN incident ON incident.id = incident
           WHERE publisher = ? ORDER BY summary_left_out.documents DESC, incident LIMIT ? OFFSET ?""",
        (publisher, most, start),
    )
    return [{**row, "slots": row["slots"].split()} for row in rows]


def kept_comparisons(corpus: Corpus, incidents: Sequence[str]) -> dict[str, Comparison]:
    """Return the comparisons of the incidents that are kept and still hold; none is made."""
    marks = ",".join("?" * len(incidents))
    rows = corpus.db.execute(
        f"""SELECT incident, body FROM comparison JOIN incident ON incident.id = incident
            WHERE incident IN ({marks}) AND incident.signature = comparison.signature""",
        tuple(incidents),
    )
    return {row["incident"]: unpack_comparison(row["body"]) for row in rows}


def list_copies(corpus: Corpus, publisher: str, *, of: bool, most: int) -> list[Row]:
    """Return whose text the publisher runs, or with `of` who runs its text: name, basis (text or credit), documents."""
    name, key = ("publisher", "of") if of else ("of", "publisher")
    return _all(
        corpus,
        f"""SELECT {name} AS name, basis, documents FROM summary_copy WHERE {key} = ?
            ORDER BY documents DESC, {name}, basis LIMIT ?""",
        (publisher, most),
    )


def _beside(corpus: Corpus, table: str, column: str, publisher: str) -> list[Row]:
    """Return value, its count at the publisher and its count in the corpus, the publisher's most frequent first."""
    return _all(
        corpus,
        f"""SELECT everybody.value, coalesce(own.number, 0) AS number, everybody.number AS in_corpus FROM
                (SELECT {column} AS value, sum(attributions) AS number FROM {table} WHERE publisher = '' GROUP BY 1) AS everybody
            LEFT JOIN (SELECT {column} AS value, sum(attributions) AS number FROM {table} WHERE publisher = ? GROUP BY 1) AS own
                USING (value)
            ORDER BY 2 DESC, 3 DESC, 1""",
        (publisher,),
    )


def _all(corpus: Corpus, query: str, values: tuple[object, ...]) -> list[Row]:
    return [dict(row) for row in corpus.db.execute(query, values)]
