"""This file is where it is read who speaks in a text (`issued a report accusing`) and whose a stray by-phrase is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rashomon.events.grammar import Grammar

_LOWER = ("of", "in", "for", "at", "during")


def find_issuer(grammar: Grammar, participle: int) -> int | None:
    """Return whose text it is that does what the participle says, or the verb that issues it; None without either."""
    word = grammar.tokens[participle]
    text = word.head
    is_done_to = word.tag in ("VBN", "VBD") and word.dep != "relcl"
    if is_done_to or grammar.lemma(text) not in grammar.texts:
        return None
    owner = grammar.sentence.dependent(text, "poss")
    if owner is not None:
        return owner
    preps = grammar.preps(text)
    for name in ("by", "from"):
        if preps.get(name):
            return preps[name][0]
    token = grammar.tokens[text]
    head = grammar.tokens[token.head]
    if token.dep == "dobj" and grammar.lemma(head.index) in grammar.issuing:
        return head.index
    if token.dep == "pobj" and head.text.lower() == "in" and grammar.tokens[head.head].pos == "VERB":
        return head.head
    return None


def find_speaker(grammar: Grammar, verb: int, subject: int) -> int:
    """Return the noun that the subject stands for; of `a bill that would punish`, whose bill it is or the verb that issues it."""
    noun = grammar.resolve(subject)
    issuer = find_issuer(grammar, verb) if noun != subject and grammar.tokens[verb].dep == "relcl" else None
    return noun if issuer is None else issuer


def is_said_of_text(grammar: Grammar, verb: int) -> bool:
    """Say whether the verb is said of a text: `statements targeting Peru` hurt no one's body."""
    token = grammar.tokens[verb]
    return token.dep == "acl" and grammar.lemma(token.head) in grammar.texts


def find_low_agent(grammar: Grammar, verb: int) -> int | None:
    """Return who does it where the parser hung the by-phrase on a lower noun: `accused of fraud by Norway`."""
    preps = grammar.preps(verb)
    for name in _LOWER:
        for noun in preps.get(name, ()):
            if name != "of" and grammar.lemma(noun) in grammar.known:
                continue  # killed in shelling by Norway: the shelling is Norway's
            low = grammar.preps(noun).get("by", ())
            if low and noun > verb and grammar.tokens[low[0]].pos in ("PROPN", "NOUN"):
                return low[0]
    return None
