"""This file is where names are resolved to places: the best candidate, what it rests on, and how precise it is."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from rashomon.lexicons import Lexicons
from rashomon.places.gazetteer import Candidate, Gazetteer
from rashomon.places.index import PlaceIndex, index_of
from rashomon.places.mentions import Mention, countries_named, mention_of
from rashomon.places.ranking import Group, rank
from rashomon.records import Document, Reason, Sentence, Span, StateRelation, Where

PRECISIONS = {
    "city": "town",
    "town": "town",
    "adm2": "district",
    "adm1": "province",
    "country": "country",
    "region": "region",
    "disputed": "region",
    "historical": "region",
    "sea": "region",
    "macro": "macro",
}
#: Features whose share in the score is told as a reason when it is at least this.
TOLD = 0.5
ALTERNATIVES = 3
#: Share of the story's other names in a country from which a doubtful name there counts.
PROVEN = 0.4


def resolve_places(
    document: Document,
    sentences: tuple[Sentence, ...],
    spans: Sequence[Span],
    gazetteer: Gazetteer,
    lexicons: Lexicons,
    *,
    home: int | None = None,
) -> tuple[Where, ...]:
    """Return a Where for each of the given spans, in order. One without coordinates names no place that is known.

    Adjectives ("Turkish") are read as their country here, since someone chose the span. `home` is the GeoNames id of
    the first-order unit where the outlet is at home.
    """
    index = index_of(lexicons)
    mentions = [mention_of(document.text, span, index, gazetteer, demonyms=True) for span in spans]
    return resolve_mentions(document.text, mentions, index, home=home)


def resolve_mentions(
    text: str, mentions: Sequence[Mention], index: PlaceIndex, *, home: int | None = None
) -> tuple[Where, ...]:
    """Return a Where for each mention, in order, all of them weighed together."""
    adjectives = countries_named(text, index, (mention.span for mention in mentions))
    groups = rank(mentions, index.weights, adjectives=adjectives, home=home)
    return tuple(
        _where(mention, group, index)
        for mention, group in zip(mentions, groups, strict=True)
        if not mention.on_trial or _is_proven(group)
    )


def _is_proven(group: Group) -> bool:
    """Say whether the best candidate lies where the rest of the story does."""
    features = group.features[0]
    return features.get("same-country", 0.0) >= PROVEN and features.get("main-name", 0.0) > 0


def _where(mention: Mention, group: Group, index: PlaceIndex) -> Where:
    if not group.candidates:
        reason = Reason("place:unknown", f"neither tables nor gazetteer know {mention.text!r}")
        return Where("", mention.text, mention.span, why=(reason,))
    best = group.candidates[0]
    return Where(
        id=best.id,
        name=mention.text,
        span=mention.span,
        latitude=best.lat,
        longitude=best.lon,
        radius_km=_radius(best),
        kind=best.kind,
        precision=PRECISIONS[best.kind],
        states=_states(best, index),
        geonames_id=best.geonames_id,
        score=round(group.chances[0], 3),
        alternatives=tuple(c.id for c in group.candidates[1 : 1 + ALTERNATIVES]),
        why=_reasons(mention, group, index),
    )


def _radius(candidate: Candidate) -> float:
    """Return the reach of the place; that of a town grows with its people (a million: 10 km)."""
    return candidate.radius_km or max(1.0, round(sqrt(candidate.population) / 100, 1))


def _states(candidate: Candidate, index: PlaceIndex) -> tuple[StateRelation, ...]:
    if candidate.states:
        return candidate.states
    if candidate.country in index.statuses:
        return index.statuses[candidate.country]
    code = index.iso3.get(candidate.country)
    return (StateRelation(code, "sovereign"),) if code else ()


def _reasons(mention: Mention, group: Group, index: PlaceIndex) -> tuple[Reason, ...]:
    """Return how the name matched, and the features that spoke for the place that was chosen."""
    best = group.candidates[0]
    how = "demonym" if mention.is_demonym else best.match
    count = len(mention.candidates)
    reasons = [Reason(f"place:{how}", f"{mention.text!r}: {count} candidate{'s' if count != 1 else ''}")]
    if count > 1:
        told = [
            (name, value) for name, value in group.features[0].items() if index.weights[name] * value >= TOLD
        ]
        reasons += [Reason(f"place:{name}", f"{value:.2f}") for name, value in told]
    return tuple(reasons)
