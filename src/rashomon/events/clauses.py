"""This file is where it is told what a clause below another is: a question that is only reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rashomon.events.grammar import Grammar

_QUESTION_TAGS = frozenset(("WP", "WP$", "WRB", "WDT"))


def is_indirect_question(grammar: Grammar, verb: int) -> bool:
    """Say whether a clause is asked in the one above: `asked whom he had met`, `asked which towns it held`."""
    sentence = grammar.sentence
    if grammar.tokens[verb].dep != "ccomp":
        return False
    before = [part for part in sentence.children[verb] if part < verb]
    before += [inner for part in before for inner in sentence.dependents(part, "det", "poss")]
    return any(grammar.tokens[part].tag in _QUESTION_TAGS for part in before)
