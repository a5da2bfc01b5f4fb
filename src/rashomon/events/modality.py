"""This file is where it is read how each voice puts an event forward: as fact, denied, demanded, planned, possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.attributions import publisher_chain
from rashomon.events.walk import Modality, Walk, is_action, is_object
from rashomon.records import Attribution, Document, Factuality, Reason, Sentence, Voice

if TYPE_CHECKING:
    from rashomon.lexicons import Lexicons

#: Effects that leave it to another word how certain the event is.
_PASSING = frozenset(("report", "presuppose", "actual", "inherit", "negate"))
#: No story tells of a report of a report any farther down.
_DEEPEST = 12

__all__ = ["Modality", "assess", "author_value", "factuality"]


def assess(
    sentence: Sentence, index: int, lexicons: Lexicons, *, attribution: Attribution | None = None
) -> Modality:
    """Return how the innermost voice that presents the token puts it forward.

    The walk goes from the token to the root, or to the edge of what is reported: the content of `attribution` if it
    is given, else the clause of the nearest cue.
    """
    walk = Walk(sentence, lexicons, attribution)
    walk.go(index)
    return walk.result(index)


def factuality(
    document: Document,
    sentence: Sentence,
    index: int,
    attributions: tuple[Attribution, ...],
    lexicons: Lexicons,
) -> tuple[Factuality, ...]:
    """Return one row for each voice of the chain of the token, the publisher first."""
    inner = innermost(sentence, index, attributions)
    seen = assess(sentence, index, lexicons, attribution=inner)
    return rows(publisher_chain(document), attributions, inner, seen)


def rows(
    publishers: tuple[Voice, ...],
    attributions: tuple[Attribution, ...],
    inner: Attribution | None,
    seen: Modality,
) -> tuple[Factuality, ...]:
    """Return one row for each voice over what the innermost attribution puts forward so."""
    if inner is None:
        return tuple([_row(voice, seen) for voice in publishers])
    path = _path(inner, attributions)
    ids = [step.id for step in path]
    found = []
    for voice in inner.chain or (*publishers, Voice("unresolved", None, attribution=inner.id)):
        below = path[ids.index(voice.attribution) + 1 :] if voice.attribution in ids else path
        doubtful = inner if inner.is_negated else next((s for s in below if not _vouches(s, seen)), None)
        found.append(_row(voice, seen) if doubtful is None else _unknown(voice, seen, doubtful))
    return tuple(found)


def innermost(sentence: Sentence, index: int, attributions: tuple[Attribution, ...]) -> Attribution | None:
    """Return the smallest attribution whose content holds the token, or None."""
    start, end = sentence.tokens[index].start, sentence.tokens[index].end
    holding = [a for a in attributions for part in a.content if part.start <= start and end <= part.end]
    return min(holding, key=_size, default=None)


def _size(attribution: Attribution) -> int:
    return sum(part.end - part.start for part in attribution.content)


def author_value(sentence: Sentence, index: int, lexicons: Lexicons) -> float:
    """Return the value (-3 to 3) that a reader of the whole sentence gives the event, whoever tells it."""
    seen = assess(sentence, index, lexicons)
    values = lexicons.modality.readings
    return next(values[name] for name in (_by_rule(seen), reading(seen)) if name in values)


def _by_rule(seen: Modality) -> str:
    """Return the name of the reading that the word which decided it has of its own."""
    rules = (
        s.rule.partition(":")[2] for e, s in zip(seen.effects, seen.steps, strict=True) if e not in _PASSING
    )
    rule = next(rules, seen.steps[0].rule.partition(":")[2] if seen.steps else "")
    return f"not_{rule}" if seen.is_negative else rule


def reading(seen: Modality) -> str:
    """Return the name of the reading of a modality: the effect that decided it."""
    decisive = [e for e in seen.effects if e not in _PASSING]
    if seen.mood == "denied":
        return "denied"
    if decisive:
        return f"not_{decisive[0]}" if seen.is_negative else decisive[0]
    if seen.is_negative:
        return "not_reported" if "report" in seen.effects else "negated"
    return "reported" if "report" in seen.effects else "asserted"


def _path(inner: Attribution, attributions: tuple[Attribution, ...]) -> list[Attribution]:
    """Return the attributions from the outermost one to this one."""
    if inner.parent is None:
        return [inner]
    by_id = {a.id: a for a in attributions}
    path: dict[str, Attribution] = {}
    current: Attribution | None = inner
    while current is not None and current.id not in path and len(path) < _DEEPEST:
        path[current.id] = current
        current = by_id.get(current.parent or "")
    return [*path.values()][::-1]


def _vouches(step: Attribution, seen: Modality) -> bool:
    """Say whether who tells of the report stands behind it: its cue is factive, or the event presupposed in it."""
    presupposed = seen.effects[-1:] == ("presuppose",)
    return step.is_factive or (presupposed and (is_object(step.frame) or is_action(step.frame)))


def _row(voice: Voice, seen: Modality) -> Factuality:
    return Factuality(
        voice.name, seen.modality, seen.polarity, seen.value, seen.mood, seen.evidence, seen.steps
    )


def _unknown(voice: Voice, seen: Modality, step: Attribution) -> Factuality:
    """Return the row of a voice that only passes on what another says."""
    why = Reason("modality:passed-on", f"{step.lemma or step.form}, not factive")
    return Factuality(voice.name, "U", "u", 0.0, seen.mood, step.cue, (why,))
