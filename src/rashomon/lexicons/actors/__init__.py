"""This folder is where the tables of actors are read, checked and indexed: states, roles, groups, persons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from rashomon.errors import LexiconError
from rashomon.garbage import collected_later
from rashomon.lexicons.actors.forms import PhraseIndex, fold, key_of, split_name
from rashomon.lexicons.actors.names import (
    Name,
    Status,
    entity_names,
    people_names,
    person_names,
    role_names,
    state_names,
    territory_names,
)
from rashomon.lexicons.actors.rows import (
    EntityRow,
    GenderRow,
    PeopleRow,
    PersonRow,
    RoleRow,
    StateNamesRow,
    StateRow,
    TerritoryRow,
    WordsRow,
)
from rashomon.lexicons.schema import Entry, read_tsv

__all__ = [
    "ActorTables",
    "Name",
    "PhraseIndex",
    "StateForm",
    "Status",
    "fold",
    "key_of",
    "load_actors",
    "split_name",
]

#: Where one name means several things, the first of these is meant unless the text says otherwise.
_PRECEDENCE = {
    kind: rank
    for rank, kind in enumerate(
        (
            "group",
            "organisation",
            "state",
            "metonym",
            "capital",
            "territory",
            "demonym",
            "adjective",
            "people",
            "people-adjective",
            "person",
            "role",
            "former",
            "part",
        )
    )
}


@dataclass(frozen=True, slots=True)
class StateForm:
    """A surface form of a state: name, adjective, demonym, capital or metonym."""

    state: str
    kind: str
    surface: str
    is_plural: bool = False
    needs_context: bool = False


@dataclass(frozen=True, slots=True)
class ActorTables:
    """All that rashomon knows of actors, each table by the key that the stage searches it with."""

    states: dict[str, StateRow]
    state_forms: dict[str, tuple[StateForm, ...]]
    """Surface as written in the table -> its readings (`Greek`: adjective and demonym)."""
    territories: dict[str, TerritoryRow]
    index: PhraseIndex[Name]
    """All names, by their folded words."""
    genders: dict[str, str]
    """Folded first name or word for a person -> f or m."""
    person_nouns: frozenset[str]
    """Folded words for persons that show a gender."""
    words: dict[str, frozenset[str]]
    """Function words by what they do in a phrase."""


@collected_later()
def load_actors(language: str = "en") -> ActorTables:
    """Return the tables of one language. Raises LexiconError for a code that no table defines."""
    states = {row.id: row for row in read_tsv(f"{language}/states.tsv", StateRow)}
    territories = {row.id: row for row in _rows(language, "territories", TerritoryRow)}
    names = list(_names(language, territories.values()))
    words = {row.kind: frozenset(row.words) for row in _rows(language, "actor_words", WordsRow)}
    _check(names, states.keys() | words["non_state"], words["sector"])
    index: PhraseIndex[Name] = PhraseIndex()
    for name in sorted(names, key=lambda name: _PRECEDENCE[name.kind]):
        index.add(key_of(name.surface), name)
    genders, nouns = _genders(language)
    return ActorTables(states, _state_forms(names), territories, index, genders, nouns, words)


def _rows[T: Entry](language: str, table: str, kind: type[T]) -> tuple[T, ...]:
    return read_tsv(f"{language}/{table}.tsv", kind)


def _names(language: str, territories: Iterable[TerritoryRow]) -> Iterator[Name]:
    for states in _rows(language, "state_names", StateNamesRow):
        yield from state_names(states)
    for territory in territories:
        yield from territory_names(territory)
    for people in _rows(language, "peoples", PeopleRow):
        yield from people_names(people)
    for role in _rows(language, "roles", RoleRow):
        yield from role_names(role)
    for organisation in _rows(language, "organisations", EntityRow):
        yield from entity_names(organisation, "organisation")
    for group in _rows(language, "groups", EntityRow):
        yield from entity_names(group, "group")
    for person in _rows(language, "persons", PersonRow):
        yield from person_names(person)


def _check(names: Iterable[Name], countries: Set[str], sectors: Set[str]) -> None:
    roles: dict[str, str] = {}
    for name in names:
        unknown = [code for code in name.country if code not in countries]
        unknown += [code for status in name.status for code in status.sectors if code not in sectors]
        if unknown:
            raise LexiconError(f"actor tables: entry {name.id!r}: unknown codes {unknown}")
        if name.kind == "role" and name.use != "modifier":
            other = roles.setdefault(name.surface, name.id)
            if other != name.id:
                raise LexiconError(
                    f"roles.tsv: {name.surface!r} stands under {other!r} and under {name.id!r}"
                )


def _state_forms(names: Iterable[Name]) -> dict[str, tuple[StateForm, ...]]:
    forms: dict[str, list[StateForm]] = defaultdict(list)
    for name in names:
        if name.id.startswith("state:"):
            kind = "name" if name.kind == "state" else name.kind
            form = StateForm(name.country[0], kind, name.surface, name.is_plural, name.needs_context)
            forms[name.surface].append(form)
    return {surface: tuple(found) for surface, found in forms.items()}


def _genders(language: str) -> tuple[dict[str, str], frozenset[str]]:
    genders: dict[str, str] = {}
    nouns, both = set(), set()
    for row in _rows(language, "gender", GenderRow):
        for name in row.names:
            word = fold(name)
            if genders.setdefault(word, row.gender) != row.gender:
                both.add(word)
            if row.kind == "noun":
                nouns.add(word)
    return {word: gender for word, gender in genders.items() if word not in both}, frozenset(nouns)
