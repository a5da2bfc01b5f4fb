"""This file is where a name's candidates are gathered from the tables and the gazetteer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from rashomon.lexicons import Lexicons
from rashomon.lexicons.actors import key_of
from rashomon.lexicons.places import Area, Claim, PlaceTables, Region
from rashomon.places.gazetteer import Candidate, Gazetteer
from rashomon.places.names import fold, without_article
from rashomon.records import StateRelation

#: A name this short is an abbreviation, and only counts in capitals ("US", not "us").
ABBREVIATION_CHARS = 3
#: A town that a name without its apostrophe may mean has so many people; smaller ones have too many names.
LARGE = 50_000
#: Names whose candidates are kept for the next document.
CACHED_NAMES = 20_000
_SIDES = ("before", "after", "locative", "aimed", "origin", "inside", "speaking")
#: A town that bears a body's name is meant from this size on; if the name is a common word besides, from the other.
TOWN_OF_A_BODY, TOWN_OF_A_WORD = 100_000, 5_000
_BODY_KINDS = frozenset({"group", "organisation"})
_AREA_KINDS = frozenset({"country", "adm1"})
_DEMONYMS = frozenset({"adjective", "demonym", "people", "people-adjective"})


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates of a name, and the kinds that a generic word inside the name leaves open."""

    key: str
    candidates: tuple[Candidate, ...]
    kinds: frozenset[str] = frozenset()


