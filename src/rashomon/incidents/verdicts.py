"""This file is where accounts are held against each other: they agree, stay silent or cannot both be true."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rashomon.comparisons import Cell, Value, Verdict
from rashomon.incidents.distances import kilometres
from rashomon.incidents.slots import SLOTS, fill_slot
from rashomon.incidents.statements import Statements, entity_keys, leading_quads
from rashomon.records import Event, Where

#: Two places further apart than their areas reach, and by this much, are not one place told twice.
APART_KM = 15

_UNTRUE = ("denied", "negated")


@dataclass(frozen=True, slots=True)
class _Side:
    """One account while it is compared: its number, what it says, and its values of each slot."""

    number: int
    statements: Statements
    values: dict[str, tuple[Value, ...]]
    quads: frozenset[int]


def judge(statements: Sequence[Statements]) -> tuple[tuple[Cell, ...], ...]:
    """Return for each account its cells, one a slot, each with its verdict. Figures are left to the ledger."""
    quads = leading_quads(statements)
    sides = [
        _Side(number, group, {slot: fill_slot(slot, group, quads) for slot in SLOTS}, quads)
        for number, group in enumerate(statements, 1)
    ]
    return tuple(tuple(_cell(slot, side, sides) for slot in SLOTS) for side in sides)


def _cell(slot: str, side: _Side, sides: Iterable[_Side]) -> Cell:
    """Return the cell of one slot of one account."""
    mine = side.values[slot]
    others = [other for other in sides if other is not side and other.values[slot]]
    if not mine:
        # Nobody leaves out a loaded word.
        return Cell(slot, (), Verdict.OMITS if others and slot != "wording" else Verdict.ALONE)
    against = [other for other in others if _contradict(slot, side, other)]
    if against:
        numbers = tuple(other.number for other in against)
        return Cell(slot, mine, Verdict.CONTRADICTS, numbers, _detail(slot, mine, against))
    agrees = any(_agree(slot, side, other) for other in others)
    return Cell(slot, mine, Verdict.AGREES if agrees else Verdict.ALONE)


def _detail(slot: str, mine: tuple[Value, ...], against: Iterable[_Side]) -> str:
    theirs = dict.fromkeys(value.label for other in against for value in other.values[slot])
    return f"{', '.join(dict.fromkeys(value.label for value in mine))}; others say {', '.join(theirs)}"


def _contradict(slot: str, left: _Side, right: _Side) -> bool:
    """Say whether what the two say in the slot cannot both be true."""
    if slot == "what":
        return _denies(left.statements, right.statements) or _denies(right.statements, left.statements)
    if slot in _CONTRADICTIONS:
        return _CONTRADICTIONS[slot](left, right)
    return False


def _agree(slot: str, left: _Side, right: _Side) -> bool:
    mine = {word for value in left.values[slot] if value.mood not in _UNTRUE for word in value.key.split()}
    theirs = {word for value in right.values[slot] if value.mood not in _UNTRUE for word in value.key.split()}
    if slot == "when":
        return any(_overlap(a.key, b.key) for a in left.values[slot] for b in right.values[slot])
    if slot == "where":
        return not _far(left, right)
    return bool(mine & theirs)


def _denies(denying: Statements, telling: Statements) -> bool:
    """Say whether the one says of what the other asserts that it did not happen.

    Who denies that its own forces did it does not deny that it was done: the parties must be the same, as far as named.
    """
    denied = [event for event, _ in denying.events if event.mood in _UNTRUE]
    asserted = [event for event, _ in telling.events if event.mood == "asserted"]
    return any(_may_be_one(one, other) for one in denied for other in asserted)


def _may_be_one(denied: Event, asserted: Event) -> bool:
    doers, victims = entity_keys(denied.actors), entity_keys(denied.recipients)
    others = entity_keys(asserted.recipients)
    return (
        denied.event_type == asserted.event_type
        and (not denied.actors or bool(doers & entity_keys(asserted.actors)))
        and (not victims or not others or bool(victims & others))
    )


def _is_denied(left: Sequence[Value], right: Sequence[Value]) -> bool:
    """Say whether one side asserts a type of event that the other says did not happen."""
    for one, other in ((left, right), (right, left)):
        asserted = {value.key for value in one if value.mood == "asserted"}
        denied = {value.key for value in other if value.mood in _UNTRUE}
        also = {value.key for value in other if value.mood == "asserted"}
        if (asserted & denied) - also:
            return True
    return False


def _parties_differ(slot: str) -> Callable[[_Side, _Side], bool]:
    """Return a test of whether two accounts name different states in the slot, or one denies whom the other names."""

    def differ(left: _Side, right: _Side) -> bool:
        mine, theirs = left.values[slot], right.values[slot]
        if _is_denied(mine, theirs):
            return True
        ours, others = _named(mine), _named(theirs)
        return bool(ours) and bool(others) and not ours & others

    return differ


def _named(values: Iterable[Value]) -> set[str]:
    """Return the states and entities that are asserted; a name that no table knows is compared with nothing."""
    asserted = (value for value in values if value.mood == "asserted" and not value.key.startswith("name:"))
    return {word for value in asserted for word in value.key.split()}


def _days_differ(left: _Side, right: _Side) -> bool:
    """Say whether both give days, and no day of the one can be a day of the other."""
    mine, theirs = left.values["when"], right.values["when"]
    return not any(_overlap(a.key, b.key) for a in mine for b in theirs)


def _overlap(left: str, right: str) -> bool:
    """Say whether two stretches of days, as earliest/latest, share a day; an open side reaches without end."""
    first, last = left.split("/")
    start, end = right.split("/")
    return (first or "0") <= (end or "9") and (start or "0") <= (last or "9")


def _far(left: _Side, right: _Side) -> bool:
    """Say whether both give places, and every place of the one is far from every place of the other."""
    mine, theirs = _places(left), _places(right)
    return bool(mine) and bool(theirs) and all(_apart(a, b) for a in mine for b in theirs)


def _places(side: _Side) -> list[Where]:
    own = (event for event, _ in side.statements.events if (event.quad or 0) in side.quads)
    return [event.place for event in own if event.place is not None]


def _apart(left: Where, right: Where) -> bool:
    if left.id == right.id or None in (left.latitude, left.longitude, right.latitude, right.longitude):
        return False
    distance = kilometres(
        (left.latitude or 0.0, left.longitude or 0.0), (right.latitude or 0.0, right.longitude or 0.0)
    )
    return distance > (left.radius_km or 0) + (right.radius_km or 0) + APART_KM


_CONTRADICTIONS: dict[str, Callable[[_Side, _Side], bool]] = {
    "who": _parties_differ("who"),
    "blame": _parties_differ("blame"),
    "when": _days_differ,
    "where": _far,
}
