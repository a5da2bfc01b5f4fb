"""This file is where an event gets its date: from an expression that governs it, a retelling, or the page alone."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from msgspec.structs import replace

from rashomon.attributions.stretches import Stretches
from rashomon.dates.clauses import (
    Governed,
    bounding_expression,
    campaign_of,
    governed_expression,
    ongoing_expression,
    what_came_first,
)
from rashomon.dates.tense import is_to_come, is_told_as_past
from rashomon.records import Attribution, Document, Event, Mood, Reason, Sentence, Span, When, ZoneKind

#: What a page alone says of an undated happening: it fell in the week up to publication. Never a day.
PAGE_WINDOW_DAYS = 6
#: What ended longer than this before publication is background, not news.
BACKGROUND_DAYS = 31
#: What a headline tells without naming a party, its story tells within so many sentences.
LEAD_SENTENCES = 4
#: How many sentences ahead of a noun its dated telling may stand.
CARRY_SENTENCES = 2

_UNREALISED = frozenset(
    {
        Mood.DEMANDED,
        Mood.PLANNED,
        Mood.PROMISED,
        Mood.THREATENED,
        Mood.PREDICTED,
        Mood.POSSIBLE,
        Mood.CONDITIONAL,
        Mood.HYPOTHETICAL,
        Mood.QUESTION,
    }
)
_PREAMBLE = frozenset({ZoneKind.HEADLINE, ZoneKind.DEK})


@dataclass(frozen=True, slots=True)
class _Story:
    """The story's sentences and dates, set up so that those of a span are found at once."""

    document: Document
    sentences: Sequence[Sentence]
    starts: list[int]
    dates: dict[int, list[When]]

    def sentence_at(self, span: Span) -> Sentence | None:
        """Return the sentence that holds the start of the span, or None."""
        place = bisect_right(self.starts, span.start) - 1
        found = self.sentences[place] if place >= 0 else None
        return found if found and span.start < found.span.end else None


def date_events(
    document: Document,
    sentences: Sequence[Sentence],
    attributions: Sequence[Attribution],
    events: Sequence[Event],
    dates: Sequence[When],
    *,
    campaigns: Container[str] = (),
) -> tuple[Event, ...]:
    """Return the events, each with its date and with what that rests on (TimeML-like attachment, `docs`).

    In this order: an expression in the event's own clause; the frame of its sentence; another telling of the same
    statement; the page (a week up to publication). What is demanded, planned or feared has no date. `campaigns` are the
    lemmas of what lasts for long, as wars: what one did, it did on no day.
    """
    story = _story(document, sentences, dates)
    cues = Stretches((cue, number) for number, said in enumerate(attributions) for cue in said.cue)
    told = {
        event.id: attributions[min(saying)] for event in events if (saying := cues.touching(event.trigger))
    }
    found = [
        _own_date(story, event, told.get(event.id)) or _of_campaign(story, event, campaigns)
        for event in events
    ]
    dated = [replace(event, date=when) for event, when in zip(events, found, strict=True)]
    firm = [event for event in dated if event.date is not None and event.date.basis == "explicit"]
    finished = [_finished(document, event, firm, told) for event in dated]
    told_in = _by_sentence(finished)
    carried = [_carried(story, event, told_in) for event in finished]
    told_in = _by_sentence(carried)
    return tuple(_bounded(story, event, told_in[event.sentence]) for event in carried)


def _by_sentence(events: Sequence[Event]) -> dict[int, list[Event]]:
    found: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        found[event.sentence].append(event)
    return found


def date_mentions(
    document: Document, sentences: Sequence[Sentence], spans: Sequence[Span], dates: Sequence[When]
) -> list[When]:
    """Return the date of each mention of a happening: from its clause or sentence, else from the page."""
    story = _story(document, sentences, dates)
    return [_governed(story, span) or _following(story, span) or _page_date(document) for span in spans]


def _story(document: Document, sentences: Sequence[Sentence], dates: Sequence[When]) -> _Story:
    starts = [sentence.span.start for sentence in sentences]
    story = _Story(document, sentences, starts, {})
    for when in dates:
        if when.span is None or when.is_publication or not (when.earliest or when.latest):
            continue
        if sentence := story.sentence_at(when.span):
            story.dates.setdefault(sentence.index, []).append(when)
    return story


def _own_date(story: _Story, event: Event, said: Attribution | None) -> When | None:
    """Return the date that the text gives to the event itself; an open one for what did not happen."""
    if event.mood in _UNREALISED:
        return When(why=(Reason("date:unrealised", f"{event.mood}: what has not happened has no date"),))
    if when := _governed(story, event.trigger) or _ongoing(story, event.trigger):
        return when
    if said and said.chain and said.chain[-1].role == "document":
        return When(why=(Reason("date:document", "a text that goes on saying it; the day is not given"),))
    return _following(story, event.trigger)


