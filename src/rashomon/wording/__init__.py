"""This folder is where loaded words are found: which voice calls a thing what, and what others would write.

It reports and never judges: what is found here changes no name, no type, no code and no count.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rashomon.attributions.stretches import Stretches
from rashomon.lexicons.wording import STEM, WORD, Form, LoadedTerm
from rashomon.records import Attribution, Document, Event, Reason, Sentence, Span, Wording, ZoneKind
from rashomon.wording.blame import find_blame

if TYPE_CHECKING:
    from rashomon.lexicons import Lexicons

#: A word before a noun takes the noun into its span, if it stands so near: `occupied northern border towns`.
_NEAR = 4
_BEFORE_NOUN = ("amod", "compound", "nmod")
_OPENING, _CLOSING = "\"“‘'«„`", "\"”’'»“`"
#: What a speaker is reported to feel or back is the speaker's, though the words are the reporter's.
_STANCE = "solidarity"


def find_wording(
    document: Document,
    sentences: tuple[Sentence, ...],
    attributions: tuple[Attribution, ...],
    events: tuple[Event, ...],
    lexicons: Lexicons,
) -> tuple[Wording, ...]:
    """Return the loaded words of the story in its order, each with whose words they are.

    Inside the quotation marks of a statement they are the speaker's; outside, even in what somebody is reported to
    have said, the publisher's (after `notes on indirect speech` in Sauri and Pustejovsky 2012: the reporter's wording
    of another's claim stays the reporter's).
    """
    quoted = Stretches((span, a) for a in attributions for span in a.quoted)
    content = Stretches((span, a) for a in attributions for span in a.content)
    starts = [sentence.tokens[0].start for sentence in sentences]
    found = []
    for span, entry in find_terms(document, lexicons):
        is_marked = _is_in_marks(document.text, span)
        whole = span if is_marked else _with_noun(span, entry, sentences, starts)
        found.append(_wording(document.text, whole, entry, quoted.at(span), content.at(span)))
    found += find_blame(events)
    return tuple(sorted(found, key=lambda wording: wording.span))


def find_terms(document: Document, lexicons: Lexicons) -> Iterator[tuple[Span, LoadedTerm]]:
    """Yield each loaded term of the story, the longest where several begin or overlap."""
    text = document.text
    for zone in document.zones:
        if not zone.kind.is_story and zone.kind is not ZoneKind.SUBHEAD:
            continue
        end = zone.span.start
        for word in WORD.finditer(text, zone.span.start, zone.span.end):
            if word.start() < end:
                continue
            for form in _forms(word.group(), lexicons):
                match = form.pattern.match(text, word.start(), zone.span.end)
                if match and not _is_other_sense(text, match.start(), match.end(), form.entry):
                    end = match.end()
                    yield Span(match.start(), end), form.entry
                    break


def _forms(word: str, lexicons: Lexicons) -> tuple[Form, ...]:
    by_word, folded = lexicons.wording.by_word, word.casefold()
    forms = (
        by_word.get(folded, ()) + by_word.get(folded[:STEM], ())
        if len(word) > STEM
        else by_word.get(folded, ())
    )
    readings = lexicons.actors.state_forms.get(word, ())
    if any(reading.kind == "adjective" for reading in readings):
        forms += by_word.get("@", ())
    return forms


def _is_other_sense(text: str, start: int, end: int, entry: LoadedTerm) -> bool:
    """Say whether a word beside the term gives it another sense: `tax regime`, `occupied seat`."""
    if not entry.unless:
        return False
    before, after = text[max(0, start - 30) : start].casefold(), text[end : end + 30].casefold()
    return any(
        before.rstrip(" -").endswith(word) or after.lstrip(" -").startswith(word) for word in entry.unless
    )


def _with_noun(span: Span, entry: LoadedTerm, sentences: tuple[Sentence, ...], starts: list[int]) -> Span:
    """Return the span with the noun that the term says something of."""
    number = bisect_right(starts, span.start) - 1
    if entry.family == "place-name" or number < 0:
        return span
    sentence = sentences[number]
    inside = sentence.within(span)
    if not inside:
        return span
    token = sentence.tokens[inside[-1]]
    is_before = token.dep in _BEFORE_NOUN and token.index < token.head <= token.index + _NEAR
    return Span(span.start, sentence.tokens[token.head].end) if is_before else span


def _wording(
    text: str, span: Span, entry: LoadedTerm, quoted: list[Attribution], content: list[Attribution]
) -> Wording:
    speaker, within = _innermost(quoted), _innermost(content)
    is_stance = within is not None and _STANCE in entry.terms
    is_distanced = speaker is None and _is_in_marks(text, span)
    form = "quoted" if speaker is not None else "distanced" if is_distanced else "unquoted"
    teller = speaker or (within if is_stance else None)
    said = teller or within
    return Wording(
        span,
        entry.family,
        entry.id,
        "publisher" if teller is None else "speaker",
        form,
        said.id if said is not None else None,
        entry.used_by,
        entry.plain,
        (Reason(f"wording:{entry.id}", span.of(text)), *_voice_reason(speaker, within, is_stance)),
    )


def _innermost(holders: Iterable[Attribution]) -> Attribution | None:
    return min(holders, key=lambda a: sum(s.end - s.start for s in a.content), default=None)


def _voice_reason(
    speaker: Attribution | None, within: Attribution | None, is_stance: bool
) -> tuple[Reason, ...]:
    if speaker is not None:
        return (Reason("wording-voice:quoted", f"in the quotation marks of {speaker.id}"),)
    if within is None:
        return (Reason("wording-voice:publisher", "in nobody else's statement"),)
    if is_stance:
        return (Reason("wording-voice:stance", f"what the speaker of {within.id} is reported to back"),)
    return (Reason("wording-voice:reported", f"reported in {within.id}, outside quotation marks"),)


def _is_in_marks(text: str, span: Span) -> bool:
    """Say whether quotation marks stand right around the words: the writer keeps a distance from them."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    return bool(before and after) and before in _OPENING and after in _CLOSING
