"""This file is where the table of loaded words is tested: its examples, and that no side is given more room than its opponent."""

from __future__ import annotations

from collections import defaultdict

import pytest

from rashomon.lexicons import Lexicons
from rashomon.lexicons.wording import FAMILIES, LoadedTerm, load_wording
from rashomon.wording import find_terms
from tests.factory import document

TABLES = load_wording()


def _found(text: str, lexicons: Lexicons) -> set[str]:
    return {entry.id for _, entry in find_terms(document(text), lexicons)}


@pytest.mark.parametrize("entry", TABLES.terms, ids=lambda entry: entry.id)
def test_the_example_holds_the_word_and_the_counterexample_does_not(
    entry: LoadedTerm, lexicons: Lexicons
) -> None:
    assert entry.id in _found(entry.example, lexicons)
    if entry.counterexample:
        assert entry.id not in _found(entry.counterexample, lexicons)


@pytest.mark.parametrize("entry", TABLES.terms, ids=lambda entry: entry.id)
def test_every_form_is_found(entry: LoadedTerm, lexicons: Lexicons) -> None:
    for term in entry.terms:
        written = term.replace("*", "").replace("?", "").replace("@", "Norwegian")
        assert _found(f"They wrote: {written}.", lexicons), term


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_holds_words_of_opposed_sides_of_ten_conflicts(family: str) -> None:
    sides = defaultdict(set)
    for entry in TABLES.terms:
        for used in entry.used_by if entry.family == family else ():
            conflict, side = used.split(":")
            sides[conflict].add(side)
    assert sum(len(found) > 1 for found in sides.values()) >= 10


def test_no_side_of_a_conflict_has_twice_the_words_of_the_other() -> None:
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for entry in TABLES.terms:
        for used in entry.used_by:
            conflict, side = used.split(":")
            counts[conflict][side] += 1
    for conflict in TABLES.conflicts:
        numbers = [counts[conflict.id][side] for side in conflict.sides]
        assert min(numbers) > 0, conflict.id
        assert max(numbers) <= 2 * min(numbers) + 2, (conflict.id, dict(counts[conflict.id]))


def test_the_table_is_large_enough() -> None:
    assert len(TABLES.terms) >= 250
