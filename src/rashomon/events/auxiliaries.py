"""This file is where auxiliaries make another event of a verb's own: will, will not, may, a headline's to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.events.grammar import Grammar
from rashomon.events.nodes import Node
from rashomon.events.rules import change_of, mode_of, outer_rule, refined
from rashomon.records import Reason, ZoneKind

if TYPE_CHECKING:
    from rashomon.lexicons.frames import FrameTables


def with_auxiliaries(grammar: Grammar, frames: FrameTables, verb: int, node: Node) -> Node:
    """Return the event that `will`, `will not`, `may` or a headline's `to` make of the verb's own."""
    if node.at != verb:
        return node
    kind, words = _auxiliary_kind(grammar, frames, verb)
    if not kind and _is_not_permitted(grammar, frames, verb, node):
        kind, words = "wont", grammar.sentence.dependents(verb, "neg")
    rule = outer_rule(frames, kind, node.event_type, node=node) if kind else None
    if rule is None or rule.outer in ("none", "same"):
        return node
    made = change_of(node.event_type, rule.outer)
    why = Reason(f"algebra:{kind}", " ".join(grammar.tokens[w].text for w in words) + made)
    return Node(
        verb,
        (*words, verb),
        f"{kind}-{node.frame}",
        rule.outer,
        mode_of(rule, (node,)),
        refined(rule, (node,)),
        node.contexts,
        node.actors,
        node.recipients,
        node.is_reciprocal or rule.outer == "AGREE",
        (node,),
        kind=kind,
        mood_step=True,
        why=(*node.why, why),
    )


def _auxiliary_kind(grammar: Grammar, frames: FrameTables, verb: int) -> tuple[str, tuple[int, ...]]:
    sentence = grammar.sentence
    aux = [c for c in sentence.dependents(verb, "aux") if grammar.lemma(c) not in ("to", "have", "be", "do")]
    if not aux and grammar.tokens[verb].dep == "conj" and grammar.tokens[verb].tag == "VB":
        head = grammar.tokens[verb].head
        aux = [
            c for c in sentence.dependents(head, "aux") if grammar.lemma(c) not in ("to", "have", "be", "do")
        ]
    negations = sentence.dependents(verb, "neg")
    for word in aux:
        text = grammar.tokens[word].text.lower()
        kind = next((k for k in ("future", "would", "may") if text in frames.classes[f"AUX-{k.upper()}"]), "")
        past = any(grammar.lemma(c) == "have" for c in sentence.dependents(verb, "aux"))
        if kind == "would":
            kind = "" if past or _has_condition(grammar, frames, verb) else "future"
        elif kind == "may" and past:
            kind = ""
        if kind == "future" and negations:
            return "wont", (word, *negations)
        if kind and not negations:
            return kind, (word,)
    if (
        not aux
        and sentence.zone is ZoneKind.HEADLINE
        and grammar.tokens[verb].dep in ("ROOT", "relcl", "acl")
    ):
        to = next((c for c in sentence.dependents(verb, "aux") if grammar.tokens[c].tag == "TO"), None)
        if to is not None and grammar.tokens[verb].dep != "acl":
            return "future", (to,)
    return "", ()


def _is_not_permitted(grammar: Grammar, frames: FrameTables, verb: int, node: Node) -> bool:
    """`did not allow the rally`: who does not permit a thing forbids it."""
    is_leave = node.event_type == "CONCEDE" or (node.event_type == "RETREAT" and node.mode == "access")
    if not is_leave or grammar.lemma(verb) not in frames.classes["PERMITTING"]:
        return False
    helpers = {grammar.lemma(c) for c in grammar.sentence.dependents(verb, "aux", "auxpass")}
    is_told = helpers <= {"do", "have", "be"} and grammar.tokens[verb].tag != "VBG"
    return is_told and bool(grammar.sentence.dependents(verb, "neg"))


def _has_condition(grammar: Grammar, frames: FrameTables, verb: int) -> bool:
    """Say whether an if-clause hangs on the verb or what it hangs on."""
    for index in (verb, *grammar.sentence.ancestors(verb)):
        for child in grammar.sentence.dependents(index, "advcl"):
            marks = grammar.sentence.dependents(child, "mark")
            if any(grammar.lemma(mark) in frames.classes["CONDITION"] for mark in marks):
                return True
    return False
