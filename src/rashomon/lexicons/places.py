"""This file is where place tables are read and checked: regions, points of areas, spellings, generic words."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.errors import LexiconError
from rashomon.lexicons.schema import Entry, read_toml, read_tsv

REGION_KINDS = frozenset({"region", "disputed", "historical", "macro", "sea", "town"})
NAME_KINDS = frozenset({"name", "official", "endonym", "former", "polity"})
RELATIONS = frozenset({"sovereign", "administers", "claims", "controls_in_part", "declared_independence"})


class PlaceWord(Entry, frozen=True):
    """A generic word that says of what kind the place beside it is."""

    word: str
    plural: str = ""
    side: str = "after"
    kinds: tuple[str, ...] = ()


class PlaceName(Entry, frozen=True):
    """One name of a place; `used_by` lists the states whose usage it marks, none if it marks nobody's."""

    text: str
    kind: str = "name"
    used_by: tuple[str, ...] = ()


class Claim(Entry, frozen=True):
    """How a state stands to a territory, and where that is documented."""

    state: str
    relation: str
    source: str
    since: str = ""
    until: str = ""


class Region(Entry, frozen=True):
    """A region, disputed territory, sea or macro region. Its id is opaque; none of its names is the name."""

    id: str
    kind: str
    lat: float
    lon: float
    radius_km: float
    names: tuple[PlaceName, ...]
    claims: tuple[Claim, ...] = ()
    parts: tuple[int, ...] = ()


class Status(Entry, frozen=True):
    """How states stand to an entry of the country table whose standing is disputed; `country` is its ISO alpha-2."""

    country: str
    claims: tuple[Claim, ...]


class Spelling(Entry, frozen=True):
    """Names of a place of the gazetteer that the gazetteer lacks."""

    geonames_id: int
    names: tuple[PlaceName, ...]


class Area(Entry, frozen=True):
    """A country or large first-order unit with the point that GeoNames prints for it."""

    id: int
    kind: str
    iso2: str
    iso3: str
    name: str
    lat: float
    lon: float
    radius_km: float
    names: tuple[str, ...] = ()


class Abbreviation(Entry, frozen=True):
    """A short form of a unit's name: `ap` with its point, `postal` in capitals after a place and a comma."""

    short: str
    style: str
    area: int
    adm1: str = ""


class Feature(Entry, frozen=True):
    """A feature by which candidates are ranked, with its weight."""

    id: str
    weight: float
    description: str


@dataclass(frozen=True, slots=True, eq=False)
class PlaceTables:
    """All that rashomon knows of places besides the gazetteer."""

    regions: tuple[Region, ...]
    statuses: tuple[Status, ...]
    spellings: tuple[Spelling, ...]
    areas: tuple[Area, ...]
    abbreviations: tuple[Abbreviation, ...]
    words: tuple[PlaceWord, ...]
    features: dict[str, float]


def load_places(language: str = "en") -> PlaceTables:
    """Return the place tables of the language. Raises LexiconError for a kind or relation that no table defines."""
    regions = read_toml(f"{language}/regions.toml", "region", Region)
    statuses = read_toml(f"{language}/regions.toml", "status", Status)
    _check(regions, f"{language}/regions.toml")
    features = read_toml(f"{language}/place_features.toml", "feature", Feature)
    return PlaceTables(
        regions,
        statuses,
        read_toml(f"{language}/place_spellings.toml", "spelling", Spelling),
        read_tsv(f"{language}/areas.tsv", Area),
        read_tsv(f"{language}/place_abbreviations.tsv", Abbreviation),
        load_place_words(language),
        {feature.id: feature.weight for feature in features},
    )


def load_place_words(language: str = "en") -> tuple[PlaceWord, ...]:
    """Return the generic words of the language."""
    return read_tsv(f"{language}/place_words.tsv", PlaceWord)


def _check(regions: tuple[Region, ...], name: str) -> None:
    for region in regions:
        unknown = {region.kind} - REGION_KINDS
        unknown |= {word.kind for word in region.names} - NAME_KINDS
        unknown |= {claim.relation for claim in region.claims} - RELATIONS
        if unknown or not region.names:
            found = f"unknown {sorted(unknown)}" if unknown else "no name"
            raise LexiconError(f"{name}: entry {region.id!r}: {found}")
