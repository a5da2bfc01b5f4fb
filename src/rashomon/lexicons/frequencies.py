"""This file is where the table of frequent words is read."""

from __future__ import annotations

from collections.abc import Mapping

from rashomon.lexicons.schema import Entry, read_tsv


class FrequentWord(Entry, frozen=True):
    """A common word, and how often it stands in a million words."""

    id: str
    per_million: int


def load_frequencies(language: str = "en") -> Mapping[str, float]:
    """Return the share of all words that each of the commonest words makes up."""
    rows = read_tsv(f"{language}/frequent_words.tsv", FrequentWord)
    return {row.id: row.per_million / 1e6 for row in rows}
