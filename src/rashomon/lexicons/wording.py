"""This file is where the table of loaded words is read: each with its family and the sides that use it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from rashomon.errors import LexiconError
from rashomon.lexicons.schema import Entry, read_tsv

FAMILIES = ("legal-characterisation", "delegitimising", "valorising", "euphemism", "place-name")
#: How many first letters of a word with an open ending its entries are kept under.
STEM = 3
WORD = re.compile(r"\w+")


class Conflict(Entry, frozen=True):
    """A conflict and its sides, as the table of words names them."""

    id: str
    name: str
    sides: tuple[str, ...]


class LoadedTerm(Entry, frozen=True):
    """A word by which a voice takes a side. `used_by` holds `conflict:side`."""

    id: str
    family: str
    terms: tuple[str, ...]
    used_by: tuple[str, ...]
    plain: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    example: str = ""
    counterexample: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a term, ready to be held against a text."""

    entry: LoadedTerm
    pattern: re.Pattern[str]
    length: int


@dataclass(frozen=True)
class WordingTables:
    """All loaded words, and the conflicts whose sides use them."""

    terms: tuple[LoadedTerm, ...]
    conflicts: tuple[Conflict, ...]

    @cached_property
    def by_word(self) -> dict[str, tuple[Form, ...]]:
        """The forms by their first word; one with an open ending by its first letters. The longest come first."""
        found: dict[str, list[Form]] = {}
        for entry in self.terms:
            for term in entry.terms:
                first = re.match(r"\w+|@", term)
                if first is None:
                    raise LexiconError(
                        f"en/wording.tsv: entry {entry.id!r}: {term!r} does not begin with a word"
                    )
                is_open = term[first.end() : first.end() + 1] in ("*", "?")
                key = first.group()[:STEM] if is_open else first.group()
                found.setdefault(key, []).append(Form(entry, _pattern(term), len(term)))
        return {key: tuple(sorted(forms, key=lambda f: -f.length)) for key, forms in found.items()}


def _pattern(term: str) -> re.Pattern[str]:
    """Return the expression for a term: `@` a state's adjective, `*` any ending, `?` a letter or none, a space any white space or a hyphen."""
    parts = {"@": r"\w+", "*": r"\w*", "?": r"\w?", " ": r"[\s-]+", "'": "['’]"}
    body = "".join(parts.get(mark) or re.escape(mark) for mark in term)
    return re.compile(body + r"(?!\w)", re.IGNORECASE)


def load_wording(language: str = "en") -> WordingTables:
    """Return the table of loaded words; raise LexiconError for an unknown family, conflict or side."""
    conflicts = read_tsv("conflicts.tsv", Conflict)
    terms = read_tsv(f"{language}/wording.tsv", LoadedTerm)
    sides = {f"{conflict.id}:{side}" for conflict in conflicts for side in conflict.sides}
    for entry in terms:
        if entry.family not in FAMILIES:
            raise LexiconError(f"{language}/wording.tsv: entry {entry.id!r}: no family {entry.family!r}")
        unknown = [used for used in entry.used_by if used not in sides]
        if unknown or not entry.used_by:
            raise LexiconError(f"{language}/wording.tsv: entry {entry.id!r}: no such side: {unknown}")
    return WordingTables(terms, conflicts)
