"""This file is where it is read who fills each part of an event: the slots of its frame, held against one word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.events.arguments import Cast
from rashomon.events.grammar import Grammar, Place

_WITHOUT_PREPOSITION = frozenset(("subject", "object", "dative", "owner", "inside", "subject-owner"))


class Roles:
    """Where each part of an event may stand, for one word."""

    def __init__(
        self,
        grammar: Grammar,
        cast: Cast,
        nobody: frozenset[str],
        index: int,
        agents: tuple[Place, ...],
        patients: tuple[Place, ...],
    ) -> None:
        self._grammar = grammar
        self._cast = cast
        self._nobody = nobody
        self._index = index
        self._agents = agents
        self._patients = patients
        self._is_verb = grammar.tokens[index].pos in ("VERB", "AUX")
        self._preps = grammar.all_preps(index) if self._is_verb else grammar.noun_preps(index)

    def first(self, slots: Sequence[str]) -> tuple[Place, ...]:
        """Return who stands in the first of the slots that somebody known fills, else in the first that is filled."""
        fallback: tuple[Place, ...] = ()
        is_known = self._cast.is_known
        for slot in slots:
            if slot not in self._preps and slot not in _WITHOUT_PREPOSITION:
                continue
            places = self._grammar.spread(self._fillers(slot, is_given="owner" not in slots))
            for place in places:
                if is_known(place.index):
                    return places
            if not fallback and slot not in ("in", "at", "from", "for", "inside", "near"):
                fallback = places
        return fallback

    def _fillers(self, slot: str, *, is_given: bool) -> Iterator[Place]:
        if slot == "subject":
            yield from self._agents
        elif slot == "object":
            yield from self._patients
            yield from self._dative()
        elif slot == "dative":
            yield from self._dative()
        elif slot in ("owner", "inside"):
            yield from self._owned(slot, is_given=is_given)
        elif slot == "subject-owner":
            yield from (Place(o, slot) for p in self._agents if (o := self._cast.giver(p.index)) is not None)
        else:
            for noun in self._preps.get(slot, ()):
                if self._grammar.lemma(noun) not in self._nobody:
                    yield Place(noun, slot)

    def _owned(self, slot: str, *, is_given: bool) -> Iterator[Place]:
        """Yield whose the noun is or who is in its phrase; of what is given (`promised Norway's help`), the owner gives."""
        owned = [p.index for p in self._patients] if self._is_verb else [self._index]
        if slot == "inside" and self._is_verb:
            owned += self._grammar.sentence.dependents(self._index, "prep", "xcomp")
        for noun in owned:
            owner = (
                self._cast.owner(noun)
                if slot == "owner"
                else self._cast.inside(noun, without_owner=is_given and self._is_verb)
            )
            if owner is not None:
                yield Place(owner, "poss" if slot == "owner" else slot)
                return

    def _dative(self) -> Iterator[Place]:
        dative = self._grammar.sentence.dependent(self._index, "dative")
        if dative is not None and self._grammar.tokens[dative].pos != "ADP":
            yield Place(dative, "dative")
