"""This file is where sources without a verb are found: `according to`, `in the words of`, `Turkey: ...`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from rashomon.attributions.labels import label_end
from rashomon.attributions.report import QUOTE_MARKS, Report, spans_of
from rashomon.attributions.sources import can_speak
from rashomon.lexicons.cues import Cue
from rashomon.records import Reason, Sentence, Span, Token, ZoneKind

if TYPE_CHECKING:
    from rashomon.lexicons import Lexicons

_NAME_PARTS = frozenset(("PROPN", "NOUN", "ADJ", "DET", "NUM", "PART", "CCONJ", "ADP", "PUNCT"))
#: Clauses that share the source named once for all at the end of the sentence.
_SPREADING = frozenset(("conj", "ccomp", "xcomp", "advcl"))
_LONGEST_NAME = 8


def find_marked(sentence: Sentence, lexicons: Lexicons) -> Iterator[Report]:
    """Yield a report for each preposition or prepositional phrase that names a source."""
    tokens = sentence.tokens
    markers = lexicons.cues.markers
    for start in [token.index for token in tokens if token.text in markers]:
        for cue in markers[tokens[start].text]:
            phrase = _words(cue.lemma)
            if len(phrase) > 1 and (len(tokens) <= start + 1 or tokens[start + 1].text.lower() != phrase[1]):
                continue
            if [t.text.lower() for t in tokens[start : start + len(phrase)]] != phrase:
                continue
            report = _marked(sentence, start, start + len(phrase) - 1, cue, lexicons)
            if report is not None:
                yield report


@cache
def _words(lemma: str) -> list[str]:
    return lemma.split()


def _marked(sentence: Sentence, first: int, last: int, cue: Cue, lexicons: Lexicons) -> Report | None:
    source = sentence.dependent(last, "pobj")
    if source is None:
        return None
    top = first
    while sentence.tokens[top].head in range(first, last + 1) and sentence.tokens[top].head != top:
        top = sentence.tokens[top].head
    clause = sentence.tokens[top].head
    while sentence.tokens[clause].pos not in ("VERB", "AUX") and sentence.tokens[clause].head != clause:
        clause = sentence.tokens[clause].head
    clause = _whole(sentence, first, sentence.subtree(top)[-1], clause)
    own = set(sentence.subtree(top)) | set(range(first, last + 1))
    content = spans_of(sentence, (i for i in sentence.subtree(clause) if i not in own))
    if clause in own or not content or _is_measure(sentence, source, lexicons):
        return None
    return Report(
        sentence,
        first,
        cue,
        cue.frame,
        cue.act,
        tuple(range(first, last + 1)),
        spans_of(sentence, sentence.subtree(source))[:1],
        list(content),
        why=[Reason(f"cue:{cue.id}", sentence.tokens[source].text)],
    )


def _whole(sentence: Sentence, first: int, last: int, clause: int) -> int:
    """Return the clause on which the source bears: set off at an edge of the sentence, all that is coordinated."""
    tokens = sentence.tokens
    ends = first > 0 and tokens[first - 1].text == "," and all(t.pos == "PUNCT" for t in tokens[last + 1 :])
    while ends and tokens[clause].dep in _SPREADING and tokens[clause].head != clause:
        clause = tokens[clause].head
    return clause


def _is_measure(sentence: Sentence, source: int, lexicons: Lexicons) -> bool:
    """`according to the number of guests` names no source."""
    return sentence.tokens[source].lemma in lexicons.cues.words["measure"]


def find_colons(sentences: list[Sentence], lexicons: Lexicons) -> Iterator[Report]:
    """Yield the report of a paragraph that opens `Source: ...`, or of a headline that ends `...: source`."""
    first = sentences[0]
    start = 1 if first.tokens[0].text in QUOTE_MARKS else 0
    colon = next((t.index for t in first.tokens[: _LONGEST_NAME + 1] if t.text == ":"), None)
    if colon == label_end(first, lexicons.cues):
        colon = None
    if colon and (head := _name(first, start, colon, lexicons)) is not None:
        rest = [*first.tokens[colon + 1 :]]
        end = sentences[-1].span.end
        if rest and _speaks(rest) and _fits_zone(first, colon):
            yield _colon(first, colon, head, (start, colon), Span(rest[0].start, end))
            return
    last = sentences[-1]
    if last.zone is not ZoneKind.HEADLINE:
        return
    colon = next((t.index for t in reversed(last.tokens) if t.text == ":"), None)
    if colon and len(last.tokens) - colon <= 5 and colon > 3:
        head = _name(last, colon + 1, len(last.tokens), lexicons)
        if head is not None:
            span = Span(sentences[0].span.start, last.tokens[colon - 1].end)
            yield _colon(last, colon, head, (colon + 1, len(last.tokens)), span)


def _name(sentence: Sentence, first: int, last: int, lexicons: Lexicons) -> int | None:
    """Return the head of a run of tokens that names someone who can speak, or None."""
    run = sentence.tokens[first:last]
    if not run or any(t.pos not in _NAME_PARTS or t.text in QUOTE_MARKS for t in run):
        return None
    head = sentence.head_of(Span(run[0].start, run[-1].end))
    return head if head is not None and can_speak(sentence, head, lexicons.cues) else None


def _speaks(rest: list[Token]) -> bool:
    """Say whether what follows the colon can be said: a quotation, or words with a verb among them."""
    return rest[0].text in QUOTE_MARKS or any(t.pos in ("VERB", "AUX") for t in rest)


def _fits_zone(sentence: Sentence, colon: int) -> bool:
    """In the body only a bare name before a quotation or in a transcript (`SMITH: ...`) is a source."""
    if sentence.zone in (ZoneKind.HEADLINE, ZoneKind.DEK):
        return True
    return colon <= 4 and all(t.pos == "PROPN" or t.text in QUOTE_MARKS for t in sentence.tokens[:colon])


def _colon(sentence: Sentence, colon: int, head: int, name: tuple[int, int], content: Span) -> Report:
    return Report(
        sentence,
        colon,
        None,
        "colon",
        "assert",
        (colon,),
        spans_of(sentence, range(*name))[:1],
        [content],
        why=[Reason("colon", sentence.tokens[head].text)],
    )
