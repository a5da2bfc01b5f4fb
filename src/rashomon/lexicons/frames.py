"""This file is where event frames are read: verbs, nouns and adjectives that name events, and what wraps them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rashomon.errors import LexiconError
from rashomon.lexicons.schema import Entry, read_toml, read_tsv
from rashomon.ontology import allows, contexts, modes

__all__ = [
    "Adjective",
    "FrameTables",
    "Light",
    "Matrix",
    "Means",
    "Noun",
    "Rule",
    "Silence",
    "Verb",
    "load_frames",
]


class _Named(Entry, frozen=True, kw_only=True):
    id: str
    lemma: tuple[str, ...]


class _Coded(_Named, frozen=True, kw_only=True):
    """What every frame gives: its codes, who plays which part, an example."""

    event_type: str
    mode: str = ""
    cameo: str = ""
    contexts: tuple[str, ...] = ()
    reciprocal: bool = False
    """Without a recipient the actors do it to each other."""
    example: str
    counterexample: str = ""


class Verb(_Coded, frozen=True, kw_only=True):
    """A verb in one frame. Conditions name a word or a class of `classes.tsv`; every one that is given must hold."""

    particle: str = ""
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    prep: tuple[str, ...] = ()
    """One of these prepositions must follow."""
    pobj: tuple[str, ...] = ()
    """What must stand after that preposition."""
    actor: tuple[str, ...] = ("subject",)
    recipient: tuple[str, ...] = ()
    """Where the recipient stands: object, owner (of the object), inside (it), or a preposition. The first that is filled."""

    @property
    def specificity(self) -> int:
        """Return how many conditions the frame has: the frame with most is tried first."""
        return (
            4 * bool(self.object)
            + 2 * bool(self.pobj)
            + 2 * bool(self.subject)
            + 2 * bool(self.particle)
            + bool(self.prep)
        )


class Noun(_Coded, frozen=True, kw_only=True):
    """A noun that names an event. `modifier`: a word or class that must stand before it."""

    modifier: tuple[str, ...] = ()
    actor: tuple[str, ...] = ("owner", "by", "from")
    recipient: tuple[str, ...] = ("on", "against", "to", "with", "in")

    @property
    def specificity(self) -> int:
        """Return how many conditions the frame has."""
        return int(bool(self.modifier))


class Adjective(_Coded, frozen=True, kw_only=True):
    """An adjective that says of its subject what it did or says: responsible for, critical of."""

    prep: tuple[str, ...] = ()
    actor: tuple[str, ...] = ("subject",)
    recipient: tuple[str, ...] = ()


class Light(_Named, frozen=True, kw_only=True):
    """A verb that is empty beside an event noun: its subject is the actor, or the recipient if it is inverted."""

    particle: str = ""
    inverted: bool = False
    example: str


class Matrix(_Named, frozen=True, kw_only=True):
    """A word over another event: promise, refuse, stop. `kind` says what becomes of the event below."""

    kind: str
    pos: str = "verb"
    particle: str = ""
    complement: tuple[str, ...]
    """Where the event below stands: to, that, ing, object, or a preposition."""
    recipient: tuple[str, ...] = ()
    bare: bool = False
    """An event even if nothing that we know stands below."""
    example: str
    counterexample: str = ""


class Rule(Entry, frozen=True, kw_only=True):
    """One row of the algebra: what a matrix of one kind makes of an event of one type (`*`: of any, `-`: of none)."""

    kind: str
    inner: str
    outer: str
    """An event type, `same` (the event itself), or `none`."""
    mode: str = ""
    cameo: str = ""


class Silence(Entry, frozen=True, kw_only=True):
    """Where no event is. Every condition that is given must hold."""

    id: str
    event_types: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    """Kinds of node: verb, noun, light ..."""
    lemma: tuple[str, ...] = ()
    """The words of the event, one of which must be there: words and classes."""
    where: str = "sentence"
    """Where `words` are looked for: subject, agent, object, patient, complement, predicate, particle, adverb, clause, quantifier, modifier, governor or sentence."""
    words: tuple[str, ...] = ()
    parties: str = ""
    """Who takes part: one of the conditions of `events/standing.py`."""
    clause: str = ""
    """What the clause must be: body (no headline), habit, if, infinitive or lacking."""
    bare: bool = False
    """Only an event that has no other in it."""
    unless: tuple[str, ...] = ()
    """Words of the sentence with which it is an event after all."""
    example: str


class Means(Entry, frozen=True, kw_only=True):
    """Words that decide the mode of an event that has none: with what it is done, by whom, for what."""

    id: str
    event_type: str
    mode: str
    cameo: str = ""
    where: tuple[str, ...]
    words: tuple[str, ...]
    example: str


class _Class(Entry, frozen=True, kw_only=True):
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class FrameTables:
    """All frames, and the indexes by which they are looked up."""

    verbs: tuple[Verb, ...]
    nouns: tuple[Noun, ...]
    adjectives: tuple[Adjective, ...]
    lights: tuple[Light, ...]
    matrices: tuple[Matrix, ...]
    rules: tuple[Rule, ...]
    silences: tuple[Silence, ...]
    all_means: tuple[Means, ...]
    classes: dict[str, frozenset[str]]

    @cached_property
    def verb(self) -> dict[str, tuple[Verb, ...]]:
        """Verb frames by lemma, the most demanding first."""
        return _by_lemma(
            sorted(self.verbs, key=lambda frame: (-frame.specificity, self._breadth(frame.object)))
        )

    @cached_property
    def noun(self) -> dict[str, tuple[Noun, ...]]:
        """Noun frames by lemma, the most demanding first."""
        return _by_lemma(sorted(self.nouns, key=lambda frame: -frame.specificity))

    @cached_property
    def adjective(self) -> dict[str, tuple[Adjective, ...]]:
        """Adjective frames by lemma."""
        return _by_lemma(self.adjectives)

    @cached_property
    def light(self) -> dict[str, tuple[Light, ...]]:
        """Light verbs by lemma, those with a particle first."""
        return _by_lemma(sorted(self.lights, key=lambda light: not light.particle))

    @cached_property
    def matrix(self) -> dict[str, tuple[Matrix, ...]]:
        """Matrix words by lemma, those with a particle first."""
        return _by_lemma(sorted(self.matrices, key=lambda matrix: not matrix.particle))

    @cached_property
    def rule(self) -> dict[tuple[str, str], Rule]:
        """The algebra, by kind of matrix and type of the inner event."""
        return {(rule.kind, rule.inner): rule for rule in self.rules}

    @cached_property
    def means(self) -> dict[str, tuple[tuple[Means, frozenset[str]], ...]]:
        """What decides modes, by type, in the order in which it is tried.

        With each stand the words of which its sentence must have one.
        """
        types = dict.fromkeys(row.event_type for row in self.all_means)
        return {
            t: tuple((row, _last_words(row.words)) for row in self.all_means if row.event_type == t)
            for t in types
        }

    @cached_property
    def triggers(self) -> frozenset[str]:
        """Every lemma that can begin an event: a sentence without one is not looked at."""
        return frozenset().union(self.verb, self.noun, self.adjective, self.matrix)

    def expand(self, spec: Iterable[str]) -> frozenset[str]:
        """Return the words that a condition allows: those it names, and those of the classes it names."""
        key = tuple(spec)
        found = self._expanded.get(key)
        if found is None:
            found = frozenset().union(*(self.classes.get(word, frozenset((word,))) for word in key))
            self._expanded[key] = found
        return found

    def verbs_of(self, lemma: str) -> tuple[tuple[Verb, frozenset[str]], ...]:
        """Return the frames of a verb, the most demanding first.

        With each stand the words of which its sentence must have one; none, if it may have any.
        """
        found = self._verbs.get(lemma)
        if found is None:
            found = self._verbs[lemma] = tuple(
                (frame, self._asked_for(frame)) for frame in self.verb.get(lemma, ())
            )
        return found

    def _asked_for(self, frame: Verb) -> frozenset[str]:
        """Return the words of the frame's narrowest condition; of `group of` and `rebel group`, the first."""
        conditions = [self.expand(spec) for spec in (frame.object, frame.subject, frame.pobj) if spec]
        plain = [words for words in conditions if all(word[0].islower() for word in words)]
        return frozenset(word.partition(" ")[0] for word in min(plain, key=len, default=()))

    @cached_property
    def _verbs(self) -> dict[str, tuple[tuple[Verb, frozenset[str]], ...]]:
        return {}

    def silences_of(self, event_type: str, kind: str) -> tuple[tuple[Silence, frozenset[str]], ...]:
        """Return the silences that may hold of an event of this type in a word of this kind.

        With each stand the words of which its sentence must have one; none, if it asks for none.
        """
        found = self._silences.get((event_type, kind))
        if found is None:
            found = self._silences[event_type, kind] = tuple(
                (silence, self._needed(silence))
                for silence in self.silences
                if event_type in (silence.event_types or (event_type,)) and kind in (silence.kinds or (kind,))
            )
        return found

    def _needed(self, silence: Silence) -> frozenset[str]:
        words = self.expand(silence.words or silence.lemma)
        return frozenset() if "ANY" in words else words

    @cached_property
    def _silences(self) -> dict[tuple[str, str], tuple[tuple[Silence, frozenset[str]], ...]]:
        return {}

    def _breadth(self, spec: tuple[str, ...]) -> int:
        """Return how many words a condition allows: of two frames with as many conditions, the narrower wins."""
        return _ANY if spec and spec[0] in ("ANY", "NONE") else len(self.expand(spec))

    @cached_property
    def _expanded(self) -> dict[tuple[str, ...], frozenset[str]]:
        return {}


