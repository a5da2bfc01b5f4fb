"""This file is where a coordination is parted into the single actors that it names."""

from __future__ import annotations

from rashomon.actors.nouns import left_edge
from rashomon.records import Sentence, Span

_DETERMINERS = frozenset({"det", "predet"})
_ADJECTIVES = frozenset({"amod", "compound", "nmod"})


def split_coordination(sentence: Sentence, span: Span, text: str) -> tuple[str, ...]:
    """Return the names of the single actors that the phrase is coordinated with, itself among them.

    A head that two modifiers share is given to each: "Russian and Serbian troops" are two actors. `text` is the text
    that the sentence's offsets count in.
    """
    head = _head_of(sentence, span)
    if head is None:
        return (span.of(text),)
    while sentence.tokens[head].dep in _ADJECTIVES:
        head = sentence.tokens[head].head
    while sentence.tokens[head].dep == "conj" and _is_noun(sentence, sentence.tokens[head].head):
        head = sentence.tokens[head].head
    parts: list[str] = []
    for member in _members(sentence, head):
        parts += _parts_of(sentence, member, text)
    return tuple(parts)


def _head_of(sentence: Sentence, span: Span) -> int | None:
    """Return the head of the phrase; a noun, where a modifier too hangs on something outside it."""
    inside = sentence.within(span)
    outward = [i for i in inside if sentence.tokens[i].head not in inside or sentence.tokens[i].head == i]
    nouns = [i for i in outward if sentence.tokens[i].pos in ("NOUN", "PROPN")]
    return next(iter(nouns or outward), None)


def _is_noun(sentence: Sentence, index: int) -> bool:
    return sentence.tokens[index].pos in ("NOUN", "PROPN", "PRON", "ADJ")


def _members(sentence: Sentence, head: int) -> list[int]:
    """Return the heads that are coordinated, in the order of the text."""
    members, stack = [], [head]
    while stack:
        current = stack.pop()
        members.append(current)
        stack += [c for c in sentence.dependents(current, "conj") if _is_noun(sentence, c)]
    return sorted(members)


def _parts_of(sentence: Sentence, head: int, text: str) -> list[str]:
    """Return the phrase of one head; several, if coordinated modifiers share it."""
    first = left_edge(sentence, head)
    while first < head and sentence.tokens[first].dep in _DETERMINERS:
        first += 1
    shared = _shared_modifiers(sentence, first, head)
    if len(shared) < 2:
        return [sentence.stretch(first, head).of(text)]
    rest = sentence.stretch(shared[-1] + 1, head).of(text)
    return [f"{sentence.tokens[modifier].text} {rest}" for modifier in shared]


def _shared_modifiers(sentence: Sentence, first: int, head: int) -> list[int]:
    """Return the coordinated modifiers of the head, if nothing but commas and "and" stands between them."""
    for index in range(first, head):
        joined = _members_between(sentence, index, head)
        if len(joined) > 1:
            return joined
    return []


def _members_between(sentence: Sentence, first: int, head: int) -> list[int]:
    members = [first]
    for index in range(first + 1, head):
        token = sentence.tokens[index]
        if token.dep == "conj" and token.head in members:
            members.append(index)
        elif token.dep not in ("cc", "punct"):
            break
    return members
