"""This file is where it is described how a news page states its title, time, authors and kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rashomon.lexicons.schema import Entry, read_toml

_TABLE = "page_fields.toml"


class Field(Entry, frozen=True):
    """Where pages state one thing about themselves, in order of trust."""

    id: str
    json_ld: tuple[str, ...]
    meta: tuple[str, ...]
    visible: tuple[str, ...]


class Kind(Entry, frozen=True):
    """The JSON-LD types of one kind of page."""

    id: str
    types: tuple[str, ...]


class SiteMark(Entry, frozen=True):
    """What stands between a headline and the site's name."""

    id: str
    pattern: str


class AuthorMark(Entry, frozen=True):
    """What stands before or between the names of authors."""

    id: str
    pattern: str


class Drop(Entry, frozen=True):
    """Elements of a page that are no part of its article."""

    id: str
    xpath: str


@dataclass(frozen=True, slots=True)
class PageFields:
    """How pages describe themselves."""

    fields: dict[str, Field]
    kinds: dict[str, frozenset[str]]
    site_mark: re.Pattern[str]
    author_marks: dict[str, re.Pattern[str]]
    drops: tuple[Drop, ...]


@lru_cache
def load_page_fields() -> PageFields:
    """Return how pages describe themselves. Raises LexiconError for a faulty entry."""
    marks = read_toml(_TABLE, "site-mark", SiteMark)
    return PageFields(
        fields={field.id: field for field in read_toml(_TABLE, "field", Field)},
        kinds={kind.id: frozenset(kind.types) for kind in read_toml(_TABLE, "kind", Kind)},
        site_mark=re.compile("|".join(mark.pattern for mark in marks)),
        author_marks={
            mark.id: re.compile(mark.pattern, re.IGNORECASE)
            for mark in read_toml(_TABLE, "author-mark", AuthorMark)
        },
        drops=read_toml(_TABLE, "drop", Drop),
    )
