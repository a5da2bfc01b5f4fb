"""This file is where the places of a sentence become names, so that "Kyiv police" has a state."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon.actors.words import Match, Words
from rashomon.lexicons.actors import ActorTables, Name, Status
from rashomon.records import Sentence, Where

if TYPE_CHECKING:
    from rashomon.places.gazetteer import Gazetteer

#: A bare name is taken for a town of at least this many people; of smaller ones too many are called like persons.
MIN_POPULATION = 10_000
_LONGEST = 3


def place_matches(
    sentence: Sentence, word_at: Sequence[int], matches: Sequence[Match], places: Sequence[Where]
) -> list[Match]:
    """Return matches for the places of the sentence whose words no name of the tables covers."""
    covered = {i for m in matches for i in range(m.start, m.end)}
    if not places:
        return []
    span, found = sentence.span, []
    starts = [token.start for token in sentence.tokens]
    for place in places:
        if place.span is None or not place.states or not span.covers(place.span):
            continue
        index = bisect_left(starts, place.span.start)
        if index >= len(starts) or starts[index] != place.span.start:
            continue
        first = word_at[index]
        last = word_at[bisect_left(starts, place.span.end) - 1]
        if covered.isdisjoint(range(first, last + 1)):
            found.append(Match(first, last + 1, (_place_name(place),)))
    return found


def _place_name(place: Where) -> Name:
    """Return a place as a name: its state, and that its people are meant when it acts."""
    country = tuple(
        dict.fromkeys(relation.state for relation in place.states if relation.relation == "sovereign")
    )
    country = country or tuple(dict.fromkeys(relation.state for relation in place.states))[:1]
    return Name(
        "place",
        f"place:{place.id}",
        place.name,
        country,
        (Status(("CVL",)),),
        is_disputed=len(place.states) > 1,
    )


def town_matches(
    words: Words, matches: Sequence[Match], tables: ActorTables, gazetteer: Gazetteer
) -> list[Match]:
    """Return matches for the towns that the capital words of a bare mention name.

    Only a name that stands alone or right before a role noun counts: "Leon Hill" and "a man from Leon" may be anybody.
    """
    covered = {i for match in matches for i in range(match.start, match.end)}
    roles = {match.start for match in matches if match.name.kind == "role"}
    found = []
    for start, end in _capital_runs(words, covered):
        alone = start == 0 and end == len(words.texts)
        if end - start <= _LONGEST and (alone or end in roles or _follows_preposition(words, start, tables)):
            town = _town(" ".join(words.texts[start:end]), tables, gazetteer)
            if town is not None:
                found.append(Match(start, end, (town,)))
    return found


def _capital_runs(words: Words, covered: set[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index, text in enumerate(words.texts):
        if index in covered or not text[:1].isupper():
            continue
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def _follows_preposition(words: Words, start: int, tables: ActorTables) -> bool:
    return start > 0 and words.folded[start - 1] in (tables.words["locative"] | {"of"})


def _town(name: str, tables: ActorTables, gazetteer: Gazetteer) -> Name | None:
    for candidate in gazetteer.lookup(name):
        if candidate.population < MIN_POPULATION and candidate.kind == "city":
            continue
        state = next((row.id for row in tables.states.values() if row.iso2 == candidate.country), None)
        if state is not None:
            return Name("place", f"place:{candidate.id}", name, (state,), (Status(("CVL",)),))
    return None
