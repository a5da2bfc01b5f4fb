"""This file is where a verb in the past puts a day of the calendar that comes round each year into the past."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Sequence

from msgspec.structs import replace

from rashomon.dates.clauses import carrier
from rashomon.dates.values import days
from rashomon.lexicons.dates import DateTables
from rashomon.records import Document, Reason, Sentence, Span, When

#: What makes a day, month or season without a year, which comes round each year.
_YEARLY = frozenset({"calendar", "month", "season", "holiday"})
#: Clauses without a tense of their own.
_LEANING = frozenset({"acl", "advcl", "pcomp"})
#: Relations up to a verb that leave the time at which an expression stands the verb's own.
_SAME_TIME = frozenset({"prep", "agent", "pobj", "npadvmod", "nmod", "compound", "conj", "nsubj"})


def look_back(
    document: Document, sentences: Sequence[Sentence], dates: Sequence[When], tables: DateTables
) -> tuple[When, ...]:
    """Return the dates; what a verb in the past says of a coming month is said of the last such month.

    "Drones were ordered in February", of a story of October, is that year's February, and never the next.
    """
    published = document.published_on
    if published is None or not sentences:
        return tuple(dates)
    yearly = frozenset(compiled.rule.id for compiled in tables.rules if compiled.rule.make in _YEARLY)
    starts = [sentence.span.start for sentence in sentences]
    settled = []
    for when in dates:
        if when.span is None or when.why[0].rule not in yearly or not is_to_come(when, published.isoformat()):
            settled.append(when)
            continue
        sentence = sentences[max(0, bisect_right(starts, when.span.start) - 1)]
        verb = _verb_of(sentence, when.span, tables.words["while"])
        is_past = verb is not None and is_told_as_past(sentence, verb)
        settled.append(_year_before(when) if is_past else when)
    return tuple(settled)


def is_to_come(when: When, published: str) -> bool:
    """Say whether the expression is counted from the day of publication and begins after it."""
    return when.anchor == "dct" and when.earliest is not None and when.earliest > published


def is_told_as_past(sentence: Sentence, index: int) -> bool:
    """Say whether the verb that carries the token is in the past or the perfect, without a modal or an "if"."""
    verb = carrier(sentence, index)
    token = sentence.tokens[verb]
    if token.pos not in ("VERB", "AUX"):
        return False
    helpers = [sentence.tokens[i] for i in sentence.dependents(verb, "aux", "auxpass")]
    marks = [sentence.tokens[i].lemma for i in sentence.dependents(verb, "mark")]
    if any(helper.tag in ("MD", "TO") for helper in helpers) or "if" in marks:
        return False
    if token.tag == "VBD" or any(helper.tag == "VBD" and token.tag != "VBG" for helper in helpers):
        return True
    if token.tag == "VBN":
        return any(helper.lemma == "have" for helper in helpers) or (
            not helpers and _leans_on_past(sentence, verb)
        )
    return token.tag == "VBG" and not helpers and _leans_on_past(sentence, verb)


def _leans_on_past(sentence: Sentence, verb: int) -> bool:
    """Say whether a participle goes with a verb in the past, or is a headline's own: "Ten killed in December"."""
    token = sentence.tokens[verb]
    above = next((up for up in sentence.ancestors(verb) if sentence.tokens[up].pos in ("VERB", "AUX")), None)
    if above is None:
        return token.tag == "VBN"
    return token.dep in _LEANING and is_told_as_past(sentence, above)


def _verb_of(sentence: Sentence, span: Span, prepositions: Container[str]) -> int | None:
    """Return the verb at whose time the expression stands; None if it may be that of a thing still to come.

    "A summit in November was called off" leaves the month ahead; "clashes in November killed ten" does not.
    """
    index = sentence.head_of(span)
    while index is not None and sentence.tokens[index].pos not in ("VERB", "AUX"):
        token = sentence.tokens[index]
        is_other = token.dep == "prep" and token.lemma.lower() not in prepositions
        if token.head == index or token.dep not in _SAME_TIME or is_other:
            return None
        index = token.head
    return index


def _year_before(when: When) -> When:
    ends = [f"{int(end[:4]) - 1:04d}{end[4:]}" for end in (when.value or "").split("/")]
    first, last = days(ends[0]), days(ends[-1])
    if first is None or last is None:
        return when
    value = "/".join(ends)
    reason = Reason("date:tense", f"told as past: {value}")
    return replace(
        when, earliest=first[0].isoformat(), latest=last[1].isoformat(), value=value, why=(*when.why, reason)
    )
