"""This file is where quotations meet their speakers: the report around them, the cue beside them, or who spoke before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.attributions.continuations import go_on, joined_report
from rashomon.attributions.marks import Quotation, find_quotations
from rashomon.attributions.namings import find_naming
from rashomon.attributions.paragraphs import Paragraph
from rashomon.attributions.report import QUOTE_MARKS, Report, merged
from rashomon.attributions.reports import cue_words, own_phrase
from rashomon.attributions.sources import can_speak, find_source, source_spans
from rashomon.lexicons.cues import Cue
from rashomon.records import Document, Reason, Sentence, Span, Token

if TYPE_CHECKING:
    from rashomon.lexicons import Lexicons

#: Acts whose verbs do not introduce a quotation: one does not quote what someone knows or fears.
_SILENT_ACTS = frozenset(("believe", "fear", "hope", "intend", "perceive", "promise", "demand"))
_SPOKEN_FRAMES = frozenset(("that", "q", "colon", "marker"))
_ENDS = frozenset((".", "!", "?", ";"))
#: What sets a quotation off from the words before it, and words that begin a circumstance after it.
_BREAKS = frozenset((".", "!", "?", ";", ":", "-", "--", "—", "–"))
_CIRCUMSTANCES = frozenset(("when", "while", "as", "after", "before"))
_REACH = 30
_SHORT = 4


def link_quotations(
    document: Document,
    paragraph: Paragraph,
    before: Report | None,
    waiting: list[Quotation],
    lexicons: Lexicons,
) -> Report | None:
    """Give each quotation of the paragraph to a report, adding reports; return the last that spoke in it, or None.

    `before` is the last report of the paragraph just before this one. `waiting` holds the quotations of paragraphs
    just before that opened, did not close and have no speaker yet; whoever goes on with them speaks them.
    """
    quotations = find_quotations(document, paragraph.number)
    if not quotations:
        waiting.clear()
        return _opened(paragraph, lexicons) or _last_speaker(paragraph, paragraph.sentences[-1].span.end)
    paragraph.fill(quotations)
    _clip(paragraph)
    for quotation in paragraph.quotations:
        words = _word_count(paragraph, quotation)
        report = _named(paragraph, quotation, lexicons) or _host(paragraph, quotation)
        if report is None or not _covers(report, quotation):
            report = (
                joined_report(paragraph, quotation)
                or _beside(paragraph, quotation, words, lexicons)
                or report
            )
        if report is None and words >= _SHORT:
            report = _continued(paragraph, quotation, before)
        go_on(paragraph, quotation)
        if report is not None:
            _take(paragraph, report, quotation)
            for earlier in waiting if quotation.opens_paragraph else ():
                report.quoted.append(earlier.span)
                report.content = merged([*report.content, earlier.span])
        if quotation.opens_paragraph:
            is_open = report is None and not quotation.is_closed
            waiting[:] = [*waiting, quotation] if is_open else []
    if not paragraph.quotations[0].opens_paragraph:
        waiting.clear()
    return _opened(paragraph, lexicons) or _last_speaker(paragraph, paragraph.sentences[-1].span.end)


def _opened(paragraph: Paragraph, lexicons: Lexicons) -> Report | None:
    """Return the report that a paragraph ending in a colon opens: what is said fills the next one."""
    if paragraph.sentences[-1].tokens[-1].text != ":":
        return None
    if not paragraph.row:
        paragraph.fill(())
    return _announced(paragraph, len(paragraph.row) - 1, lexicons)


def _named(paragraph: Paragraph, quotation: Quotation, lexicons: Lexicons) -> Report | None:
    """Return the report in which the quotation is what something is called; it stands for what the parse gave."""
    position = paragraph.first_from(quotation.span.start) - 1
    report = find_naming(paragraph.row, position, quotation, lexicons)
    if report is None or paragraph.is_quoted(report.place):
        return None
    paragraph.reports[:] = [r for r in paragraph.reports if r.place != report.place]
    paragraph.reports.append(report)
    return report


def _clip(paragraph: Paragraph) -> None:
    """Keep a cue inside a quotation from reporting what stands outside, and drop sources across a mark."""
    for report in paragraph.reports:
        holding = paragraph.quoted.at(report.place)
        if not holding:
            continue
        inner = holding[0].inner
        report.content = [
            Span(max(s.start, inner.start), min(s.end, inner.end))
            for s in report.content
            if s.overlaps(inner)
        ]
        report.source = tuple(s for s in report.source if s.overlaps(inner))
    paragraph.reports[:] = [r for r in paragraph.reports if r.content]


def _word_count(paragraph: Paragraph, quotation: Quotation) -> int:
    first, last = paragraph.first_from(quotation.inner.start), paragraph.first_from(quotation.inner.end)
    return sum(1 for _, token in paragraph.row[first:last] if token.text[0].isalnum())


def _host(paragraph: Paragraph, quotation: Quotation) -> Report | None:
    """Return the report outside the quotation whose content shares most with it."""
    best, most = None, 0
    for report in paragraph.reports:
        reaches = (
            report.content[0].start < quotation.span.end and quotation.span.start < report.content[-1].end
        )
        if not reaches or quotation.inner.covers(report.place):
            continue
        shared = sum(_shared(span, quotation.span) for span in report.content)
        if shared > most or (shared and shared == most and best is not None and _size(report) < _size(best)):
            best, most = report, shared
    return best


def _shared(left: Span, right: Span) -> int:
    return max(0, min(left.end, right.end) - max(left.start, right.start))


def _size(report: Report) -> int:
    return sum(s.end - s.start for s in report.content)


def _covers(report: Report, quotation: Quotation) -> bool:
    shared = sum(_shared(span, quotation.inner) for span in report.content)
    return shared >= 0.8 * (quotation.inner.end - quotation.inner.start)


def _beside(paragraph: Paragraph, quotation: Quotation, words: int, lexicons: Lexicons) -> Report | None:
    """Return the report of the nearest speech verb right after or right before the quotation, making it if need be."""
    after = paragraph.first_from(quotation.span.end)
    before = paragraph.first_from(quotation.span.start) - 1
    right = (
        _after(paragraph, quotation, after)
        if words >= _SHORT or _has_comma(paragraph, quotation, after)
        else []
    )
    left = _before(paragraph, quotation, before, lexicons)
    for places in (right, left):
        for sentence, token in places:
            report = _speech(paragraph, sentence, token, quotation, lexicons)
            if report is not None:
                return report
    return _announced(paragraph, before, lexicons)


def _announced(paragraph: Paragraph, position: int, lexicons: Lexicons) -> Report | None:
    """Return the report of `Roy: "..."` or `The party made its case: "..."`, in which the colon is the cue."""
    if position < 1 or paragraph.row[position][1].text != ":":
        return None
    sentence, colon = paragraph.row[position]
    lead = sentence.tokens[: colon.index]
    if not lead or paragraph.is_quoted(colon.span):
        return None
    words: tuple[int, ...] = (colon.index,)
    source: tuple[Span, ...] = (sentence.stretch(0, colon.index - 1),)
    if len(lead) > _SHORT or any(t.pos != "PROPN" for t in lead):
        verb = sentence.head_of(source[0])
        head = find_source(sentence, verb) if verb is not None else None
        if verb is None or head is None or not can_speak(sentence, head, lexicons.cues):
            return None
        words, source = (verb, colon.index), source_spans(sentence, head, verb)
    why = [Reason("colon", "a colon before a quotation")]
    report = Report(sentence, words[0], None, "colon", "assert", words, source, why=why)
    paragraph.reports.append(report)
    return report


def _has_comma(paragraph: Paragraph, quotation: Quotation, after: int) -> bool:
    """Say whether a short quotation is set off from what follows, as words spoken are."""
    closing = paragraph.last_until(quotation.inner.end)
    following = paragraph.row[after][1].text if after < len(paragraph.row) else ""
    return following == "," or bool(closing and closing.text in (",", "?", "!"))


def _after(paragraph: Paragraph, quotation: Quotation, start: int) -> list[tuple[Sentence, Token]]:
    """Return the tokens between the quotation and the end of its sentence, if the sentence goes on."""
    row, found = paragraph.row, []
    closing = paragraph.last_until(quotation.inner.end)
    if start >= len(row) or closing is None:
        return []
    if closing.text == "." and row[start][1].text[0].isupper():
        return []
    for sentence, token in row[start : start + _REACH]:
        if token.text in _ENDS or token.text in QUOTE_MARKS:
            break
        found.append((sentence, token))
    return found


def _before(
    paragraph: Paragraph, quotation: Quotation, start: int, lexicons: Lexicons
) -> list[tuple[Sentence, Token]]:
    """Return the tokens before the quotation, nearest first, if a comma, a colon or a cue leads up to it."""
    row, found = paragraph.row, []
    if start < 0:
        return []
    lead = row[start][1]
    if lead.text not in (",", ":", "that", "--", "—") and not lexicons.cues.of(lead.lemma):
        return []
    for sentence, token in reversed(row[max(0, start - _REACH) : start + 1]):
        if token.text in _ENDS or (token.text in QUOTE_MARKS and token.end <= quotation.span.start):
            break
        found.append((sentence, token))
    return found


def _speech(
    paragraph: Paragraph, sentence: Sentence, token: Token, quotation: Quotation, lexicons: Lexicons
) -> Report | None:
    """Return the report of the verb if it can introduce a quotation and its content does not lie elsewhere."""
    if token.pos not in ("VERB", "AUX"):
        return None
    cue = _quoting_cue(sentence, token, lexicons)
    if cue is None or cue.act in _SILENT_ACTS:
        return None
    report = next((r for r in paragraph.reports if r.sentence is sentence and r.word == token.index), None)
    tells = token.lemma in lexicons.cues.words["tells-hearer"]
    if report is not None:
        _free_source(paragraph, report, token, tells=tells)
        outside = [s for s in report.content if not any(q.span.overlaps(s) for q in paragraph.quotations)]
        between = any(_between(s, report.place, quotation.span) for s in outside)
        return (
            None if outside and not between and report.frame in ("that", "q") and token.dep == "x" else report
        )
    head = find_source(sentence, token.index)
    source = source_spans(sentence, head, token.index) if head is not None else ()
    source = tuple(s for s in source if not paragraph.is_quoted(s))
    if not source or (tells and source[0].start > token.start):
        source = _neighbour(paragraph, sentence, token, tells=tells)
    if not source:
        return None
    report = _new(sentence, token, cue, source, lexicons)
    paragraph.reports.append(report)
    return report


def _free_source(paragraph: Paragraph, report: Report, token: Token, *, tells: bool) -> None:
    """Name who stands beside the verb if the parser named a word of the quotation, or the hearer, as the source."""
    is_hearer = tells and bool(report.source) and report.source[0].start > token.start
    if is_hearer or (report.source and all(paragraph.is_quoted(s) for s in report.source)):
        report.source = _neighbour(paragraph, report.sentence, token, tells=tells) or report.source


def _quoting_cue(sentence: Sentence, token: Token, lexicons: Lexicons) -> Cue | None:
    """Return the cue with which the verb introduces a quotation: with its particles, if it has any."""
    for cue in lexicons.cues.of(lexicons.cues.lemma(token)):
        after = [t.text.lower() for t in sentence.tokens[token.index + 1 : token.index + 3]]
        rest = cue.lemma.split()[1:]
        if cue.frame in ("q", "that") and after[: len(rest)] == rest:
            return cue
    return None


def _between(span: Span, left: Span, right: Span) -> bool:
    return min(left.end, right.end) <= span.start and span.end <= max(left.start, right.start)


def _new(sentence: Sentence, token: Token, cue: Cue, source: tuple[Span, ...], lexicons: Lexicons) -> Report:
    words = cue_words(sentence, token.index, own_phrase(sentence, token.index, lexicons))
    return Report(
        sentence,
        token.index,
        cue,
        "q",
        cue.act,
        words,
        source,
        why=[Reason(f"cue:{cue.id}", f"{token.text} beside a quotation")],
    )


def _neighbour(paragraph: Paragraph, sentence: Sentence, token: Token, *, tells: bool) -> tuple[Span, ...]:
    """Return the noun phrase right after the verb (`said the mayor`) or right before it (`the mayor told us`)."""
    for step in (-1,) if tells else (1, -1):
        index, run = token.index + step, []
        while 0 <= index < len(sentence.tokens):
            here = sentence.tokens[index]
            is_name = here.pos in ("PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM") or here.tag == "POS"
            if not is_name or paragraph.is_quoted(here.span):
                break
            run.append(index)
            index += step
        names = [i for i in run if sentence.tokens[i].pos in ("PROPN", "NOUN", "PRON")]
        if names:
            run = sorted(run)
            return (sentence.stretch(run[0], run[-1]),)
    return ()


def _continued(paragraph: Paragraph, quotation: Quotation, before: Report | None) -> Report | None:
    """Return whose words go on: those of the last speaker in the paragraph, or of the one quoted just before it."""
    if not _starts_sentence(paragraph, quotation):
        return None
    report = _last_speaker(paragraph, quotation.span.start)
    if report is None and quotation.opens_paragraph:
        report = before
    if report is not None:
        report.why.append(Reason("carried-over", "a quotation goes on without a new cue"))
    return report


def _last_speaker(paragraph: Paragraph, end: int) -> Report | None:
    """Return the last report that tells of speech, outside quotation marks, before the place `end`."""
    told = [
        r
        for r in paragraph.reports
        if r.place.start < end
        and r.frame in _SPOKEN_FRAMES
        and r.act not in _SILENT_ACTS
        and r.sentence.tokens[r.word].dep != "relcl"
    ]
    for report in sorted(told, key=lambda r: -r.place.start):
        if not any(other is not report and _holds(other, report.place) for other in paragraph.reports):
            return report
    return None


def _holds(report: Report, place: Span) -> bool:
    """Say whether the place lies in what the report tells, or in its source: `a clerk [who said ...]`."""
    return any(span.covers(place) for span in (*report.content, *report.source))


def _starts_sentence(paragraph: Paragraph, quotation: Quotation) -> bool:
    """Say whether the quotation begins a sentence: a full stop or nothing stands before it."""
    before = paragraph.last_until(quotation.span.start)
    return before is None or before.text[-1] in _ENDS or before.text in QUOTE_MARKS


def _is_frame_of(span: Span, report: Report, quotation: Quotation) -> bool:
    """Say whether an unquoted part only leads up to a whole quotation: it stands before cue and quotation both."""
    if any(mark.overlaps(span) for mark in report.quoted):
        return False
    if span.end <= report.place.start and 0 <= quotation.span.start - report.place.end <= 3:
        return True
    return (
        quotation.is_whole
        and quotation.span.end <= report.place.start
        and (span.end <= quotation.span.start or report.place.end <= span.start)
    )


def _take(paragraph: Paragraph, report: Report, quotation: Quotation) -> None:
    """Add the quotation to the report's content; a content that lay inside it is replaced by the whole.

    What the parser put before the cue is no content if the quotation follows it: `Asked why, he said: "..."`.
    """
    report.quoted.append(quotation.span)
    kept = [s for s in report.content if not quotation.span.covers(s)]
    if report.frame in ("that", "q"):
        kept = [s for s in kept if not _is_frame_of(s, report, quotation)]
        kept = [_cut(paragraph, s, report, quotation) for s in kept]
    report.content = merged([*kept, quotation.span])


def _is_aside(token: Token, quotation: Quotation) -> bool:
    """Say whether the token after a quotation begins what the teller adds: `"It is over," adding that ...`."""
    return token.tag == "VBG" or (quotation.is_whole and token.text.lower() in _CIRCUMSTANCES)


def _cut(paragraph: Paragraph, span: Span, report: Report, quotation: Quotation) -> Span:
    """Return the content without what only stands beside a quotation: a sentence before it, a circumstance after it.

    `He was clear: "It is over," he said` says that it is over; `said, "It is over," when asked` does, too.
    """
    if not span.overlaps(quotation.inner):
        return span
    start, end = span.start, span.end
    before = paragraph.last_until(quotation.span.start)
    if quotation.span.end <= report.place.start and before is not None and before.text in _BREAKS:
        start = max(start, quotation.span.start)
    after = paragraph.first_from(quotation.span.end)
    following = paragraph.row[after][1] if after < len(paragraph.row) else None
    if following is not None and _is_aside(following, quotation):
        end = min(end, quotation.span.end)
    return Span(start, end)
