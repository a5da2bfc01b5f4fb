"""This file is where an event that has no mode gets one from the words around it: with what, by whom, for what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon import ontology
from rashomon.events.grammar import Grammar
from rashomon.events.nodes import Node
from rashomon.records import Reason

if TYPE_CHECKING:
    from rashomon.lexicons.frames import FrameTables, Means

#: CAMEO codes of the root that say no more than the type does; a mode's own code takes their place.
_BARE = frozenset(("", "180", "190", "140", "100", "120", "150", "154"))

#: The mode that frames give where nothing is said of another: it gives way.
_USUAL = {"MOBILIZE": "troops", "PROTEST": "demo"}


def with_means(grammar: Grammar, frames: FrameTables, node: Node) -> Node:
    """Return the node, and the nodes below it, with the mode that the words of its clause give it, if it has none."""
    if node.inner:
        node = node.moved(inner=tuple(with_means(grammar, frames, inner) for inner in node.inner))
    if (
        node.mode not in ("", _USUAL.get(node.event_type))
        or node.kind in ("future", "wont", "may")
        or node.event_type not in frames.means
    ):
        return node
    for means, needed in frames.means[node.event_type]:
        word = None if needed.isdisjoint(grammar.vocabulary) else _telling(grammar, node, means)
        if word is not None:
            telling = means.cameo and node.cameo in _BARE
            cameo = (
                means.cameo
                if telling and ontology.allows(means.cameo, node.event_type, means.mode)
                else node.cameo
            )
            why = Reason(f"means:{means.id}", grammar.tokens[word].text)
            return node.moved(mode=means.mode, cameo=cameo, why=(*node.why, why))
    return node


def _telling(grammar: Grammar, node: Node, means: Means) -> int | None:
    """Return the first word in the places where the means may stand that names it, alone or with the word before it."""
    for place in means.where:
        for word in _places(grammar, node, place):
            if grammar.lemma(word) in means.words or _pair(grammar, word) in means.words:
                return word
    return None


def _pair(grammar: Grammar, word: int) -> str:
    return f"{grammar.lemma(word - 1)} {grammar.lemma(word)}" if word else ""


def _places(grammar: Grammar, node: Node, place: str) -> list[int]:
    """Return the words in one place: those of the event and before its noun, its actors, recipients, or a preposition's."""
    if place == "trigger":
        near = [c for w in node.words for c in grammar.sentence.dependents(w, "compound", "amod", "nmod")]
        return [*node.words, *near]
    if place in ("actor", "recipient"):
        found = [p.index for p in (node.actors if place == "actor" else node.recipients)]
        if place == "actor" and grammar.tokens[node.at].pos == "VERB":
            found += [p.index for p in grammar.agents(node.at)]
        return found
    if place == "about":
        return list(grammar.sentence.subtree(node.at))
    return [noun for word in (node.at, *node.words) for noun in grammar.preps(word).get(place, ())]
