"""This file is where events of one sentence inform each other: who had held the released, whose charge is denied."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
    peaceful = _each(nodes, lambda node: _for_peace(grammar, frames, node))
    peaceful = _each(peaceful, lambda node: _for_whom(grammar, node, peaceful))
    told = _each(peaceful, lambda node: _from_others(grammar, cast, node, peaceful))
    found = _each(told, lambda node: _from_clause(grammar, cast, frames, node, nodes))
    for word, node in list(found.items()):
        over = _grounded(grammar, word, found)
        if over is not None and found[over].words != node.words and not found[over].inner:
            found[over] = found[over].moved(inner=(node,))
    return found


def _each(nodes: dict[int, Node], change: Callable[[Node], Node]) -> dict[int, Node]:
    """Return the nodes changed; one that several words name stays one."""
    changed = {id(node): change(node) for node in nodes.values()}
    return {word: changed[id(node)] for word, node in nodes.items()}


def _for_peace(grammar: Grammar, frames: FrameTables, node: Node) -> Node:
    """Return troops sent to keep the peace as aid (CAMEO 074), whatever the noun that sends them."""
    if node.event_type != "MOBILIZE" or node.mode != "troops":
        return node
    words = frames.classes["PEACEKEEPING"]
    telling = next((w for w in grammar.sentence.subtree(node.at) if grammar.lemma(w) in words), None)
    if telling is None:
        return node
    why = Reason("context:peacekeeping", grammar.tokens[telling].text)
    contexts = tuple(dict.fromkeys((*node.contexts, "peacekeeping")))
    return node.moved(event_type="AID", mode="", cameo="074", contexts=contexts, why=(*node.why, why))


def _for_whom(grammar: Grammar, node: Node, nodes: dict[int, Node]) -> Node:
    """Return aid that names nobody with those it is to help: `gave money to support refugees in B`."""
    if node.event_type != "AID" or node.recipients:
        return node
    for clause in grammar.sentence.dependents(node.at, "advcl", "xcomp"):
        aim = nodes.get(clause)
        if aim is not None and aim.event_type in ("AID", "SUPPORT") and aim.recipients:
            why = Reason("context:purpose", grammar.tokens[clause].text)
            return node.moved(recipients=aim.recipients, why=(*node.why, why))
    return node


def _from_others(grammar: Grammar, cast: Cast, node: Node, nodes: dict[int, Node]) -> Node:
    if node.event_type == "RETREAT" and node.mode == "release" and not node.actors:
        captors = _captors(cast, node, nodes.values())
        if captors:
            return node.moved(
                actors=captors, why=(*node.why, Reason("context:captor", "released by who held"))
            )
    if node.event_type == "REJECT" and node.actors and not node.recipients:
        askers = _askers(grammar, cast, node, nodes.values())
        if askers:
            return node.moved(
                recipients=askers, why=(*node.why, Reason("context:answer", "answers the other side"))
            )
    return node


def _from_clause(
    grammar: Grammar, cast: Cast, frames: FrameTables, node: Node, nodes: dict[int, Node]
) -> Node:
    """Return the noun's event with the parties of the clause it stands in: `speaking at a meeting with B`."""
    if node.kind != "noun" or node.actors:
        return node
    word = node.words[0]
    verb = _verb_over(grammar, word)
    if verb is None:
        return node
    if node.event_type == "CONSULT" and node.recipients and grammar.tokens[word].dep == "pobj":
        present = tuple(p for p in grammar.spread(grammar.surface_subjects(verb)) if cast.is_known(p.index))
        return node.moved(
            actors=present, why=(*node.why, Reason("context:present", grammar.tokens[verb].text))
        )
    if node.is_reciprocal and not node.recipients and grammar.lemma(verb) in frames.classes["OCCUR"]:
        for clause in grammar.sentence.dependents(verb, "advcl"):
            other = nodes.get(clause)
            if (
                other is not None
                and other.event_type == node.event_type
                and other.actors
                and other.recipients
            ):
                both = (*other.actors, *other.recipients)
                return node.moved(
                    at=verb, actors=both, why=(*node.why, Reason("context:clause", other.frame))
                )
    return node


def _verb_over(grammar: Grammar, word: int) -> int | None:
    """Return the verb of which the noun is the subject, or on which it hangs by a preposition."""
    token = grammar.tokens[word]
    head = grammar.tokens[token.head]
    if token.dep == "pobj":
        head = grammar.tokens[head.head]
    return head.index if head.pos == "VERB" and head.index != word else None


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


def _askers(grammar: Grammar, cast: Cast, node: Node, others: Iterable[Node]) -> tuple[Place, ...]:
    """Return who had asked it of them, or whose plea they turn down: `refused to answer a request from B`."""
    mine = {cast.actor(p.index).head for p in node.actors}
    below = frozenset(grammar.sentence.subtree(node.at))
    for other in others:
        if other.event_type not in _ANSWERED:
            continue
        is_theirs = other.kind == "noun" and not other.recipients and other.at in below
        if is_theirs or mine & {cast.actor(p.index).head for p in other.recipients}:
            return other.actors
    return ()


def _grounded(grammar: Grammar, word: int, found: dict[int, Node]) -> int | None:
    """Return the verb for whose deed the word is the ground: jailed for helping, arrested for attacking."""
    token = grammar.tokens[word]
    if token.dep != "pcomp" or grammar.tokens[token.head].text.lower() not in ("for", "over", "of"):
        return None
    verb = grammar.tokens[token.head].head
    return verb if verb in found and found[verb].at == verb else None
