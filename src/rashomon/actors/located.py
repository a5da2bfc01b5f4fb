"""This file is where the places of a sentence become names, so that "Kyiv police" has a state."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from rashomon.actors.words import Match
from rashomon.lexicons.actors import Name, Status
from rashomon.records import Sentence, Where


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
