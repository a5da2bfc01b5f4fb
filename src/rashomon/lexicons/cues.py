"""This file is where cues are read: words that report what someone says, keyed by lemma and frame."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from rashomon.lexicons.schema import Entry, read_toml, read_tsv
from rashomon.records import Token

Act = Literal[
    "accuse",
    "admit",
    "ask",
    "assert",
    "believe",
    "condemn",
    "declare",
    "decree",
    "demand",
    "deny",
    "fear",
    "hope",
    "intend",
    "perceive",
    "praise",
    "predict",
    "promise",
    "refuse",
    "request",
    "show",
    "support",
    "threaten",
    "warn",
]


class Cue(Entry, frozen=True):
    """A word that reports in one frame: `say` with a clause, `call` with `for`, `claim` (noun) with `that`."""

    id: str
    lemma: str
    frame: str
    act: Act
    example: str
    counterexample: str = ""
    factivity: Literal["", "factive", "counter", "doubt"] = ""
    needs_speaker: bool = False
    objects: tuple[str, ...] = ()
    """Word classes to one of which the object must belong: who shares a doubt speaks, who shares a border does not."""
    no_objects: tuple[str, ...] = ()
    """Word classes to which the object must not belong."""
    forms: tuple[str, ...] = ()
    """Inflected forms whose lemma the parser gets wrong."""

    @property
    def is_factive(self) -> bool:
        """Say whether the cue presupposes its content."""
        return self.factivity == "factive"


class WordClass(Entry, frozen=True):
    """A word of a closed class that the stage looks up, such as nouns for people who speak."""

    word: str
    word_class: str


@dataclass(frozen=True, slots=True)
class CueTables:
    """The cues, and their index by the first word of the lemma."""

    cues: tuple[Cue, ...]
    words: dict[str, frozenset[str]]
    """Closed word classes, by name."""
    by_lemma: dict[str, tuple[Cue, ...]] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)
    """Lemma by inflected form, where the parser's own is wrong."""

    markers: dict[str, tuple[Cue, ...]] = field(default_factory=dict)
    """Prepositional phrases that mark a source, by their first word, capital or not."""
    participles: dict[str, tuple[Cue, ...]] = field(default_factory=dict)
    """Cues that are adjectives, by word: a participle may be one of them."""

    def lemma(self, token: Token) -> str:
        """Return the lemma of the token, put right if the parser is known to err."""
        return self.forms.get(token.text, token.lemma)

    def of(self, lemma: str) -> tuple[Cue, ...]:
        """Return the cues whose lemma is, or begins with, the word."""
        return self.by_lemma.get(lemma, ())

    def allows(self, cue: Cue, noun: str) -> bool:
        """Say whether the cue reports with an object of this lemma."""
        if any(noun in self.words[name] for name in cue.no_objects):
            return False
        return not cue.objects or any(noun in self.words[name] for name in cue.objects)

    def find(self, lemma: str, *frames: str) -> Cue | None:
        """Return the cue of exactly this lemma in the first of the frames that it has, or None."""
        for frame in frames:
            for cue in self.by_lemma.get(lemma.split(" ", 1)[0], ()):
                if cue.frame == frame and cue.lemma == lemma:
                    return cue
        return None


#: Which frame is tried first: the more it asks for, the earlier.
_ORDER = (
    "adj",
    "that",
    "for-to",
    "np-to",
    "np-comp",
    "np:",
    "to",
    "pp:",
    "pp",
    "ing",
    "np",
    "n-that",
    "n-to",
    "n:",
)
FILES = ("cues-clauses", "cues-infinitives", "cues-objects", "cues-nouns")


def load_cues(language: str = "en") -> CueTables:
    """Return the cues of the language."""
    cues = tuple(cue for name in FILES for cue in read_toml(f"{language}/{name}.toml", "cue", Cue))
    words = defaultdict(set)
    for row in read_tsv(f"{language}/cue-words.tsv", WordClass):
        words[row.word_class].add(row.word)
    classes = {name: frozenset(group) for name, group in words.items()}
    verbal = [cue for cue in cues if cue.frame != "marker"]
    markers = [cue for cue in cues if cue.frame == "marker"]
    by_word = _by_lemma(markers)
    by_word.update({word.capitalize(): found for word, found in list(by_word.items())})
    adjectives = _by_lemma(cue for cue in verbal if cue.frame.startswith("adj"))
    return CueTables(cues, classes, _by_lemma(verbal), _forms(cues), by_word, adjectives)


def _by_lemma(cues: Iterable[Cue]) -> dict[str, tuple[Cue, ...]]:
    index: dict[str, list[Cue]] = defaultdict(list)
    for cue in cues:
        index[cue.lemma.split(" ", 1)[0]].append(cue)
    return {lemma: tuple(sorted(found, key=_rank)) for lemma, found in index.items()}


def _rank(cue: Cue) -> tuple[int, int]:
    """Say when the cue is tried: the more its frame asks for, the earlier."""
    rank = next((n for n, name in enumerate(_ORDER) if cue.frame.startswith(name)), len(_ORDER))
    return (rank, -cue.lemma.count(" "))


def _forms(cues: Iterable[Cue]) -> dict[str, str]:
    return {form: cue.lemma.split(" ", 1)[0] for cue in cues for form in cue.forms}
