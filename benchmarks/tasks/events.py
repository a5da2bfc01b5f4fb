"""This file is where sentences with known events are coded and answered in the benchmark's own form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import tee

from benchmarks.tasks import Context, Predict, Row
from rashomon import ontology
from rashomon.documents.lines import Reader
from rashomon.lexicons.page_lines import load_page_lines
from rashomon.lexicons.publishers import load_publishers
from rashomon.pipeline import Tools, code_documents
from rashomon.records import Actor, Coding, Document, Event, Mood, Span, Zone, ZoneKind

#: An event in one of these moods is put out as one that happens; the others are only talked about.
_REALISED = frozenset((Mood.ASSERTED, Mood.POSSIBLE))

#: What the pairs' labels, made before PLOVER had modes, do not file as CAMEO's roots do.
_AS_MAPPED = {"163": "COERCE"}
_AS_MODED = {("SANCTION", "convict"): "ACCUSE"}
#: PLOVER has one mode for convictions and sentences; CAMEO files the sentence with arrests (173).
#: Verbs whose object hears what is said, and how near it stands.
_TELLING = frozenset(("tell", "inform", "notify", "assure", "remind", "brief"))
_NEXT = 12
_SENTENCES = frozenset(("event:sentence", "event:n-sentence-prison"))


def predict_pairs(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield for each row the type of the event that holds between its source and its target."""
    yield from _answers(rows, tools, ZoneKind.BODY, answer_pair)