def _last_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(phrase.rpartition(" ")[2] for phrase in phrases)


_ANY = 10_000
_VERB_FILES = ("cooperation", "concession", "speech", "pressure", "force")


def load_frames(language: str = "en") -> FrameTables:
    """Return the event frames of one language. Raises LexiconError for an entry that names no known class or type."""
    folder = f"{language}/frames"
    tables = FrameTables(
        tuple(v for name in _VERB_FILES for v in read_tsv(f"{folder}/verbs-{name}.tsv", Verb)),
        read_tsv(f"{folder}/nouns.tsv", Noun),
        read_tsv(f"{folder}/adjectives.tsv", Adjective),
        read_tsv(f"{folder}/light.tsv", Light),
        read_tsv(f"{folder}/matrix.tsv", Matrix),
        read_tsv(f"{folder}/algebra.tsv", Rule),
        read_toml(f"{folder}/silence.toml", "silence", Silence),
        read_tsv(f"{folder}/means.tsv", Means),
        {
            row.name: frozenset(row.words)
            for name in ("classes", "classes-silence")
            for row in read_tsv(f"{folder}/{name}.tsv", _Class)
        },
    )
    _check(folder, tables)
    return tables


def _check(folder: str, tables: FrameTables) -> None:
    """Raise LexiconError for an id that stands twice, a class that `classes.tsv` does not define, or a code that is none."""
    _check_codes(folder, tables)
    seen: set[str] = set()
    frames: tuple[_Named, ...] = (
        *tables.verbs,
        *tables.nouns,
        *tables.adjectives,
        *tables.lights,
        *tables.matrices,
    )
    for frame in frames:
        if frame.id in seen:
            raise LexiconError(f"{folder}: entry {frame.id!r} stands twice; give one of them another id")
        seen.add(frame.id)
        for field in ("subject", "object", "pobj", "modifier"):
            for word in getattr(frame, field, ()):
                if (
                    word.isupper()
                    and word[0] not in "*-"
                    and len(word) > 3
                    and word not in (*tables.classes, "NONE")
                ):
                    raise LexiconError(f"{folder}: entry {frame.id!r}: no class {word!r} in classes.tsv")


