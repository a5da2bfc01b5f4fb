"""This file is where the Rashomon view is read: one incident as each voice tells it, side by side."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Path, Query, Request
from starlette.exceptions import HTTPException

from rashomon.comparisons import Comparison, Verdict
from rashomon.corpus.comparing import find_incident
from rashomon.corpus.database import Corpus
from rashomon.corpus.reading import documents_of
from rashomon.corpus.summaries import load_comparison
from rashomon.errors import UsageError
from rashomon.incidents.slots import SLOTS
from rashomon.lexicons import Lexicons
from rashomon.web import sides
from rashomon.web.map_chart import places_of_incident
from rashomon.web.screen import OpenCorpus, Row, Screen, View
from rashomon.web.screens.ledger import LedgerView, ledger_of
from rashomon.web.screens.map import PlaceRow
from rashomon.web.settings import MOST_ROWS
from rashomon.web.sides import AccountName, AccountView, SlotView

#: Links between tellings, and figures, that the page itself shows.
_MOST_LINKS, _MOST_FIGURES = 40, 60

IncidentId = Annotated[str, Path(max_length=64, description="An incident's id, or enough of its beginning.")]


class OriginView(View):
    """What several accounts may go back to: one text, one agency, one speaker."""

    number: int
    label: str
    accounts: list[int]
    why: list[str]


class DocumentView(View):
    """A document that tells of the incident."""

    id: str
    title: str | None
    publisher: str | None
    agency: str | None
    """Whom the document credits."""
    published: str | None
    lineage: str | None
    """The earliest document with this text."""
    kind: str | None
    """How it relates to the document that it was taken from."""
    of: str | None
    of_publisher: str | None


class FeatureView(View):
    """One ground for or against two tellings being of one incident."""

    name: str
    value: float
    weight: float
    detail: str


class LinkView(View):
    """Two tellings that are held to be of one incident, or apart, and why."""

    left: str
    """The id of the document that tells."""
    right: str
    score: float
    rule: str
    features: list[FeatureView]


class DecisionView(View):
    """What a person decided: that documents tell of one incident, or not."""

    id: int
    action: str
    left_document: str
    right_document: str
    author: str
    made: str
    note: str | None


class IncidentView(View):
    """One incident as each voice tells it."""

    id: str
    title: str
    documents: int
    publishers: int
    lineages: int
    """Texts: what is copied counts once."""
    origins: list[OriginView]
    slots: list[str]
    agreements: list[SlotView]
    disputes: list[SlotView]
    accounts: list[AccountView]
    """Those shown, in the order of columns."""
    all_accounts: list[AccountName]
    """Every account by name."""
    are_left_out: int
    """Accounts that are not shown."""
    ledger: LedgerView
    places: list[PlaceRow]
    """Places of what any voice asserts, those of most events first."""
    told_in: list[DocumentView]
    links: list[LinkView]
    links_in_all: int
    decisions: list[DecisionView]
    earlier_ids: list[str]
    """Ids of incidents that were merged into this one."""


def incident(
    corpus: OpenCorpus,
    request: Request,
    id: IncidentId,
    voices: Annotated[
        list[str],
        Query(max_length=sides.MOST_COLUMNS, description="Numbers of accounts, as 1,3,7; own; or all."),
    ] = [],  # noqa: B006
) -> IncidentView:
    """One incident as each voice tells it: what the accounts say slot by slot, agree on, leave out and contradict."""
    _lead_on(corpus, request, id)
    comparison = load_comparison(corpus, id, request.app.state.reader.lexicons)
    return view_of(corpus, request.app.state.reader.lexicons, comparison, voices)


def view_of(
    corpus: Corpus,
    lexicons: Lexicons,
    comparison: Comparison,
    voices: Sequence[str],
    *,
    most: int = sides.DEFAULT_COLUMNS,
) -> IncidentView:
    """Return the view of a comparison with the columns that are asked for; if none are, with the `most` telling ones."""
    told_in = _documents(corpus, comparison.incident)
    copies = sides.copies_of(comparison, {one.id: one.lineage or one.id for one in told_in})
    numbers = _wanted(comparison, voices) or sides.choose(comparison, copies, most)
    shown = sides.in_columns(comparison, set(numbers))
    in_all, links = _links(corpus, comparison.incident)
    return IncidentView(
        id=comparison.incident,
        title=comparison.title or comparison.incident,
        documents=comparison.documents,
        publishers=comparison.publishers,
        lineages=comparison.lineages,
        origins=[
            OriginView(number=one.number, label=one.label, accounts=list(one.accounts), why=list(one.why))
            for one in comparison.origins
        ],
        slots=list(SLOTS),
        agreements=sides.say_together(comparison, comparison.agreements, Verdict.AGREES),
        disputes=sides.say_together(comparison, comparison.disputes, Verdict.CONTRADICTS),
        accounts=sides.show(corpus, shown, copies),
        all_accounts=[sides.name_of(one, set(numbers)) for one in comparison.accounts],
        are_left_out=len(comparison.accounts) - len(shown),
        ledger=ledger_of(corpus, comparison, 0, _MOST_FIGURES),
        places=places_of_incident(corpus, lexicons, comparison.incident),
        told_in=told_in,
        links=links,
        links_in_all=in_all,
        decisions=_decisions(corpus, comparison.incident),
        earlier_ids=_earlier(corpus, comparison.incident),
    )


def _lead_on(corpus: Corpus, request: Request, id: str) -> None:
    """Send to the incident's own address if the id is the beginning of one, or of one that was merged away."""
    found = find_incident(corpus, id)
    if found != id:
        where = request.url.path.replace(f"/{id}", f"/{found}", 1)
        question = f"?{request.url.query}" if request.url.query else ""
        raise HTTPException(303, f"now {found}", headers={"Location": where + question})