def _following(story: _Story, span: Span) -> When | None:
    """Return the days from a recent happening, that the event is said to come after, up to publication."""
    sentence, published = story.sentence_at(span), story.document.published_on
    if sentence is None or published is None:
        return None
    found = bounding_expression(sentence, span, story.dates.get(sentence.index, []))
    first = found.when.earliest if found else None
    oldest = (published - timedelta(days=BACKGROUND_DAYS)).isoformat()
    if found is None or first is None or not oldest <= first <= published.isoformat():
        return None
    return replace(
        found.when,
        latest=published.isoformat(),
        relation="after",
        basis="inferred",
        why=(*found.when.why, Reason(found.rule, f"{found.when.value}: {found.detail}")),
    )


def _of_campaign(story: _Story, event: Event, campaigns: Container[str]) -> When | None:
    """Return the open stretch up to publication in which a war did what it is said to have done."""
    sentence, published = story.sentence_at(event.trigger), story.document.published_on
    if sentence is None:
        return None
    word = campaign_of(sentence, event.trigger, campaigns)
    if word is None:
        return None
    reason = Reason("date:campaign", f"{word!r} has lasted for long; the day of its beginning is not given")
    return When(
        None,
        published.isoformat() if published else None,
        "unknown",
        "since",
        "inferred",
        anchor="dct",
        why=(reason,),
    )


def _ongoing(story: _Story, span: Span) -> When | None:
    """Return the days from a dated happening since which this has gone on, up to publication."""
    sentence, published = story.sentence_at(span), story.document.published_on
    if sentence is None:
        return None
    found = ongoing_expression(sentence, span, story.dates.get(sentence.index, []))
    last = published.isoformat() if published else "9"
    if found is None or not "0" < (found.when.earliest or "") <= last:
        return None
    return _of_event(
        story.document, Governed(replace(found.when, relation="since"), "date:since", found.detail)
    )


def _governed(story: _Story, span: Span) -> When | None:
    sentence = story.sentence_at(span)
    if sentence is None or not story.dates.get(sentence.index):
        return None
    found = governed_expression(sentence, span, _in_tense(story, sentence, span))
    return _of_event(story.document, found) if found else None


def _in_tense(story: _Story, sentence: Sentence, span: Span) -> list[When]:
    """Return the dates of the sentence; without those to come, if what happens is told as past."""
    dates, index, published = story.dates[sentence.index], sentence.head_of(span), story.document.published_on
    if published is None or index is None or not is_told_as_past(sentence, index):
        return dates
    return [when for when in dates if not is_to_come(when, published.isoformat())]


def _of_event(document: Document, found: Governed) -> When:
    """Return the days of an event from the expression that governs it: since, until, before and after open a side."""
    when, published = found.when, document.published_on
    earliest, latest = when.earliest, when.latest
    match when.relation:
        case "until" | "before":
            earliest, latest = None, (when.latest if when.relation == "until" else _day_before(when.earliest))
        case "since" | "after":
            latest = (
                published.isoformat() if published and published.isoformat() >= (earliest or "") else None
            )
    reason = Reason(found.rule, f"{when.value} {found.detail}")
    return replace(when, earliest=earliest, latest=latest, basis="explicit", why=(*when.why, reason))


def _day_before(day: str | None) -> str | None:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat() if day else None


def _finished(
    document: Document, event: Event, events: Sequence[Event], told: Mapping[str, Attribution]
) -> Event:
    """Return the event with a date: its own, that of another telling, or the page's."""
    when = event.date or _retold(document, event, events, told) or _page_date(document)
    return replace(event, date=when, temporal=_temporal(document, event, when))


def _carried(story: _Story, event: Event, told_in: Mapping[int, Sequence[Event]]) -> Event:
    """Return the event; a noun for what its doer was just said to do on a day lies between then and publication."""
    sentence = story.sentence_at(event.trigger)
    head = sentence.head_of(event.trigger) if sentence else None
    if sentence is None or head is None or sentence.tokens[head].pos != "NOUN" or not _parties(event)[0]:
        return event
    just_before = range(event.sentence - CARRY_SENTENCES, event.sentence)
    for other in (other for number in just_before for other in told_in.get(number, ())):
        same = (event.event_type, event.mood) == (other.event_type, other.mood)
        if same and _parties(event)[0] == _parties(other)[0]:
            return _from_other(story.document, event, other, "date:carried")
    return event


