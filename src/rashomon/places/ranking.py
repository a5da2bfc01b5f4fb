"""This file is where the candidates of a document's names are ranked together, each name helping the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, exp, log10, radians

from rashomon.places.gazetteer import Candidate
from rashomon.places.mentions import Mention

#: Candidates of a name that are still compared after the votes are counted.
KEPT = 12
#: Names whose places a candidate's nearness is measured to.
NEIGHBOURS = 10
#: A city from this size is meant rather than a province of its name: "New York", "Washington", "Aleppo".
LARGE_CITY = 300_000
#: Kilometres over which nearness falls to a third.
NEAR_KM = 100.0
#: A vote among this many imaginary others: one name alone does not decide.
SMOOTHING = 1.0
#: What an adjective of a country counts as a vote for it, beside 1 for a name.
ADJECTIVE_VOTE = 0.5
_AREA_RANK = {
    "country": 7.0,
    "macro": 7.0,
    "sea": 6.0,
    "region": 6.0,
    "disputed": 6.0,
    "historical": 5.0,
    "town": 5.0,
}
_REGIONS = frozenset({"macro", "sea", "region", "disputed", "historical", "town"})
_KIND_OF = {"sea": "water", "macro": "region", "disputed": "region", "historical": "region", "town": "city"}

Features = dict[str, float]


@dataclass(slots=True)
class Group:
    """The mentions of one name in one document, which share one sense."""

    name: tuple[str, bool]
    candidates: list[Candidate]
    features: list[Features]
    scores: list[float]
    chances: list[float]


def rank(
    mentions: Sequence[Mention],
    weights: Mapping[str, float],
    *,
    adjectives: Mapping[str, int] | None = None,
    home: int | None = None,
) -> list[Group]:
    """Return a group for each mention: its candidates, best first, with the features that rank them.

    Mentions of one name share a sense unless what stands after the comma parts them.
    """
    keys = _group_keys(mentions)
    together: defaultdict[object, list[Mention]] = defaultdict(list)
    for key, mention in zip(keys, mentions, strict=True):
        together[key].append(mention)
    groups = {key: _group(members, weights, home) for key, members in together.items()}
    listed = list(groups.values())
    _add_votes(listed, weights, adjectives or {})
    for group in listed:
        _keep_best(group)
    _add_nearness(listed, weights)
    for group in listed:
        _keep_best(group)
    return [groups[key] for key in keys]


def _group_keys(mentions: Sequence[Mention]) -> list[object]:
    """Return for each mention what those of one sense share: the name, and the qualifier if there are several for it."""
    qualified: defaultdict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.qualifiers:
            qualified[mention.key].add(mention.qualifiers[0].id)
    return [
        (m.key, m.is_demonym, m.qualifiers[0].id)
        if m.qualifiers and len(qualified[m.key]) > 1
        else (m.key, m.is_demonym)
        for m in mentions
    ]


def _group(mentions: Sequence[Mention], weights: Mapping[str, float], home: int | None) -> Group:
    candidates = list(mentions[0].candidates)
    kinds = next((m.kinds for m in mentions if m.kinds), frozenset[str]())
    qualifiers = [area for m in mentions for area in m.qualifiers]
    features = [_own_features(c, kinds, qualifiers, home) for c in candidates]
    if not kinds and _has_large_city(candidates):
        for candidate, own in zip(candidates, features, strict=True):
            if candidate.kind in ("adm1", "adm2"):
                own["namesake"] = 1.0
    scores = [_score(f, weights) for f in features]
    return Group((mentions[0].key, mentions[0].is_demonym), candidates, features, scores, _chances(scores))


def _has_large_city(candidates: Iterable[Candidate]) -> bool:
    return any(c.kind == "city" and c.match == "name" and c.population >= LARGE_CITY for c in candidates)


def _own_features(
    candidate: Candidate, kinds: frozenset[str], qualifiers: Iterable[Candidate], home: int | None
) -> Features:
    """Return the features that need no other name of the document."""
    features: Features = {"population": _AREA_RANK.get(candidate.kind) or log10(candidate.population + 10)}
    if candidate.match in ("name", "table"):
        features["main-name"] = 1.0
    elif candidate.match == "skeleton":
        features["skeleton"] = 1.0
    if candidate.kind in _REGIONS:
        features["region"] = 1.0
    elif candidate.kind != "city":
        features[candidate.kind] = 1.0
    if kinds:
        fits = candidate.kind in kinds or _KIND_OF.get(candidate.kind) in kinds
        features["kind-fits" if fits else "kind-misfits"] = 1.0
    if any(lies_in(candidate, area) for area in qualifiers):
        features["qualified"] = 1.0
    if home is not None and candidate.adm1 == home:
        features["outlet"] = 1.0
    return features


def lies_in(candidate: Candidate, area: Candidate) -> bool:
    """Say whether the candidate is a place inside the area, by the gazetteer's codes."""
    if candidate.id == area.id or candidate.country != area.country:
        return False
    if area.kind == "country":
        return candidate.kind != "country"
    if area.kind == "adm1":
        return candidate.adm1 == area.geonames_id
    return area.kind == "adm2" and candidate.adm2 == area.geonames_id


