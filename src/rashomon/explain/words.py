"""This file is where the fields of a record are put into words, the same in the table, the page and `explain`."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from datetime import date

from rashomon.records import (
    Actor,
    Coding,
    Document,
    Event,
    Factuality,
    Figure,
    Mood,
    Reason,
    Span,
    Voice,
    When,
    Where,
    Wording,
)

#: What a cell says when the text does not.
NOTHING = "–"

#: What to do about a story that does not say when it was published.
REMEDY = "give it with --published YYYY-MM-DD"

#: What a star beside a day means.
STARRED = "* The text gives no day: it is the day of publication, or some day before it."

#: Controls, marks that turn the direction of the text around them, and halves of characters that nothing can write.
_CONTROLS = (
    {c: 0x2400 + c for c in range(0x20) if chr(c) not in "\t\n"}
    | dict.fromkeys((*range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)
    | dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF), 0xFFFD)
)


#: What FactBank's letters say, in words that a reader of a page knows.
_MODALITY = {"CT": "certain", "PR": "probable", "PS": "possible", "U": "does not say"}
_POLARITY = {"+": "that it happened", "-": "that it did not happen", "u": ""}


def printable(text: str) -> str:
    """Return the text with each character that would disturb a terminal or a page replaced by a visible one."""
    # None of those characters is printable in Python's sense; most text needs no second look.
    return text if text.isprintable() else text.translate(_CONTROLS)


def one_line(text: str) -> str:
    """Return the text on one line, fit for a table cell or a message."""
    return printable(" ".join(text.split()))


def quote(span: Span, text: str) -> str:
    """Return the words of the span in quotation marks, on one line."""
    return f"“{one_line(span.of(text)).strip('“”')}”"


def is_unrealised(event: Event) -> bool:
    """Say whether the event is put forward as something else than a thing that happened: demanded, denied ..."""
    return event.mood is not Mood.ASSERTED or event.temporal == "future"


def wording_words(wording: Wording) -> str:
    """Return the family of a loaded word, whose it is and how it stands there."""
    where = f" in {wording.attribution}" if wording.attribution else ""
    return f"{wording.family.replace('-', ' ')}, {wording.voice}'s word{where}, {wording.form}"


def mood_words(event: Event) -> str:
    """Return the mood, in capitals unless it is asserted, with what else keeps the event from being news."""
    mood = event.mood.value if event.mood is Mood.ASSERTED else event.mood.value.upper()
    if event.temporal == "future" and event.mood is Mood.ASSERTED:
        mood = "FUTURE"
    return f"{mood}, background" if event.temporal == "background" else mood


def type_words(event: Event) -> str:
    """Return the event's type and mode, in brackets if nobody says here that it happened."""
    words = f"{event.event_type}/{event.mode}" if event.mode else event.event_type
    return f"[{words}]" if is_unrealised(event) else words


def actor_words(actor: Actor, text: str) -> str:
    """Return the actor as the source wrote it, what a pronoun stands for, and the codes."""
    name = one_line(actor.name)
    if actor.antecedent is not None and actor.method == "pronoun":
        name = f"{name} = {one_line(actor.antecedent.of(text))}"
    codes = "/".join(actor.country) + "".join(f" {sector}" for sector in actor.sectors)
    return f"{name} ({codes.strip()})" if codes.strip() else name


def actors_words(actors: Iterable[Actor], text: str) -> str:
    """Return all the actors of one side of an event."""
    return "; ".join(actor_words(actor, text) for actor in actors) or NOTHING


def when_words(when: When | None, text: str) -> str:
    """Return the days that an expression may cover, briefly; a star for a day that only the page's date gives."""
    if when is None:
        return NOTHING
    if is_from_page(when):
        return f"{when.latest}*" if when.earliest == when.latest else f"by {when.latest}*"
    return days_words(when, text)


def is_from_page(when: When | None) -> bool:
    """Say whether the text gives no day, so that the day rests on the day of publication alone."""
    return when is not None and when.basis == "metadata" and when.latest is not None


