"""This file is where it is looked up how states stand to a place: who claims it, who holds it, and who says so."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Annotated

from fastapi import Depends, Request

from rashomon.lexicons import Lexicons
from rashomon.lexicons.places import Claim
from rashomon.places import Gazetteer, open_gazetteer
from rashomon.places.index import index_of
from rashomon.web.basemap import current
from rashomon.web.screen import View


class Standing(View):
    """How one state stands to a place."""

    state: str
    """ISO 3166 alpha-3, or the code of states.tsv."""
    relation: str
    """sovereign, administers, claims, controls_in_part or declared_independence; empty where nobody else claims it."""
    since: str
    source: str
    """Who says so."""


def read_lexicons(request: Request) -> Lexicons:
    """Return the tables that the server reads with."""
    found: Lexicons = request.app.state.reader.lexicons
    return found


#: The tables, as a parameter of a screen's `load`.
OpenLexicons = Annotated[Lexicons, Depends(read_lexicons)]


def standings(lexicons: Lexicons, place_id: str, states: str) -> list[Standing]:
    """Return how states stand to the place of this id: from the tables if it is disputed, else its own states."""
    claims = _claims(lexicons, place_id)
    if claims:
        return [
            Standing(state=one.state, relation=one.relation, since=one.since, source=one.source)
            for one in claims
        ]
    return [Standing(state=state, relation="", since="", source="") for state in states.split()]


def is_disputed(found: list[Standing]) -> bool:
    """Say whether states stand to a place in a way that has to be said."""
    return any(one.relation for one in found)


def country_code(lexicons: Lexicons, place_id: str) -> str:
    """Return the ISO 3166 alpha-3 code of a place that is a country, else nothing."""
    area = index_of(lexicons).points.get(_number(place_id))
    return area.iso3 if area and area.kind == "country" else ""


def place_names(lexicons: Lexicons, place_id: str) -> list[str]:
    """Return the names that the tables know a region by, whoever uses them."""
    region = next((one for one in lexicons.places.regions if one.id == place_id), None)
    return list(dict.fromkeys(name.text for name in region.names)) if region else []


@lru_cache(maxsize=8192)
def _claims(lexicons: Lexicons, place_id: str) -> tuple[Claim, ...]:
    index, gazetteer = index_of(lexicons), _gazetteer()
    region = next((one for one in lexicons.places.regions if one.id == place_id), None)
    if region is not None:
        return current(region.claims) if region.kind == "disputed" or len(region.claims) > 1 else ()
    number = _number(place_id)
    area = index.points.get(number)
    if area and area.kind == "country":
        status = next((one for one in lexicons.places.statuses if one.country == area.iso2), None)
        return current(status.claims) if status else ()
    place = gazetteer.place(number) if number else None
    if place is None:
        return ()
    units = (number, place.adm1 or 0, place.adm2 or 0)
    region = next((index.disputed[unit] for unit in units if unit in index.disputed), None)
    return current(region.claims) if region else ()


def _number(place_id: str) -> int:
    digits = place_id.removeprefix("gn:")
    return int(digits) if place_id.startswith("gn:") and digits.isdecimal() and len(digits) < 12 else 0


@cache
def _gazetteer() -> Gazetteer:
    return open_gazetteer()
