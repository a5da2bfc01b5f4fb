"""This file is where a sentence's date expressions are matched with what happens in it, along the parse."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from rashomon.dates.ranks import SINCE, is_compared_since
from rashomon.records import Sentence, Span, When

#: Relations from an event noun up to the verb that carries it: "launched an attack", "an attack took place".
_CARRIED = frozenset(
    {
        "dobj",
        "nsubj",
        "nsubjpass",
        "pobj",
        "prep",
        "attr",
        "conj",
        "appos",
        "oprd",
        "dative",
        "agent",
        "pcomp",
    }
)
#: Relations of a verb that shares the time of the verb above it.
_SHARED = frozenset({"conj", "xcomp", "pcomp", "prep"})
#: Clauses whose time is their own: what a relative clause or a report tells need not fall on the day of the telling.
_OWN_TIME = frozenset({"relcl", "ccomp", "acl", "parataxis"})

#: What opens a phrase or clause that tells what came first.
AFTER = frozenset({"after", "following"})


@dataclass(frozen=True, slots=True)
class Governed:
    """An expression that dates an event, by which rule, and how they hang together."""

    when: When
    rule: str
    detail: str


def governed_expression(sentence: Sentence, trigger: Span, dates: Sequence[When]) -> Governed | None:
    """Return the expression of the sentence that dates what happens at `trigger`, or None.

    The nearest expression is wrong more often than the day of publication (TimeLine-2015), so only syntax counts:
    first an expression in the trigger's own clause, then one that frames the sentence.
    """
    index = sentence.head_of(trigger)
    if index is None:
        return None
    places = [
        (when, head) for when in dates if when.span and (head := sentence.head_of(when.span)) is not None
    ]
    compared = {head for _, head in places if is_compared_since(sentence, index, head)}
    for rule, applies in (("date:clause", _in_clause), ("date:when", _explains), ("date:frame", _frames)):
        barred = compared if applies is not _explains else ()
        fitting = [when for when, head in places if head not in barred and applies(sentence, index, head)]
        if fitting:
            nearest = min(fitting, key=lambda when: abs((when.span or trigger).start - trigger.start))
            return Governed(nearest, rule, f"governs {sentence.tokens[index].text!r}")
    return None


def bounding_expression(
    sentence: Sentence, trigger: Span, dates: Sequence[When], words: frozenset[str] = AFTER
) -> Governed | None:
    """Return an expression of what the event came after: "declared a mobilisation following clashes on Sunday"."""
    before = frozenset(what_came_first(sentence, trigger, words))
    for when in dates:
        if when.span and sentence.head_of(when.span) in before:
            return Governed(when, "date:following", "it came after that")
    return None


def ongoing_expression(sentence: Sentence, trigger: Span, dates: Sequence[When]) -> Governed | None:
    """Return an expression of when that began since which it has gone on: "have died since fighting began on Sunday"."""
    index = sentence.head_of(trigger)
    if index is None:
        return None
    auxiliaries = sentence.dependents(carrier(sentence, index), "aux")
    if all(sentence.tokens[i].lemma != "have" for i in auxiliaries):
        return None  # Without the perfect, "since" gives a reason.
    places = [(when, sentence.head_of(when.span)) for when in dates if when.span]
    own = [w for w, head in places if head is None or not is_compared_since(sentence, index, head)]
    return bounding_expression(sentence, trigger, own, SINCE)


def campaign_of(sentence: Sentence, trigger: Span, campaigns: Container[str]) -> str | None:
    """Return the word for the war that did it, or in which it was done: "the conflict has left 40 dead", "died in the war"."""
    index = sentence.head_of(trigger)
    if index is None:
        return None
    verb = carrier(sentence, index)
    doers = list(sentence.dependents(verb, "nsubj"))
    doers += [
        o
        for p in sentence.dependents(verb, "prep")
        if _is_within(sentence, p)
        for o in sentence.dependents(p, "pobj")
    ]
    if sentence.tokens[verb].dep == "relcl":
        doers = [d for d in doers if sentence.tokens[d].tag not in ("WDT", "WP")] + [
            sentence.tokens[verb].head
        ]
    named = (
        sentence.tokens[d].text for d in doers if sentence.tokens[d].lemma.lower() in campaigns and d != index
    )
    return next(named, None)


def _is_within(sentence: Sentence, preposition: int) -> bool:
    return sentence.tokens[preposition].text.lower() in ("in", "during")


def what_came_first(sentence: Sentence, trigger: Span, words: frozenset[str] = AFTER) -> tuple[int, ...]:
    """Return the tokens of the phrase or clause that says what the event came after; none if there is none."""
    index = sentence.head_of(trigger)
    if index is None:
        return ()
    verb = carrier(sentence, index)
    # "Nine have died and many fled since it began": what stands behind the last verb is said of all.
    verbs = (verb, *(v for v in sentence.dependents(verb, "conj") if v > verb))
    for child in (child for v in verbs for child in sentence.dependents(v, "prep", "advcl")):
        if _opens_with(sentence, child, words) and index not in (inside := sentence.subtree(child)):
            return inside
    return ()


def _opens_with(sentence: Sentence, index: int, words: frozenset[str]) -> bool:
    first = (index, *sentence.dependents(index, "mark", "prep"))
    return any(sentence.tokens[i].text.lower() in words for i in first if i <= index)


def _in_clause(sentence: Sentence, index: int, expression: int) -> bool:
    """The expression hangs on the event's own verb or noun, with no verb between."""
    verb = carrier(sentence, index)
    for above in sentence.ancestors(expression):
        if above in (index, verb):
            return True
        if _is_boundary(sentence, above, expression) and not _is_adjunct(sentence, above):
            return False
    return False


