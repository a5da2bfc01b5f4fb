"""This file is where mentions of places are set in their context: what stands before, after and around a name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rashomon.places.gazetteer import Candidate, Gazetteer
from rashomon.places.index import PlaceIndex
from rashomon.places.names import fold
from rashomon.records import Span

#: Characters beside a name in which a generic word or a qualifier can stand.
REACH = 60
_AFTER_WORD = re.compile(r"(?:'s|’s)?\s+([A-Za-z]+)")
_AFTER_LIST = re.compile(r"(?:,\s+[A-Z][\w'’-]+)*,?\s+and\s+[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?\s+([A-Za-z]+)")
_BEFORE_WORD = re.compile(r"([A-Za-z]+)\s+(?:of\s+)?(?:the\s+)?$")
_BEFORE_LIST = re.compile(r"([A-Za-z]+)\s+of\s+(?:[A-Z][\w'’-]+,?\s+)+(?:and\s+)?$")
_QUALIFIER = re.compile(r"(?:,\s*|\s*\()((?:[A-Z][\w.'’-]*)(?:\s+[A-Z][\w.'’-]*){0,3})")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text with its candidates and what its context says of it."""

    span: Span
    text: str
    key: str
    candidates: tuple[Candidate, ...]
    kinds: frozenset[str] = frozenset()
    """Kinds that a generic word beside or in the name leaves open; empty: no such word."""
    qualifiers: tuple[Candidate, ...] = ()
    """Areas that the name after the comma may mean."""
    is_demonym: bool = False
    on_trial: bool = False
    """Only counts if it lies where the other places of the text do."""


def mention_of(
    text: str, span: Span, index: PlaceIndex, gazetteer: Gazetteer, *, demonyms: bool = False
) -> Mention:
    """Return the mention at the span. With `demonyms`, "Turkish" means its country."""
    written = span.of(text)
    name = trim(written)
    if demonyms and (country := index.demonyms.get(name)) is not None:
        return Mention(span, written, fold(name), (country,), is_demonym=True)
    found = index.find(name, gazetteer)
    if not found.candidates and name in index.postal:
        found = index.find(index.short[name].name, gazetteer)
    kinds = found.kinds or kinds_beside(text, span, index)
    return Mention(
        span, written, found.key, found.candidates, kinds, qualifiers_after(text, span.end, index, gazetteer)
    )


def trim(written: str) -> str:
    """Return the name without white space runs, a possessive ending or marks at its ends."""
    name = " ".join(written.split()).strip("\"“”‘’'()[],;:!?*-–—")
    for ending in ("'s", "’s"):
        name = name.removesuffix(ending)
    return name[:-1] if name.endswith(".") and name.count(".") == 1 and len(name) > 6 else name


def kinds_beside(text: str, span: Span, index: PlaceIndex) -> frozenset[str]:
    """Return the kinds that a generic word right after or before the name leaves open, or none."""
    after = text[span.end : span.end + REACH]
    for pattern in (_AFTER_WORD, _AFTER_LIST):
        match = pattern.match(after)
        word = match[1].casefold() if match else ""
        if word in index.words["after"] and (pattern is _AFTER_WORD or word.endswith("s")):
            return index.kinds_of[word]
    before = text[max(0, span.start - REACH) : span.start]
    for pattern in (_BEFORE_WORD, _BEFORE_LIST):
        match = pattern.search(before)
        word = match[1].casefold() if match else ""
        if word in index.words["before"] and index.kinds_of[word]:
            return index.kinds_of[word]
    return frozenset()


def qualifiers_after(text: str, end: int, index: PlaceIndex, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Return the areas that a name after a comma or bracket may mean: "Alexandria, La.", "Paris (Texas)"."""
    match = _QUALIFIER.match(text, end, end + REACH)
    if match is None:
        return ()
    words = match[1].split()
    for count in range(len(words), 0, -1):
        written = " ".join(words[:count]).rstrip(",")
        for name in (written, written.rstrip(".")):
            if areas := _areas(name, index, gazetteer):
                return areas
    return ()


def _areas(name: str, index: PlaceIndex, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    if name in index.short:
        return tuple(c for c in index.areas[fold(index.short[name].name)] if c.adm1 == index.short[name].id)
    found = index.find(name, gazetteer).candidates
    return tuple(c for c in found if c.kind in ("country", "adm1", "adm2") and c.match != "skeleton")


def countries_named(text: str, index: PlaceIndex, spans: Iterable[Span]) -> dict[str, int]:
    """Return how often each country's adjective or people stands in the text outside the spans."""
    taken = {span.start for span in spans}
    counts: dict[str, int] = {}
    for match in _CAPITALISED.finditer(text):
        country = index.demonyms.get(match[0])
        if country is not None and match.start() not in taken:
            counts[country.country] = counts.get(country.country, 0) + 1
    return counts


_CAPITALISED = re.compile(r"\b[A-Z][a-z]+(?:-[A-Z][a-z]+)?\b")
