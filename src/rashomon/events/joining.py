"""This file is where a verb and a noun that tell of one event are read as one: `12 were killed in shelling by X`."""

from __future__ import annotations

from rashomon.events.grammar import Grammar, Place
from rashomon.events.nodes import Node
from rashomon.records import Reason

#: What holds a noun that says in what, not on top of what, the verb happened.
_HELD_IN = frozenset(("in", "during", "by", "through", "with", "for", "at"))
_SOMEWHERE = frozenset(("in", "at", "near", "inside", "outside"))
#: CAMEO codes that say least: `killed`, `attacked`. The noun's code tells more.
_LEAST = frozenset(("180", "190"))


def join_events(grammar: Grammar, nodes: dict[int, Node]) -> dict[int, Node]:
    """Return the nodes with each noun that names the event of a verb in its clause joined to that verb."""
    found = dict(nodes)
    for word, noun in nodes.items():
        if noun.kind != "noun":
            continue
        verbs = _done_by(grammar, word, noun, found)
        for verb in verbs:
            found[verb] = _with_noun_as_doer(grammar, found[verb], noun)
        if verbs:
            found[word] = found[verbs[0]]
            continue
        held = _held_by(grammar, word, noun, found)
        if held is not None and _agree(found[held], noun):
            found[held] = found[word] = _with_noun_around(found[held], noun)
    return found


def _done_by(grammar: Grammar, word: int, noun: Node, found: dict[int, Node]) -> list[int]:
    """Return the verbs of the same type of which the noun is the actor: the attack killed two and hurt three."""
    return [
        index
        for index, node in found.items()
        if node.kind == "verb"
        and node.event_type == noun.event_type
        and index not in noun.words
        and any(p.index == word for p in grammar.agents(index))
    ]


def _held_by(grammar: Grammar, word: int, noun: Node, found: dict[int, Node]) -> int | None:
    """Return the verb of the same type in which the noun stands: killed in a raid, met for talks."""
    token = grammar.tokens[word]
    held = grammar.tokens[token.head]
    if token.dep not in ("pobj", "pcomp") or held.text.lower() not in _HELD_IN:
        return None
    verb = found.get(held.head)
    is_same = verb is not None and verb.kind == "verb" and verb.event_type == noun.event_type
    return held.head if is_same else None


def _agree(verb: Node, noun: Node) -> bool:
    """Say whether the two can be one event: not if each names its own parties."""
    by_others = bool(noun.actors) and bool(verb.actors)
    on_others = bool(verb.recipients) and any(p.path not in _SOMEWHERE for p in noun.recipients)
    return not by_others and not on_others


def _with_noun_as_doer(grammar: Grammar, verb: Node, noun: Node) -> Node:
    is_about = grammar.tokens[verb.at].dep in ("relcl", "acl") and grammar.tokens[verb.at].head == noun.at
    hurt = tuple(p for p in noun.recipients if p.path not in _SOMEWHERE)
    joined = _joined(verb, noun, noun.actors, (*hurt, *(p for p in verb.recipients if p not in hurt)))
    return joined.moved(at=noun.at, words=(noun.at, *verb.words), kind="noun") if is_about else joined


def _with_noun_around(verb: Node, noun: Node) -> Node:
    return _joined(verb, noun, verb.actors or noun.actors, verb.recipients or noun.recipients)


def _joined(verb: Node, noun: Node, actors: tuple[Place, ...], recipients: tuple[Place, ...]) -> Node:
    somewhere = tuple(p for p in noun.recipients if p.path in _SOMEWHERE)
    telling = noun if not verb.mode and verb.cameo in (*_LEAST, "") else verb
    return verb.moved(
        words=(*verb.words, *noun.words),
        mode=telling.mode,
        cameo=telling.cameo,
        contexts=tuple(dict.fromkeys((*verb.contexts, *noun.contexts))),
        actors=actors,
        recipients=recipients or somewhere,
        where=verb.where or somewhere,
        why=(*verb.why, *noun.why, Reason("join:one-event", "the noun and the verb tell of one event")),
    )
