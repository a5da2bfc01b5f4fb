"""This file is where a row of a table becomes names to look for, and what each name means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.errors import LexiconError
from rashomon.lexicons.actors.rows import (
    EntityRow,
    PeopleRow,
    PersonRow,
    RoleRow,
    StateNamesRow,
    TerritoryRow,
)


@dataclass(frozen=True, slots=True)
class Status:
    """What an actor was from one day to another: sectors, and the office if the table names one."""

    sectors: tuple[str, ...]
    label: str = ""
    since: str = ""
    until: str = ""

    def holds_on(self, day: str) -> bool:
        """Say whether the status held on the ISO day; a bound that gives no day covers its whole month or year."""
        return self.since <= day and (not self.until or day[: len(self.until)] <= self.until)


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """One meaning of a name: what it is, which states it belongs to, and what it was when."""

    kind: str
    """state, adjective, demonym, capital, metonym, territory, people, organisation, group, person, role, part or
    former."""
    id: str
    surface: str
    country: tuple[str, ...] = ()
    status: tuple[Status, ...] = ()
    use: str = ""
    detail: str = ""
    """For a role its kind, for a people whether it is ethnic, for a person the gender."""
    is_plural: bool = False
    needs_context: bool = False
    is_disputed: bool = False
    is_short: bool = False
    """A surname: it counts if nobody else in the document bears it."""

    def sectors_on(self, day: str) -> tuple[str, ...]:
        """Return the sectors that hold on the day; those of the last known status for an unknown day."""
        if not self.status:
            return ()
        if not day:
            return self.status[-1].sectors
        return next((s.sectors for s in reversed(self.status) if s.holds_on(day)), ())


def state_names(row: StateNamesRow) -> Iterator[Name]:
    """Yield the names of a state, each with its kind."""
    kinds = (
        ("state", row.names),
        ("adjective", row.adjectives),
        ("capital", row.capitals),
        ("metonym", row.metonyms),
    )
    for kind, surfaces in kinds:
        for surface in surfaces:
            yield _state_name(row.state, kind, surface)
    for people in row.people:
        singular, _, plural = people.partition("|")
        yield _state_name(row.state, "demonym", singular)
        yield _state_name(row.state, "demonym", plural or plural_of(singular), is_plural=True)


def territory_names(row: TerritoryRow) -> Iterator[Name]:
    """Yield the names of a territory, coded as the profile `plover` codes it."""
    country = (row.country,) if row.country else ()
    disputed = row.kind == "disputed"
    status = (Status(row.sectors),) if row.sectors else ()
    for kind, surfaces in (("territory", row.names), ("adjective", row.adjectives)):
        for surface in surfaces:
            plain = surface.rstrip("!")
            yield Name(kind, row.id, plain, country, status, "", row.kind, False, surface != plain, disputed)
    for surface in row.people:
        for form, plural in ((surface, False), (plural_of(surface), True)):
            yield Name("people", row.id, form, country, status, "", "ethnic", plural, False, disputed)


def people_names(row: PeopleRow) -> Iterator[Name]:
    """Yield the names of peoples."""
    kind = "people-adjective" if row.kind == "adjective" else "people"
    for term in row.names:
        singular, _, plural = term.partition("|")
        needs_context, singular = singular.endswith("!"), singular.rstrip("!")
        name_id = f"people:{singular.lower().replace(' ', '-')}"
        yield Name(kind, name_id, singular, row.countries, (), "", row.kind, False, needs_context)
        if kind == "people":
            plural = plural or plural_of(singular)
            yield Name(kind, name_id, plural, row.countries, (), "", row.kind, True, needs_context)


def role_names(row: RoleRow) -> Iterator[Name]:
    """Yield the singular and plural of each role noun of a line."""
    kind = row.use if row.use in ("part", "former") else "role"
    status = (Status(row.sectors),) if row.sectors else ()
    for term in row.terms:
        singular, _, plural = term.partition("|")
        yield Name(kind, singular, singular, (), status, row.use, row.kind, plural == "-")
        if not plural and row.use not in ("modifier", "part", "former"):
            plural = plural_of(singular)
        if plural and plural not in ("-", singular):
            yield Name(kind, singular, plural, (), status, row.use, row.kind, True)


def entity_names(row: EntityRow, kind: str) -> Iterator[Name]:
    """Yield the names of an organisation or group."""
    country = tuple(row.country.split(";")) if row.country else ()
    status = tuple(_status(part, row.id) for part in row.status)
    for surface in row.names:
        plain = surface.rstrip("!")
        yield Name(kind, row.id, plain, country, status, "", row.kind, False, surface != plain)


def person_names(row: PersonRow) -> Iterator[Name]:
    """Yield the full names of a person, then the short name by which news calls them later."""
    status = tuple(_status(part, row.id) for part in row.roles)
    country = (row.country,)
    for surface in row.names:
        yield Name("person", row.id, surface, country, status, "", row.gender)
    short = row.short or row.names[0].split()[-1]
    if short != "-":
        plain = short.rstrip("!")
        yield Name(
            "person", row.id, plain, country, status, "", row.gender, False, short != plain, False, True
        )


def plural_of(word: str) -> str:
    """Return the regular English plural of a noun or of a phrase that ends in it."""
    if word.endswith(("man", "woman")):
        return word[:-2] + "en"
    if word[:1].isupper() and word.endswith(("ese", "ois", "iss")):
        return word
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _state_name(state: str, kind: str, surface: str, *, is_plural: bool = False) -> Name:
    plain = surface.rstrip("!")
    return Name(kind, f"state:{state}", plain, (state,), (), "", "", is_plural, surface != plain)


def _status(text: str, owner: str) -> Status:
    """Return the status that `REB+PTY label 1999..2021-08-14` describes. Raises LexiconError for odd dates."""
    words = text.split()
    dates = words.pop() if words and ".." in words[-1] else ".."
    sectors = tuple(words[0].split("+")) if words and words[0] != "-" else ()
    since, _, until = dates.partition("..")
    if until and since > until:
        raise LexiconError(f"entry {owner!r}: status {text!r} ends before it begins")
    return Status(sectors, " ".join(words[1:]), since, until)
