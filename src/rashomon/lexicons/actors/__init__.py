"""This folder is where the tables of actors are read, checked and indexed: states, roles, groups, persons."""

from __future__ import annotations

from dataclasses import dataclass, field

from rashomon.errors import LexiconError
from rashomon.lexicons.actors.forms import PhraseIndex, fold, key_of, split_name
from rashomon.lexicons.actors.rows import StateNamesRow, StateRow
from rashomon.lexicons.schema import read_tsv

__all__ = ["ActorTables", "PhraseIndex", "StateForm", "fold", "key_of", "load_actors", "split_name"]


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
    state_forms: dict[str, tuple[StateForm, ...]] = field(default_factory=dict)
    """Surface as written in the table -> its readings (`Greek`: adjective and demonym)."""


def load_actors(language: str = "en") -> ActorTables:
    """Return the tables of one language. Raises LexiconError for a code that no table defines."""
    states = {row.id: row for row in read_tsv(f"{language}/states.tsv", StateRow)}
    return ActorTables(states, _state_forms(language, states))


def _state_forms(language: str, states: dict[str, StateRow]) -> dict[str, tuple[StateForm, ...]]:
    forms: dict[str, list[StateForm]] = {}
    for row in read_tsv(f"{language}/state_names.tsv", StateNamesRow):
        if row.state not in states:
            raise LexiconError(f"state_names.tsv: entry {row.state!r}: no such state in states.tsv")
        for form in _forms_of(row):
            forms.setdefault(form.surface, []).append(form)
    return {surface: tuple(found) for surface, found in forms.items()}


def _forms_of(row: StateNamesRow) -> list[StateForm]:
    kinds = {
        "name": row.names,
        "adjective": row.adjectives,
        "capital": row.capitals,
        "metonym": row.metonyms,
    }
    found = [
        StateForm(row.state, kind, surface.rstrip("!"), needs_context=surface.endswith("!"))
        for kind, surfaces in kinds.items()
        for surface in surfaces
    ]
    for people in row.people:
        singular, _, plural = people.partition("|")
        found.append(StateForm(row.state, "demonym", singular))
        found.append(StateForm(row.state, "demonym", plural or plural_of(singular), is_plural=True))
    return found


def plural_of(word: str) -> str:
    """Return the regular English plural of a noun or of a phrase that ends in it."""
    if word.endswith(("man", "woman")) and not word.endswith(
        ("German", "Roman", "Ottoman", "human", "Burman")
    ):
        return word[:-2] + "en"
    if word.endswith(("ese", "ss", "ois", "Thais", "Swiss")) and word[:1].isupper():
        return word
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"
