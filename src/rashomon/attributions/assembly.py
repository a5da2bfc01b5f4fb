"""This file is where reports become attributions: nested, numbered, and linked where they repeat one utterance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from rashomon.attributions.report import Report, merged, spans_of
from rashomon.attributions.stretches import Stretches
from rashomon.records import Attribution, Document, Sentence, Span, ZoneKind

if TYPE_CHECKING:
    from rashomon.lexicons import Lexicons


def assemble(document: Document, reports: list[Report], lexicons: Lexicons) -> tuple[Attribution, ...]:
    """Return the attributions of the reports, in the order of the text, each with its parent."""
    ordered = sorted(
        (r for r in _without_doubles(reports) if r.content),
        key=lambda r: (r.content[0].start, -_size(r), r.place),
    )
    ids = {id(report): f"a{number}" for number, report in enumerate(ordered, 1)}
    parents = _parents(ordered)
    parents = {child: parent for child, parent in parents.items() if id(parent) in ids}
    return tuple(_attribution(document, report, ids, parents.get(id(report)), lexicons) for report in ordered)


def _size(report: Report) -> int:
    return sum(span.end - span.start for span in report.content)


def _without_doubles(reports: list[Report]) -> list[Report]:
    """Drop `repeated [its claim that ...]` where the claim, its object, is a report of its own."""
    carriers = set()
    for report in reports:
        token = report.sentence.tokens[report.word]
        if report.frame.startswith("n:"):
            carriers.add((id(report.sentence), report.word))
        elif report.frame.startswith("n-") and report.source and token.dep == "dobj":
            carriers.add((id(report.sentence), token.head))
    kept = ("n:", "np-comp", "np:as")
    return [r for r in reports if r.frame.startswith(kept) or (id(r.sentence), r.word) not in carriers]


def _without_asides(reports: list[Report]) -> list[Report]:
    """Drop what only describes a source: `a diplomat [who asked not to be named] said`."""
    sources = Stretches((span, report) for report in reports for span in report.source)
    return [r for r in reports if all(other is r for other in sources.at(r.place))]


def _parents(reports: list[Report]) -> dict[int, Report]:
    """Return for each nested report the smallest one whose content holds its cue and that it does not itself hold."""
    contents = Stretches((span, report) for report in reports for span in report.content)
    ranks = {id(report): (_size(report), -report.content[0].start) for report in reports}
    parents: dict[int, Report] = {}
    for report in reports:
        if report.within is not None:
            parents[id(report)] = report.within
            continue
        rank = ranks[id(report)]
        holders = [r for r in contents.at(report.place) if ranks[id(r)] > rank]
        if holders:
            parents[id(report)] = min(holders, key=lambda holder: ranks[id(holder)][0])
    return parents


def _attribution(
    document: Document, report: Report, ids: dict[int, str], parent: Report | None, lexicons: Lexicons
) -> Attribution:
    sentence = report.sentence
    content = tuple(merged(report.content))
    quoted = tuple(s for s in merged(report.quoted) if any(s.overlaps(part) for part in content))
    act = _act(report, lexicons)
    return Attribution(
        id=ids[id(report)],
        content=content,
        source=report.source,
        cue=spans_of(sentence, report.cue_words, trim=False),
        quoted=quoted,
        form=_form(document.text, content, quoted),
        act=act,
        lemma=report.lemma,
        frame=report.frame,
        is_negated=report.is_negated,
        is_factive=bool(report.cue and report.cue.is_factive and not report.is_negated),
        zone=sentence.zone,
        sentence=sentence.index,
        parent=ids[id(parent)] if parent is not None else None,
        why=tuple(report.why),
    )


def _form(text: str, content: tuple[Span, ...], quoted: tuple[Span, ...]) -> str:
    """Return direct, mixed or indirect: how much of the content's words stands in quotation marks."""
    if not quoted:
        return "indirect"
    inside = outside = False
    for part in content:
        position = part.start
        for mark in quoted:
            if mark.end <= position or mark.start >= part.end:
                continue
            outside = outside or _has_word(text, position, mark.start)
            inside = inside or _has_word(text, max(position, mark.start), min(part.end, mark.end))
            position = mark.end
        outside = outside or _has_word(text, position, part.end)
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"


def _has_word(text: str, start: int, end: int) -> bool:
    return any(character.isalnum() for character in text[start:end]) if start < end else False


def _act(report: Report, lexicons: Lexicons) -> str:
    """Return the act of the cue; what merely says that something must be done demands it."""
    if report.act != "assert" or not _is_clausal(report.frame):
        return report.act
    sentence = report.sentence
    inside = {i for span in report.content for i in sentence.within(span)}
    for index in sorted(inside):
        token = sentence.tokens[index]
        if token.pos not in ("VERB", "AUX") or (token.head in inside and token.head != index):
            continue
        for child in sentence.dependents(index, "aux"):
            entry = lexicons.modality.of("aux", sentence.tokens[child].text.lower())
            if entry is not None and entry.effect == "demand":
                return "demand"
    return report.act


def _is_clausal(frame: str) -> bool:
    """Say whether a report in this frame tells a whole clause or quotation."""
    return frame in ("that", "q", "as", "colon", "marker", "n-that", "adj-that")


def link_repeats(
    document: Document, sentences: tuple[Sentence, ...], attributions: tuple[Attribution, ...]
) -> tuple[Attribution, ...]:
    """Return the attributions with `same_utterance_as` where headline, dek and body tell one statement."""
    heads = [a for a in attributions if a.zone in (ZoneKind.HEADLINE, ZoneKind.DEK) and a.parent is None]
    if not heads:
        return attributions
    outer = [a for a in attributions if a.parent is None]
    by_paragraph: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        by_paragraph.setdefault(sentence.paragraph, []).append(sentence)
    places = {s.index: s.paragraph for s in sentences}
    words = {a.id: _stems(a.content, by_paragraph.get(places.get(a.sentence or 0, 0), [])) for a in outer}
    links: dict[str, list[str]] = {a.id: [] for a in attributions}
    for left in heads:
        for right in outer:
            if left.zone == right.zone or _is_condition(document, left) != _is_condition(document, right):
                continue
            if _same(document, left, right, words):
                links[left.id].append(right.id)
                links[right.id].append(left.id)
    return tuple(
        replace(a, same_utterance_as=tuple(dict.fromkeys(links[a.id]))) if links[a.id] else a
        for a in attributions
    )


def _stems(spans: tuple[Span, ...], sentences: list[Sentence]) -> frozenset[str]:
    """Return the beginnings of the content words: enough to see `withdrawal` and `withdraw` as one."""
    return frozenset(
        token.text.lower().replace("-", "")[:5]
        for sentence in sentences
        for token in sentence.tokens
        if token.pos in ("NOUN", "PROPN", "VERB", "ADJ")
        and any(s.start <= token.start and token.end <= s.end for s in spans)
    )


def _is_condition(document: Document, attribution: Attribution) -> bool:
    """`If they cross the line, we will answer` repeats no statement that they crossed it."""
    return attribution.content[0].of(document.text).lstrip("\"“„«‘'` ")[:3].lower() == "if "


def _same(
    document: Document, left: Attribution, right: Attribution, words: dict[str, frozenset[str]]
) -> bool:
    shared = len(words[left.id] & words[right.id])
    smaller = min(len(words[left.id]), len(words[right.id]))
    if smaller < 2 or shared < 0.5 * smaller or shared < 3:
        return shared == smaller > 1 and _speakers_agree(document, left, right)
    return _speakers_agree(document, left, right)


def _speakers_agree(document: Document, left: Attribution, right: Attribution) -> bool:
    """Say whether the two sources may be one: a pronoun or no source may be anyone, names must share a beginning."""
    names = []
    for attribution in (left, right):
        text = " ".join(span.of(document.text) for span in attribution.source)
        names.append({w[:4].lower() for w in text.split() if w[:1].isupper() and len(w) > 2})
    return not names[0] or not names[1] or bool(names[0] & names[1])
