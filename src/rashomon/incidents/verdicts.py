"""This file is where accounts are held against each other: they agree, stay silent or cannot both be true."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from rashomon.comparisons import Cell, Value, Verdict
from rashomon.incidents.distances import kilometres
from rashomon.incidents.slots import SLOTS, fill_slot
from rashomon.incidents.statements import Statements, entity_keys, leading_quads
from rashomon.records import Event, Where

#: Two places further apart than their areas reach, and by this much, are not one place told twice.
APART_KM = 15

#: Labels and figures of others that a detail names.
MOST_NAMED = 12
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
    columns = [_cells(slot, sides) for slot in SLOTS]
    return tuple(zip(*columns, strict=True)) if sides else ()


def _cells(slot: str, sides: Sequence[_Side]) -> list[Cell]:
    """Return the cell of each account in the slot.

    Accounts that say the same are compared with the others once: of three hundred reports most say what others say.
    """
    groups: dict[frozenset[Hashable], list[_Side]] = {}
    for side in sides:
        if side.values[slot]:
            groups.setdefault(_said(slot, side), []).append(side)
    found = {key: _against(slot, key, groups) for key in groups}
    return [
        _cell(slot, side, *found.get(_said(slot, side), ([], False)), is_told=bool(groups)) for side in sides
    ]


def _said(slot: str, side: _Side) -> frozenset[Hashable]:
    """Return all that the account is judged by in the slot."""
    said: set[Hashable] = {(value.key, value.mood) for value in side.values[slot]}
    if slot == "what":
        told = (event for event, _ in side.statements.events)
        said |= {
            (e.event_type, e.mood, entity_keys(e.actors), bool(e.actors), entity_keys(e.recipients))
            for e in told
        }
    if slot == "where":
        said |= {(place.id, place.latitude, place.longitude, place.radius_km) for place in _places(side)}
    return frozenset(said)


def _against(
    slot: str, key: frozenset[Hashable], groups: Mapping[frozenset[Hashable], list[_Side]]
) -> tuple[list[_Side], bool]:
    """Return the accounts that contradict what `key` says, and whether another account agrees with it."""
    first = groups[key][0]
    others = [group for other, group in groups.items() if other is not key or len(group) > 1]
    against = [side for group in others if _contradict(slot, first, group[0]) for side in group]
    return sorted(against, key=lambda side: side.number), any(
        _agree(slot, first, group[0]) for group in others
    )


def _cell(slot: str, side: _Side, against: Sequence[_Side], agrees: bool, *, is_told: bool) -> Cell:
    """Return the cell of one slot of one account."""
    mine = side.values[slot]
    if not mine:
        # Nobody leaves out a loaded word.
        return Cell(slot, (), Verdict.OMITS if is_told and slot != "wording" else Verdict.ALONE)
    rivals = [other for other in against if other is not side]
    if rivals:
        numbers = tuple(other.number for other in rivals)
        return Cell(slot, mine, Verdict.CONTRADICTS, numbers, _detail(slot, mine, rivals))
    return Cell(slot, mine, Verdict.AGREES if agrees else Verdict.ALONE)


def _detail(slot: str, mine: tuple[Value, ...], against: Iterable[_Side]) -> str:
    theirs = (value.label for other in against for value in other.values[slot])
    return f"{_some(value.label for value in mine)}; others say {_some(theirs)}"


def _some(labels: Iterable[str]) -> str:
    """Return the labels, each once; of very many the first, for hundreds say no more."""
    first = list(islice(dict.fromkeys(labels), MOST_NAMED + 1))
    return ", ".join(first if len(first) <= MOST_NAMED else (*first[:MOST_NAMED], "and others"))


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
