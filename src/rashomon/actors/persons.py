"""This file is where it is decided who "he" and "she" are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rashomon.actors.neighbours import Mention
from rashomon.actors.phrases import Reading
from rashomon.actors.speech import Speech

#: Further back than this, in sentences that are not wholly quoted, a pronoun or a bare title is not linked.
MAX_SENTENCES = 3

#: What speaks for a candidate of "he" or "she", in sentences of distance. Weights chosen on the development stories.
SUBJECT_BONUS, REPEATED_BONUS, NAME_BONUS, GENDER_BONUS, RECENCY_BONUS = 0.2, 0.4, 1.0, 0.5, 1.0
TOPIC_BONUS, DISTANCE_COST = 0.1, 2.0

#: Who spoke last tends to speak on: `Lee said ... "...," she said`.
SPEAKER_BONUS = 1.5

_PLURALS = ("NNS", "NNPS")


@dataclass(slots=True, eq=False)
class Entity:
    """One actor of the document: all its mentions so far, and what they tell of it together."""

    reading: Reading
    first: Mention
    last: Mention
    names: set[str] = field(default_factory=set)
    gender: str = ""
    pronoun: str = ""
    count: int = 1
    told: Mention | None = None
    """The last mention that stands in no quotation."""


def find_person(entities: Iterable[Entity], mention: Mention, speech: Speech) -> Entity | None:
    """Return who "he" or "she" is: near, a subject, of that gender, perhaps called so or speaking before.

    Somebody who is named in a quotation is nobody that the story around it goes on about.
    """
    best, best_score = None, float("-inf")
    is_told = speech.quotation(mention.span) is None
    for entity in entities:
        seen = entity.told if is_told else entity.last
        if seen is None or not entity.reading.is_human or entity.reading.is_plural:
            continue
        head = seen.sentence.tokens[seen.head]
        if head.dep == "attr" or head.tag in _PLURALS:
            continue
        if genders_clash(mention.reading.gender, entity.gender) or inside(seen, mention):
            continue
        distance = speech.told(mention.sentence) - speech.told(seen.sentence)
        if distance > MAX_SENTENCES:
            continue
        score = _score(entity, seen, mention, distance)
        if speech.is_source(mention.span) and speech.is_source(seen.span):
            score += SPEAKER_BONUS
        if score > best_score:
            best, best_score = entity, score
    return best


def _score(entity: Entity, seen: Mention, mention: Mention, distance: int) -> float:
    score = -DISTANCE_COST * distance + RECENCY_BONUS * seen.head / (len(seen.sentence.tokens) + 1)
    if seen.is_subject:
        score += SUBJECT_BONUS
    if entity.pronoun == mention.pronoun:
        score += REPEATED_BONUS
    if entity.first.name:
        score += NAME_BONUS
    if entity.gender:
        score += GENDER_BONUS
    return score + TOPIC_BONUS * min(entity.count, 5)


def genders_clash(left: str, right: str) -> bool:
    """Say whether both are known and differ."""
    return bool(left and right and left != right)


def inside(candidate: Mention, mention: Mention) -> bool:
    """Say whether the mention stands inside the candidate, which it then cannot go back to."""
    return candidate.sentence is mention.sentence and (
        candidate.first <= mention.first and mention.last <= candidate.last and candidate.head != mention.head
    )