def predict_modes(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield the type and the mode of the main event of each headline."""
    yield from _answers(rows, tools, ZoneKind.HEADLINE, answer_mode)


def predict_events(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield the events that each sentence reports as happening, with the parties and who says so."""
    yield from _answers(rows, tools, ZoneKind.BODY, answer_events)


def predict_class(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield the type of the main event of each sentence, or null."""
    yield from _answers(rows, tools, ZoneKind.BODY, answer_class)


def answer_pair(row: Row, coding: Coding) -> Row:
    """Return the type of the event whose parties cover the row's spans best; without any, of the main event."""
    spans = [Span(*span) if span else None for span in (row["source_span"], row["target_span"])]
    events = sorted(coding.events, key=lambda event: _fit(event, spans[0], spans[1]), reverse=True)
    if _is_told(coding, spans) and not (events and _holds_between(events[0], spans)):
        return {"id": row["id"], "event_type": "CONSULT"}
    if events and (spans == [None, None] or _touched(events[0], spans)):
        return {"id": row["id"], "event_type": _in_cameo(events[0])}
    uncoded = _uncoded(coding, spans)
    return {"id": row["id"], "event_type": uncoded or (_in_cameo(events[0]) if events else None)}


def _is_told(coding: Coding, spans: list[Span | None]) -> bool:
    """Say whether the one tells the other something: these data file that with meetings."""
    source, target = spans
    if source is None or target is None:
        return False
    return any(
        said.lemma in _TELLING
        and any(part.overlaps(source) for part in said.source)
        and any(cue.end <= target.start <= cue.end + _NEXT for cue in said.cue)
        and not any(part.overlaps(target) for part in said.content)
        for said in coding.attributions
    )


def _holds_between(event: Event, spans: list[Span | None]) -> bool:
    return bool(_covers(event.actors, spans[0]) and _covers(event.recipients, spans[1]))


def answer_mode(row: Row, coding: Coding) -> Row:
    """Return the type and mode of the main event."""
    main = _main(coding)
    return {"id": row["id"], "event_type": main and main.event_type, "mode": main and main.mode}


def answer_class(row: Row, coding: Coding) -> Row:
    """Return the type of the main event that is put forward as happening."""
    happening = [event for event in coding.events if _happens(event)]
    return {"id": row["id"], "event_type": happening[0].event_type if happening else None}


def answer_events(row: Row, coding: Coding) -> Row:
    """Return the events that are put forward as happening; what is demanded, promised or denied stands in them."""
    events = [_event(event) for event in coding.events if _happens(event) and _is_named(event)]
    return {"id": row["id"], "events": events}


def _answers(
    rows: Iterator[Row], tools: Tools, zone: ZoneKind, answer: Callable[[Row, Coding], Row]
) -> Iterator[Row]:
    rows, again = tee(rows)
    for row, coding in zip(rows, code_documents((document(row, zone) for row in again), tools), strict=True):
        yield answer(row, coding)


def document(row: Row, zone: ZoneKind) -> Document:
    """Return the row's text as a document of one zone, after its dateline if it has one."""
    text = row["text"]
    whole = Span(0, len(text))
    dateline = None if zone is ZoneKind.HEADLINE else _reader().dateline(text, whole)
    zones = (Zone(zone, whole),)
    if dateline is not None and dateline[1] < len(text):
        zones = (dateline[0].zone, Zone(zone, Span(dateline[1], len(text))))
    return Document(
        id=row["id"],
        text=text,
        zones=zones,
        published=row.get("published"),
        language="en",
    )


@cache
def _reader() -> Reader:
    return Reader(load_page_lines(), load_publishers())


def _happens(event: Event) -> bool:
    return event.embedded_in is None and event.mood in _REALISED and event.temporal != "background"


def _is_named(event: Event) -> bool:
    """Say whether somebody with a state, an identity or a name takes part."""
    parties = (*event.actors, *event.recipients)
    return any(
        actor.country or actor.id or any(w[:1].isupper() for w in actor.name.split()[1:]) for actor in parties
    )


def _main(coding: Coding) -> Event | None:
    return max(coding.events, key=lambda e: (_happens(e), e.embedded_in is None), default=None)


def _fit(event: Event, source: Span | None, target: Span | None) -> tuple[int, ...]:
    """Return how well the event fits, the most telling measure first."""
    actor, recipient = _covers(event.actors, source), _covers(event.recipients, target)
    if not event.recipients:  # of what two do together both are actors
        recipient = recipient or _covers(event.actors, target)
    crossed = _covers(event.actors, target) + _covers(event.recipients, source)
    near = _touches(event.evidence, source) + _touches(event.evidence, target)
    return (
        2 * actor + 2 * recipient + (event.embedded_in is None),
        int(event.mood in _REALISED),
        crossed + near,
        event.event_type != "CONSULT",  # a talk is the occasion of what is said in it
        -event.trigger.start,
    )


def _touched(event: Event, spans: list[Span | None]) -> bool:
    """Say whether one of the spans is a party of the event."""
    return any(_covers((*event.actors, *event.recipients), span) for span in spans)


def _uncoded(coding: Coding, spans: list[Span | None]) -> str | None:
    """Return the type of the act nearest to the spans that was not coded: of a pair it is known that something holds."""
    acts = [a for a in coding.abstentions if a.why.detail.partition(":")[0] in ontology.event_types()]
    where = [span.start for span in spans if span]
    nearest = min(acts, key=lambda act: sum(abs(act.span.start - at) for at in where), default=None)
    return nearest.why.detail.partition(":")[0] if nearest else None


def _in_cameo(event: Event) -> str:
    """Return the event type under which older data, whose labels are roots of CAMEO, files the event."""
    if any(reason.rule in _SENTENCES for reason in event.why):
        return "COERCE"
    if (event.event_type, event.mode) in _AS_MODED:
        return _AS_MODED[event.event_type, event.mode or ""]
    if event.cameo is None or event.cameo in _AS_MAPPED:
        return _AS_MAPPED.get(event.cameo or "", event.event_type)
    return next((t for t in ontology.event_types() if event.cameo[:2] in ontology.roots(t)), event.event_type)


def _covers(actors: tuple[Actor, ...], span: Span | None) -> int:
    return int(span is not None and any(place.overlaps(span) for actor in actors for place in _named(actor)))


def _named(actor: Actor) -> tuple[Span, ...]:
    """Return where the actor is named: of a pronoun, also what it stands for."""
    own = (actor.head, actor.span)
    return own if actor.antecedent is None else (*own, actor.antecedent)


def _touches(evidence: Span, span: Span | None) -> int:
    return int(span is not None and evidence.overlaps(span))


def _event(event: Event) -> Row:
    return {
        "event_type": event.event_type,
        "mode": event.mode,
        "cameo": event.cameo,
        "actors": _spans(event.actors),
        "recipients": _spans(event.recipients),
        "actor_country": _countries(event.actors),
        "recipient_country": _countries(event.recipients),
        "mood": event.mood,
        "voice_country": _countries(event.voices[-1].actors) if event.voices else [],
    }


def _spans(actors: tuple[Actor, ...]) -> list[list[int]]:
    """Return where the actors are named: of a pronoun, also what it stands for."""
    return [
        [place.start, place.end]
        for actor in actors
        for place in (actor.span, actor.antecedent)
        if place is not None
    ]


def _countries(actors: tuple[Actor, ...]) -> list[str]:
    return list(dict.fromkeys(code for actor in actors for code in actor.country))


TASKS: dict[str, Predict] = {
    "event-pairs": predict_pairs,
    "event-modes": predict_modes,
    "events": predict_events,
    "event-class": predict_class,
}
GOLD_KEYS: dict[str, tuple[str, ...]] = dict.fromkeys(TASKS, ("gold",))