def _check_codes(folder: str, tables: FrameTables) -> None:
    coded: tuple[_Coded, ...] = (*tables.verbs, *tables.nouns, *tables.adjectives)
    known = frozenset(contexts())
    for means in tables.all_means:
        if means.cameo and not allows(means.cameo, means.event_type, means.mode):
            raise LexiconError(
                f"{folder}: means {means.id!r}: {means.cameo} is no {means.event_type} {means.mode}"
            )
    for frame in coded:
        if frame.mode and frame.mode not in modes(frame.event_type):
            raise LexiconError(f"{folder}: entry {frame.id!r}: {frame.event_type} has no mode {frame.mode!r}")
        if frame.cameo and not allows(frame.cameo, frame.event_type, frame.mode or None):
            raise LexiconError(
                f"{folder}: entry {frame.id!r}: CAMEO {frame.cameo} is no {frame.event_type} {frame.mode}"
            )
        if not known.issuperset(frame.contexts):
            raise LexiconError(
                f"{folder}: entry {frame.id!r}: a context of {frame.contexts} is none of PLOVER's"
            )


def _by_lemma[T: (Verb, Noun, Adjective, Light, Matrix)](entries: Iterable[T]) -> dict[str, tuple[T, ...]]:
    index: dict[str, list[T]] = defaultdict(list)
    for entry in entries:
        for lemma in entry.lemma:
            index[lemma].append(entry)
    return {lemma: tuple(found) for lemma, found in index.items()}
