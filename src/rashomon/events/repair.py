"""This file is where parses are mended that statistics get wrong: a deed read as what its victims are like."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from msgspec import structs

from rashomon.records import Sentence

_OF_DEEDS = frozenset(("of", "for", "with", "against"))


def mended(sentence: Sentence, judging: Collection[str]) -> Sentence:
    """Return the sentence with `accused Peru of shelling civilians` read as a deed, after verbs that are `judging`.

    The parser takes the bare participle for an adjective of the noun, as in `of dying children`.
    """
    deeds = list(_deeds(sentence, judging))
    if not deeds:
        return sentence
    tokens = list(sentence.tokens)
    for verb in deeds:
        noun = tokens[verb].head
        tokens[verb] = structs.replace(tokens[verb], dep="pcomp", head=tokens[noun].head)
        tokens[noun] = structs.replace(tokens[noun], dep="dobj", head=verb)
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.index:
            children[token.head].append(token.index)
    return replace(sentence, tokens=tuple(tokens), children=tuple(map(tuple, children)))


def _deeds(sentence: Sentence, judging: Collection[str]) -> Iterator[int]:
    tokens = sentence.tokens
    for token in tokens:
        if token.tag != "VBG" or token.dep != "amod" or token.pos != "VERB":
            continue
        link = tokens[tokens[token.head].head]
        is_after = link.index == token.index - 1 and tokens[token.head].dep == "pobj"
        if is_after and link.lemma in _OF_DEEDS and tokens[link.head].lemma in judging:
            yield token.index