def _bounded(story: _Story, event: Event, events: Sequence[Event]) -> Event:
    """Return the event; if it is said to follow another that is dated, it lies between that one and publication."""
    sentence = story.sentence_at(event.trigger)
    if sentence is None or event.date is None or event.date.basis != "metadata":
        return event
    before = frozenset(what_came_first(sentence, event.trigger))
    for other in events if before else ():
        if sentence.head_of(other.trigger) in before:
            bounded = _from_other(story.document, event, other, "date:following")
            if bounded is not event:
                return bounded
    return event


def _from_other(document: Document, event: Event, other: Event, rule: str) -> Event:
    """Return the event dated from the other's first day up to publication, if that day is recent and in the text."""
    published, when = document.published_on, other.date
    if published is None or when is None or event.date is None or event.date.basis != "metadata":
        return event
    oldest = (published - timedelta(days=BACKGROUND_DAYS)).isoformat()
    if (
        when.basis not in ("explicit", "inferred")
        or not oldest <= (when.earliest or "") <= published.isoformat()
    ):
        return event
    reason = Reason(rule, f"{when.value} from event {other.id}")
    last = published.isoformat()
    bounds = replace(when, latest=last, relation="after", basis="inferred", why=(*when.why, reason))
    return replace(event, date=bounds)


def _retold(
    document: Document, event: Event, events: Sequence[Event], told: Mapping[str, Attribution]
) -> When | None:
    """Return the date of another telling of the same statement, or of what the headline tells first."""
    said = told.get(event.id)
    same = frozenset(said.same_utterance_as) if said else frozenset()
    for other in events:
        if other is event:
            continue
        retelling = told.get(other.id)
        if retelling and retelling.id in same:
            return _inherited(other, "the same statement, told again")
        if _tells_ahead(event, other):
            return _inherited(other, "the story below the headline")
        if _names_again(document.text, event, other):
            return _inherited(other, "the same happening, named again")
    return None


def _tells_ahead(event: Event, other: Event) -> bool:
    """Say whether the headline's event is the one that the story gives a date to."""
    if event.zone not in _PREAMBLE or other.zone is ZoneKind.HEADLINE or event.event_type != other.event_type:
        return False
    mine = _parties(event)
    if mine != _parties(other) or event.mood != other.mood or _tolls_differ(event, other):
        return False
    # Strikes of unknown hands are many; the one that the headline means is told in the lead.
    return any(mine) or other.sentence - event.sentence <= LEAD_SENTENCES


def _tolls_differ(event: Event, other: Event) -> bool:
    """Say whether both count the same kind of people, and not as many: within one story that is two happenings."""
    mine, theirs = ({figure.kind: figure for figure in one.figures} for one in (event, other))
    return any(
        (mine[kind].low or 0) > (theirs[kind].high or theirs[kind].low or 0)
        or (theirs[kind].low or 0) > (mine[kind].high or mine[kind].low or 0)
        for kind in mine.keys() & theirs.keys()
        if not (mine[kind].hedge or theirs[kind].hedge)
    )


def _names_again(text: str, event: Event, other: Event) -> bool:
    """Say whether both events have the same trigger, type and parties, on both sides.

    With one side alone it may be another act: a parliament that declares war and a state that declares a curfew.
    """
    if (event.event_type, event.mood) != (other.event_type, other.mood):
        return False
    if event.trigger.of(text).lower() != other.trigger.of(text).lower():
        return False
    return all(_parties(event)) and _parties(event) == _parties(other)


def _parties(event: Event) -> tuple[frozenset[str], frozenset[str]]:
    return (
        frozenset(code for actor in event.actors for code in actor.country),
        frozenset(code for actor in event.recipients for code in actor.country),
    )


def _inherited(other: Event, detail: str) -> When | None:
    if other.date is None:
        return None
    reason = Reason("date:inherited", f"{other.date.value} from event {other.id}: {detail}")
    return replace(other.date, basis="inherited", why=(*other.date.why, reason))


def _page_date(document: Document) -> When:
    published = document.published_on
    if published is None:
        return When(why=(Reason("date:none", "no date in reach, and the page has none"),))
    return When(
        earliest=(published - timedelta(days=PAGE_WINDOW_DAYS)).isoformat(),
        latest=published.isoformat(),
        granularity="week",
        relation="during",
        basis="metadata",
        anchor="dct",
        why=(Reason("date:page", f"no date in reach; the page is of {published}"),),
    )


def _temporal(document: Document, event: Event, when: When) -> str:
    published = document.published_on
    if published is None or when.latest is None or when.basis == "metadata":
        return event.temporal
    if when.latest < (published - timedelta(days=BACKGROUND_DAYS)).isoformat():
        return "background"
    return event.temporal
