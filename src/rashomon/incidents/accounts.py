"""This file is where an incident becomes its accounts side by side, with their origins and the ledger of figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from rashomon.comparisons import Account, Cell, Comparison, Entry, Ledger, Verdict
from rashomon.incidents.ledger import keep_ledger
from rashomon.incidents.origins import find_origins
from rashomon.incidents.slots import SLOTS
from rashomon.incidents.statements import Statements, sort_statements
from rashomon.incidents.verdicts import MOST_NAMED, judge
from rashomon.lexicons import Lexicons
from rashomon.records import Coding, Incident, Telling


def compare(
    incident: Incident,
    tellings: Mapping[str, Telling],
    codings: Mapping[str, Coding],
    *,
    lineages: Mapping[str, str],
    lexicons: Lexicons,
    title: str = "",
) -> Comparison:
    """Return the accounts of the incident, what they agree on, leave out and contradict, each with its evidence.

    `tellings` by id, `codings` and `lineages` by document id. No account is dropped, whatever it contradicts.
    """
    statements = sort_statements(incident, tellings, codings)
    origins = find_origins(statements, lineages)
    origin_of = {number: origin.number for origin in origins for number in origin.accounts}
    ledger = keep_ledger(statements, origin_of, lexicons)
    rows = judge(statements)
    accounts = tuple(
        _account(number, group, cells, ledger, origin_of[number], lineages)
        for number, (group, cells) in enumerate(zip(statements, rows, strict=True), 1)
    )
    documents = {document.id for group in statements for document in group.documents}
    entries = tuple(replace(entry, detail=_brief(entry.detail)) for entry in ledger.entries)
    return Comparison(
        incident.id,
        title,
        accounts,
        origins,
        replace(ledger, entries=entries),
        len(documents),
        len({group.publisher for group in statements}),
        len({lineages.get(document, document) for document in documents}),
        tuple(slot for slot in SLOTS if _agreed(slot, accounts)),
        tuple(slot for slot in SLOTS if _has(slot, accounts, Verdict.CONTRADICTS)),
    )


def _account(
    number: int,
    group: Statements,
    cells: Sequence[Cell],
    ledger: Ledger,
    origin: int,
    lineages: Mapping[str, str],
) -> Account:
    documents = group.documents
    entries = [entry for entry in ledger.entries if entry.account == number]
    return Account(
        number,
        group.publisher,
        group.speaker,
        group.speaker_id,
        tuple(document.id for document in documents),
        documents[0].published,
        group.stance,
        tuple(_with_verdict(cell, entries) if cell.slot == "figures" else cell for cell in cells),
        origin,
        tuple(document.id for document in documents if lineages.get(document.id, document.id) != document.id),
    )


def _with_verdict(cell: Cell, entries: Sequence[Entry]) -> Cell:
    """Return the cell of figures with the gravest verdict that the ledger gives on them."""
    if not entries:
        return cell
    for verdict in (Verdict.CONTRADICTS, Verdict.REVISED, Verdict.AGREES):
        found = [entry for entry in entries if entry.verdict is verdict]
        if found:
            detail = "; ".join(
                dict.fromkeys(f"{entry.words}: {_brief(entry.detail)}" for entry in found if entry.detail)
            )
            against = sorted({number for entry in found for number in entry.against})
            return replace(cell, verdict=verdict, detail=detail, against=tuple(against))
    return replace(cell, verdict=Verdict.ALONE)


def _brief(detail: str) -> str:
    """Return a detail with the first of what it names: hundreds of figures say no more than some."""
    parts = detail.split("; ")
    return detail if len(parts) <= MOST_NAMED else "; ".join((*parts[:MOST_NAMED], "and others"))


def _has(slot: str, accounts: Sequence[Account], verdict: Verdict) -> bool:
    return any(
        cell.slot == slot and cell.verdict is verdict for account in accounts for cell in account.cells
    )


def _agreed(slot: str, accounts: Sequence[Account]) -> bool:
    return _has(slot, accounts, Verdict.AGREES) and not _has(slot, accounts, Verdict.CONTRADICTS)