class PlaceIndex:
    """The place tables of one language by folded name, joined with the gazetteer when a name is looked up."""

    def __init__(self, lexicons: Lexicons) -> None:
        tables = lexicons.places
        self.tables = tables
        self.weights = tables.features
        self.points = {area.id: area for area in tables.areas}
        self.iso3 = {area.iso2: area.iso3 for area in tables.areas if area.kind == "country"}
        self.statuses = {status.country: relations(status.claims) for status in tables.statuses}
        self.words = _words(tables)
        self.kinds_of = {
            form: frozenset(w.kinds) for w in tables.words for form in (w.word, w.plural) if form
        }
        self.disputed = {
            part: r for r in tables.regions if r.claims and r.kind == "disputed" for part in r.parts
        }
        self.short = {a.short: self.points[a.area] for a in tables.abbreviations if a.area in self.points}
        self.postal = frozenset(a.short for a in tables.abbreviations if a.style == "postal")
        self.named = self._named(lexicons)
        self.demonyms = self._demonyms(lexicons)
        self.actors = lexicons.actors.index
        self.spellings: dict[str, list[int]] = defaultdict(list)
        for spelling in tables.spellings:
            for name in spelling.names:
                self.spellings[fold(name.text)].append(spelling.geonames_id)
        self.areas = self._areas()
        self._found: dict[tuple[Gazetteer, str], Found] = {}
        self.longest = _longest([*self.named, *self.areas, *self.spellings])

    def find(self, name: str, gazetteer: Gazetteer) -> Found:
        """Return the candidates of a name as written; none if neither tables nor gazetteer know any form of it."""
        key = (gazetteer, name)
        if key not in self._found:
            if len(self._found) >= CACHED_NAMES:
                self._found.clear()
            self._found[key] = self._find(name, gazetteer)
        return self._found[key]

    def _find(self, name: str, gazetteer: Gazetteer) -> Found:
        if name in self.short and name not in self.postal:
            area = self.short[name]
            return Found(fold(area.name), (self.patch(area_candidate(area)),))
        key = fold(name)
        if len(key) <= ABBREVIATION_CHARS:
            return Found(key, self._short_name(key, name, gazetteer))
        bare, kinds = self._without_words(key)
        found = self._exact(key, gazetteer)
        if kinds and bare:
            found = _merge(found, self._exact(bare, gazetteer))
        elif not found and bare:
            found = self._exact(bare, gazetteer)
        if not found and (unarticled := without_article(key)):
            found = self._exact(unarticled, gazetteer)
        if not found:
            found = self._without_apostrophe(key, gazetteer)
        if not found:
            found = tuple(map(self.patch, gazetteer.lookup(bare or key)))
        return Found(bare if kinds and bare else key, found, kinds)

    def _without_apostrophe(self, key: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
        """Return the large places of which the name is the possessive; scrapers lose apostrophes ("Aleppos")."""
        stem = key.removesuffix("s")
        if stem == key or len(stem) <= ABBREVIATION_CHARS:
            return ()
        return tuple(
            replace(one, match="possessive")
            for one in self._exact(stem, gazetteer)
            if one.match in ("name", "table") and (one.kind in _AREA_KINDS or one.population >= LARGE)
        )

    def is_body(self, name: str, candidates: Iterable[Candidate]) -> bool:
        """Say whether a name is an organisation's or a group's and no large place's: "Hamas", "Congress", not "Fars"."""
        bodies = [one for one in self.actors.get(key_of(name)) if one.kind in _BODY_KINDS]
        least = TOWN_OF_A_WORD if all(one.needs_context for one in bodies) else TOWN_OF_A_BODY
        return bool(bodies) and not any(
            one.match in ("name", "table") and (one.kind in _AREA_KINDS or one.population >= least)
            for one in candidates
        )

    def patch(self, candidate: Candidate) -> Candidate:
        """Return the candidate with the point, the reach and the claims that the tables give for it."""
        number = candidate.geonames_id
        region = (
            self.disputed.get(number or 0)
            or self.disputed.get(candidate.adm1 or 0)
            or self.disputed.get(candidate.adm2 or 0)
        )
        states = relations(region.claims) if region else ()
        area = self.points.get(number or 0)
        if area:
            candidate = replace(candidate, lat=area.lat, lon=area.lon, radius_km=area.radius_km)
        return replace(candidate, states=states) if states else candidate

    def _exact(self, key: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
        own = self.named.get(key, ())
        spelled = [gazetteer.place(number) for number in self.spellings.get(key, ())]
        found = {candidate.geonames_id or candidate.id: candidate for candidate in own}
        for other in (*spelled, *gazetteer.exact(key)):
            if other is not None and other.geonames_id not in found:
                found[other.geonames_id or other.id] = self.patch(other)
        return tuple(found.values())

    def _short_name(self, key: str, name: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
        """Return what a name of two or three letters means: in capitals an abbreviation, else a town ("US", "Ufa")."""
        if name.replace(".", "").isupper():
            return self.named.get(key, ())
        return tuple(map(self.patch, gazetteer.exact(key))) if name[:1].isupper() else ()

    def _without_words(self, key: str) -> tuple[str, frozenset[str]]:
        """Return the key without generic words at its ends, and the kinds that they leave open."""
        words, kinds = key.split(), frozenset[str]()
        while len(words) > 1 and words[-1] in self.words["after"]:
            kinds = self.kinds_of[words.pop()]
        while len(words) > 1 and words[0] in self.words["before"]:
            kinds = self.kinds_of[words.pop(0)] or kinds
            if len(words) > 1 and words[0] == "of":
                words.pop(0)
        bare = " ".join(words)
        return (bare, kinds) if bare != key else ("", frozenset())

    def _named(self, lexicons: Lexicons) -> dict[str, tuple[Candidate, ...]]:
        """Return the countries and regions by folded name."""
        found: defaultdict[str, dict[str, Candidate]] = defaultdict(dict)
        countries = {a.iso3: area_candidate(a) for a in self.tables.areas if a.kind == "country"}
        for area in self.tables.areas:
            is_country = area.kind == "country"
            for name in (area.name, *area.names) if is_country else area.names:
                found[fold(name)][str(area.id)] = countries[area.iso3] if is_country else area_candidate(area)
        for region in self.tables.regions:
            for label in region.names:
                found[fold(label.text)][region.id] = region_candidate(region)
        regional = frozenset(
            key for region in self.tables.regions for key in (fold(n.text) for n in region.names)
        )
        for surface, forms in lexicons.actors.state_forms.items():
            for form in forms:
                if form.kind == "name" and form.state in countries and fold(surface) not in regional:
                    found[fold(surface)][countries[form.state].id[3:]] = countries[form.state]
        return {key: tuple(candidates.values()) for key, candidates in found.items()}

    def _demonyms(self, lexicons: Lexicons) -> dict[str, Candidate]:
        countries = {a.iso3: area_candidate(a) for a in self.tables.areas if a.kind == "country"}
        return {
            surface: countries[form.state]
            for surface, forms in lexicons.actors.state_forms.items()
            for form in forms
            if form.kind in _DEMONYMS and form.state in countries
        }

    def _areas(self) -> dict[str, tuple[Candidate, ...]]:
        """Return the first-order units that have a point of their own, by folded name."""
        found: defaultdict[str, list[Candidate]] = defaultdict(list)
        for area in self.tables.areas:
            if area.kind == "adm1":
                found[fold(area.name)].append(area_candidate(area))
        return {key: tuple(candidates) for key, candidates in found.items()}


@lru_cache(maxsize=4)
def index_of(lexicons: Lexicons) -> PlaceIndex:
    """Return the place index of the lexicons, made once."""
    return PlaceIndex(lexicons)


def area_candidate(area: Area) -> Candidate:
    """Return a country or unit of the area table as a candidate."""
    return Candidate(
        id=f"gn:{area.id}",
        name=area.name,
        kind=area.kind,
        country=area.iso2,
        lat=area.lat,
        lon=area.lon,
        adm1=area.id if area.kind == "adm1" else None,
        radius_km=area.radius_km,
        geonames_id=area.id,
        match="table",
    )


def region_candidate(region: Region) -> Candidate:
    """Return a region of the table as a candidate. The label of its record is never shown; the text's own is."""
    return Candidate(
        id=region.id,
        name=region.id,
        kind=region.kind,
        country="",
        lat=region.lat,
        lon=region.lon,
        radius_km=region.radius_km,
        geonames_id=region.parts[0] if len(region.parts) == 1 else None,
        match="table",
        states=relations(region.claims),
    )


def relations(claims: Iterable[Claim]) -> tuple[StateRelation, ...]:
    """Return how states stand to a territory, claims that have ended left out."""
    return tuple(dict.fromkeys(StateRelation(c.state, c.relation) for c in claims if not c.until))


def _merge(first: Iterable[Candidate], second: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple({candidate.id: candidate for candidate in (*second, *first)}.values())


def _words(tables: PlaceTables) -> dict[str, frozenset[str]]:
    return {side: frozenset(_forms(tables, side)) for side in _SIDES}


def _forms(tables: PlaceTables, side: str) -> Iterator[str]:
    for word in tables.words:
        if word.side in (side, "both"):
            yield word.word
            if word.plural:
                yield word.plural


def _longest(keys: Iterable[str]) -> dict[str, int]:
    """Return, for each first word of a name of the tables, how many words the longest such name has."""
    longest: dict[str, int] = {}
    for key in keys:
        words = key.split()
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest
