"""This file is where the words of a story are marked: who is speaking, what happens, who, when and where."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from markupsafe import Markup, escape

from rashomon.explain.words import (
    actor_words,
    figure_words,
    is_unrealised,
    mood_words,
    one_line,
    printable,
    type_words,
    voice_name,
    voices_words,
    when_words,
    where_words,
    wording_words,
)
from rashomon.records import Attribution, Coding, Document, Event, Span, Voice, Wording, ZoneKind

#: Paragraphs that are headings, and how far below the story's own level.
_HEADINGS = {ZoneKind.HEADLINE: 0, ZoneKind.SUBHEAD: 1}

#: Voices that a colour and a kind of line can tell apart; the letter tells all of them apart.
HUES = 8

#: What a link of the story leads to, from `event` and its number or `claim` and the id of an attribution.
Address = Callable[[str, str], str]

#: Speech inside speech inside speech is marked to this depth; what is deeper is a fault of the text or of the reading.
DEEPEST = 9


#: The layer of cues.
_CUES = 11

_CLOSE = {"a": Markup("</a>"), "span": Markup("</span>")}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text to be marked. Marks of a lower layer hold those of a higher one."""

    span: Span
    layer: int
    classes: str
    title: str = ""
    tag: str = ""
    """What is shown before the marked words without being part of the text: a voice's letter, an event's number."""
    anchor: str = ""
    href: str = ""
    """Where the mark leads to; a mark inside another one that leads somewhere is no link of its own."""
    claim: str = ""
    """The attribution whose content it is."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice of the story with the letter and the hue by which the page tells it apart."""

    letter: str
    hue: int
    name: str
    role: str


def speakers(coding: Coding) -> dict[str, Speaker]:
    """Return the speaker of each attribution by its id. The publisher has none: its words are unmarked."""
    found: dict[str, Speaker] = {}
    known: dict[str, Speaker] = {}
    for attribution in coding.attributions:
        voice = attribution.chain[-1] if attribution.chain else Voice("implicit", None)
        key = _identity(voice) or attribution.id
        if key not in known:
            name = voice_name(voice)
            known[key] = Speaker(_letter(len(known)), len(known) % HUES, name, voice.role)
        found[attribution.id] = known[key]
    return found


def story(
    coding: Coding,
    *,
    prefix: str = "",
    level: int = 3,
    within: Span | None = None,
    address: Address | None = None,
    chosen: int = 0,
    known: Mapping[str, Speaker] | None = None,
) -> Markup:
    """Return the story as HTML. Its text content is the document's text, character for character, made printable.

    `prefix` keeps the anchors of several stories on a page apart; `level` is that of the story's headline; `within` is
    the part that is wanted; with `address` events and cues are links; the event of the number `chosen` stands out;
    `known` are the speakers, if they have been found already.
    """
    text, zones = coding.document.text, coding.document.zones
    within = within or Span(0, len(text))
    kinds = {zone.span: zone.kind for zone in zones}
    blocks = [block for block in _blocks(sorted(kinds), len(text)) if block.overlaps(within)]
    marks = story_marks(coding, prefix=prefix, within=within, address=address, chosen=chosen, known=known)
    parts = []
    for span, inside in zip(blocks, _share_out(marks, blocks), strict=True):
        kind = kinds.get(span, ZoneKind.BOILERPLATE if kinds else ZoneKind.BODY)
        shown = Span(max(span.start, within.start), min(span.end, within.end))
        if span in kinds or shown.of(text).strip():
            parts.append(_block(kind, render(text, shown, inside), level))
        else:
            parts.append(escape(printable(shown.of(text))))
    return Markup("").join(parts)