def days_words(when: When, text: str) -> str:
    """Return the days that an expression may cover, with no more precision than it has."""
    approx = "about " if when.relation == "approx" or when.mod == "APPROX" else ""
    if when.earliest is None and when.latest is None:
        return f"{quote(when.span, text)} (not anchored)" if when.span else NOTHING
    if when.latest is None:
        return f"{approx}{'since' if when.relation == 'since' else 'from'} {when.earliest}"
    if when.earliest is None:
        return f"{approx}{'before' if when.relation == 'before' else 'until'} {when.latest}"
    return approx + _stretch(when.earliest, when.latest)


def _stretch(earliest: str, latest: str) -> str:
    """Return a day, a month, a year or the two ends of a stretch."""
    if earliest == latest:
        return earliest
    if earliest[:4] == latest[:4] and earliest[4:] == "-01-01" and latest[4:] == "-12-31":
        return earliest[:4]
    if earliest[:7] == latest[:7] and earliest[7:] == "-01" and _is_last_of_month(latest):
        return earliest[:7]
    return f"{earliest} to {latest}"


def _is_last_of_month(day: str) -> bool:
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return False
    return found.day == monthrange(found.year, found.month)[1]


def where_words(where: Where | None) -> str:
    """Return the place as the source wrote it, with every state that stands in a relation to it."""
    if where is None:
        return NOTHING
    states = "/".join(dict.fromkeys(state.state for state in where.states))
    name = one_line(where.name)
    return f"{name} ({states})" if states and where.precision != "country" else name


def voice_name(voice: Voice) -> str:
    """Return what a voice is called."""
    return one_line(voice.name or "") or f"unnamed {voice.role}"


def known_voices(voices: Iterable[Voice]) -> tuple[Voice, ...]:
    """Return the voices without a publisher that nobody names, unless it is the only voice."""
    found = tuple(voices)
    return tuple(v for v in found if v.name or v.role != "publisher") or found


def voices_words(voices: Iterable[Voice], document: Document) -> str:
    """Return the chain of voices from the publisher inwards; a publisher not known is left out before others."""
    names = [voice_name(voice) for voice in known_voices(voices)]
    return " > ".join(names or [one_line(document.publisher or "the publisher")])


def figure_words(figure: Figure) -> str:
    """Return a figure with its hedge and whom it counts: at least 21 killed (civilians); hundreds (200+) wounded."""
    kind = "" if figure.kind == "other" else f" {figure.kind}"
    whom = f" ({one_line(figure.whom)})" if figure.whom else ""
    return f"{_number(figure)}{kind}{whom}"


def _number(figure: Figure) -> str:
    hedge = one_line(figure.hedge or "")
    if figure.low is not None and figure.high is not None and figure.low != figure.high:
        number = f"{figure.low} to {figure.high}"
    else:
        number = str(next((n for n in (figure.low, figure.high) if n is not None), "some"))
    if hedge.endswith("s") and " " not in hedge:
        # An inexact number word, as dozens or hundreds, stands for the number and is no word before it.
        return f"{hedge} ({number}+)"
    return f"{hedge} {number}".strip()


def said_words(row: Factuality) -> str:
    """Return how certain a voice is of an event: probable that it happened; does not say."""
    modality, polarity = _MODALITY.get(row.modality, row.modality), _POLARITY.get(row.polarity, row.polarity)
    return f"{modality} {polarity}".strip()


def reason_words(reason: Reason) -> str:
    """Return a reason as its rule and the words that made it apply."""
    return f"[{reason.rule}] {one_line(reason.detail)}".rstrip()


def notes(coding: Coding) -> tuple[str, ...]:
    """Return what a reader of the events must know: dates not anchored, what was left uncoded and why."""
    found = list(coding.notes)
    if any(is_from_page(event.date) for event in coding.events):
        found.append(STARRED)
    if coding.abstentions:
        count = len(coding.abstentions)
        found.append(f"{count} possible event{'s' * (count != 1)} not coded: {_commonest(coding)}.")
    elif not coding.events:
        found.append("Nothing in the text reads as a political event.")
    return tuple(one_line(note) for note in found)


def _commonest(coding: Coding, *, most: int = 3) -> str:
    counts = Counter(abstention.why.rule for abstention in coding.abstentions)
    rows = [f"{rule} ({count})" for rule, count in counts.most_common(most)]
    rest = len(counts) - len(rows)
    return ", ".join(rows) + (f" and {rest} other reason{'s' * (rest != 1)}" if rest else "")
