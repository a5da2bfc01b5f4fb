"""This file is where what is told is bounded: without what the publisher explains or the speaker says besides."""

from __future__ import annotations

from rashomon.attributions.report import QUOTE_MARKS
from rashomon.attributions.sources import can_speak
from rashomon.lexicons.cues import CueTables
from rashomon.records import Sentence

FINITE = ("VBD", "VBZ", "VBP")
_CONTRASTS = frozenset(("While", "Although", "Though"))
_MARKS = QUOTE_MARKS - {"’", "'", "‘", "`"} | {"``", "''"}
_DASHES = frozenset(("—", "--", "–", "-"))


def this_side(sentence: Sentence, clause: int, word: int, tables: CueTables) -> tuple[int, ...]:
    """Return the clause without circumstances on the far side of the cue: `Asked why, he said the road was shut.`"""
    far = [
        child
        for child in sentence.dependents(clause, "advcl", "prep", "npadvmod")
        if (child < word) != (clause < word) and (sentence.subtree(child)[-1] < word) == (child < word)
    ]
    others = [
        *_next_reports(sentence, clause, word, tables),
        *_speaking_on(sentence, clause, word, tables),
        *_setting(sentence, clause, word),
        *_after_dash(sentence, clause, word),
        *_elsewhere(sentence, clause, word, tables),
    ]
    return sentence.subtree(clause, without=[*far, *others, *_joining(sentence, clause, others)])


def deed(sentence: Sentence, infinitive: int) -> tuple[int, ...]:
    """Return the words of an infinitive; a finite verb that is joined to it is the speaker's: urged A to go and left."""
    others = [c for c in sentence.dependents(infinitive, "conj") if sentence.tokens[c].tag in FINITE]
    return sentence.subtree(infinitive, without=[*others, *_joining(sentence, infinitive, others)])


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


def _speaking_on(sentence: Sentence, clause: int, word: int, tables: CueTables) -> list[int]:
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


def _setting(sentence: Sentence, clause: int, word: int) -> list[int]:
    """Return what the publisher leads up to quoted words with: `While it is early, the truce "may hold," he said`.

    Without quotation marks the speaker may have said all of it.
    """
    found = []
    for child in sentence.dependents(clause, "advcl"):
        first, last = sentence.subtree(child)[0], sentence.subtree(child)[-1]
        contrasts = sentence.tokens[first].text in _CONTRASTS
        is_participle = sentence.tokens[child].tag in ("VBG", "VBN") and first == child
        quotes = any(token.text in _MARKS for token in sentence.tokens[last + 1 : word])
        if child < clause < word and quotes and (contrasts or is_participle):
            found.append(child)
    return found


def _after_dash(sentence: Sentence, clause: int, word: int) -> list[int]:
    """Return the publisher's remark on what was told: `said the road was open - a first since the raid`."""
    return [
        child
        for child in sentence.dependents(clause, "appos", "npadvmod", "dep", "attr", "parataxis")
        if word < clause < child and sentence.tokens[sentence.subtree(child)[0] - 1].text in _DASHES
    ]


def _elsewhere(sentence: Sentence, clause: int, word: int, tables: CueTables) -> list[int]:
    """Return what another speaker says of it: `said the town was calm, while the rebels claimed victory`."""
    found = []
    for child in sentence.dependents(clause, "advcl"):
        first = sentence.subtree(child)[0]
        opens = sentence.tokens[first].text == "while" and sentence.tokens[first - 1].text == ","
        subject = sentence.dependent(child, "nsubj")
        reports = bool(tables.of(tables.lemma(sentence.tokens[child])))
        if (
            word < clause < child
            and opens
            and reports
            and subject is not None
            and can_speak(sentence, subject, tables)
        ):
            found.append(child)
    return found


def _joining(sentence: Sentence, verb: int, others: list[int]) -> list[int]:
    """Return the conjunctions that stand right before what is left out."""
    starts = {sentence.subtree(other)[0] for other in others}
    return [c for c in sentence.dependents(verb, "cc") if c + 1 in starts]
