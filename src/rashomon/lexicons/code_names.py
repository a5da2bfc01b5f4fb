"""This file is where codes of countries and sectors become names, for pages that people read."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from rashomon.lexicons.actors.rows import StateRow
from rashomon.lexicons.schema import Entry, read_tsv


class CodeName(Entry, frozen=True):
    """What a code is called."""

    kind: Literal["sector", "country"]
    code: str
    name: str


def country_names(codes: str) -> str:
    """Return the names of the countries whose codes are given, a space between two; a code that none has stays."""
    return ", ".join(_names()["country"].get(code, code) for code in codes.split())


def sector_names(codes: str) -> str:
    """Return the names of the sectors whose codes are given, a space between two; a code that none has stays."""
    return ", ".join(_names()["sector"].get(code, code) for code in codes.split())


@lru_cache(maxsize=1)
def _names() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {"sector": {}, "country": {}}
    for row in read_tsv("en/states.tsv", StateRow):
        found["country"][row.id] = row.name
    for one in read_tsv("en/code_names.tsv", CodeName):
        found[one.kind][one.code] = one.name
    return found
