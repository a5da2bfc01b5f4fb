"""This file is where it is told who has a part in politics: states, offices, parties, forces, courts, organised groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from rashomon.events.arguments import Cast

if TYPE_CHECKING:
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
        self._indefinite = frames.classes["INDEFINITE"]
        self._expletive = frames.classes["EXPLETIVE"]
        self._pronouns = frames.classes["PERSON-PRONOUN"]
        self._official = frames.classes["OFFICIAL-SECTOR"]
        self._party = frames.classes["PARTY-SECTOR"]

    def holds(self, condition: str, node: Node) -> bool:
        """Say whether the parties of the node are as the condition of a silence wants them."""
        if condition == "alone" and node.event_type == "CONSULT":
            condition = "unmet"
        is_mutual = node.is_reciprocal and node.event_type != "AGREE"
        if (
            condition in ("alone", "unmet", "lone")
            and is_mutual
            and any(map(self._is_plural, _indices(node.actors)))
        ):
            return False
        return _CONDITIONS[condition](self, list(_indices(node.actors)), list(_indices(node.recipients)))

    def _is_plural(self, index: int) -> bool:
        token = self._cast.sentence.tokens[index]
        return token.tag in ("NNS", "NNPS") or self._cast.grammar.lemma(index) in (
            "they",
            "we",
            "both",
            "their",
            "our",
        )

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

    def is_official(self, index: int) -> bool:
        """Say whether it is a state, a force, or somebody who acts for one."""
        sectors = self._cast.actor(index).sectors
        if self.is_state(index) or self._official.intersection(sectors):
            return True
        owner = self._cast.owner(self._cast.grammar.core(index))
        if owner is None:
            return False
        whose = self._cast.actor(owner)
        return whose.id.partition(":")[0] in _STATE_IDS or bool(self._official.intersection(whose.sectors))

    def is_body(self, index: int) -> bool:
        """Say whether it is an organisation with a name."""
        token = self._cast.sentence.tokens[self._cast.grammar.core(index)]
        return token.entity == "ORG" and "JRN" not in self._cast.actor(index).sectors

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
        if token.pos not in ("NOUN", "VERB", "ADJ", "DET") and token.text.lower() not in self._indefinite:
            return False
        if token.entity in (
            "PERSON",
            "ORG",
            "NORP",
            "GPE",
        ):
            return False
        return cast.record(token.index) is None and cast.measured(token.index) is None

    def is_person(self, index: int) -> bool:
        """Say whether it is a person with a name, a politician or a party: one who is fought with words."""
        cast, core = self._cast, self._cast.grammar.core(index)
        known = self._party.intersection(cast.actor(index).sectors)
        if cast.grammar.lemma(index) in self._pronouns:
            return True
        return bool(known) or "*PERSON" in (*cast.kinds(index), *cast.kinds(core))

    def _is_private(self, actors: list[int], recipients: list[int]) -> bool:
        """Say whether nobody political takes part, nor two people with names."""
        parties = actors + recipients
        return not any(map(self.is_political, parties)) and sum(map(self.is_somebody, parties)) < _TWO

    def _is_alone(self, actors: list[int], recipients: list[int]) -> bool:
        """Say whether fewer than two take part who are political or have a name, and none of them is a state."""
        return not any(map(self.is_body, actors)) and self._is_unmet(actors, recipients)

    def _is_unmet(self, actors: list[int], recipients: list[int]) -> bool:
        """Say whether nobody is met: a lone body meets nobody either."""
        parties = actors + recipients
        if any(map(self.is_official, parties)):
            return False
        return sum(map(self.is_somebody, parties)) < _TWO

    def _is_own(self, actors: list[int], recipients: list[int]) -> bool:
        """Say whether it is done to a thing of one's own: `defended his plan`, `sold their house`."""
        sentence = self._cast.sentence
        owners = [sentence.dependent(self._cast.grammar.core(i), "poss") for i in recipients]
        return bool(owners) and all(
            o is not None and sentence.tokens[o].pos == "PRON" and self._cast.by_start.get(s) is None
            for o, s in zip(owners, (sentence.tokens[i].start for i in recipients), strict=True)
        )

    def _is_agentless(self, actors: list[int], recipients: list[int]) -> bool:
        """Say whether nobody does it: `it is hard to blame Peru`, `there is no reason to`."""
        lemma = self._cast.grammar.lemma
        return not any(lemma(i) not in self._expletive or self.is_political(i) for i in actors)

    def _is_personal(self, actors: list[int], recipients: list[int]) -> bool:
        """Say whether it is between people, or a thing and people: no state, force or group takes part."""
        if any(map(self.is_state, actors + recipients)) or not all(map(self.is_person, recipients)):
            return False
        if not recipients and any(map(self.is_official, actors)):
            return False
        return all(self.is_person(i) or self.is_thing(i) for i in actors) and bool(actors)

    def _is_press(self, actors: list[int], recipients: list[int]) -> bool:
        """Say whether it is all said to reporters."""
        return bool(recipients) and all("JRN" in self._cast.actor(i).sectors for i in recipients)

    def _is_view(self, actors: list[int], recipients: list[int]) -> bool:
        """Say whether somebody who is no state thinks something of what is no party: no act between two sides."""
        return not any(map(self.is_state, actors)) and all(map(self._is_no_party, recipients))

    def _is_no_party(self, index: int) -> bool:
        """Say whether it is nobody, or a thing that belongs to no state: `Senator Lopez's plan`."""
        return not self.is_somebody(index) or (self.is_thing(index) and not self.is_official(index))

    def _is_unaided(self, actors: list[int], recipients: list[int]) -> bool:
        return not any(map(self.is_political, recipients))

    def _is_lone(self, actors: list[int], recipients: list[int]) -> bool:
        return not recipients and len(actors) < _TWO

    def _is_goalless(self, actors: list[int], recipients: list[int]) -> bool:
        return not recipients

    def _is_by_press(self, actors: list[int], recipients: list[int]) -> bool:
        return self._is_press(recipients, actors)

    def _is_commoner(self, actors: list[int], recipients: list[int]) -> bool:
        ours = any(self._cast.grammar.lemma(i) == "we" for i in actors)
        return bool(actors) and not ours and not any(map(self.is_political, actors))

    def _is_by_thing(self, actors: list[int], recipients: list[int]) -> bool:
        return bool(actors) and all(map(self.is_thing, actors))


_TWO = 2
#: The conditions that a silence may name.
_CONDITIONS: dict[str, Callable[[Standing, list[int], list[int]], bool]] = {
    "private": Standing._is_private,
    "alone": Standing._is_alone,
    "unmet": Standing._is_unmet,
    "own": Standing._is_own,
    "agentless": Standing._is_agentless,
    "personal": Standing._is_personal,
    "press": Standing._is_press,
    "view": Standing._is_view,
    "unaided": Standing._is_unaided,
    "commoner": Standing._is_commoner,
    "thing-actor": Standing._is_by_thing,
    "lone": Standing._is_lone,
    "goalless": Standing._is_goalless,
    "by-press": Standing._is_by_press,
}


def _indices(places: Iterable[Place]) -> Iterable[int]:
    return (place.index for place in places)
