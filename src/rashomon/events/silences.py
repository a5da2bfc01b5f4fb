"""This file is where the conditions of a silence are tried on a possible event: its words, its parties, its clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.events.standing import Standing
from rashomon.records import ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rashomon.events.grammar import Grammar
    from rashomon.events.nodes import Node
    from rashomon.lexicons.frames import FrameTables, Silence

_VERBAL = frozenset(("verb", "matrix", "light"))
_CLAUSAL = frozenset(("VERB", "AUX"))
_PRESENT = frozenset(("VBZ", "VBP"))
#: How far up a chain of joined verbs a condition is looked for.
_NEAR = 4
_IFS = frozenset(("if", "unless", "whether"))


def silenced(grammar: Grammar, standing: Standing, frames: FrameTables, node: Node, silence: Silence) -> str:
    """Return the word for which the silence holds of the node, or nothing if it does not."""
    word = grammar.tokens[node.words[0]].text
    if silence.lemma and not _named(grammar, (*node.words, node.at), frames.expand(silence.lemma)):
        return ""
    if silence.bare and node.inner:
        return ""
    if silence.clause and not _is_clause(grammar, node, silence.clause):
        return ""
    if silence.where == "particle":
        is_phrasal = grammar.lemma(node.at) in frames.expand(silence.lemma)
        return word if is_phrasal and not grammar.particles(node.at).isdisjoint(silence.words) else ""
    if silence.words:
        word = _named(grammar, _looked_at(grammar, node, silence.where), frames.expand(silence.words))
    if not word or (silence.parties and not standing.holds(silence.parties, node)):
        return ""
    if silence.unless and _named(grammar, range(len(grammar.tokens)), frames.expand(silence.unless)):
        return ""
    return word


def _named(grammar: Grammar, indices: Iterable[int], words: frozenset[str]) -> str:
    if "ANY" in words:
        return next((grammar.tokens[i].text for i in indices), "")
    if words.isdisjoint(grammar.vocabulary):
        return ""
    return next((grammar.tokens[i].text for i in indices if grammar.lemma(i) in words), "")


def _looked_at(grammar: Grammar, node: Node, where: str) -> list[int]:
    """Return the words in one place of the event's clause."""
    if where == "sentence":
        return [t.index for t in grammar.tokens]
    if where == "modifier":
        near = grammar.sentence.dependents(node.words[0], "amod", "compound", "nmod", "poss")
        return [*near, *(n for w in node.words for n in grammar.preps(w).get("of", ()))]
    is_verb = grammar.tokens[node.at].pos in _CLAUSAL
    if where == "agent":
        return [p.index for p in node.actors]
    if where == "subject":
        found = [p.index for p in node.actors]
        if node.kind not in _VERBAL or grammar.tokens[node.at].dep == "acl":
            return found
        return found + [p.index for p in grammar.surface_subjects(node.at)]
    if where == "patient":
        return [p.index for p in grammar.patients(node.at)] if is_verb else []
    if where == "object":
        found = [p.index for p in node.recipients]
        if not is_verb:
            return found
        return found + [i for p in grammar.patients(node.at) for i in (p.index, grammar.core(p.index))]
    if where == "adverb":
        return list(grammar.sentence.dependents(node.at, "advmod"))
    if where == "governor":
        over = grammar.tokens[grammar.tokens[node.words[0]].head]
        return [over.head if over.text == "of" else over.index]  # the ability to, a record of
    if where == "clause":
        return list(grammar.sentence.dependents(node.at, "ccomp", "xcomp"))
    if where == "quantifier":
        parts = [p.index for p in (*grammar.surface_subjects(node.at), *node.actors)]
        return [d for i in parts for d in grammar.sentence.dependents(i, "det")]
    after = grammar.all_preps(node.at) if is_verb else grammar.noun_preps(node.at)
    if where == "predicate":
        return after.get("=", [])
    return [word for nouns in after.values() for noun in nouns for word in (noun, grammar.core(noun))]


def _is_clause(grammar: Grammar, node: Node, wanted: str) -> bool:
    if wanted == "if":
        return _follows_if(grammar, node.at)
    if grammar.sentence.zone is ZoneKind.HEADLINE:
        return False
    if wanted == "lacking":
        return _is_lacking(grammar, node.words[0])
    if wanted == "infinitive":
        return grammar.tokens[node.at].tag in ("VB", "VBG")
    return wanted == "body" or _is_habit(grammar, node.at)


def _is_lacking(grammar: Grammar, noun: int) -> bool:
    """Say whether it is told of a noun that there is none or that somebody has none."""
    over = grammar.tokens[noun].head
    if grammar.lemma(over) not in ("have", "be", "lack"):
        return False
    is_none = any(grammar.lemma(d) == "no" for d in grammar.sentence.dependents(noun, "det"))
    return is_none or grammar.lemma(over) == "lack" or bool(grammar.sentence.dependents(over, "neg"))


def _follows_if(grammar: Grammar, verb: int) -> bool:
    """Say whether the verb, or the one that it completes or is joined to, stands after `if` or `whether`."""
    for _ in range(_NEAR):
        if _marked(grammar, verb):
            return True
        if grammar.tokens[verb].dep not in ("xcomp", "conj"):
            return False
        verb = grammar.tokens[verb].head
    return False


def _marked(grammar: Grammar, verb: int) -> bool:
    """Say whether the clause of the verb begins with `if`, `unless` or `whether`."""
    return any(grammar.tokens[c].text.lower() in _IFS for c in grammar.sentence.dependents(verb, "mark"))


def _is_habit(grammar: Grammar, verb: int) -> bool:
    """Say whether a verb stands in the simple present, or is an infinitive or a gerund below one that does."""
    token = grammar.tokens[verb]
    if token.tag in _PRESENT and token.pos in _CLAUSAL:
        return not any(grammar.lemma(c) in ("have", "be") for c in grammar.sentence.dependents(verb, "aux"))
    does = [c for c in grammar.sentence.dependents(verb, "aux") if grammar.lemma(c) == "do"]
    return any(grammar.tokens[c].tag in _PRESENT for c in does)
