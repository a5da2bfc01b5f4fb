"""This file is where parses are mended that statistics get wrong: a deed read as a quality, an order as a report."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from msgspec import structs

from rashomon.records import Sentence

_OF_DEEDS = frozenset(("of", "for", "with", "against"))


def mended(sentence: Sentence, judging: Collection[str], ordering: Collection[str]) -> Sentence:
    """Return the sentence with two constructions mended.

    `accused Peru of shelling civilians` is a deed, after verbs that are `judging`: the parser takes the bare
    participle for an adjective of the noun, as in `of dying children`. `ordered nine officials jailed` is done to the
    officials, after verbs that are `ordering`: the parser takes the participle for a past tense.
    """
    deeds, suffered = list(_deeds(sentence, judging)), list(_suffered(sentence, ordering))
    if not deeds and not suffered:
        return sentence
    tokens = list(sentence.tokens)
    for subject in suffered:
        tokens[subject] = structs.replace(tokens[subject], dep="nsubjpass")
        verb = tokens[subject].head
        tokens[verb] = structs.replace(tokens[verb], tag="VBN")
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


def _suffered(sentence: Sentence, ordering: Collection[str]) -> Iterator[int]:
    """Yield the subjects of bare participles: neither `that` nor an auxiliary makes them clauses of their own."""
    tokens = sentence.tokens
    for token in tokens:
        if (
            token.tag not in ("VBD", "VBN")
            or token.dep != "ccomp"
            or tokens[token.head].lemma not in ordering
        ):
            continue
        subject = sentence.dependent(token.index, "nsubj")
        is_bare = sentence.dependent(token.index, "aux", "auxpass", "mark", "dobj") is None
        if subject is not None and is_bare and token.head < subject < token.index:
            yield subject
