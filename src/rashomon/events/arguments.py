"""This file is where the arguments of an event become its actors and recipients: records of the actors stage, or own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rashomon.events.grammar import Grammar, Place
from rashomon.records import Actor, Reason, Sentence, Span

if TYPE_CHECKING:
    from rashomon.lexicons.actors import StateForm

_NO_ONE = frozenset(("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"))
_NAMED = frozenset(("GPE", "NORP", "ORG", "PERSON", "FAC", "LOC"))
#: How frames name what a record is, by the first part of its id.
_KINDS = {"state": "*GPE", "person": "*PERSON", "org": "*ORG"}
_PERSONAL = frozenset(("he", "she"))
_MODIFIERS = ("poss", "amod", "compound", "nmod", "nounmod", "appos")
_OWNING = (
    "of",
    "in",
    "from",
    "at",
    "near",
    "for",
    "to",
    "on",
    "with",
    "against",
    "along",
    "outside",
    "between",
    "towards",
    "toward",
    "into",
)
#: How many words the longest names of states have before or after the one that is looked at.
_NAME_WORDS = 3
_DANGLING = ("prep", "relcl", "acl", "appos", "punct", "cc", "conj", "advcl", "advmod", "dep", "parataxis")


@dataclass(slots=True)
class Cast:
    """The actor records of one sentence, by the word that heads them, and the actors built for other words."""

    grammar: Grammar
    by_start: dict[int, Actor]
    forms: Mapping[str, tuple[StateForm, ...]] = field(default_factory=dict)
    """The names of states: for an adjective or a place name that has no record of its own."""
    sentence: Sentence = field(init=False)
    _built: dict[int, Actor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sentence = self.grammar.sentence

    def record(self, index: int) -> Actor | None:
        """Return the record whose head is the token, or one for a state's name that has none; or None."""
        token = self.grammar.tokens[index]
        found = self.by_start.get(token.start)
        if found is not None or token.pos not in ("ADJ", "PROPN", "NOUN"):
            return found
        first, named = self._state_named(index)
        forms = [form for form in named if not form.needs_context]
        if not forms or len({form.state for form in forms}) > 1:
            return None
        why = Reason("events:state-name", forms[0].surface)
        return Actor(
            f"state:{forms[0].state}",
            forms[0].surface,
            self.sentence.stretch(first, index),
            token.span,
            (forms[0].state,),
            method=forms[0].kind,
            why=(why,),
        )

    def _state_named(self, index: int) -> tuple[int, tuple[StateForm, ...]]:
        """Return the first word and the meanings of the state's name that ends at the token; none inside a longer name."""
        tokens = self.sentence.tokens
        if not tokens[index].text[:1].isupper():
            return index, ()
        start, end = index, index + 1
        while start > 0 and index - start < _NAME_WORDS and tokens[start - 1].text[:1].isupper():
            start -= 1
        while end < len(tokens) and end - index < _NAME_WORDS and tokens[end].text[:1].isupper():
            end += 1
        for first in range(start, index + 1):
            for last in range(end, index, -1):
                named = self.forms.get(" ".join([token.text for token in tokens[first:last]]))
                if named is not None:
                    return first, named if last == index + 1 else ()
        return index, ()

    def actor(self, index: int) -> Actor:
        """Return the actor that the noun names: its record, or one built from what its phrase says."""
        index = self.grammar.core(index)
        found = self._built.get(index)
        if found is None:
            found = self._built[index] = self._build(index)
        return found

    def is_known(self, index: int) -> bool:
        """Say whether the noun's actor has a country, a sector, an identity or a name."""
        actor = self.actor(index)
        token = self.sentence.tokens[self.grammar.core(index)]
        if actor.country or actor.sectors or actor.id or token.entity in _NAMED:
            return True
        return token.pos == "PROPN" and token.entity not in _NO_ONE

    def has_country(self, index: int) -> bool:
        """Say whether the noun's actor has a country or is an international body."""
        return bool(self.actor(index).country)

    def kinds(self, index: int) -> tuple[str, ...]:
        """Return the kinds of name that frames may ask for (`*GPE`): the word's own, and that of whom it stands for."""
        token = self.sentence.tokens[index]
        if token.pos == "PRON" and self.grammar.lemma(index) in _PERSONAL:
            return ("*PERSON",)
        record = self.by_start.get(token.start)
        kind = _KINDS.get(record.id.partition(":")[0], "") if record is not None else ""
        return tuple(found for found in (kind, token.entity and f"*{token.entity}") if found)

    def owner(self, index: int) -> int | None:
        """Return whose the noun is: its possessor, or a word before it that names an actor (`Iranian strike`)."""
        owner = self.sentence.dependent(index, "poss")
        if owner is not None:
            return owner
        for child in self.sentence.dependents(index, "amod", "compound", "nmod", "nounmod"):
            if self._names_actor(child):
                return child
            inner = [c for c in self.sentence.children[child] if self._names_actor(c)]
            if inner:
                return inner[0] if self.sentence.tokens[child].dep == "amod" else child
        token = self.sentence.tokens[index]
        shares = token.dep == "conj" and self.sentence.dependent(index, "det", "poss") is None
        return self.owner(token.head) if shares else None

    def apart(self, places: tuple[Place, ...]) -> tuple[Place, ...]:
        """Return the two states of `Norwegian and Peruvian diplomats`, who are one noun; else the places."""
        if len(places) != 1:
            return places
        for child in self.sentence.dependents(places[0].index, "amod", "compound", "nmod"):
            joined = (child, *self.sentence.dependents(child, "conj"))
            records = [self.record(word) for word in joined]
            if len({found.country for found in records if found is not None and found.country}) > 1:
                return tuple(
                    Place(word, places[0].path)
                    for word, found in zip(joined, records, strict=True)
                    if found is not None and found.country
                )
        return places

    def giver(self, index: int) -> int | None:
        """Return whose the noun is, or from or by whom it comes: missiles fired by the army."""
        owner = self.owner(index)
        if owner is not None:
            return owner
        for sent in self.sentence.dependents(index, "acl"):
            by = next((p.index for p in self.grammar.agents(sent) if self.is_known(p.index)), None)
            if by is not None and self.grammar.is_passive(sent):
                return by
        preps = self.grammar.preps(index)
        return next((n for p in ("from", "by", "of") for n in preps.get(p, ()) if self.has_country(n)), None)

    def inside(self, index: int, *, without_owner: bool = False) -> int | None:
        """Return the first word of the noun's phrase, other than itself, that names an actor with a country."""
        owner = self.sentence.dependents(index, "poss") if without_owner else ()
        for child in self.sentence.subtree(index, without=owner):
            record = self.record(child)
            is_own = self.sentence.tokens[child].pos == "PRON"
            if child != index and record is not None and record.country and not is_own:
                return child
        return None

    def actors(self, places: Iterable[Place]) -> tuple[Actor, ...]:
        """Return the actors at the places, joined ones apart, each once."""
        found: dict[Span, Actor] = {}
        for place in places:
            actor = self.actor(place.index)
            found.setdefault(actor.head, actor)
        return tuple(found.values())

    def _names_actor(self, index: int) -> bool:
        record, token = self.record(index), self.sentence.tokens[index]
        if record is not None and (record.country or record.sectors or record.id):
            return True
        return token.entity in ("GPE", "NORP", "ORG", "PERSON") and token.pos in ("PROPN", "ADJ", "NOUN")

    def _build(self, index: int) -> Actor:
        record = self.record(index) or self.measured(index)
        if record is not None and record.country:
            return record
        owner = self._country_within(index)
        if record is not None:
            if owner is None or record.id or record.antecedent:
                return record
            why = Reason("events:owner", owner.name)
            return replace(record, country=owner.country, why=(*record.why, why))
        (first, last), head = self._phrase(index), self.sentence.tokens[index].span
        span = self.sentence.stretch(first, last)
        name = " ".join([token.text for token in self.sentence.tokens[first : last + 1]])
        if owner is None:
            return Actor("", name, span, head, method="none")
        return Actor(
            "", name, span, head, owner.country, method="place", why=(Reason("events:owner", owner.name),)
        )

    def measured(self, index: int) -> Actor | None:
        """Return the record of `thousands` for `Cubans` in `thousands of Cubans`."""
        for ancestor in self.sentence.ancestors(index)[:4]:
            if self.grammar.core(ancestor) == index:
                return self.record(ancestor)
        return None

    def _country_within(self, index: int) -> Actor | None:
        """Return the actor with a country that possesses, precedes or follows the noun in its phrase."""
        mine = None
        for child in self.sentence.dependents(index, *_MODIFIERS):
            for word in (child, *self.sentence.children[child]):
                record = self.record(word)
                if record is not None and record.country:
                    if self.sentence.tokens[word].pos != "PRON":
                        return record
                    mine = mine or record
        return self._country_after(index) or mine

    def _country_after(self, index: int) -> Actor | None:
        preps = self.grammar.preps(index)
        for name in _OWNING if preps else ():
            for noun in preps.get(name, ()):
                record = self.record(noun)
                if record is not None and record.country:
                    return record
                deeper = self._country_within(noun) if noun > index else None
                if deeper is not None:
                    return deeper
        return None

    def _phrase(self, index: int) -> tuple[int, int]:
        """Return the first and last word of the noun with what stands before it and its `of`; no relative clause."""
        sentence = self.sentence
        barred = [c for c in sentence.children[index] if sentence.tokens[c].dep in _DANGLING and c > index]
        barred = [c for c in barred if sentence.tokens[c].text.lower() != "of"]
        members = frozenset(sentence.subtree(index, without=barred))
        first = last = index
        while first - 1 in members:
            first -= 1
        while last + 1 in members:
            last += 1
        return first, last
