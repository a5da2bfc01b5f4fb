"""This file is where the review is read: one decision at a time, the one that is worth most first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Query, Request
from markupsafe import Markup
from pydantic import PrivateAttr

from rashomon.comparisons import Account
from rashomon.corpus.database import Corpus
from rashomon.corpus.saving import now
from rashomon.corpus.summaries import load_comparison
from rashomon.errors import CorpusError
from rashomon.export.highlights import story
from rashomon.lexicons import Lexicons
from rashomon.records import Document, Span
from rashomon.web.cards import EventCard
from rashomon.web.opened import Opened, open_document
from rashomon.web.rendering import link, part
from rashomon.web.screen import OpenCorpus, Screen, View
from rashomon.web.screens.document import DocumentHead

#: Rows of what comes next.
_NEXT = 20
#: Rows looked through for one that nobody has decided on under another id, as after coding anew.
_TRIES = 20
#: Characters of the text around an event, to each side.
_AROUND = 600
#: Voices of the incident that are shown beside; an incident of more documents is compared on its own page only.
_VOICES, _MOST_DOCUMENTS = 12, 20
_SLOTS = ("what", "who", "whom", "when", "where", "figures")

#: In the order of the table; those that somebody decided on are no longer in the queue.
_QUEUE = """SELECT review.event, score, why, event.document, number, event_type, "trigger", title, publisher
    FROM review JOIN event ON event.id = review.event JOIN document ON document.id = event.document
    WHERE NOT EXISTS (SELECT 1 FROM correction WHERE correction.event = review.event AND undone IS NULL)"""
_LATER = " AND (score < :score OR (score = :score AND review.event > :event)) ORDER BY score DESC, review.event LIMIT :most"


class QueueRow(View):
    """An event that waits for a decision."""

    event: str
    score: float
    """Disagreement in its incident, times how much of it is uncertain."""
    why: str
    document: str
    number: int
    event_type: str
    trigger: str
    title: str | None
    publisher: str | None


class SlotTold(View):
    """What one voice says in one slot, and how it stands to the others: agrees, alone, omits, contradicts, revised."""

    slot: str
    words: str
    verdict: str


class VoiceTold(View):
    """What one voice of the incident tells."""

    publisher: str
    speaker: str | None
    is_own: bool
    """Whether it tells so in the document of the event."""
    slots: list[SlotTold]


class LastDecision(View):
    """The last decision of who reviews, which can be undone."""

    id: int
    action: str
    field: str | None
    new: str | None
    made: str
    event: str | None
    document: str


class ReviewView(View):
    """One event to decide on, with what helps to decide."""

    author: str
    """Whose decisions these are."""
    decided_today: int
    """Events that this author decided on since midnight (UTC)."""
    left: int
    """Events of the queue that nobody has decided on."""
    total: int
    after: str
    """The event behind which this one comes in the queue; empty at its beginning."""
    score: float | None
    why: str
    document: DocumentHead | None
    start: int
    """Where the passage begins in the document's text."""
    passage: str
    event: EventCard | None
    """None where nothing is left."""
    incident_title: str | None
    told: list[VoiceTold]
    """What the voices of its incident tell, if it has been compared."""
    next: list[QueueRow]
    last: LastDecision | None
    kept: int
    """The correction that has just been kept."""
    undone: int

    _opened: Opened = PrivateAttr()

    @property
    def story(self) -> Markup:
        """The passage as HTML, with its marks and the event standing out."""
        within = Span(self.start, self.start + len(self.passage))
        chosen = self.event.number if self.event else 0
        return story(
            self._opened.coding,
            level=3,
            within=within,
            address=self.lead,
            chosen=chosen,
            known=self._opened.speakers,
        )

    @property
    def back(self) -> str:
        """Where a decision leads: to what comes next."""
        return link("/review", after=self.after)

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots of the table of voices."""
        return _SLOTS

    def lead(self, kind: str, value: object) -> str:
        """Return the address of the document's page with a card open."""
        path = f"/documents/{part(self.document.id)}" if self.document else "/documents"
        return link(path, {kind: str(value)}) + "#card"


def review(
    corpus: OpenCorpus,
    request: Request,
    after: Annotated[
        str, Query(max_length=200, description="Id of an event: what comes behind it in the queue.")
    ] = "",
    event: Annotated[
        str, Query(max_length=200, description="Id of the event to decide on, whatever the queue says.")
    ] = "",
    kept: Annotated[int, Query(ge=0, description="The correction that has just been kept.")] = 0,
    undone: Annotated[int, Query(ge=0, description="The correction that has just been undone.")] = 0,
) -> ReviewView:
    """The next event to decide on, best first (disagreement by uncertainty), with its card and what other voices tell."""
    author = request.app.state.settings.author
    row, opened = _chosen(corpus, event) if event else _next(corpus, after)
    view = ReviewView(
        author=author,
        after=event or after,
        kept=kept,
        undone=undone,
        next=[
            one for one in _rows(corpus, row.event if row else after, _NEXT) if row and one.event != row.event
        ],
        last=_last(corpus, author),
        **_progress(corpus, author),
        **_shown(corpus, row, opened, request.app.state.reader.lexicons),
    )
    if opened:
        view._opened = opened
    return view


