"""This file is where the slots of an account are filled: who, what, whom, when, where, figures, blame, wording."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from rashomon.comparisons import Value
from rashomon.explain.words import days_words, figure_words, is_from_page, one_line, type_words, where_words
from rashomon.incidents.statements import Statements, entity_keys
from rashomon.records import Actor, Document, Event, Mood

#: The rows of the comparison, in order.
SLOTS = ("what", "who", "whom", "when", "where", "figures", "blame", "wording")

_HOSTILE = ("ASSAULT", "COERCE")


#: Slots that describe the deed itself; the time and place of what is said about it are not its own.
_OF_THE_DEED = frozenset({"who", "whom", "when", "where"})


def fill_slot(slot: str, statements: Statements, quads: frozenset[int]) -> tuple[Value, ...]:
    """Return what the voice says in the slot: each value once, where it is said first.

    `quads` are the quad classes of the incident's own events; the parties, day and place of others are left out.
    """
    found: dict[tuple[str, str], Value] = {}
    if slot in _OF_THE_DEED:
        own = [(event, document) for event, document in statements.events if (event.quad or 0) in quads]
        statements = replace(statements, events=own)
    for value in _MAKERS[slot](statements):
        found.setdefault((value.key, value.mood), value)
    return tuple(found.values())


def _what(statements: Statements) -> Iterator[Value]:
    for event, document in statements.events:
        yield _value(event.event_type, type_words(event), event, document)


def _who(statements: Statements) -> Iterator[Value]:
    for event, document in statements.events:
        yield from _parties(event.actors, event, document)


def _whom(statements: Statements) -> Iterator[Value]:
    for event, document in statements.events:
        yield from _parties(event.recipients, event, document)


def _blame(statements: Statements) -> Iterator[Value]:
    """Yield who is said to have done a hostile deed, and who is accused."""
    for event, document in statements.events:
        if event.event_type in _HOSTILE:
            yield from _parties(event.actors, event, document)
        elif event.event_type == "ACCUSE":
            yield from _parties(event.recipients, event, document)


def _when(statements: Statements) -> Iterator[Value]:
    for event, document in statements.events:
        when = event.date
        if when is None or is_from_page(when) or (when.earliest is None and when.latest is None):
            continue
        key = f"{when.earliest or ''}/{when.latest or ''}"
        yield Value(key, days_words(when, document.text), document.id, when.span, event.id, event.mood.value)


def _where(statements: Statements) -> Iterator[Value]:
    for event, document in statements.events:
        if event.place is not None:
            place = event.place
            yield Value(place.id, where_words(place), document.id, place.span, event.id, event.mood.value)


def _figures(statements: Statements) -> Iterator[Value]:
    for event, document in statements.events:
        for figure in event.figures:
            key = f"{figure.kind}|{figure.whom or ''}|{figure.low}|{figure.high}"
            yield Value(key, figure_words(figure), document.id, figure.span, event.id, event.mood.value)


def _wording(statements: Statements) -> Iterator[Value]:
    for wording, document in statements.wording:
        term = one_line(wording.span.of(document.text))
        yield Value(wording.entry, term, document.id, wording.span, None, wording.form)


def _parties(actors: Iterable[Actor], event: Event, document: Document) -> Iterator[Value]:
    for actor in actors:
        if actor.name.casefold().startswith("no "):
            continue  # "No group claimed it" names nobody.
        keys = sorted(entity_keys([actor]))
        key = " ".join(keys) or f"name:{one_line(actor.name).casefold()}"
        name = one_line(actor.antecedent.of(document.text) if actor.antecedent else actor.name)
        label = f"{name} ({'/'.join(actor.country)})" if actor.country else name
        denied = event.mood in (Mood.DENIED, Mood.NEGATED)
        yield Value(
            key, f"not {label}" if denied else label, document.id, actor.span, event.id, event.mood.value
        )


def _value(key: str, label: str, event: Event, document: Document) -> Value:
    return Value(key, label, document.id, event.evidence, event.id, event.mood.value)


_MAKERS: dict[str, Callable[[Statements], Iterator[Value]]] = {
    "what": _what,
    "who": _who,
    "whom": _whom,
    "when": _when,
    "where": _where,
    "figures": _figures,
    "blame": _blame,
    "wording": _wording,
}
