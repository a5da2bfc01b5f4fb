"""This file is where one claim card is read by itself: an event of a document, or a statement, with all its decisions."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

from rashomon.web.cards import ClaimCard, EventCard
from rashomon.web.opened import open_document
from rashomon.web.screen import OpenCorpus, Screen, View
from rashomon.web.screens.document import DocumentHead, DocumentId, event_rows


class CardView(View):
    """One event or one statement of a document."""

    document: DocumentHead
    event: EventCard | None
    claim: ClaimCard | None


def event(
    corpus: OpenCorpus,
    id: DocumentId,
    number: Annotated[int, Path(ge=1, le=1_000_000, description="The event's number in its document.")],
) -> CardView:
    """One event as its claim card: voices, factuality, codes, parties, time, place, figures, evidence, every reason."""
    opened = open_document(corpus, id)
    card = opened.card(str(number), explained=True)
    return CardView(document=DocumentHead.of(opened.coding.document), event=card, claim=None)


def claim(corpus: OpenCorpus, id: DocumentId, claim: Annotated[str, Path(max_length=50)]) -> CardView:
    """One statement: who says it, by which words, the events it holds, every reason."""
    opened = open_document(corpus, id)
    card = opened.claim(claim, explained=True)
    return CardView(document=DocumentHead.of(opened.coding.document), event=None, claim=card)


EVENT = Screen(
    "/documents/{id}/events/{number}",
    event,
    "claim.html.j2",
    lambda view: event_rows([view.event]),
)
CLAIM = Screen(
    "/documents/{id}/claims/{claim}",
    claim,
    "claim.html.j2",
    lambda view: [
        {
            "id": view.claim.id,
            "act": view.claim.act,
            "form": view.claim.form,
            "chain": " > ".join(v.name for v in view.claim.voices),
            "content": " … ".join(p.words for p in view.claim.content),
        }
    ],
)
