"""This file is where the words are read that make a number a figure: so many killed, at least so many displaced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from rashomon.lexicons.schema import Entry, read_toml, read_tsv

Kind = Literal[
    "killed", "wounded", "missing", "detained", "displaced", "captured", "destroyed", "troops", "other"
]


_NOUN_CLASSES = frozenset({"people", "troops", "weapon", "building", "settlement", "animal"})


class Hedge(Entry, frozen=True):
    """Words around a number that say which side of it the truth lies on."""

    id: str
    words: tuple[str, ...]
    effect: Literal["low", "high", "near"]
    example: str
    after: bool = False


class CountRule(Entry, frozen=True):
    """What a number counts, by the verb, state or noun it depends on."""

    id: str
    kind: Kind
    example: str
    counterexample: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    """Words of which one must stand with the verb."""
    objects: tuple[str, ...] = ()
    """Nouns of which one must be the verb's object."""
    role: Literal["object", "subject"] = "object"
    counted: tuple[str, ...] = ("people", "troops", "")
    """Classes that the counted noun may have; the empty one is that of a number without a noun."""


class Belonging(Entry, frozen=True):
    """Types of events to which figures of one kind belong."""

    kind: Kind
    event_types: tuple[str, ...]


class WordRow(Entry, frozen=True):
    """Words of one class of figures-words.tsv."""

    word_class: str
    words: tuple[str, ...]
    value: int = 0


@dataclass(frozen=True)
class FigureTables:
    """All that the figure finder knows, indexed as it looks things up."""

    numbers: dict[str, int] = field(default_factory=dict)
    scales: dict[str, int] = field(default_factory=dict)
    vague: dict[str, int] = field(default_factory=dict)
    nobody: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    """Words with which a number can begin, besides digits."""
    units: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    """Nouns whose "of" gives the number of their members: a family of four."""
    owners: frozenset[str] = frozenset()
    """Words between "of" and the number that the counted are a part of: two of the six."""
    hearsay: frozenset[str] = frozenset()
    """Words that may stand between the counted and what is said of them: two people *reported* killed."""
    anybody: frozenset[str] = frozenset()
    """Nouns for people that leave open whether they bear arms."""
    classes: dict[str, str] = field(default_factory=dict)
    """Class of a noun, by lemma."""
    before: dict[tuple[str, ...], Hedge] = field(default_factory=dict)
    after: dict[tuple[str, ...], Hedge] = field(default_factory=dict)
    longest_hedge: int = 1
    verbs: dict[str, tuple[CountRule, ...]] = field(default_factory=dict)
    states: dict[str, CountRule] = field(default_factory=dict)
    nouns: dict[str, CountRule] = field(default_factory=dict)
    acts: dict[str, CountRule] = field(default_factory=dict)
    tolls: dict[str, CountRule] = field(default_factory=dict)
    defaults: tuple[CountRule, ...] = ()
    types: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Types of events to which a kind of figure belongs."""
    rules: tuple[CountRule, ...] = ()
    hedges: tuple[Hedge, ...] = ()


@cache
def load_figures(language: str = "en") -> FigureTables:
    """Return the tables for figures in one language, read once."""
    words = read_tsv(f"{language}/figures-words.tsv", WordRow)
    families = {
        key: read_toml(f"{language}/figures.toml", key, CountRule)
        for key in ("verb", "state", "noun", "act", "toll", "default")
    }
    hedges = read_toml(f"{language}/figures.toml", "hedge", Hedge)
    before = {tuple(phrase.split()): hedge for hedge in hedges if not hedge.after for phrase in hedge.words}
    after = {tuple(phrase.split()): hedge for hedge in hedges if hedge.after for phrase in hedge.words}
    articles = _values(words, "article")
    return FigureTables(
        starters=frozenset().union(articles, *(_values(words, name) for name in ("number", "vague", "none"))),
        numbers=_values(words, "number"),
        scales=_values(words, "scale"),
        vague=_values(words, "vague"),
        nobody=frozenset(_values(words, "none")),
        units=frozenset(_values(words, "unit")),
        groups=frozenset(_values(words, "group")),
        owners=frozenset(_values(words, "owner")),
        hearsay=frozenset(_values(words, "hearsay")),
        anybody=frozenset(_values(words, "anybody")),
        classes={
            word: row.word_class for row in words if row.word_class in _NOUN_CLASSES for word in row.words
        },
        before=before,
        after=after,
        longest_hedge=max(map(len, before)),
        verbs=_by_verb(families["verb"]),
        states={word: rule for rule in families["state"] for word in rule.words},
        nouns={word: rule for rule in families["noun"] for word in rule.nouns},
        acts={word: rule for rule in families["act"] for word in rule.nouns},
        tolls={word: rule for rule in families["toll"] for word in rule.nouns},
        defaults=families["default"],
        types={
            row.kind: row.event_types for row in read_toml(f"{language}/figures.toml", "belonging", Belonging)
        },
        rules=tuple(rule for family in families.values() for rule in family),
        hedges=hedges,
    )


def _values(rows: Iterable[WordRow], word_class: str) -> dict[str, int]:
    return {word: row.value for row in rows if row.word_class == word_class for word in row.words}


def _by_verb(rules: Iterable[CountRule]) -> dict[str, tuple[CountRule, ...]]:
    found: dict[str, list[CountRule]] = defaultdict(list)
    for rule in rules:
        for verb in rule.verbs:
            found[verb].append(rule)
    return {verb: tuple(its) for verb, its in found.items()}
