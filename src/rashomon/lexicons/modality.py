"""This file is where the words are read that change how certain an event is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rashomon.errors import LexiconError
from rashomon.lexicons.schema import Entry, read_toml

Kind = Literal[
    "aux",
    "neg",
    "adverb",
    "adjective",
    "focus",
    "definite",
    "mark",
    "prep",
    "phrase",
    "governor",
    "light",
    "performative",
]
Effect = Literal[
    "actual",
    "attempt",
    "conditional",
    "demand",
    "deny",
    "doubt",
    "hypothesize",
    "improbable",
    "inherit",
    "negate",
    "plan",
    "possible",
    "predict",
    "presuppose",
    "probable",
    "promise",
    "purpose",
    "question",
    "report",
    "threaten",
]


class Word(Entry, frozen=True):
    """A word of one kind and what it does to the event below it. The event of the example stands in brackets."""

    id: str
    kind: Kind
    word: str
    effect: Effect
    example: str
    counterexample: str = ""
    form: Literal["", "action", "noun"] = ""
    """A governor that counts only over an infinitive, a gerund or a bare verb; or only as a noun, and over an infinitive."""


class ActEffect(Entry, frozen=True):
    """What the act of a cue does to what it reports: a clause, an action (infinitive, gerund) or an object."""

    id: str
    clause: Effect
    action: Effect
    object: Effect


class WordClass(Entry, frozen=True):
    """Words that the walk treats alike."""

    id: str
    words: tuple[str, ...]


class Reading(Entry, frozen=True):
    """The value (-3 to 3) that readers give an event put forward in this way."""

    id: str
    value: float


@dataclass(frozen=True, slots=True)
class ModalityTables:
    """Words by kind, effects of acts, and readings."""

    words: dict[Kind, dict[str, Word]]
    phrases: tuple[tuple[tuple[str, ...], Word], ...]
    acts: dict[str, ActEffect]
    readings: dict[str, float]
    classes: dict[str, frozenset[str]]
    entries: tuple[Word, ...]

    def of(self, kind: Kind, word: str) -> Word | None:
        """Return the entry of the word as this kind, or None."""
        return self.words[kind].get(word)


def load_modality(language: str = "en") -> ModalityTables:
    """Return the modality words of the language."""
    name = f"{language}/modality.toml"
    entries = read_toml(name, "word", Word)
    kinds: tuple[Kind, ...] = Kind.__args__  # type: ignore[attr-defined]
    return ModalityTables(
        {kind: _by_word(name, (e for e in entries if e.kind == kind)) for kind in kinds},
        tuple((tuple(e.word.split()), e) for e in entries if e.kind == "phrase"),
        {act.id: act for act in read_toml(name, "act", ActEffect)},
        {reading.id: reading.value for reading in read_toml(name, "reading", Reading)},
        {entry.id: frozenset(entry.words) for entry in read_toml(name, "class", WordClass)},
        entries,
    )


def _by_word(name: str, entries: Iterable[Word]) -> dict[str, Word]:
    """Index the entries by word; a word that stands several times (noun and verb) must have one effect."""
    index: dict[str, Word] = {}
    for entry in entries:
        first = index.setdefault(entry.word, entry)
        if first.effect != entry.effect:
            raise LexiconError(f"{name}: {entry.id!r} and {first.id!r} give {entry.word!r} two effects")
    return index
