"""This file is where quoted names meet who gives them: `called the plan "a trap"`, `described it as "a trap"`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.attributions.marks import Quotation
from rashomon.attributions.report import QUOTE_MARKS, Report
from rashomon.attributions.reports import cue_words
from rashomon.attributions.sources import find_source, is_passive, source_spans
from rashomon.lexicons.cues import Cue
from rashomon.records import Reason, Sentence, Span, Token

if TYPE_CHECKING:
    from rashomon.lexicons import Lexicons

_ENDS = frozenset((".", "!", "?", ";", ":"))
_REACH = 30
_SPOKEN = frozenset(("that", "q"))
_BEGINS_AN_OBJECT = frozenset(("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"))
_BEFORE_A_NAME = frozenset(("NOUN", "PROPN", "PRON", "DET", "ADJ", "ADV", "NUM", "PUNCT", "PART"))


def find_naming(
    row: list[tuple[Sentence, Token]], position: int, quotation: Quotation, lexicons: Lexicons
) -> Report | None:
    """Return the report of the verb that names something by the quotation, whose last token before it is at position."""
    if position < 1:
        return None
    lead = row[position][1]
    wants_as = lead.text.lower() == "as"
    if lead.text in _ENDS or (not wants_as and lead.pos not in _BEFORE_A_NAME):
        return None
    for sentence, token in reversed(row[max(0, position - _REACH) : position]):
        if token.text in _ENDS or token.text in QUOTE_MARKS:
            return None
        if token.pos != "VERB":
            continue
        cues = lexicons.cues.of(lexicons.cues.lemma(token))
        cue = next((c for c in cues if _names(c, wants_as=wants_as)), None)
        if cue is not None:
            return _report(sentence, token, cue, quotation)
        if any(c.frame in _SPOKEN for c in cues):
            return None
    return None


def _names(cue: Cue, *, wants_as: bool) -> bool:
    """Say whether the cue names its object: `call A B`, `describe A as B`, `refer to A as B`."""
    return cue.frame in ("np:as", "pp:as") if wants_as else cue.frame == "np-comp"


def _report(sentence: Sentence, token: Token, cue: Cue, quotation: Quotation) -> Report | None:
    head = find_source(sentence, token.index)
    following = sentence.tokens[token.index + 1]
    if head is None or is_passive(sentence, token.index) or following.pos not in _BEGINS_AN_OBJECT:
        return None
    return Report(
        sentence,
        token.index,
        cue,
        cue.frame,
        cue.act,
        cue_words(sentence, token.index),
        source_spans(sentence, head, token.index),
        [Span(following.start, quotation.span.end)],
        why=[Reason(f"cue:{cue.id}", f"{token.text} with a quoted name")],
    )
