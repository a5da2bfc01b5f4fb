"""This file is where the bounds of a noun phrase are found in a parse."""

from __future__ import annotations

from rashomon.records import Sentence

_LEFT = frozenset(
    {
        "det",
        "amod",
        "compound",
        "nummod",
        "poss",
        "nmod",
        "quantmod",
        "predet",
        "advmod",
        "npadvmod",
        "case",
        "punct",
    }
)
_BREAKS = frozenset(",;:—–")


def left_edge(sentence: Sentence, head: int) -> int:
    """Return the first token of the phrase: as far as determiners, modifiers and possessors reach."""
    tokens, edge = sentence.tokens, head
    for child in reversed(sentence.children[head]):
        if child > head:
            continue
        token = tokens[child]
        if token.dep not in _LEFT or (token.dep == "punct" and token.text in _BREAKS):
            break
        edge = _subtree_start(sentence, child)
    while edge < head and tokens[edge].pos == "PUNCT":
        edge += 1
    return edge


def _subtree_start(sentence: Sentence, index: int) -> int:
    while sentence.children[index] and sentence.children[index][0] < index:
        index = sentence.children[index][0]
    return index
