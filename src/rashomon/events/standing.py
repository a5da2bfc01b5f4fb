"""This file is where it is told who has a part in politics: states, offices, parties, forces, courts, organised groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.events.arguments import Cast

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rashomon.events.grammar import Place
    from rashomon.events.nodes import Node
    from rashomon.lexicons.frames import FrameTables

_PUBLIC_IDS = frozenset(("state", "territory", "igo", "ngo", "org", "group", "people", "person"))
#: Kinds of name that only a body of many people has.
_BODIES = frozenset(("ORG", "GPE", "NORP"))
_STATE_IDS = frozenset(("state", "territory", "igo"))


class Standing:
    """Who, of those who take part in the events of one sentence, acts in politics."""

    def __init__(self, cast: Cast, frames: FrameTables) -> None:
        self._cast = cast
        self._political = frames.classes["POLITICAL-SECTOR"]
        self._state = frames.classes["STATE-SECTOR"]

    def holds(self, condition: str, node: Node) -> bool:
        """Say whether the parties of the node are as the condition of a silence wants them."""
        if condition == "private":
            return self._is_private(node)
        if condition == "thing-actor":
            return bool(node.actors) and all(map(self.is_thing, _indices(node.actors)))
        if condition == "thing-recipient":
            return bool(node.recipients) and all(map(self.is_thing, _indices(node.recipients)))
        if condition == "view":
            return self._is_view(node)
        if condition == "unaided":
            return not any(map(self.is_political, _indices(node.recipients)))
        return False

    def is_political(self, index: int) -> bool:
        """Say whether it is a state, an office, a party, a force, a court, an organised group, or one who is known."""
        actor = self._cast.actor(index)
        if actor.id.partition(":")[0] in _PUBLIC_IDS or self._political.intersection(actor.sectors):
            return True
        token = self._cast.sentence.tokens[self._cast.grammar.core(index)]
        return not actor.sectors and (bool(actor.country) or token.entity in _BODIES)

    def is_state(self, index: int) -> bool:
        """Say whether it is a state or one of its bodies, not a person."""
        actor = self._cast.actor(index)
        token = self._cast.sentence.tokens[self._cast.grammar.core(index)]
        is_body = bool(self._state.intersection(actor.sectors)) and "*PERSON" not in self._cast.kinds(
            token.index
        )
        return actor.id.partition(":")[0] in _STATE_IDS or (is_body and actor.method != "pronoun")

    def is_somebody(self, index: int) -> bool:
        """Say whether it is political or has a name."""
        return (
            self.is_political(index)
            or self._cast.sentence.tokens[self._cast.grammar.core(index)].pos == "PROPN"
        )

    def is_thing(self, index: int) -> bool:
        """Say whether it is no one: a common noun without a record, a country or a sector."""
        cast = self._cast
        token = cast.sentence.tokens[cast.grammar.core(index)]
        if token.pos not in ("NOUN", "VERB", "ADJ") or token.entity in ("PERSON", "ORG", "NORP", "GPE"):
            return False
        return cast.record(token.index) is None and cast.measured(token.index) is None

    def _is_private(self, node: Node) -> bool:
        """Say whether nobody political takes part, nor two people with names."""
        parties = list(_indices((*node.actors, *node.recipients)))
        return not any(map(self.is_political, parties)) and sum(map(self.is_somebody, parties)) < _TWO

    def _is_view(self, node: Node) -> bool:
        """Say whether somebody who is no state thinks something of what is no party: no act between two sides."""
        if any(map(self.is_state, _indices(node.actors))):
            return False
        return not any(map(self.is_somebody, _indices(node.recipients)))


_TWO = 2


def _indices(places: Iterable[Place]) -> Iterable[int]:
    return (place.index for place in places)
