"""This file is where a parsed sentence is asked for its deep grammar: who acts in a clause, on whom, and with what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from msgspec import Struct

from rashomon.events.issuers import find_issuer, find_low_agent, find_speaker
from rashomon.events.lemmas import read_lemmas
from rashomon.records import Sentence, Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_RELATIVE = frozenset(("who", "which", "that", "whom"))
_NO_ONE = frozenset(("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"))
#: Prepositions that belong to the event noun although the parser hangs them on the noun before.
_CARRIED = frozenset(("by", "against", "on", "with"))
_LISTABLE = frozenset(("GPE", "NORP", "ORG"))
_CLAUSAL = frozenset(("VERB", "AUX"))
_LINKING = frozenset(("ADP", "SCONJ", "ADV", "VERB"))


class Place(Struct, frozen=True):
    """A token in an argument position, with the way to it from the trigger."""

    index: int
    path: str


@dataclass(slots=True)
class Grammar:
    """One sentence, its clauses read with voice, control and relative clauses undone."""

    sentence: Sentence
    partitives: frozenset[str]
    """Nouns that only measure what follows: thousands of, a group of."""
    object_control: frozenset[str]
    """Verbs whose object, not subject, acts in what follows: order, blame."""
    texts: frozenset[str] = frozenset()
    """Nouns for what speaks with the voice of those who issue it: statement, report."""
    issuing: frozenset[str] = frozenset()
    """Verbs that issue a text: publish, adopt."""
    known: frozenset[str] = frozenset()
    """The lemmas of the lexicon, some of them written with a hyphen."""
    lemmas: tuple[str, ...] = ()
    """Of each token the dictionary form in small letters; of a name in the plural, the singular."""
    vocabulary: frozenset[str] = frozenset()
    _passive: dict[int, bool] = field(default_factory=dict)

    tokens: tuple[Token, ...] = ()
    _preps: dict[int, dict[str, list[int]]] = field(default_factory=dict)
    _all_preps: dict[int, dict[str, list[int]]] = field(default_factory=dict)
    _particles: dict[int, frozenset[str]] = field(default_factory=dict)
    _patients: dict[int, tuple[Place, ...]] = field(default_factory=dict)
    _subjects: dict[int, tuple[Place, ...]] = field(default_factory=dict)
    _spread: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tokens = self.sentence.tokens
        self.lemmas = tuple(read_lemmas(self.tokens, self.known))
        self.vocabulary = frozenset(self.lemmas)

    def lemma(self, index: int) -> str:
        """Return the token's dictionary form."""
        return self.lemmas[index]

    def is_passive(self, verb: int) -> bool:
        """Say whether the verb is passive: it has a passive auxiliary, or is a participle on a noun."""
        found = self._passive.get(verb)
        if found is None:
            found = self._passive[verb] = self._reads_passive(verb)
        return found

    def agents(self, verb: int) -> tuple[Place, ...]:
        """Return who does it: the subject of an active verb, the by-phrase of a passive one, or the controller."""
        if self.is_passive(verb):
            by = self.sentence.dependent(verb, "agent")
            if by is None:
                by = next(iter(self.preps(verb).get("by", ())), None) or find_low_agent(self, verb)
                return (Place(by, "by"),) if by is not None and self._can_act(by) else ()
            return tuple(Place(i, "agent") for i in self.sentence.dependents(by, "pobj"))
        return self.surface_subjects(verb)

    def patients(self, verb: int) -> tuple[Place, ...]:
        """Return to whom it is done: the object of an active verb, the subject of a passive one."""
        found = self._patients.get(verb)
        if found is None:
            found = self._patients[verb] = self._read_patients(verb)
        return found

    def _read_patients(self, verb: int) -> tuple[Place, ...]:
        if self.is_passive(verb):
            return self.surface_subjects(verb)
        objects = self.sentence.dependents(verb, "dobj")
        if objects:
            return tuple(Place(self.resolve(i), "dobj") for i in objects)
        small = self._small_clause(verb)
        if small is not None:
            return tuple(Place(i, "nsubj") for i in self.sentence.dependents(small, "nsubj"))
        return self._gap(verb)

    def surface_subjects(self, verb: int) -> tuple[Place, ...]:
        """Return the subject of the verb's clause, found through coordination, control and participles."""
        found = self._subjects.get(verb)
        if found is None:
            found = self._subjects[verb] = self._read_subjects(verb)
        return found

    def _read_subjects(self, verb: int) -> tuple[Place, ...]:
        for _ in range(8):
            own = self.sentence.dependent(verb, *_SUBJECTS)
            if own is not None:
                speaker = find_speaker(self, verb, own)
                if speaker == own or not self._is_clausal(speaker):
                    return (Place(speaker, self.tokens[own].dep),)
            above = self._above(verb) if own is None else speaker
            if isinstance(above, Place):
                return (above,)
            if above is None:
                return ()
            verb = above
        return ()

    def resolve(self, index: int) -> int:
        """Return the noun that a relative pronoun stands for, or the token itself."""
        token = self.tokens[index]
        if token.lemma.lower() not in _RELATIVE or token.pos not in ("PRON", "DET", "SCONJ"):
            return index
        for ancestor in self.sentence.ancestors(index):
            if self.tokens[ancestor].dep == "relcl":
                return self.tokens[ancestor].head
        return index

    def core(self, index: int) -> int:
        """Return the noun that counts: of `thousands of Cubans`, `Cubans`."""
        for _ in range(3):
            if self.lemmas[index] not in self.partitives and self.tokens[index].pos != "NUM":
                return index
            inner = self.preps(index).get("of", ())
            if not inner:
                return index
            index = inner[0]
        return index

    def preps(self, index: int) -> dict[str, list[int]]:
        """Return the nouns after each preposition that hangs on the token."""
        found = self._preps.get(index)
        if found is None:
            found = self._preps[index] = self._read_preps(index)
        return found

    def _read_preps(self, index: int) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for child in self.sentence.children[index]:
            token = self.tokens[child]
            if token.dep in ("prep", "dative", "prt", "agent") and token.pos in _LINKING:
                self._collect(child, token.text.lower(), found)
        return found

    def all_preps(self, verb: int) -> dict[str, list[int]]:
        """Return the prepositional arguments of a verb and, after these, of its object, wherever the parser hung them."""
        found = self._all_preps.get(verb)
        if found is None:
            found = self._all_preps[verb] = self._read_all_preps(verb)
        return found

    def _read_all_preps(self, verb: int) -> dict[str, list[int]]:
        found = {prep: list(nouns) for prep, nouns in self.preps(verb).items()}
        called = self._called(verb)
        if called is not None:
            found["="] = [called]
        for place in (*self.patients(verb), *self._attributes(verb)):
            for prep, nouns in self.preps(place.index).items():
                found.setdefault(prep, []).extend(nouns)
        for noun in found.get("for", ()):  # raised troops for a war against Peru
            if "against" in self.preps(noun):
                found.setdefault("against", self.preps(noun)["against"])
        return found

    def noun_preps(self, noun: int) -> dict[str, list[int]]:
        """Return the prepositional arguments of an event noun; `by` may hang on what follows `of`."""
        found = dict(self.preps(noun))
        for inner in [n for nouns in found.values() for n in nouns]:
            for prep, nouns in self.preps(inner).items():
                if prep in _CARRIED:
                    found.setdefault(prep, nouns)
        return found

    def particles(self, verb: int) -> frozenset[str]:
        """Return the particles and adverbs that make a phrasal verb."""
        found = self._particles.get(verb)
        if found is None:
            found = self._particles[verb] = self._read_particles(verb)
        return found

    def _read_particles(self, verb: int) -> frozenset[str]:
        small = self._small_clause(verb)
        return frozenset(
            self.tokens[c].text.lower()
            for c in self.sentence.children[verb]
            if c == small
            or self.tokens[c].dep in ("prt", "advmod", "oprd", "acomp", "agent")
            or (self.tokens[c].dep == "prep" and c > verb)
        )

    def coordinated(self, index: int) -> tuple[int, ...]:
        """Return the token and those joined to it by `and` and commas."""
        found = [index]
        for current in found:  # grows as it is walked
            joined = self.sentence.dependents(current, "conj", "appos", "nmod")
            if joined:
                is_conjunct = {c: self.tokens[c].dep == "conj" for c in joined}
                found += [c for c in joined if is_conjunct[c] and not self._is_clausal(c)]
                found += [c for c in joined if not is_conjunct[c] and self._is_listed(current, c)]
        return tuple(found)

    def spread(self, places: Iterable[Place]) -> tuple[Place, ...]:
        """Return the places with what is joined to each by `and`, measures undone; times and sums of money are no one."""
        return tuple([Place(core, place.path) for place in places for core in self._parties(place.index)])

    def _parties(self, index: int) -> list[int]:
        found = self._spread.get(index)
        if found is None:
            cores = map(self.core, self.coordinated(index))
            found = self._spread[index] = [c for c in cores if self.tokens[c].entity not in _NO_ONE]
        return found

    def complements(self, index: int, slots: Iterable[str]) -> Iterator[int]:
        """Yield the heads of what stands in the named slots of a matrix word: to, that, ing, object, a preposition."""
        preps = self.all_preps(index) if self.tokens[index].pos in _CLAUSAL else self.preps(index)
        wanted = frozenset(slots)
        for child in self.sentence.children[index]:
            if self._slot(child) in wanted:
                yield from self._joined(child)
        for slot in slots:
            if slot == "object":
                for place in self.patients(index):
                    yield from self._joined(self.core(place.index))
            for noun in preps.get(slot, ()):
                yield from self._joined(noun)
        if "to" in wanted or "np-to" in wanted:
            for place in self.patients(index):
                yield from (
                    c for c in self.sentence.dependents(place.index, "acl", "relcl") if self._is_infinitive(c)
                )

    def _slot(self, child: int) -> str:
        token = self.tokens[child]
        if token.dep not in ("xcomp", "ccomp", "advcl", "acl", "csubj"):
            return ""
        if self._is_infinitive(child):
            return "np-to" if self.sentence.dependent(child, "nsubj", "nsubjpass") is not None else "to"
        marks = {self.tokens[m].text.lower() for m in self.sentence.dependents(child, "mark")}
        if token.dep == "acl":
            return "that" if "that" in marks else ""
        if token.dep == "advcl" or marks & {"if", "whether"}:
            return ""
        return "ing" if token.tag == "VBG" and token.dep == "xcomp" else "that"

    def _is_infinitive(self, verb: int) -> bool:
        if self.tokens[verb].pos not in _CLAUSAL:
            return False
        if any(self.tokens[c].tag == "TO" for c in self.sentence.children[verb]):
            return True
        return self.tokens[verb].tag == "VB" and self.sentence.dependent(verb, "aux") is None

    def _joined(self, index: int) -> Iterator[int]:
        yield index
        yield from (c for c in self.sentence.dependents(index, "conj"))

    def _collect(self, prep: int, name: str, found: dict[str, list[int]]) -> None:
        for child in self.sentence.children[prep]:
            token = self.tokens[child]
            if token.dep in ("pobj", "pcomp"):
                found.setdefault(name, []).append(self.resolve(child))
            elif token.dep == "prep" or (token.dep == "conj" and token.pos == "ADP"):
                self._collect(child, token.text.lower(), found)

    def _small_clause(self, verb: int) -> int | None:
        """Return what is said of the object in `found her guilty`, `ordered him to leave`."""
        return next(
            (
                c
                for c in self.sentence.dependents(verb, "ccomp", "oprd", "xcomp")
                if (self.tokens[c].pos in ("ADJ", "NOUN") or self._is_infinitive(c))
                and self.sentence.dependent(c, "nsubj") is not None
            ),
            None,
        )

    def _called(self, verb: int) -> int | None:
        """Return what the object is called in `called Peru a liar`: a predicate noun, which may pass for an object."""
        named = self.sentence.dependent(verb, "oprd")
        if named is not None:
            return named
        small = self._small_clause(verb)
        if small is not None and self.tokens[small].pos == "NOUN":
            return small
        objects = self.sentence.dependents(verb, "dobj")
        return objects[1] if len(objects) > 1 else None

    def _attributes(self, verb: int) -> tuple[Place, ...]:
        return tuple(Place(i, "attr") for i in self.sentence.dependents(verb, "attr", "oprd", "acomp"))

    def _gap(self, verb: int) -> tuple[Place, ...]:
        """Return the noun that a relative clause without an object of its own is about."""
        token = self.tokens[verb]
        if token.dep != "relcl":
            return ()
        subject = self.sentence.dependent(verb, "nsubj")
        if subject is None or self.resolve(subject) == token.head:
            return ()
        return (Place(token.head, "relcl"),)

    def _reads_passive(self, verb: int) -> bool:
        token = self.tokens[verb]
        if self.sentence.dependent(verb, "auxpass", "nsubjpass", "agent") is not None:
            return True
        is_said_of_object = token.tag == "VBN" and token.dep in ("ccomp", "oprd", "xcomp")
        if is_said_of_object and self.sentence.dependent(verb, "aux", "mark", "dobj") is None:
            return True  # ordered him jailed
        is_reduced = token.tag == "VBD" and token.dep == "acl"
        is_bare = self.sentence.dependent(verb, "aux", "nsubj", "dobj") is None
        if not is_reduced and not (token.tag == "VBN" and is_bare):
            return False
        if token.dep in ("acl", "amod", "advcl", "relcl", "ROOT"):
            return True
        return token.dep == "conj" and self.is_passive(token.head)

    def _is_listed(self, index: int, apposed: int) -> bool:
        """Say whether the parser took a name of a list (`France, Russia and Peru`) for an apposition or a modifier."""
        both = {self.tokens[index].entity, self.tokens[apposed].entity}
        if apposed < index and self.tokens[index - 1].text != ",":
            return False
        return both <= _LISTABLE and self.sentence.dependent(max(index, apposed), "conj") is not None

    def _can_act(self, index: int) -> bool:
        return self.tokens[index].pos in ("PROPN", "NOUN", "PRON")

    def _is_clausal(self, index: int) -> bool:
        return self.tokens[index].pos in _CLAUSAL

    def _above(self, verb: int) -> Place | int | None:
        """Return the controller of a verb without a subject of its own, or the verb that shares its subject."""
        token = self.tokens[verb]
        head = self.tokens[token.head]
        if token.head == verb:
            return None
        if token.dep in ("acl", "relcl") and head.pos not in _CLAUSAL:
            return self._above_noun(verb, token, head)
        if token.dep in ("xcomp", "ccomp", "oprd"):
            return self._controller(head.index)
        if token.dep in ("conj", "advcl", "dep", "parataxis") and head.pos in _CLAUSAL:
            return head.index
        if token.dep == "pcomp":
            return self._above_preposition(head)
        if token.dep == "acomp" or head.pos == "ADJ":
            return head.index
        return None

    def _above_noun(self, verb: int, token: Token, head: Token) -> Place | int | None:
        if not self._is_infinitive(verb):
            issuer = find_issuer(self, verb)
            if issuer is None:
                return Place(head.index, "acl")
            return issuer if self._is_clausal(issuer) else Place(issuer, "poss")
        owner = self.sentence.dependent(head.index, "poss")
        if owner is not None:
            return Place(owner, "poss")
        return self._verb_over(head.index)

    def _above_preposition(self, prep: Token) -> Place | int | None:
        over = self.tokens[prep.head]
        if over.pos in _CLAUSAL or over.pos == "ADJ":
            return self._controller(over.index)
        owner = self.sentence.dependent(over.index, "poss")
        if owner is not None:
            return Place(owner, "poss")
        return self._verb_over(over.index)

    def _controller(self, matrix: int) -> Place | int | None:
        """Return the object of an object-control verb, else the matrix itself, whose subject is shared."""
        if self.lemma(matrix) in self.object_control:
            patients = self.patients(matrix)
            if patients:
                return patients[0]
            for prep in ("on", "upon", "to", "for"):
                nouns = [n for n in self.preps(matrix).get(prep, ()) if self._can_act(n)]
                if nouns:
                    return Place(nouns[0], prep)
            if self.lemma(matrix) != "threaten":
                return None
        return matrix

    def _verb_over(self, index: int) -> int | None:
        for ancestor in self.sentence.ancestors(index):
            if self._is_clausal(ancestor):
                return ancestor
        return None
