"""This file is where a comparison becomes text for a terminal: the accounts of one incident, slot by slot."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from rich.text import Text

from rashomon.comparisons import Account, Cell, Comparison, Entry, Verdict
from rashomon.explain.words import NOTHING, one_line

MARKS = {
    Verdict.AGREES: "=",
    Verdict.ALONE: "·",
    Verdict.OMITS: " ",
    Verdict.CONTRADICTS: "≠",
    Verdict.REVISED: "↑",
}
LEGEND = "= another account says so, too   ≠ contradicts the accounts named   ↑ a revised toll   · only here   – silent"
_STYLES = {
    Verdict.CONTRADICTS: "bold red",
    Verdict.AGREES: "",
    Verdict.ALONE: "",
    Verdict.REVISED: "yellow",
    Verdict.OMITS: "dim",
}
_NAME = 8


def lines(comparison: Comparison, *, width: int = 100) -> Iterator[Text]:
    """Yield the lines: the counts, then each account with its slots, then the ledger of figures."""
    yield Text(one_line(comparison.title or comparison.incident), "bold")
    yield Text(counts_words(comparison), "dim")
    yield from _whole(comparison, width)
    for account in comparison.accounts:
        yield Text()
        yield from _account(account, width)
    yield Text()
    yield from _ledger(comparison, width)
    yield Text()
    yield from (Text(part, "dim") for part in wrap(LEGEND, width))


def counts_words(comparison: Comparison) -> str:
    """Return documents, publishers, texts and origins, counted apart."""
    counts = (
        (comparison.documents, "document"),
        (comparison.publishers, "publisher"),
        (comparison.lineages, "text"),
        (len(comparison.accounts), "account"),
        (len(comparison.origins), "origin"),
    )
    return (
        ", ".join(f"{n} {word}{'s' * (n != 1)}" for n, word in counts) + f"; incident {comparison.incident}"
    )


def account_name(account: Account) -> str:
    """Return who tells: the publisher, or the speaker as the publisher quotes it."""
    return f"{account.publisher} > {account.speaker}" if account.speaker else account.publisher


def cell_words(cell: Cell) -> str:
    """Return the values of a cell, each once."""
    return "; ".join(dict.fromkeys(one_line(value.label) for value in cell.values)) or NOTHING


def _whole(comparison: Comparison, width: int) -> Iterator[Text]:
    for label, slots in (("agreed on", comparison.agreements), ("in dispute", comparison.disputes)):
        if slots:
            yield Text(f"{label}: {', '.join(slots)}", "bold" if label == "in dispute" else "")
    for origin in comparison.origins:
        if len(origin.accounts) > 1:
            words = f"one origin ({one_line(origin.label)}): accounts {', '.join(map(str, origin.accounts))} – {'; '.join(origin.why)}"
            yield from (Text(part, "dim") for part in wrap(words, width))


def _account(account: Account, width: int) -> Iterator[Text]:
    day = (account.first or "undated")[:10]
    copied = " (copied text)" if account.copies else ""
    head = f"{account.number}. {one_line(account_name(account))}: {account.stance}; {day}, origin {account.origin}{copied}"
    yield from (Text(part, "bold") for part in wrap(head, width, subsequent_indent="   "))
    for cell in account.cells:
        if cell.slot == "wording" and not cell.values:
            continue
        against = f"  (≠ {', '.join(map(str, cell.against))})" if cell.against else ""
        words = f"{cell_words(cell)}{against}"
        for number, part in enumerate(wrap(words, width - _NAME - 7) or [""]):
            name = f"   {MARKS[cell.verdict]} {cell.slot:<{_NAME}} " if number == 0 else " " * (_NAME + 6)
            yield Text(f"{name}{part}", _STYLES[cell.verdict])


def _ledger(comparison: Comparison, width: int) -> Iterator[Text]:
    ledger = comparison.ledger
    if not ledger.entries:
        return
    yield Text("Figures", "bold")
    for one in ledger.ranges:
        if one.origin is None:
            words = f"   {one.kind}, {one.category}: {one.low} to {one.high}, latest {one.latest} ({one_line(one.latest_voice)})"
            yield from (
                Text(part) for part in wrap(words, width, initial_indent="   ", subsequent_indent="     ")
            )
    for entry in ledger.entries:
        words = f"{MARKS[entry.verdict]} {entry_words(entry)}"
        for part in wrap(words, width, initial_indent="     ", subsequent_indent="       "):
            yield Text(part, _STYLES[entry.verdict])


def entry_words(entry: Entry) -> str:
    """Return a figure with its voice, its day and how it stands to the others."""
    day = (entry.published or "undated")[:10]
    detail = f" – {one_line(entry.detail)}" if entry.detail else ""
    return f"{one_line(entry.words)}, {entry.category}: {one_line(entry.voice)} in {one_line(entry.publisher)}, {day}{detail}"
