"""This file is where events of one sentence inform each other: who had held the released, whose charge is denied."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rashomon.events.arguments import Cast
from rashomon.events.grammar import Grammar, Place
from rashomon.events.nodes import Node
from rashomon.records import Reason

if TYPE_CHECKING:
    from rashomon.lexicons.frames import FrameTables

_HOLDING = ("arrest", "abduct", "seize")
_ANSWERED = ("ACCUSE", "REQUEST")


def relate(grammar: Grammar, cast: Cast, frames: FrameTables, nodes: dict[int, Node]) -> dict[int, Node]:
    """Return the nodes with parties that another event of the sentence gives, and grounds put below what they ground."""
    found = {word: _from_others(cast, node, nodes) for word, node in nodes.items()}
    for word, node in list(found.items()):
        over = _grounded(grammar, word, found)
        if over is not None and node not in found[over].inner and not found[over].inner:
            found[over] = found[over].moved(inner=(node,))
    return found


def _from_others(cast: Cast, node: Node, nodes: dict[int, Node]) -> Node:
    if node.event_type == "RETREAT" and node.mode == "release" and not node.actors:
        captors = _captors(cast, node, nodes.values())
        if captors:
            return node.moved(
                actors=captors, why=(*node.why, Reason("context:captor", "released by who held"))
            )
    if node.event_type == "REJECT" and node.actors and not node.recipients:
        askers = _askers(cast, node, nodes.values())
        if askers:
            return node.moved(
                recipients=askers, why=(*node.why, Reason("context:answer", "answers the other side"))
            )
    return node


def _captors(cast: Cast, node: Node, others: Iterable[Node]) -> tuple[Place, ...]:
    held = {cast.actor(p.index).head for p in node.recipients}
    for other in others:
        if (
            other.mode in _HOLDING
            and other.actors
            and held & {cast.actor(p.index).head for p in other.recipients}
        ):
            return other.actors
    return ()


def _askers(cast: Cast, node: Node, others: Iterable[Node]) -> tuple[Place, ...]:
    mine = {cast.actor(p.index).head for p in node.actors}
    for other in others:
        if other.event_type in _ANSWERED and mine & {cast.actor(p.index).head for p in other.recipients}:
            return other.actors
    return ()


def _grounded(grammar: Grammar, word: int, found: dict[int, Node]) -> int | None:
    """Return the verb for whose deed the word is the ground: jailed for helping, arrested for attacking."""
    token = grammar.tokens[word]
    if token.dep != "pcomp" or grammar.tokens[token.head].text.lower() not in ("for", "over", "of"):
        return None
    verb = grammar.tokens[token.head].head
    return verb if verb in found and found[verb].at == verb else None
