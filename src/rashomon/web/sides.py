"""This file is where accounts become columns: which are shown, which are collapsed as copies, each with its words."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from rashomon.comparisons import Account, Cell, Comparison, Value, Verdict
from rashomon.corpus.database import Corpus
from rashomon.web.screen import View

#: Columns that a page shows unless it is asked for others, and the most that it shows at all.
DEFAULT_COLUMNS, MOST_COLUMNS = 12, 60
#: Characters around the words that say it, the most of these, and how many passages a cell shows.
_AROUND, _MOST_WORDS, _MOST_QUOTES = 80, 700, 6
#: Values of a slot that the head of a page names.
_MOST_SAID = 5
_UNTRUE = ("denied", "negated")
_SPACE = re.compile(r"\s+")


class ValueView(View):
    """What one account says in one slot."""

    key: str
    """What is compared: entity ids, a day, a place id, a type, a number."""
    label: str
    mood: str
    """asserted, denied, demanded ...; for wording: whether it is the voice's own or quoted."""
    document: str
    start: int | None
    """First character of the document that says it."""
    end: int | None
    event: str | None


class QuoteView(View):
    """Words of a document that say it, with what stands around them."""

    document: str
    publisher: str
    published: str | None
    start: int
    end: int
    before: str
    words: str
    after: str
    event: str | None
    number: int | None
    """The event's number in its document."""


class CellView(View):
    """One slot of one account: what it says, and how that stands to what the others say."""

    slot: str
    verdict: str
    """agrees, alone, omits, contradicts or revised."""
    against: list[int]
    """Numbers of the accounts that it contradicts."""
    detail: str
    values: list[ValueView]
    quotes: list[QuoteView]


class AccountName(View):
    """An account by name alone."""

    number: int
    publisher: str
    speaker: str | None
    origin: int
    is_shown: bool
    documents: list[str]


class AccountView(View):
    """One voice's telling of the incident: a publisher in its own voice, or a speaker whom it quotes."""

    number: int
    publisher: str
    speaker: str | None
    speaker_id: str
    voice: str
    """By which the network and the map are asked for what this voice tells."""
    stance: str
    first: str | None
    origin: int
    documents: list[str]
    copies: list[str]
    """Documents among them that are copies of another publisher's text."""
    run_by: list[AccountName]
    """Accounts of other outlets that run this text."""
    cells: list[CellView]


class SaidView(View):
    """A value of a slot with the accounts that give it."""

    label: str
    mood: str
    accounts: list[int]


class SlotView(View):
    """A slot on which the accounts agree or contradict each other, with what they say."""

    slot: str
    said: list[SaidView]
    more: int
    """Further values that are not named here."""


def copies_of(comparison: Comparison, lineages: Mapping[str, str]) -> dict[int, list[Account]]:
    """Return by number of an account those that only run its text under another name.

    `lineages` gives the text that each document goes back to. A voice in copies stays with the same voice in the first
    of the account's texts, be it the publisher or a speaker.
    """
    leaders: dict[tuple[str, str], Account] = {}
    for account in sorted(comparison.accounts, key=lambda one: (_is_copied(one), one.number)):
        for text in _texts(account, lineages):
            leaders.setdefault((text, _speaker(account)), account)
    found: dict[int, list[Account]] = {}
    for account in comparison.accounts:
        if _is_copied(account):
            first = next(iter(_texts(account, lineages)))
            leader = leaders[first, _speaker(account)]
            if leader.number != account.number:
                found.setdefault(leader.number, []).append(account)
    return found


def choose(comparison: Comparison, copies: Mapping[int, Sequence[Account]], most: int) -> list[int]:
    """Return the numbers of the accounts to show first: publishers themselves, then of each origin one, and who contradicts."""
    collapsed = {account.number for some in copies.values() for account in some}
    left = [account for account in comparison.accounts if account.number not in collapsed]
    seen: set[int] = set()
    ranks: list[tuple[int, int]] = []
    for account in sorted(left, key=lambda one: (one.speaker is not None, one.number)):
        is_first = account.origin not in seen
        seen.add(account.origin)
        disputed = any(cell.verdict is Verdict.CONTRADICTS for cell in account.cells)
        own = account.speaker is None
        told = 2 if is_first and disputed else 3 if is_first or disputed else 4
        rank = (0 if is_first else 1) if own else told
        ranks.append((rank, account.number))
    return [number for _, number in sorted(ranks)[:most]]


def in_columns(comparison: Comparison, numbers: Collection[int]) -> list[Account]:
    """Return the accounts of these numbers in the order of columns: those of one origin stand together."""
    wanted = [account for account in comparison.accounts if account.number in numbers]
    return sorted(wanted, key=lambda account: (account.origin, account.number))