def _wanted(comparison: Comparison, voices: Sequence[str]) -> list[int]:
    """Return the numbers of the accounts that are asked for, as many as a page shows at most.

    Raises UsageError for what is no number, and if none of the accounts is meant.
    """
    words = [word.strip() for voice in voices for word in voice.split(",") if word.strip()]
    if not words:
        return []
    known = [account.number for account in comparison.accounts]
    own = [account.number for account in comparison.accounts if account.speaker is None]
    found: dict[int, None] = {}
    for word in words:
        if word.isascii() and word.isdigit():
            found.update(dict.fromkeys(number for number in known if str(number) == word))
        elif word in ("all", "own"):
            found.update(dict.fromkeys(known if word == "all" else own))
        else:
            raise UsageError(f"voices={word}: give numbers of accounts, as 1,3,7, or own, or all")
    if not found:
        raise UsageError(f"voices={','.join(words)}: no such account; they are numbered 1 to {len(known)}")
    return list(found)[: sides.MOST_COLUMNS]


def _documents(corpus: Corpus, id: str) -> list[DocumentView]:
    rows = [dict(row) for row, _ in zip(documents_of(corpus, id), range(MOST_ROWS), strict=False)]
    names = {row["id"]: row["publisher"] for row in rows}
    return [
        DocumentView(
            **{name: row[name] for name in DocumentView.model_fields if name in row},
            of_publisher=names.get(row["of"]),
        )
        for row in rows
    ]


def _links(corpus: Corpus, id: str) -> tuple[int, list[LinkView]]:
    """Return how many links hold the incident together, and the first of them: people's decisions, then the weakest."""
    joined = """FROM telling AS one JOIN link ON link."left" = one.id JOIN telling AS other ON other.id = link."right"
                WHERE one.incident = ? AND other.incident = one.incident"""
    in_all = corpus.db.execute(f"SELECT count(*) {joined}", (id,)).fetchone()[0]
    rows = corpus.db.execute(
        f"""SELECT one.document AS "left", other.document AS "right", score, rule, features {joined}
            ORDER BY rule LIKE 'incident:%', score, link.id LIMIT ?""",
        (id, _MOST_LINKS),
    )
    return in_all, [LinkView(**{**dict(row), "features": json.loads(row["features"])}) for row in rows]


def _decisions(corpus: Corpus, id: str) -> list[DecisionView]:
    """Return what people decided on the incident's documents and still holds, each decision once."""
    rows = corpus.db.execute(
        """SELECT min(decision.id) AS id, action, left_document, right_document, author, made, note
           FROM decision WHERE undone IS NULL AND (left_document IN (SELECT document FROM telling WHERE incident = ?)
                OR right_document IN (SELECT document FROM telling WHERE incident = ?))
           GROUP BY action, author, made ORDER BY 1 LIMIT ?""",
        (id, id, _MOST_LINKS),
    )
    return [DecisionView(**dict(row)) for row in rows]


def _earlier(corpus: Corpus, id: str) -> list[str]:
    rows = corpus.db.execute("SELECT old FROM redirect WHERE new = ? ORDER BY old LIMIT ?", (id, _MOST_LINKS))
    return [row[0] for row in rows]


def _rows(view: Any) -> list[Row]:
    """Return a row for each slot of each account that is shown."""
    assert isinstance(view, IncidentView)
    return [
        {
            "incident": view.id,
            "account": account.number,
            "publisher": account.publisher,
            "speaker": account.speaker,
            "stance": account.stance,
            "first": account.first,
            "origin": account.origin,
            "slot": cell.slot,
            "verdict": cell.verdict,
            "against": cell.against,
            "values": [value.label for value in cell.values],
            "moods": [value.mood for value in cell.values],
            "evidence": [f"{one.document}:{one.start}-{one.end}" for one in cell.quotes],
            "detail": cell.detail,
        }
        for account in view.accounts
        for cell in account.cells
    ]


SCREEN = Screen("/incidents/{id}", incident, "incident.html.j2", _rows)