def _add_votes(groups: Sequence[Group], weights: Mapping[str, float], adjectives: Mapping[str, int]) -> None:
    """Let each name vote for the country and unit that its own candidates lie in, and add the shares of the others."""
    countries: defaultdict[str, float] = defaultdict(float)
    units: defaultdict[int, float] = defaultdict(float)
    for country in adjectives:
        countries[country] += ADJECTIVE_VOTE
    own = _votes_by_name(groups)
    for by_country, by_unit in own.values():
        for country, vote in by_country.items():
            countries[country] += vote
        for unit, vote in by_unit.items():
            units[unit] += vote
    total = len(own) - 1 + ADJECTIVE_VOTE * len(adjectives) + SMOOTHING
    for group in groups:
        by_country, by_unit = own[group.name]
        for candidate, features in zip(group.candidates, group.features, strict=True):
            country = candidate.country
            if country and candidate.kind not in _REGIONS:
                features["same-country"] = (countries[country] - by_country[country]) / total
            if candidate.adm1:
                features["same-unit"] = (units[candidate.adm1] - by_unit[candidate.adm1]) / total
        group.scores = [_score(features, weights) for features in group.features]
        group.chances = _chances(group.scores)


def _votes_by_name(
    groups: Sequence[Group],
) -> dict[tuple[str, bool], tuple[defaultdict[str, float], defaultdict[int, float]]]:
    """Return each name's votes for countries and units; two senses of one name share its vote."""
    votes: dict[tuple[str, bool], tuple[defaultdict[str, float], defaultdict[int, float]]] = {}
    sharing = Counter(group.name for group in groups)
    for group in groups:
        by_country, by_unit = votes.setdefault(group.name, (defaultdict(float), defaultdict(float)))
        for candidate, chance in zip(group.candidates, group.chances, strict=True):
            by_country[candidate.country] += chance / sharing[group.name]
            if candidate.adm1:
                by_unit[candidate.adm1] += chance / sharing[group.name]
    return votes


def _add_nearness(groups: Sequence[Group], weights: Mapping[str, float]) -> None:
    """Add to each candidate how near it lies to the likeliest place of another name; areas wider than that are left out."""
    anchors = [
        (group.name, group.candidates[0], group.chances[0])
        for group in groups
        if group.candidates and group.candidates[0].kind in ("city", "adm2")
    ][:NEIGHBOURS]
    for group in groups:
        if len(group.candidates) < 2:
            continue
        for candidate, features in zip(group.candidates, group.features, strict=True):
            near = [
                chance * exp(-distance_km(candidate, anchor) / NEAR_KM)
                for other, anchor, chance in anchors
                if other != group.name
            ]
            if near:
                features["near"] = max(near)
        group.scores = [_score(features, weights) for features in group.features]
        group.chances = _chances(group.scores)


def distance_km(left: Candidate, right: Candidate) -> float:
    """Return the distance of two places over a flat patch of the globe, right to a few per cent when they are near."""
    east = (left.lon - right.lon + 180.0) % 360.0 - 180.0
    east *= cos(radians((left.lat + right.lat) / 2))
    return 111.2 * float((east * east + (left.lat - right.lat) ** 2) ** 0.5)


def _keep_best(group: Group) -> None:
    order = sorted(range(len(group.candidates)), key=lambda i: (-group.scores[i], group.candidates[i].id))[
        :KEPT
    ]
    group.candidates = [group.candidates[i] for i in order]
    group.features = [group.features[i] for i in order]
    group.scores = [group.scores[i] for i in order]
    group.chances = _chances(group.scores)


def _score(features: Features, weights: Mapping[str, float]) -> float:
    total = 0.0
    for name, value in features.items():
        total += weights[name] * value
    return total


def _chances(scores: Sequence[float]) -> list[float]:
    if not scores:
        return []
    best = max(scores)
    shares = [exp(score - best) for score in scores]
    total = sum(shares)
    return [share / total for share in shares]