def show(
    corpus: Corpus, accounts: Sequence[Account], copies: Mapping[int, Sequence[Account]]
) -> list[AccountView]:
    """Return the accounts as a page shows them, with the words of the corpus that say each value."""
    shown = {account.number for account in accounts}
    values = [value for account in accounts for cell in account.cells for value in cell.values]
    texts = _read_texts(corpus, {value.document for value in values})
    events = read_numbers(corpus, {value.event for value in values if value.event})
    return [
        AccountView(
            number=account.number,
            publisher=account.publisher,
            speaker=account.speaker,
            speaker_id=account.speaker_id,
            voice=account.speaker or account.publisher,
            stance=account.stance,
            first=account.first,
            origin=account.origin,
            documents=list(account.documents),
            copies=list(account.copies),
            run_by=[name_of(other, shown) for other in copies.get(account.number, ())],
            cells=[_cell(cell, texts, events) for cell in account.cells],
        )
        for account in accounts
    ]


def name_of(account: Account, shown: Collection[int]) -> AccountName:
    """Return the account by name, with whether it is among those shown."""
    return AccountName(
        number=account.number,
        publisher=account.publisher,
        speaker=account.speaker,
        origin=account.origin,
        is_shown=account.number in shown,
        documents=list(account.documents),
    )


def say_together(comparison: Comparison, slots: Iterable[str], verdict: Verdict) -> list[SlotView]:
    """Return of each slot the values that cells of this verdict give, those of most accounts first."""
    return [_said(comparison, slot, verdict) for slot in slots]


def read_numbers(corpus: Corpus, events: Collection[str]) -> Mapping[str, int]:
    """Return the number that each event has in its document."""
    rows = corpus.db.execute(
        "SELECT id, number FROM event WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(events)),),
    )
    return {row[0]: row[1] for row in rows}


def _said(comparison: Comparison, slot: str, verdict: Verdict) -> SlotView:
    found: dict[tuple[str, bool], SaidView] = {}
    for account in comparison.accounts:
        for cell in account.cells:
            if cell.slot != slot or cell.verdict is not verdict:
                continue
            for value in cell.values:
                key = (value.key, value.mood in _UNTRUE)
                one = found.setdefault(
                    key,
                    SaidView(
                        label=value.key if slot == "what" else _label(value), mood=value.mood, accounts=[]
                    ),
                )
                if not one.accounts or one.accounts[-1] != account.number:
                    one.accounts.append(account.number)
    least = 2 if verdict is Verdict.AGREES else 1
    said = sorted(
        (one for one in found.values() if len(one.accounts) >= least), key=lambda one: -len(one.accounts)
    )
    return SlotView(slot=slot, said=said[:_MOST_SAID], more=max(0, len(said) - _MOST_SAID))


def _is_copied(account: Account) -> bool:
    return set(account.documents) <= set(account.copies)


def _texts(account: Account, lineages: Mapping[str, str]) -> dict[str, None]:
    return dict.fromkeys(lineages.get(document, document) for document in account.documents)


def _speaker(account: Account) -> str:
    return (account.speaker or "").casefold()


_Texts = Mapping[str, tuple[str, str, str | None]]


def _read_texts(corpus: Corpus, documents: Collection[str]) -> _Texts:
    """Return text, publisher and day of publication of each document."""
    rows = corpus.db.execute(
        "SELECT id, text, publisher, published FROM document WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(documents)),),
    )
    return {row[0]: (row[1], row[2] or "publisher not known", row[3]) for row in rows}


def _cell(cell: Cell, texts: _Texts, events: Mapping[str, int]) -> CellView:
    quotes: dict[tuple[str, int, int], QuoteView] = {}
    for value in cell.values:
        if value.span is not None and value.document in texts and len(quotes) < _MOST_QUOTES:
            key = (value.document, value.span.start, value.span.end)
            quotes.setdefault(key, _quote(value, *key, texts, events))
    return CellView(
        slot=cell.slot,
        verdict=cell.verdict.value,
        against=list(cell.against),
        detail=cell.detail,
        values=[_value(value) for value in cell.values],
        quotes=list(quotes.values()),
    )


def _value(value: Value) -> ValueView:
    start, end = (value.span.start, value.span.end) if value.span is not None else (None, None)
    return ValueView(
        key=value.key,
        label=_label(value),
        mood=value.mood,
        document=value.document,
        start=start,
        end=end,
        event=value.event,
    )


def _label(value: Value) -> str:
    """Return the value without the signs of what did not happen: its mood says so."""
    if value.label.startswith("[") and value.label.endswith("]"):
        return value.label[1:-1]
    return value.label.removeprefix("not ") if value.mood in _UNTRUE else value.label


def _quote(
    value: Value, document: str, start: int, end: int, texts: _Texts, events: Mapping[str, int]
) -> QuoteView:
    text, publisher, published = texts[document]
    before, words, after = passage(text, start, end)
    return QuoteView(
        document=document,
        publisher=publisher,
        published=published,
        start=start,
        end=end,
        before=before,
        words=words,
        after=after,
        event=value.event,
        number=events.get(value.event or ""),
    )


def passage(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return what stands before the span, its words, and what follows, each on one line; cut between words."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before, words, after = text[first:start], text[start:end], text[end:last]
    if first > 0:
        before = "… " + before.partition(" ")[2]
    if last < len(text):
        after = after.rpartition(" ")[0] + " …"
    if len(words) > _MOST_WORDS:
        words, after = words[:_MOST_WORDS], " …"
    return _SPACE.sub(" ", before), _SPACE.sub(" ", words), _SPACE.sub(" ", after)
