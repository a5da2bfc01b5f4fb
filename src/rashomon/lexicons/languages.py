"""This file is where languages are named, and English is told at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rashomon.lexicons.schema import Entry, read_tsv


class Language(Entry, frozen=True):
    """A language's code and English name."""

    id: str
    name: str


class CommonWord(Entry, frozen=True):
    """A word of grammar."""

    id: str


@dataclass(frozen=True, slots=True)
class Languages:
    """Names of languages, and the words that English texts are full of."""

    names: dict[str, str]
    common: frozenset[str]


@lru_cache
def load_languages(language: str = "en") -> Languages:
    """Return the names of languages and the common words of the one we code."""
    words = read_tsv(f"{language}/common_words.tsv", CommonWord)
    return Languages(
        names={one.id: one.name for one in read_tsv("languages.tsv", Language)},
        common=frozenset(word.id for word in words),
    )