def _rows(corpus: Corpus, after: str, most: int) -> list[QueueRow]:
    """Return what waits behind an event of the queue; from its beginning if it is not in the queue."""
    known = (
        corpus.db.execute("SELECT score FROM review WHERE event = ?", (after,)).fetchone() if after else None
    )
    values = {"score": known[0] if known else 1e9, "event": after, "most": most}
    return [QueueRow(**dict(row)) for row in corpus.db.execute(_QUEUE + _LATER, values).fetchall()]


def _next(corpus: Corpus, after: str) -> tuple[QueueRow | None, Opened | None]:
    """Return the next event and its document. One that was decided under another id is passed over."""
    rows = _rows(corpus, after, _TRIES)
    for row in rows:
        opened = open_document(corpus, row.document)
        if row.event in opened.numbers and not opened.corrections.get(row.event):
            return row, opened
    return None, None


def _chosen(corpus: Corpus, event: str) -> tuple[QueueRow, Opened]:
    """Return the event that is asked for. Raises CorpusError if there is none."""
    row = corpus.db.execute(
        """SELECT event.id AS event, coalesce(score, 0) AS score, coalesce(why, '') AS why, event.document, number, event_type,
                  "trigger", title, publisher
           FROM event JOIN document ON document.id = event.document LEFT JOIN review ON review.event = event.id
           WHERE event.id = ?""",
        (event,),
    ).fetchone()
    if row is None:
        raise CorpusError(f"{event}: no such event in the corpus; /review has those that wait")
    found = QueueRow(**dict(row))
    return found, open_document(corpus, found.document)


def _progress(corpus: Corpus, author: str) -> dict[str, Any]:
    left, total = corpus.db.execute(
        f"SELECT (SELECT count(*) FROM ({_QUEUE})), (SELECT count(*) FROM review)"
    ).fetchone()
    today = corpus.db.execute(
        "SELECT count(DISTINCT coalesce(event, id)) FROM correction WHERE author = ? AND made >= ? AND undone IS NULL",
        (author, now()[:10]),
    ).fetchone()[0]
    return {"left": left, "total": total, "decided_today": today}


def _last(corpus: Corpus, author: str) -> LastDecision | None:
    row = corpus.db.execute(
        """SELECT id, action, field, new, made, event, document FROM correction
           WHERE author = ? AND undone IS NULL ORDER BY made DESC, id DESC LIMIT 1""",
        (author,),
    ).fetchone()
    return LastDecision(**dict(row)) if row else None


def _shown(corpus: Corpus, row: QueueRow | None, opened: Opened | None, lexicons: Lexicons) -> dict[str, Any]:
    """Return what the page shows of the event: the passage, the card, the voices of its incident."""
    if row is None or opened is None:
        nothing = {"score": None, "why": "", "document": None, "start": 0, "passage": ""}
        return {**nothing, "event": None, "incident_title": None, "told": []}
    document = opened.coding.document
    card = opened.card(row.event, explained=True)
    passage = _passage(document, Span(card.trigger.start, card.trigger.end))
    incident = next((one for one in opened.incidents if one.id == card.incident), None)
    return {
        "score": row.score,
        "why": row.why,
        "document": DocumentHead.of(document),
        "start": passage.start,
        "passage": passage.of(document.text),
        "event": card,
        "incident_title": incident.title if incident else None,
        "told": _told(corpus, incident.id, document.id, lexicons) if incident else [],
    }


def _passage(document: Document, trigger: Span) -> Span:
    """Return the paragraph that holds the event; of a very long one what stands around it, in whole words."""
    zone = next(
        (zone.span for zone in document.zones if zone.span.covers(trigger)), Span(0, len(document.text))
    )
    start, end = zone.start, zone.end
    if trigger.start - start > _AROUND:
        start = document.text.find(" ", trigger.start - _AROUND, trigger.start) + 1 or trigger.start
    if end - trigger.end > _AROUND:
        end = max(document.text.rfind(" ", trigger.end, trigger.end + _AROUND), trigger.end)
    return Span(start, end)


def _told(corpus: Corpus, incident: str, document: str, lexicons: Lexicons) -> list[VoiceTold]:
    """Return what the voices of the incident tell, if several documents do and it is known or soon found."""
    row = corpus.db.execute(
        """SELECT documents, EXISTS (SELECT 1 FROM comparison WHERE incident = incident.id
                                     AND comparison.signature = incident.signature) AS is_known
           FROM incident WHERE id = ?""",
        (incident,),
    ).fetchone()
    if row["documents"] < 2 or not (row["is_known"] or row["documents"] <= _MOST_DOCUMENTS):
        return []
    accounts = load_comparison(corpus, incident, lexicons).accounts
    return [_voice(account, document) for account in _first(accounts, document)]


def _first(accounts: Sequence[Account], document: str) -> list[Account]:
    """Return the accounts to show: those of the document itself, then those of publishers, then those of speakers."""
    order = sorted(
        accounts, key=lambda one: (document not in one.documents, one.speaker is not None, one.number)
    )
    return order[:_VOICES]


def _voice(account: Account, document: str) -> VoiceTold:
    return VoiceTold(
        publisher=account.publisher,
        speaker=account.speaker,
        is_own=document in account.documents,
        slots=[
            SlotTold(
                slot=cell.slot,
                words="; ".join(dict.fromkeys(value.label for value in cell.values)),
                verdict=cell.verdict.value,
            )
            for slot in _SLOTS
            for cell in account.cells
            if cell.slot == slot
        ],
    )


SCREEN = Screen("/review", review, "review.html.j2", lambda view: [row.model_dump() for row in view.next])
