"""This file is where what is told is bounded: without what the publisher explains or the speaker says besides."""

from __future__ import annotations

from rashomon.attributions.report import QUOTE_MARKS
from rashomon.lexicons.cues import CueTables
from rashomon.records import Sentence

FINITE = ("VBD", "VBZ", "VBP")


def this_side(sentence: Sentence, clause: int, word: int, tables: CueTables) -> tuple[int, ...]:
    """Return the clause without circumstances on the far side of the cue: `Asked why, he said the road was shut.`"""
    far = [
        child
        for child in sentence.dependents(clause, "advcl", "prep", "npadvmod")
        if (child < word) != (clause < word) and (sentence.subtree(child)[-1] < word) == (child < word)
    ]
    return sentence.subtree(
        clause,
        without=[
            *far,
            *_next_reports(sentence, clause, word, tables),
            *speaking_on(sentence, clause, word, tables),
        ],
    )


def deed(sentence: Sentence, infinitive: int) -> tuple[int, ...]:
    """Return the words of an infinitive; a finite verb that is joined to it is the speaker's: urged A to go and left."""
    others = [c for c in sentence.dependents(infinitive, "conj") if sentence.tokens[c].tag in FINITE]
    joined = [c for c in sentence.dependents(infinitive, "cc") if any(c < other for other in others)]
    return sentence.subtree(infinitive, without=[*others, *joined])


def bare(sentence: Sentence, noun: int) -> tuple[int, ...]:
    """Return the phrase without what the publisher explains of it: the "loophole," a gap; A, who is a friend, as B."""
    tokens = sentence.tokens
    others = [
        child
        for child in sentence.dependents(noun, "appos", "relcl")
        if child > noun
        and (first := sentence.subtree(child)[0]) > noun + 1
        and (
            (tokens[first - 1].text in QUOTE_MARKS and tokens[first - 2].text == ",")
            or (
                tokens[child].dep == "relcl" and tokens[first - 1].text == "," and tokens[first].text == "who"
            )
        )
    ]
    return sentence.subtree(noun, without=others)


def speaking_on(sentence: Sentence, clause: int, word: int, tables: CueTables) -> list[int]:
    """Return what the speaker says besides: `said the road was shut, adding that ...`, joined to what was shut."""
    return [
        child
        for child in (*sentence.dependents(clause, "advcl"), *sentence.dependents(clause, "prep"))
        if word < clause < child and _adds(sentence, child, tables)
    ]


def _next_reports(sentence: Sentence, clause: int, word: int, tables: CueTables) -> list[int]:
    """Return what the parser joins to the told clause but is said by the next: `A said ..., and B said ...`."""
    return [
        child
        for child in sentence.dependents(clause, "conj", "advcl", "ccomp", "parataxis")
        if word < clause < child
        and sentence.tokens[child].tag == sentence.tokens[word].tag
        and sentence.dependent(child, "nsubj") is not None
        and sentence.dependent(child, "ccomp") is not None
        and tables.find(tables.lemma(sentence.tokens[child]), "that") is not None
    ] + [
        child
        for child in sentence.dependents(clause, "conj")
        if word < clause < child
        and sentence.tokens[child].tag in FINITE
        and sentence.dependent(child, "nsubj") is None
        and sentence.dependent(child, "ccomp") is not None
        and tables.find(tables.lemma(sentence.tokens[child]), "that") is not None
        and sentence.tokens[child].tag != sentence.tokens[clause].tag
    ]


def _adds(sentence: Sentence, branch: int, tables: CueTables) -> bool:
    """Say whether the branch is a participle of saying without a subject, be it after `before` or `while`."""
    inner = sentence.dependent(branch, "pcomp")
    verb = inner if inner is not None else branch
    token = sentence.tokens[verb]
    if token.tag != "VBG" or sentence.dependent(verb, "nsubj", "aux") is not None:
        return False
    cue = tables.find(tables.lemma(token), "that")
    return cue is not None and cue.act == "assert" and sentence.dependent(verb, "ccomp") is not None
