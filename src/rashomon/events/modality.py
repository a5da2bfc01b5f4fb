"""This file is where it is read how each voice puts an event forward: as fact, denied, demanded, planned, possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.attributions import publisher_chain
from rashomon.events.walk import Modality, Walk
from rashomon.records import Attribution, Document, Factuality, Reason, Sentence, Voice

if TYPE_CHECKING:
    from rashomon.lexicons import Lexicons

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
    if inner is None:
        seen = assess(sentence, index, lexicons)
        return tuple(_row(voice, seen) for voice in publisher_chain(document))
    seen = assess(sentence, index, lexicons, attribution=inner)
    chain = inner.chain or (*publisher_chain(document), Voice("unresolved", None, attribution=inner.id))
    path = _path(inner, attributions)
    rows = []
    for voice in chain:
        below = path[path.index(voice.attribution) + 1 :] if voice.attribution in path else path
        steps = [by_id for by_id in attributions if by_id.id in below]
        rows.append(_row(voice, seen) if _vouches(steps, seen) else _unknown(voice, seen, steps[0]))
    return tuple(rows)


def innermost(sentence: Sentence, index: int, attributions: tuple[Attribution, ...]) -> Attribution | None:
    """Return the smallest attribution whose content holds the token, or None."""
    span = sentence.tokens[index].span
    holding = [a for a in attributions if any(part.covers(span) for part in a.content)]
    return min(holding, key=lambda a: sum(p.end - p.start for p in a.content), default=None)


def author_value(sentence: Sentence, index: int, lexicons: Lexicons) -> float:
    """Return the value (-3 to 3) that a reader of the whole sentence gives the event, whoever tells it."""
    seen = assess(sentence, index, lexicons)
    return lexicons.modality.readings[reading(seen)]


def reading(seen: Modality) -> str:
    """Return the name of the reading of a modality: the effect that decided it."""
    decisive = [e for e in seen.effects if e not in ("report", "presuppose", "actual", "inherit", "negate")]
    if seen.mood == "denied":
        return "denied"
    if decisive:
        return f"not_{decisive[0]}" if seen.is_negative else decisive[0]
    if seen.is_negative:
        return "not_reported" if "report" in seen.effects else "negated"
    return "reported" if "report" in seen.effects else "asserted"


def _path(inner: Attribution, attributions: tuple[Attribution, ...]) -> list[str | None]:
    """Return the ids from the outermost attribution to this one."""
    by_id = {a.id: a for a in attributions}
    path: list[str | None] = []
    current: Attribution | None = inner
    while current is not None and current.id not in path:
        path.insert(0, current.id)
        current = by_id.get(current.parent or "")
    return path


def _vouches(steps: list[Attribution], seen: Modality) -> bool:
    """Say whether a voice stands behind what is told below it: each cue is factive, or the event presupposed."""
    if not steps:
        return True
    presupposed = "presuppose" in seen.effects and "report" not in seen.effects
    return all(a.is_factive or (presupposed and a.frame.startswith(("np", "pp", "n:"))) for a in steps)


def _row(voice: Voice, seen: Modality) -> Factuality:
    return Factuality(
        voice.name, seen.modality, seen.polarity, seen.value, seen.mood, seen.evidence, seen.steps
    )


def _unknown(voice: Voice, seen: Modality, step: Attribution) -> Factuality:
    """Return the row of a voice that only passes on what another says."""
    why = Reason("modality:passed-on", f"{step.lemma or step.form}, not factive")
    return Factuality(voice.name, "U", "u", 0.0, seen.mood, step.cue, (why,))
