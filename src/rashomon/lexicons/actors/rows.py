"""This file is where the rows of the actor tables are described: one class a file."""

from __future__ import annotations

from typing import Literal

import msgspec

from rashomon.lexicons.schema import Entry


class StateRow(Entry, frozen=True):
    """A state: its codes, how it is recognised, and when it was one."""

    id: str
    name: str
    iso2: str = ""
    recognition: str = "un"
    since: str = msgspec.field(default="", name="from")
    until: str = msgspec.field(default="", name="to")
    successors: tuple[str, ...] = ()


class StateNamesRow(Entry, frozen=True):
    """The words by which news means a state. A form that ends in `!` needs context."""

    state: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()


class TerritoryRow(Entry, frozen=True):
    """A territory whose status is disputed, partially recognised, or that is not a state of its own.

    `country` and `sectors` are its code in the profile `plover`.
    """

    id: str
    names: tuple[str, ...]
    country: str = ""
    sectors: tuple[str, ...] = ()
    kind: Literal["disputed", "region", "dependency"] = "disputed"
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    administered_by: tuple[str, ...] = ()
    claimed_by: tuple[str, ...] = ()


class PeopleRow(Entry, frozen=True):
    """A people: an ethnic, religious or regional name, with the states in which news mostly means it."""

    names: tuple[str, ...]
    kind: Literal["ethnic", "religious", "regional", "adjective"]
    countries: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


class RoleRow(Entry, frozen=True):
    """Role nouns that behave alike: the sectors they stand for, and what they do in a phrase."""

    terms: tuple[str, ...]
    use: Literal["head", "title", "weak", "force", "modifier", "part", "former"]
    kind: Literal["person", "office", "body", "force", "place", "people", "thing"]
    sectors: tuple[str, ...] = ()


class EntityRow(Entry, frozen=True):
    """An organisation or group; `status` gives dated sectors such as `REB..2021-08-14;GOV 2021-08-15..`."""

    id: str
    names: tuple[str, ...]
    country: str = ""
    status: tuple[str, ...] = ()
    kind: str = ""


class PersonRow(Entry, frozen=True):
    """A person with dated roles such as `GOV president 2008-05-07..2012-05-07`."""

    id: str
    names: tuple[str, ...]
    gender: str
    country: str
    roles: tuple[str, ...]
    short: str = ""
    """The name by which news calls the person later; `!` after it: others bear it too. Left out: the last word."""
    source: str = ""
    checked: str = ""


class GenderRow(Entry, frozen=True):
    """Words for persons, or first names, by the gender that they mostly show."""

    gender: Literal["f", "m"]
    kind: Literal["noun", "name"]
    names: tuple[str, ...]


class WordsRow(Entry, frozen=True):
    """Function words that do the same in a phrase about an actor."""

    kind: str
    words: tuple[str, ...]
