"""This file is where a report in the making is kept: what one cue has so far been found to report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rashomon.lexicons.cues import Cue
from rashomon.records import Reason, Sentence, Span

QUOTE_MARKS = frozenset("\"“”„‟«»‘’'`")
_TRIMMED = frozenset(",.;:!?-–—()[]…") | {"--", "...", "``", "''"} | QUOTE_MARKS


@dataclass(slots=True, eq=False)
class Report:
    """A cue with its source and content, before it is known what stands inside what."""

    sentence: Sentence
    word: int
    """The cue's main word."""
    cue: Cue | None
    frame: str
    act: str
    cue_words: tuple[int, ...] = ()
    source: tuple[Span, ...] = ()
    content: list[Span] = field(default_factory=list)
    quoted: list[Span] = field(default_factory=list)
    is_negated: bool = False
    why: list[Reason] = field(default_factory=list)
    within: Report | None = None
    """The statement that this one lies behind though its cue does not stand in it: said, citing residents."""

    @property
    def lemma(self) -> str:
        """Return the lemma of the cue, or of its word."""
        return self.cue.lemma if self.cue else self.sentence.tokens[self.word].lemma

    @property
    def place(self) -> Span:
        """Return the characters of the cue's main word."""
        return self.sentence.tokens[self.word].span


def spans_of(sentence: Sentence, indexes: Iterable[int], *, trim: bool = True) -> tuple[Span, ...]:
    """Return the stretches of neighbouring tokens, their outer punctuation trimmed."""
    runs: list[tuple[int, int]] = []
    first = last = -2
    for index in sorted(set(indexes)):
        if index != last + 1:
            if last >= 0:
                runs.append((first, last))
            first = index
        last = index
    if last >= 0:
        runs.append((first, last))
    spans = (_trimmed(sentence, *run) if trim else sentence.stretch(*run) for run in runs)
    return tuple(span for span in spans if span is not None)


def _trimmed(sentence: Sentence, first: int, last: int) -> Span | None:
    tokens = sentence.tokens
    while first <= last and tokens[first].text in _TRIMMED:
        first += 1
    while last >= first and tokens[last].text in _TRIMMED:
        last -= 1
    return sentence.stretch(first, last) if first <= last else None


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, overlapping ones joined."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
