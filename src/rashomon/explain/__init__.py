"""This folder is where decisions are explained: each with its rule and the words that decided it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rashomon.errors import UsageError
from rashomon.explain.words import (
    actor_words,
    days_words,
    figure_words,
    mood_words,
    one_line,
    quote,
    reason_words,
    type_words,
    voice_name,
    voices_words,
    where_words,
    wording_words,
)
from rashomon.records import (
    Abstention,
    Actor,
    Attribution,
    Coding,
    Document,
    Event,
    Factuality,
    Figure,
    Reason,
    Span,
    Voice,
    When,
    Where,
    Wording,
)

#: Where the words around an abstention end: at a sentence's end, or so many characters away.
_STOPS, _AROUND = (". ", "? ", "! ", "\n"), 80


@dataclass(frozen=True, slots=True)
class Point:
    """One decision in words, what it rests on, and the decisions that belong to it."""

    words: str
    reasons: tuple[Reason, ...] = ()
    parts: tuple[Point, ...] = field(default=())


def explain(coding: Coding, event: str | None = None) -> str:
    """Return every decision of the coding, or of one of its events (by id or number), as indented text."""
    if event is None:
        points = explain_document(coding)
    else:
        points = [explain_event(coding, find_event(coding, event), by_id(coding))]
    return "\n".join(line for point in points for line in _lines(point)) + "\n"


def by_id(coding: Coding) -> Mapping[str, Attribution]:
    """Return the attributions by their ids."""
    return {attribution.id: attribution for attribution in coding.attributions}


def find_event(coding: Coding, wanted: str) -> int:
    """Return the number of the event with the id or the number `wanted`. Raises UsageError if there is none."""
    for number, event in enumerate(coding.events, 1):
        if wanted in (event.id, str(number)):
            return number
    count = len(coding.events)
    name = coding.document.name or coding.document.id
    choice = f"choose 1 to {count}" if count > 1 else "choose 1" if count else "the story has no events"
    raise UsageError(f"{name}: no event {wanted!r}; {choice}")


def explain_document(coding: Coding, *, events: bool = True) -> list[Point]:
    """Return all decisions: zones, attributions, dates, places, actors, events (or not), wording, abstentions."""
    document, text = coding.document, coding.document.text
    actors = [actor for actor in coding.actors if actor.why or actor.id or actor.country]
    known, numbers = by_id(coding), range(1, len(coding.events) + 1)
    coded = tuple(explain_event(coding, number, known) for number in numbers) if events else ()
    return [
        Point("Document", document.why, tuple(_facts(document))),
        Point(
            "Zones",
            (),
            tuple(Point(f"{z.kind}: {_short(z.span, text)}", _one(z.why)) for z in document.zones),
        ),
        Point("Attributions", (), tuple(explain_attribution(a, text) for a in coding.attributions)),
        Point("Dates", (), tuple(_when(when, text) for when in coding.dates)),
        Point("Places", (), tuple(map(_where, coding.places))),
        Point("Actors", (), tuple(_actor(actor, text) for actor in actors)),
        Point("Events", (), coded),
        Point("Wording", (), tuple(_wording(w, text) for w in coding.wording)),
        Point("Not coded", (), tuple(explain_abstention(a, text) for a in coding.abstentions)),
    ]


def explain_attribution(attribution: Attribution, text: str) -> Point:
    """Return who says what by which words, what kind of act that is, and why it was read so."""
    parts = [Point(f"content: {quote(span, text)}") for span in attribution.content]
    source = " … ".join(quote(span, text) for span in attribution.source) or "(not named)"
    cue = " … ".join(quote(span, text) for span in attribution.cue) or "(none)"
    facts = [f"act {attribution.act}", attribution.form]
    facts += [f"frame {attribution.frame}"] if attribution.frame else []
    facts += ["negated"] if attribution.is_negated else []
    facts += ["factive"] if attribution.is_factive else []
    facts += [f"inside {attribution.parent}"] if attribution.parent else []
    facts += [f"same utterance as {', '.join(attribution.same_utterance_as)}"] * bool(
        attribution.same_utterance_as
    )
    if attribution.chain and attribution.chain[-1].why:
        parts.append(Point(f"speaker: {voice_name(attribution.chain[-1])}", attribution.chain[-1].why))
    words = f"{attribution.id}: source {source}, cue {cue}; {', '.join(facts)}"
    return Point(words, attribution.why, tuple(parts))


def explain_abstention(abstention: Abstention, text: str) -> Point:
    """Return what was not coded, in the words around it, and why."""
    start, end = abstention.span.start, abstention.span.end
    least, most = max(start - _AROUND, 0), min(end + _AROUND, len(text))
    first = max(
        [place + len(mark) for mark in _STOPS if (place := text.rfind(mark, least, start)) >= 0], default=0
    )
    if not first and least:  # No half word: from the first space, unless there is none.
        first = text.find(" ", least, start) + 1 or least
    last = min([place + 1 for mark in _STOPS if (place := text.find(mark, end, most)) >= 0], default=most)
    around = Span(first, last)
    return Point(f"{quote(abstention.span, text)} in {quote(around, text)}", (abstention.why,))


def explain_event(coding: Coding, number: int, known: Mapping[str, Attribution]) -> Point:
    """Return what was coded of one event (counted from 1), field by field; `known` are the attributions by id."""
    text, event = coding.document.text, coding.events[number - 1]
    codes = [f"CAMEO {event.cameo}"] if event.cameo else []
    codes += [f"quad {event.quad}"] if event.quad is not None else []
    codes += [f"intensity {event.intensity:g}"] if event.intensity is not None else []
    codes += [f"context {', '.join(event.contexts)}"] if event.contexts else []
    facts = [type_words(event), *codes, mood_words(event), event.temporal, f"tier {event.tier}"]
    words = f"{number}. {event.id}: {quote(event.trigger, text)} → {', '.join(facts)}"
    parts = [Point(f"evidence: {quote(event.evidence, text)}"), *explain_fields(coding, event, known)]
    voices = (*event.voices, *(None for _ in event.factuality))
    parts += [_factuality(row, voice, text) for row, voice in zip(event.factuality, voices, strict=False)]
    return Point(words, event.why, tuple(parts))


def explain_fields(coding: Coding, event: Event, known: Mapping[str, Attribution]) -> Iterator[Point]:
    """Yield how each field of the event was decided: voices, actors, day, place, figures."""
    document, text = coding.document, coding.document.text
    yield Point(f"voices: {voices_words(event.voices, document)}", (), tuple(_chain(event, text, known)))
    for label, actors in (("actor", event.actors), ("recipient", event.recipients)):
        yield from (_actor(actor, text, label=f"{label}: ") for actor in actors)
    if event.date:
        yield _when(event.date, text, label="when: ")
    if event.place:
        yield _where(event.place, label="where: ")
    yield from (_figure(figure, text) for figure in event.figures)
    if event.embedded_in:
        yield Point(f"inside event {event.embedded_in}")
    for inner in coding.events:
        if inner.embedded_in == event.id:
            yield Point(f"holds event {inner.id}: {quote(inner.trigger, text)} → {type_words(inner)}")


def _chain(event: Event, text: str, known: Mapping[str, Attribution]) -> Iterator[Point]:
    """Yield the attributions that hold the event, the innermost first."""
    wanted, seen = event.attribution or "", set[str]()
    while wanted in known and wanted not in seen:
        seen.add(wanted)
        yield explain_attribution(known[wanted], text)
        wanted = known[wanted].parent or ""


def _facts(document: Document) -> Iterator[Point]:
    basis = f" ({document.published_basis})" if document.published_basis else ""
    for name, value in (
        ("publisher", document.publisher),
        ("country of the publisher", document.publisher_country),
        ("credit", document.agency),
        ("published", f"{document.published}{basis}" if document.published else None),
        ("title", document.title),
        ("language", document.language),
    ):
        if value:
            yield Point(f"{name}: {one_line(value)}")


def _when(when: When, text: str, *, label: str = "") -> Point:
    written = f"{quote(when.span, text)} → " if when.span else ""
    facts = [days_words(when, text), when.granularity, f"basis {when.basis}"]
    facts += [f"relation {when.relation}"] if when.relation != "on" else []
    facts += [f"counted from {when.anchor}"] if when.anchor else []
    return Point(f"{label}{written}{', '.join(facts)}", when.why)


def _where(where: Where, *, label: str = "") -> Point:
    facts = [
        where_words(where),
        *filter(None, (where.kind, where.precision and f"precision {where.precision}")),
    ]
    if where.latitude is not None and where.longitude is not None:
        facts.append(f"{where.latitude:.3f}, {where.longitude:.3f}")
    facts += [f"{relation.state} {relation.relation}" for relation in where.states]
    facts += [f"also possible: {', '.join(where.alternatives)}"] if where.alternatives else []
    return Point(label + one_line("; ".join(facts)), where.why)


def _actor(actor: Actor, text: str, *, label: str = "") -> Point:
    facts = [
        actor_words(actor, text),
        *filter(None, (actor.id, actor.role, actor.method and f"by {actor.method}")),
    ]
    facts += [f"stands for {quote(actor.antecedent, text)}"] if actor.antecedent else []
    facts += [f"also possible: {', '.join(actor.alternatives)}"] if actor.alternatives else []
    facts += ["disputed"] if actor.is_disputed else []
    return Point(label + one_line("; ".join(facts)), actor.why)


def _figure(figure: Figure, text: str) -> Point:
    said = f", said in {figure.attribution}" if figure.attribution else ""
    return Point(f"figure: {figure_words(figure)} {quote(figure.span, text)}{said}", figure.why)


def _wording(wording: Wording, text: str) -> Point:
    others = f"; others write {' or '.join(wording.plain)}" if wording.plain else ""
    sides = f"; used by {', '.join(wording.used_by)}" if wording.used_by else ""
    return Point(f"{quote(wording.span, text)}: {wording_words(wording)}{others}{sides}", wording.why)


def _factuality(row: Factuality, voice: Voice | None, text: str) -> Point:
    value = f"{row.value:+g}" if row.value else "0"
    words = f"for {one_line(row.voice or '') or (voice_name(voice) if voice else 'an unnamed voice')}: {row.modality}{row.polarity} ({value}), {row.mood}"
    evidence = " … ".join(quote(span, text) for span in row.evidence)
    return Point(f"{words}: {evidence}" if evidence else words, row.why)


def _one(reason: Reason | None) -> tuple[Reason, ...]:
    return (reason,) if reason else ()


def _short(span: Span, text: str, *, most: int = 70) -> str:
    words = quote(span, text)
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …”"


def _lines(point: Point, depth: int = 0) -> Iterator[str]:
    """Yield a point, its reasons and its parts as lines, each two spaces further in."""
    indent = "  " * depth
    if depth == 0 and not point.parts and not point.reasons:
        return
    yield f"{indent}{one_line(point.words)}"
    yield from (f"{indent}    {reason_words(reason)}" for reason in point.reasons)
    for part in point.parts:
        yield from _lines(part, depth + 1)


def rules_of(points: Iterable[Point]) -> Iterator[str]:
    """Yield the id of each rule that the points rest on, in order, as often as it was applied."""
    for point in points:
        yield from (reason.rule for reason in point.reasons)
        yield from rules_of(point.parts)
