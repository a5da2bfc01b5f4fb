"""This file is where the recipient of a word over other events is read from what stands beside them."""

from __future__ import annotations

from rashomon.events.arguments import Cast
from rashomon.events.grammar import Grammar, Place


def find_toward(grammar: Grammar, cast: Cast, noun: int, events: frozenset[int]) -> tuple[Place, ...]:
    """Return whom a noun's own preposition names where its event names none: `a suspension of aid to Peru`."""
    preps = grammar.preps(noun)
    toward = [
        Place(n, prep)
        for prep in ("to", "with", "against")
        for n in preps.get(prep, ())
        if n not in events and cast.has_country(n)
    ]
    return grammar.spread(toward[:1])


def find_addressed(grammar: Grammar, cast: Cast, demand: int) -> tuple[Place, ...]:
    """Return who is to do what is demanded: the subject of `demanded that Peru withdraw`, others than who demands."""
    mine = {code for p in grammar.agents(demand) for code in cast.actor(p.index).country}
    for clause in grammar.complements(demand, ("that", "np-to")):
        subject = grammar.sentence.dependent(clause, "nsubj")
        if (
            clause < demand
            or subject is None
            or grammar.tokens[subject].pos == "PRON"
            or not cast.is_known(subject)
        ):
            continue
        if not mine or not mine >= set(cast.actor(subject).country):
            return grammar.spread((Place(subject, "ccomp>nsubj"),))
    return ()
