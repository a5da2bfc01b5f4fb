"""This file is where the figures of an incident are kept: each with its voice, none chosen, ranges beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low

from msgspec.structs import replace

from rashomon.comparisons import Entry, Ledger, Range, Verdict
from rashomon.explain.words import figure_words
from rashomon.incidents.statements import Statements
from rashomon.lexicons import Lexicons
from rashomon.lexicons.actors import key_of
from rashomon.lexicons.figures import load_figures
from rashomon.records import Event, Figure

#: PLOVER sectors of people who bear arms for somebody; police are counted with them, as UCDP does.
_ARMED = frozenset({"MIL", "REB", "PAR", "COP", "SPY", "UAF", "PRM", "CRM", "SEP", "INS"})


@dataclass(frozen=True, slots=True)
class Settled:
    """One figure by a named rule: the least, the best and the most (UCDP GED's low, best and high)."""

    low: int
    best: int
    high: int
    rule: str


def keep_ledger(statements: Sequence[Statements], origins: Mapping[int, int], lexicons: Lexicons) -> Ledger:
    """Return every figure that the accounts give, and the ranges for each origin and overall.

    `origins` gives the origin of each account by its number (from 1). A figure that one document repeats is one entry.
    """
    entries = sorted(_entries(statements, origins, lexicons), key=_order)
    judged = tuple(_judge(entry, entries) for entry in entries)
    return Ledger(judged, tuple(_ranges(judged)))


def settle(ledger: Ledger, *, kind: str = "killed", rule: str = "latest-per-origin") -> Settled | None:
    """Return low, best and high by a named rule; None if no figure of the kind is given.

    latest-per-origin: of each origin the latest figures; low and high are their extremes, best their (lower) median.
    all: the extremes of all figures and their (lower) median. Raises KeyError for a rule of another name.
    """
    wanted = [entry for entry in ledger.entries if entry.kind == kind and not entry.is_part]
    wanted = [entry for entry in wanted if _amount(entry) is not None]
    chosen = _RULES[rule](wanted)
    if not chosen:
        return None
    lows = [entry.low if entry.low is not None else entry.high or 0 for entry in chosen]
    highs = [entry.high if entry.high is not None else entry.low or 0 for entry in chosen]
    amounts = [amount for entry in chosen if (amount := _amount(entry)) is not None]
    return Settled(min(lows), median_low(amounts), max(highs), rule)


def _entries(
    statements: Sequence[Statements], origins: Mapping[int, int], lexicons: Lexicons
) -> Iterator[Entry]:
    for number, group in enumerate(statements, 1):
        seen: set[tuple[str, str, str, int | None, int | None]] = set()
        for event, document in group.events:
            for figure in event.figures:
                category = categorise(figure, lexicons)
                key = (document.id, figure.kind, category, figure.low, figure.high)
                if key in seen:
                    continue
                seen.add(key)
                yield Entry(
                    figure.kind,
                    category,
                    figure.low,
                    figure.high,
                    figure.hedge,
                    figure.whom,
                    figure_words(figure),
                    group.speaker or group.publisher,
                    group.publisher,
                    number,
                    origins[number],
                    document.id,
                    figure.span,
                    document.published,
                    Verdict.ALONE,
                    whose=_whose(figure, event),
                )


def categorise(figure: Figure, lexicons: Lexicons) -> str:
    """Return civilian or combatant by the role that the counted noun names (actor tables), else unspecified."""
    words = key_of(figure.whom or "")
    if load_figures(lexicons.language).anybody.issuperset(words):
        return "unspecified"
    for first in range(len(words)):
        for last in range(len(words), first, -1):
            for name in lexicons.actors.index.get(words[first:last]):
                sectors = {sector for status in name.status for sector in status.sectors}
                if name.kind in ("role", "part") and sectors:
                    return "combatant" if sectors & _ARMED else "civilian"
    return "unspecified"


def _whose(figure: Figure, event: Event) -> tuple[str, ...]:
    """Return the states of those whom the figure counts, else of the place; none where the text does not say."""
    counted = [one for one in (*event.recipients, *event.actors) if one.span.overlaps(figure.span)]
    states = [code for one in counted for code in one.country]
    if not states and event.place is not None:
        states = [one.state for one in event.place.states]
    return tuple(dict.fromkeys(states))


def _order(entry: Entry) -> tuple[str, str, str, str, int]:
    return entry.kind, entry.category, entry.published or "9", entry.document, entry.span.start


def _judge(entry: Entry, entries: Sequence[Entry]) -> Entry:
    """Return the entry with its verdict against all others of its kind and category.

    Of several figures that one account gives in one document the largest is the whole; a smaller one counts a part.
    """
    alike = [e for e in entries if (e.kind, e.category) == (entry.kind, entry.category)]
    alike = [e for e in alike if not (e.whose and entry.whose) or set(e.whose) & set(entry.whose)]
    largest = _largest(alike)
    if whole := _whole(entry, largest):
        return replace(entry, detail=f"a part of {whole.words}", is_part=True)
    rivals = [e for e in alike if e is not entry and _whole(e, largest) is None]
    others = [e for e in rivals if e.account != entry.account]
    if clashing := [e for e in others if _clash(entry, e)]:
        detail = "; ".join(dict.fromkeys(f"{e.voice}: {e.words}" for e in clashing))
        numbers = tuple(sorted({e.account for e in clashing}))
        return replace(entry, verdict=Verdict.CONTRADICTS, detail=detail, against=numbers)
    if before := [e for e in rivals if _grows(e, entry) or _is_replaced(e, entry)]:
        detail = "from " + "; ".join(
            dict.fromkeys(f"{e.words} ({(e.published or '?')[:10]})" for e in before)
        )
        return replace(entry, verdict=Verdict.REVISED, detail=detail)
    if any(_compatible(entry, e) for e in others):
        return replace(entry, verdict=Verdict.AGREES)
    return entry


_Place = tuple[int, str]


def _largest(entries: Iterable[Entry]) -> dict[_Place, Entry]:
    """Return the largest figure of each account in each document."""
    found: dict[_Place, Entry] = {}
    for entry in entries:
        known = found.setdefault((entry.account, entry.document), entry)
        if (_amount(entry) or 0, entry.words) > (_amount(known) or 0, known.words):
            found[entry.account, entry.document] = entry
    return found


def _whole(entry: Entry, largest: Mapping[_Place, Entry]) -> Entry | None:
    """Return the larger figure that the same account gives in the same document, if there is one."""
    found = largest[entry.account, entry.document]
    return found if (_amount(found) or 0) > (_amount(entry) or 0) else None


def _clash(left: Entry, right: Entry) -> bool:
    """Say whether two figures cannot both be true and the one is not the other grown."""
    return not _compatible(left, right) and not _grows(left, right) and not _grows(right, left)


def _compatible(left: Entry, right: Entry) -> bool:
    """Say whether one number may lie in both figures; at least n reaches to any number, dozens too."""
    (a, b), (c, d) = _reach(left), _reach(right)
    return a <= d and c <= b


def _reach(entry: Entry) -> tuple[float, float]:
    low = entry.low if entry.low is not None else 0
    high = entry.high if entry.high is not None else float("inf")
    if entry.hedge and entry.low is not None and entry.low == entry.high:
        return low * 0.9, high * 1.1  # about, some, nearly
    return low, high


def _grows(old: Entry, new: Entry) -> bool:
    """Say whether the new figure is the old one grown: given on a later day, and larger."""
    before, after = _amount(old), _amount(new)
    if before is None or after is None or old.published is None or new.published is None:
        return False
    return old.published[:10] < new.published[:10] and before < after


def _is_replaced(old: Entry, new: Entry) -> bool:
    """Say whether one voice of one outlet gives the new figure on a later day in place of its old one."""
    if old.account != new.account or old.published is None or new.published is None:
        return False
    return old.published[:10] < new.published[:10] and not _compatible(old, new)


def _amount(entry: Entry) -> int | None:
    """Return the number that a figure names: its least, or its most where it has no least."""
    return entry.low if entry.low is not None else entry.high


def _ranges(entries: Sequence[Entry]) -> Iterator[Range]:
    """Yield the range of each kind and category: overall, then of each origin."""
    for kind, category in dict.fromkeys((entry.kind, entry.category) for entry in entries):
        alike = (e for e in entries if (e.kind, e.category) == (kind, category) and not e.is_part)
        some = [entry for entry in alike if _amount(entry) is not None]
        if not some:
            continue
        yield _range(some, None)
        for origin in sorted({entry.origin for entry in some}):
            yield _range([entry for entry in some if entry.origin == origin], origin)


def _range(entries: Sequence[Entry], origin: int | None) -> Range:
    amounts = [amount for entry in entries if (amount := _amount(entry)) is not None]
    latest = max(entries, key=lambda entry: (entry.published or "", _amount(entry) or 0, entry.voice))
    return Range(
        latest.kind,
        latest.category,
        min(amounts),
        max(max(amounts), *(entry.high or 0 for entry in entries)),
        _amount(latest) or 0,
        latest.voice,
        origin,
        len(entries),
    )


def _latest_of_each(entries: Iterable[Entry]) -> list[Entry]:
    """Return of each origin the figures of its latest day."""
    by_origin: dict[int, list[Entry]] = {}
    for entry in entries:
        by_origin.setdefault(entry.origin, []).append(entry)
    found: list[Entry] = []
    for rows in by_origin.values():
        last = max((entry.published or "")[:10] for entry in rows)
        found += [entry for entry in rows if (entry.published or "")[:10] == last]
    return found


def _all(entries: Iterable[Entry]) -> list[Entry]:
    return list(entries)


_RULES: dict[str, Callable[[Iterable[Entry]], list[Entry]]] = {
    "latest-per-origin": _latest_of_each,
    "all": _all,
}
