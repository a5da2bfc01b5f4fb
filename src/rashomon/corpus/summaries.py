"""This file is where a corpus is summed up for those who look at it: counts by day, place, voice, actor and publisher."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import msgspec

from rashomon.comparisons import Comparison, Verdict
from rashomon.corpus.comparing import compare_incident
from rashomon.corpus.database import Corpus
from rashomon.garbage import collected_later
from rashomon.lexicons import Lexicons

#: A higher level takes twice the time for a tenth of the size.
_LEVEL = 3

#: Rows of an index that are looked at to learn how many are alike.
_ANALYSED = 1000


def summarise(corpus: Corpus) -> None:
    """Count the summaries of the corpus anew; `group` calls this at its end. One statement at a time, all or none."""
    with corpus.change() as db:
        for statement in _statements():
            db.execute(statement)
    # Questions are planned by how much stands where. Numbers from before the corpus was grouped would mislead: a search
    # that takes a fiftieth of a second took twenty.
    corpus.db.execute(f"PRAGMA analysis_limit = {_ANALYSED}")
    corpus.db.execute("ANALYZE")


@dataclass(frozen=True, slots=True)
class Packed:
    """A comparison as it is kept: small enough that those of a whole corpus fit in memory."""

    signature: str
    """Of its incident; while that is the same, the comparison holds."""
    body: bytes
    left_out: frozenset[tuple[str, str]]
    """Publishers, each with a slot that it leaves out."""


def pack(signature: str, comparison: Comparison) -> Packed:
    """Return the comparison of the incident with that signature as it is kept."""
    return Packed(signature, pack_comparison(comparison), frozenset(left_out(comparison)))


def keep_comparisons(corpus: Corpus, found: Mapping[str, Packed]) -> None:
    """Keep the comparisons made while grouping, by the id of the incident; drop those that no longer hold.

    An incident whose signature has not changed keeps the comparison that was kept before.
    """
    with corpus.change() as db:
        db.executemany(
            "INSERT OR REPLACE INTO comparison VALUES (?, ?, ?)",
            ((id, one.signature, one.body) for id, one in found.items()),
        )
        db.execute(
            """DELETE FROM comparison WHERE NOT EXISTS
               (SELECT 1 FROM incident WHERE id = incident AND incident.signature = comparison.signature)"""
        )
        db.executemany("DELETE FROM omission WHERE incident = ?", ((id,) for id in found))
        db.execute("DELETE FROM omission WHERE incident NOT IN (SELECT incident FROM comparison)")
        db.executemany(
            "INSERT OR IGNORE INTO omission VALUES (?, ?, ?)",
            ((publisher, id, slot) for id, one in found.items() for publisher, slot in one.left_out),
        )


def load_comparison(corpus: Corpus, id: str, lexicons: Lexicons) -> Comparison:
    """Return the accounts of the incident side by side: those that were kept if they still hold, else made now."""
    row = corpus.db.execute(
        """SELECT body FROM comparison JOIN incident ON incident.id = comparison.incident
           WHERE incident.id = ? AND incident.signature = comparison.signature""",
        (id,),
    ).fetchone()
    return unpack_comparison(row[0]) if row else compare_incident(corpus, id, lexicons)


def left_out(comparison: Comparison) -> set[tuple[str, str]]:
    """Return the publishers and slots of which no account of the publisher says anything, though another's does."""
    said = {
        (account.publisher, cell.slot)
        for account in comparison.accounts
        for cell in account.cells
        if cell.verdict is not Verdict.OMITS
    }
    omitted = {
        (account.publisher, cell.slot)
        for account in comparison.accounts
        for cell in account.cells
        if cell.verdict is Verdict.OMITS
    }
    return omitted - said


def pack_comparison(comparison: Comparison) -> bytes:
    """Return the comparison as compressed JSON; `unpack_comparison` gives back an equal one."""
    return zlib.compress(msgspec.json.encode(comparison), _LEVEL)


@lru_cache(maxsize=8)
@collected_later()
def unpack_comparison(body: bytes) -> Comparison:
    """Return the comparison that `pack_comparison` packed."""
    return msgspec.json.decode(zlib.decompress(body), type=Comparison)


@lru_cache(maxsize=1)
def _statements() -> tuple[str, ...]:
    text = files(__package__).joinpath("summaries.sql").read_text(encoding="utf-8")
    return tuple(part.strip() for part in text.split(";\n") if part.strip())
