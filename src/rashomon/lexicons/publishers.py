"""This file is where outlets and agencies are looked up: by web address, by name, by the credit a story carries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

from rashomon.errors import LexiconError
from rashomon.lexicons.schema import Entry, lexicon_file, read_tsv

_TABLE = "publishers.tsv"
_STATES = "en/states.tsv"
_MARKS = re.compile(r"^[\s\-–—(\[/]+|[\s\-–—)\]/.:]+$")


class Publisher(Entry, frozen=True):
    """An outlet or agency, as public facts describe it."""

    id: str
    name: str
    owner: Literal["state", "public", "private", "party", "nonprofit", "unknown"]
    kind: Literal["agency", "newspaper", "broadcaster", "online", "magazine"]
    agency: Literal["yes", "no"]
    source: str
    country: str | None = None
    domains: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def is_agency(self) -> bool:
        """Say whether other outlets run its copy."""
        return self.agency == "yes"

    @property
    def forms(self) -> tuple[str, ...]:
        """Return the name and the other names, as written in a credit."""
        return (self.name, *self.credits)


class PublisherTables:
    """The publishers, with an index for each way to look one up."""

    def __init__(self, publishers: tuple[Publisher, ...]) -> None:
        self.publishers = publishers
        self._domains = {domain: one for one in publishers for domain in one.domains}
        self._names = {
            **_unambiguous((_key(form), one) for one in publishers for form in one.credits),
            **_unambiguous((_key(one.name), one) for one in publishers),
        }
        agencies = [one for one in publishers if one.is_agency]
        self._agencies = _unambiguous((form, one) for one in agencies for form in one.forms)
        self._agencies |= _unambiguous((f.upper(), one) for one in agencies for f in one.forms if " " in f)

    def by_domain(self, url: str) -> Publisher | None:
        """Return the publisher of the address or host, or None."""
        labels = _host(url).split(".")
        hosts = (".".join(labels[start:]) for start in range(len(labels) - 1))
        return next((self._domains[host] for host in hosts if host in self._domains), None)

    def by_name(self, text: str) -> Publisher | None:
        """Return the publisher with this name in any case, with or without "The"; None if several have it."""
        return self._names.get(_key(text))

    def credit(self, text: str) -> Publisher | None:
        """Return the agency whose credit this is, written just so, brackets and dashes apart; None otherwise."""
        return self._agencies.get(_MARKS.sub("", text))


@lru_cache
def load_publishers() -> PublisherTables:
    """Return the publishers of the shipped table. Raises LexiconError for a faulty row."""
    publishers = read_tsv(_TABLE, Publisher)
    states = _state_codes()
    owners: dict[str, str] = {}
    for one in publishers:
        if one.country and one.country not in states:
            raise LexiconError(f"{_TABLE}: entry {one.id!r}: {one.country} is no code of {_STATES}")
        for domain in one.domains:
            if owners.setdefault(domain, one.id) != one.id:
                raise LexiconError(f"{_TABLE}: entry {one.id!r}: {domain} is already {owners[domain]!r}'s")
    return PublisherTables(publishers)


def _state_codes() -> frozenset[str]:
    lines = lexicon_file(_STATES).read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("\t", 1)[0] for line in lines if line and not line.startswith("#"))


def _unambiguous(pairs: Iterable[tuple[str, Publisher]]) -> dict[str, Publisher]:
    found: dict[str, Publisher | None] = {}
    for form, one in pairs:
        found[form] = one if found.get(form, one) is one else None
    return {form: one for form, one in found.items() if one is not None}


def _key(name: str) -> str:
    key = " ".join(name.replace("’", "'").casefold().split())
    return key.removeprefix("the ")


def _host(url: str) -> str:
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