def split_text(document: Document, *, most: int) -> list[Span]:
    """Return the parts in which a long text is shown: whole paragraphs of `most` characters together, one at least.

    A paragraph that is longer by itself is cut between words where it has any.
    """
    cuts, end = [0], 0
    for block in _blocks(sorted(zone.span for zone in document.zones), len(document.text)):
        if block.end - cuts[-1] > most and end > cuts[-1]:
            cuts.append(end)
        while block.end - cuts[-1] > most:
            stop = document.text.rfind(" ", cuts[-1] + most // 2, cuts[-1] + most)
            cuts.append(stop + 1 if stop > 0 else cuts[-1] + most)
        end = block.end
    return [Span(*pair) for pair in pairwise([*cuts, len(document.text)]) if pair[0] < pair[1]] or [
        Span(0, 0)
    ]


def _block(kind: ZoneKind, content: Markup, level: int) -> Markup:
    element = f"h{level + _HEADINGS[kind]}" if kind in _HEADINGS else "p"
    return Markup(f'<{element} class="r-zone r-{kind.value}" dir="auto">') + content + Markup(f"</{element}>")


def render(text: str, span: Span, marks: Iterable[Mark]) -> Markup:
    """Return the characters of `span` as HTML with the marks around them, nested whatever way they overlap."""
    inside = sorted(
        (m for m in marks if m.span.overlaps(span) and m.span.end > m.span.start),
        key=lambda m: (m.layer, m.span.start, -m.span.end, m.classes, m.tag),
    )
    cuts = {span.start, span.end}
    cuts.update(c for m in inside for c in (m.span.start, m.span.end) if span.start < c < span.end)
    parts: list[Markup] = []
    opened: list[int] = []
    elements: list[str] = []
    starting = _by_start(inside, span.start)
    active: set[int] = set()
    for start, end in pairwise(sorted(cuts)):
        active = {i for i in active if inside[i].span.end > start} | set(starting.get(start, ()))
        wanted = sorted(active)
        kept = _common(opened, wanted)
        parts.extend(_CLOSE[element] for element in reversed(elements[kept:]))
        del elements[kept:]
        for i in wanted[kept:]:
            elements.append("a" if inside[i].href and "a" not in elements else "span")
            parts.append(_open(inside[i], start, elements[-1]))
        parts.append(escape(printable(text[start:end])))
        opened = wanted
    parts.extend(_CLOSE[element] for element in reversed(elements))
    return Markup("").join(parts)


def story_marks(
    coding: Coding,
    *,
    prefix: str = "",
    within: Span | None = None,
    address: Address | None = None,
    chosen: int = 0,
    known: Mapping[str, Speaker] | None = None,
) -> Iterator[Mark]:
    """Yield all marks of a coding, once each: contents, sources, cues, loaded words, actors, dates, places, figures, triggers."""
    seen: set[tuple[Span, str]] = set()
    within = within or Span(0, len(coding.document.text))
    found = _all_marks(coding, within, address, known or speakers(coding))
    for mark in chain(found, _trigger_marks(coding, prefix, within, address, chosen)):
        # One speaker may be the source of two statements, one actor may be found twice.
        if (mark.span, mark.classes) not in seen:
            seen.add((mark.span, mark.classes))
            yield mark


def _all_marks(
    coding: Coding, within: Span, address: Address | None, known: Mapping[str, Speaker]
) -> Iterator[Mark]:
    text = coding.document.text
    parents = {attribution.id: attribution.parent for attribution in coding.attributions}
    triggers = [event.trigger for event in coding.events if event.trigger.overlaps(within)]
    deeds = {place for trigger in triggers for place in range(trigger.start, trigger.end)}
    for attribution in coding.attributions:
        if any(span.overlaps(within) for span in _spans(attribution)):
            depth = _depth(attribution.id, parents)
            marks = _attribution_marks(attribution, known[attribution.id], depth, coding.document)
            yield from _leading(marks, attribution.id, deeds, address) if address else marks
    for actor in coding.actors:
        if actor.span.overlaps(within):
            yield Mark(actor.span, 20, "r-actor", f"actor: {actor_words(actor, text)}")
    for when in coding.dates:
        if when.span and when.span.overlaps(within):
            yield Mark(when.span, 21, "r-date", f"date: {when_words(when, text)} ({when.granularity})")
    for where in coding.places:
        if where.span and where.span.overlaps(within):
            yield Mark(where.span, 22, "r-place", f"place: {where_words(where)} {where.precision}".strip())
    for figure in coding.figures:
        if figure.span.overlaps(within):
            yield Mark(figure.span, 23, "r-figure", f"figure: {figure_words(figure)}")
    yield from (_wording_mark(wording) for wording in coding.wording if wording.span.overlaps(within))


def _leading(marks: Iterable[Mark], claim: str, deeds: set[int], address: Address) -> Iterator[Mark]:
    """Yield the marks of an attribution with where they lead. A cue that holds an event leaves the link to the event."""
    for mark in marks:
        if mark.layer == _CUES and deeds.isdisjoint(range(mark.span.start, mark.span.end)):
            yield replace(mark, claim=claim, href=address("claim", claim))
        else:
            yield replace(mark, claim=claim)


def _spans(attribution: Attribution) -> tuple[Span, ...]:
    return (*attribution.content, *attribution.source, *attribution.cue)


def _wording_mark(wording: Wording) -> Mark:
    """Return the mark of a loaded word; a full diamond where it is the publisher's own, an empty one where not."""
    is_own = wording.voice == "publisher" and wording.form == "unquoted"
    others = f"; others write {' or '.join(wording.plain)}" if wording.plain else ""
    classes = "r-wording r-own" if is_own else "r-wording"
    return Mark(
        wording.span, 15, classes, f"wording: {wording_words(wording)}{others}", "◆" if is_own else "◇"
    )


def _attribution_marks(
    attribution: Attribution, speaker: Speaker, depth: int, document: Document
) -> Iterator[Mark]:
    who = voices_words(attribution.chain[:DEEPEST], document)
    classes = f"r-content r-v{speaker.hue} r-d{min(depth, 3)}"
    for span in attribution.content:
        words = f"{who}: {attribution.act}, {attribution.form}"
        yield Mark(span, min(depth, 9), classes, words, speaker.letter)
    for span in attribution.source:
        yield Mark(
            span, 10, f"r-source r-v{speaker.hue}", f"source {speaker.letter}: {speaker.name}", speaker.letter
        )
    for span in attribution.cue:
        words = f"cue of {speaker.letter}: {attribution.act}{', negated' if attribution.is_negated else ''}"
        yield Mark(span, _CUES, f"r-cue r-v{speaker.hue}", words)


def _trigger_marks(
    coding: Coding, prefix: str, within: Span, address: Address | None, chosen: int
) -> Iterator[Mark]:
    """Yield one mark a trigger: events that share their trigger share the mark."""
    shared: dict[Span, list[tuple[int, Event]]] = {}
    for number, event in enumerate(coding.events, 1):
        if event.trigger.overlaps(within):
            shared.setdefault(event.trigger, []).append((number, event))
    for span, events in shared.items():
        tags = [f"{n} {mood_words(e)}" if is_unrealised(e) else str(n) for n, e in events]
        titles = [f"event {n}: {type_words(e)}, {mood_words(e)}" for n, e in events]
        unreal = all(is_unrealised(event) for _, event in events)
        classes = "r-trigger r-unreal" if unreal else "r-trigger"
        if chosen in (number for number, _ in events):
            classes += " r-chosen"
        first = str(events[0][0])
        href = address("event", first) if address else ""
        yield Mark(span, 30, classes, "; ".join(titles), " · ".join(tags), f"{prefix}t{first}", href)


def _identity(voice: Voice) -> str:
    """Return what makes two mentions the same voice: the actors they name, else the same name."""
    ids = sorted(actor.id for actor in voice.actors if actor.id)
    return "+".join(ids) or one_line(voice.name or "").casefold()


def _letter(number: int) -> str:
    """Return A … Z, then AA, AB …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _depth(attribution: str, parents: dict[str, str | None]) -> int:
    """Return in how many other attributions this one stands; a circle of parents counts once."""
    seen = {attribution}
    current = parents[attribution]
    while current in parents and current not in seen:
        seen.add(current)
        current = parents[current]
    return len(seen) - 1


def _blocks(spans: list[Span], length: int) -> Iterator[Span]:
    """Yield the zones in order without overlaps, and what no zone covers between them."""
    end = 0
    for span in spans:
        if span.start < end or span.end > length or span.end <= span.start:
            continue
        if span.start > end:
            yield Span(end, span.start)
        yield span
        end = span.end
    if end < length:
        yield Span(end, length)


def _share_out(marks: Iterable[Mark], blocks: list[Span]) -> list[list[Mark]]:
    """Return the marks that touch each block, in one pass."""
    shares: list[list[Mark]] = [[] for _ in blocks]
    starts = [block.start for block in blocks]
    for mark in marks:
        number = max(bisect_right(starts, mark.span.start) - 1, 0)
        while number < len(blocks) and blocks[number].start < mark.span.end:
            shares[number].append(mark)
            number += 1
    return shares


def _by_start(marks: list[Mark], first: int) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for index, mark in enumerate(marks):
        found.setdefault(max(mark.span.start, first), []).append(index)
    return found


def _common(left: list[int], right: list[int]) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count


def _open(mark: Mark, start: int, element: str) -> Markup:
    """Return the start tag of a piece of a mark; the tag and the anchor belong to its first piece only."""
    first = start <= mark.span.start
    parts = [f'<{element} class="{escape(mark.classes)}"']
    for name, value, is_shown in (
        ("href", mark.href, element == "a"),
        ("title", one_line(mark.title), True),
        ("data-claim", mark.claim, True),
        ("data-tag", one_line(mark.tag), first),
        ("id", mark.anchor, first),
    ):
        if value and is_shown:
            parts.append(f' {name}="{escape(value)}"')
    return Markup("".join(parts) + ">")