def _is_boundary(sentence: Sentence, verb: int, expression: int) -> bool:
    """Say whether the verb keeps the expression to its own clause.

    "On October 11, a day after it was agreed, ten died": what stands before the "after" is not part of its clause,
    though the parser may hang it there.
    """
    marks = sentence.dependents(verb, "mark")
    return sentence.tokens[verb].pos in ("VERB", "AUX") and not any(mark > expression for mark in marks)


def _is_adjunct(sentence: Sentence, verb: int) -> bool:
    """Say whether the verb is a participle that goes with the verb above it: "said so, speaking in Rome on Friday"."""
    token = sentence.tokens[verb]
    subjects = sentence.dependents(verb, "nsubj", "nsubjpass")
    return token.tag == "VBG" and token.dep in ("advcl", "pcomp", "xcomp") and not subjects


def _explains(sentence: Sentence, index: int, expression: int) -> bool:
    """The event stands in a clause that says what happened then: "since 1991, when the army occupied ..."."""
    verb = carrier(sentence, index)
    return sentence.tokens[verb].dep in ("relcl", "advcl", "acl") and sentence.tokens[verb].head == expression


def _frames(sentence: Sentence, index: int, expression: int) -> bool:
    """The expression hangs on the main verb, and the event shares that verb's time."""
    governor = next(
        (up for up in sentence.ancestors(expression) if _is_boundary(sentence, up, expression)), None
    )
    if governor is None:
        return False
    verb = carrier(sentence, index)
    while verb != governor:
        token = sentence.tokens[verb]
        if token.head == verb or token.dep in _OWN_TIME or not _shares_time(sentence, verb):
            return False
        verb = carrier(sentence, token.head)
    return True


def _shares_time(sentence: Sentence, verb: int) -> bool:
    """Say whether the verb's time is that of the verb above it; "it broke out on Sunday when forces attacked" is."""
    if sentence.tokens[verb].dep in _SHARED or _is_adjunct(sentence, verb):
        return True
    opens = sentence.dependents(verb, "advmod")
    return sentence.tokens[verb].dep == "advcl" and any(sentence.tokens[i].lemma == "when" for i in opens)


def carrier(sentence: Sentence, index: int) -> int:
    """Return the verb that carries an event noun, or the token itself if it is a verb or nothing carries it."""
    while sentence.tokens[index].pos not in ("VERB", "AUX"):
        token = sentence.tokens[index]
        if token.head == index or token.dep not in _CARRIED:
            return index
        index = token.head
    return index
