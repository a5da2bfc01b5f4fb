"""This file is where figures are given to the events that they belong to, and to the voice that gives them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import attrgetter

from msgspec.structs import replace

from rashomon.attributions.stretches import Stretches
from rashomon.events.figures import find_figures
from rashomon.lexicons import Lexicons
from rashomon.lexicons.figures import load_figures
from rashomon.records import Attribution, Event, Figure, Reason, Sentence, Span


def find_all_figures(
    sentences: tuple[Sentence, ...], attributions: tuple[Attribution, ...], lexicons: Lexicons
) -> tuple[Figure, ...]:
    """Return every figure of the story, in the order of the text, each with the attribution that gives it."""
    voices = Stretches(
        (part, (part.end - part.start, attribution.id))
        for attribution in attributions
        for part in attribution.content
    )
    return tuple(
        replace(figure, attribution=min(voices.at(figure.span), default=(0, None))[1])
        for sentence in sentences
        if sentence.zone.is_story
        for figure in find_figures(sentence, lexicons)
    )


def attach_figures(
    sentences: tuple[Sentence, ...],
    events: tuple[Event, ...],
    figures: tuple[Figure, ...],
    lexicons: Lexicons,
) -> tuple[Event, ...]:
    """Return the events, each with the figures of its sentence that belong to it."""
    types = load_figures(lexicons.language).types
    by_sentence: dict[int, list[int]] = {}
    for position, event in enumerate(events):
        by_sentence.setdefault(event.sentence, []).append(position)
    starts = [sentence.tokens[0].start for sentence in sentences]
    found: dict[int, list[Figure]] = {}
    last: int | None = None
    for figure in figures:
        sentence = sentences[bisect_right(starts, figure.span.start) - 1]
        positions = by_sentence.get(sentence.index, [])
        is_part = last in positions and any(reason.rule == "figure:part-of" for reason in figure.why)
        kinds = types.get(figure.kind, ())
        fitting = [p for p in positions if events[p].event_type in kinds]
        chosen = _choose(sentence, figure, events, fitting, main=kinds[:1])
        if is_part:
            chosen = last, "a part of the figure before"
        last = chosen[0] if chosen else None
        if chosen and chosen[0] is not None:
            why = (*figure.why, Reason("figure:belongs", chosen[1]))
            found.setdefault(chosen[0], []).append(replace(figure, why=why))
    return tuple(
        replace(event, figures=tuple(found[position])) if position in found else event
        for position, event in enumerate(events)
    )


def _choose(
    sentence: Sentence,
    figure: Figure,
    events: tuple[Event, ...],
    fitting: list[int],
    *,
    main: tuple[str, ...],
) -> tuple[int | None, str] | None:
    """Return the event over the figure; without one, the nearest of its main type that the same voice tells."""
    for above in _above(sentence, figure.span):
        span = sentence.tokens[above].span
        for position in fitting:
            if events[position].trigger.overlaps(span):
                return position, f"{sentence.tokens[above].text!r} stands over it"
    told = [
        p for p in fitting if events[p].event_type in main and events[p].attribution == figure.attribution
    ]
    if not told:
        return None
    nearest = min(told, key=lambda p: abs(events[p].trigger.start - figure.span.start))
    return nearest, "the nearest such event that the same voice tells"


def _above(sentence: Sentence, span: Span) -> Iterator[int]:
    """Yield the words over the figure, from its own head to the root."""
    start = attrgetter("start")
    first = bisect_left(sentence.tokens, span.start, key=start)
    end = bisect_left(sentence.tokens, span.end, lo=first, key=start)
    head = next((i for i in range(first, end) if not first <= sentence.tokens[i].head < end), None)
    if head is not None:
        yield head
        yield from sentence.ancestors(head)
