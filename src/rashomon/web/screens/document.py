"""This file is where a document is read for its page: the text in parts, everything found in it, and its events as cards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from markupsafe import Markup
from pydantic import PrivateAttr

from rashomon.corpus.database import Corpus
from rashomon.errors import UsageError
from rashomon.explain import explain_abstention
from rashomon.explain.words import notes, one_line
from rashomon.export.highlights import Speaker, split_text, story
from rashomon.records import Abstention, Coding, Document, Span, Wording
from rashomon.web.cards import ClaimCard, EventCard
from rashomon.web.fields import ActorView, Corrected, FigureView, WhenView, WhereView
from rashomon.web.opened import IncidentLink, Opened, open_document
from rashomon.web.rendering import link, part
from rashomon.web.screen import OpenCorpus, Row, Screen, View

#: Characters of a text that one page shows; a long article has a tenth of it. What is longer has several pages.
PART_CHARS = 30_000
#: Documents of the same text, or the same story, that are named.
_RELATED = 20

DocumentId = Annotated[str, Path(max_length=200)]

#: What can be shown and hidden, with the name that the page gives it.
LAYERS = (
    ("voice", "voices"),
    ("cue", "cues"),
    ("event", "events"),
    ("actor", "actors"),
    ("place", "places"),
    ("date", "dates"),
    ("figure", "figures"),
    ("wording", "loaded words"),
)


class ZoneView(View):
    """What a stretch of the text is for: headline, dek, body, caption, credit, boilerplate ..."""

    kind: str
    start: int
    end: int


class SpeakerView(View):
    """A voice of the document, with the letter by which the text marks it."""

    letter: str
    hue: int
    name: str
    role: str
    attributions: list[str]


class WordingView(View):
    """A loaded word: whose it is and what others write instead."""

    words: str
    family: str
    voice: str
    form: str
    attribution: str | None
    whose: str
    plain: list[str]
    used_by: list[str]
    start: int
    end: int


class NotCoded(View):
    """A possible event that was not coded, and why."""

    words: str
    rule: str
    detail: str
    start: int
    end: int


class RelatedDocument(View):
    """Another document: with the same text, or of the same story."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    kind: str | None
    """How its text was taken: exact, cut, changed; None for one that is no copy."""


class DocumentHead(View):
    """What is known of a document as a whole."""

    id: str
    title: str | None
    publisher: str | None
    publisher_country: str | None
    agency: str | None
    authors: list[str]
    section: str | None
    published: str | None
    published_basis: str | None
    updated: str | None
    language: str | None
    url: str | None
    name: str | None
    """Of the file or page it was read from."""

    @classmethod
    def of(cls, document: Document) -> DocumentHead:
        """Return what is known of the document."""
        return cls(
            **{name: getattr(document, name) for name in cls.model_fields if name != "authors"},
            authors=list(document.authors),
        )


class DocumentView(View):
    """A document: its text, and everything that was read in it. Of a long text, one part; spans count from its beginning."""

    document: DocumentHead
    length: int
    """Characters of the whole text."""
    part: int
    parts: int
    start: int
    """Where the part begins; `text` has the characters from here."""
    end: int
    text: str
    zones: list[ZoneView]
    speakers: list[SpeakerView]
    attributions: list[ClaimCard]
    actors: list[ActorView]
    dates: list[WhenView]
    places: list[WhereView]
    figures: list[FigureView]
    wording: list[WordingView]
    events: list[EventCard]
    not_coded: list[NotCoded]
    notes: list[str]
    event_count: int
    """Events of the whole text."""
    lost_corrections: list[Corrected]
    """Corrections of events that are no longer coded."""
    incidents: list[IncidentLink]
    copy_of: RelatedDocument | None
    same_text: list[RelatedDocument]
    same_story: list[RelatedDocument]
    event: EventCard | None
    """The event that was asked for, with every decision on it."""
    claim: ClaimCard | None
    """The statement that was asked for, with every decision on it."""
    layers: list[str]
    """What the page shows of the marks."""

    _opened: Opened = PrivateAttr()

    @property
    def story(self) -> Markup:
        """The part of the text as HTML, with its marks."""
        coding, within = self._opened.coding, Span(self.start, self.end)
        chosen = self.event.number if self.event else 0
        return story(
            coding, level=2, within=within, address=self.lead, chosen=chosen, known=self._opened.speakers
        )

    def lead(self, kind: str, value: object) -> str:
        """Return the address of this page with the card of an event or a statement open."""
        layers = None if len(self.layers) == len(LAYERS) else ",".join(self.layers) or "none"
        number = self.part if self.parts > 1 else None
        path = f"/documents/{part(self.document.id)}"
        return f"{link(path, {kind: str(value)}, part=number, layers=layers)}#card"

    @property
    def all_layers(self) -> tuple[tuple[str, str], ...]:
        """Every layer and its name."""
        return LAYERS


def document(
    corpus: OpenCorpus,
    id: DocumentId,
    event: Annotated[
        str, Query(max_length=200, description="Number or id of the event whose card is wanted.")
    ] = "",
    claim: Annotated[str, Query(max_length=50, description="Id of the statement whose card is wanted.")] = "",
    part: Annotated[
        int, Query(ge=0, le=100_000, description="Which part of a long text; 0 is that of the event.")
    ] = 0,
    layers: Annotated[
        list[str] | None, Query(max_length=20, description="Marks to show; all if none is given.")
    ] = None,
) -> DocumentView:
    """A document's text with everything that was read in it, its events as claim cards, and what it belongs to."""
    opened = open_document(corpus, id)
    coding, length = opened.coding, len(opened.coding.document.text)
    card = opened.card(event, explained=True) if event else None
    statement = opened.claim(claim, explained=True) if claim else None
    parts = split_text(coding.document, most=PART_CHARS)
    number = _part(parts, part, card, statement)
    view = DocumentView(
        document=DocumentHead.of(coding.document),
        length=length,
        part=number,
        parts=len(parts),
        event=card,
        claim=statement,
        event_count=len(coding.events),
        notes=list(notes(coding)),
        lost_corrections=[Corrected.of(one) for one in opened.corrections.get("", ())],
        incidents=opened.incidents,
        layers=_layers(layers),
        **_found(opened, parts[number - 1]),
        **_related(corpus, id),
    )
    view._opened = opened
    return view


def _layers(wanted: list[str] | None) -> list[str]:
    """Return the names of the layers to show; several may stand in one value, with commas."""
    names = {name for value in wanted or () for name in value.split(",")}
    return [name for name, _ in LAYERS if wanted is None or name in names]


def _part(parts: list[Span], wanted: int, card: EventCard | None, claim: ClaimCard | None) -> int:
    """Return the number of the part to show: the one asked for, else that of the event or statement, else the first."""
    if wanted > len(parts):
        raise UsageError(f"part={wanted}: the text has {len(parts)} part{'s' * (len(parts) > 1)}")
    if wanted:
        return wanted
    passages = [card.trigger] if card else claim.content[:1] if claim else []
    place = passages[0].start if passages else 0
    return next((n for n, span in enumerate(parts, 1) if span.start <= place < span.end), 1)


def _found(opened: Opened, within: Span) -> dict[str, Any]:
    """Return everything that was read in the part of the text."""
    coding = opened.coding
    text = coding.document.text

    def here(span: Span | None) -> bool:
        return span is not None and span.overlaps(within)

    return {
        "start": within.start,
        "end": within.end,
        "text": within.of(text),
        "zones": [
            ZoneView(kind=z.kind.value, start=z.span.start, end=z.span.end)
            for z in coding.document.zones
            if here(z.span)
        ],
        "speakers": _speakers(opened, within),
        "attributions": [opened.claim_of(a) for a in coding.attributions if any(map(here, a.content))],
        "actors": [ActorView.of(actor, text) for actor in coding.actors if here(actor.span)],
        "dates": [WhenView.of(when, text) for when in coding.dates if here(when.span)],
        "places": [WhereView.of(where) for where in coding.places if here(where.span)],
        "figures": [FigureView.of(figure) for figure in coding.figures if here(figure.span)],
        "wording": [_wording(coding, one, opened.speakers) for one in coding.wording if here(one.span)],
        "events": [opened.card(n) for n, event in enumerate(coding.events, 1) if here(event.trigger)],
        "not_coded": [_not_coded(one, text) for one in coding.abstentions if here(one.span)],
    }


def _speakers(opened: Opened, within: Span) -> list[SpeakerView]:
    """Return the voices that speak in the part."""
    said: dict[Speaker, list[str]] = {}
    for attribution in opened.coding.attributions:
        if any(span.overlaps(within) for span in (*attribution.content, *attribution.source)):
            said.setdefault(opened.speakers[attribution.id], []).append(attribution.id)
    return [
        SpeakerView(letter=one.letter, hue=one.hue, name=one.name, role=one.role, attributions=ids)
        for one, ids in said.items()
    ]


def _wording(coding: Coding, wording: Wording, known: Mapping[str, Speaker]) -> WordingView:
    speaker = known.get(wording.attribution or "")
    publisher = coding.document.publisher or coding.document.agency or "the publisher"
    return WordingView(
        words=wording.span.of(coding.document.text),
        family=wording.family,
        voice=wording.voice,
        form=wording.form,
        attribution=wording.attribution,
        whose=one_line(speaker.name if speaker and wording.voice == "speaker" else publisher),
        plain=list(wording.plain),
        used_by=list(wording.used_by),
        start=wording.span.start,
        end=wording.span.end,
    )


def _not_coded(abstention: Abstention, text: str) -> NotCoded:
    return NotCoded(
        words=explain_abstention(abstention, text).words,
        rule=abstention.why.rule,
        detail=abstention.why.detail,
        start=abstention.span.start,
        end=abstention.span.end,
    )


def _related(corpus: Corpus, id: str) -> dict[str, Any]:
    """Return the documents with the same text, the one it was taken from among them, and others of the same story."""
    row = corpus.db.execute('SELECT lineage, kind, "of" FROM lineage WHERE document = ?', (id,)).fetchone()
    lineage, kind, origin = row or (None, None, None)
    head = "SELECT document.id, title, publisher, published"
    same = corpus.db.execute(
        f"""{head}, lineage.kind FROM lineage JOIN document ON document.id = lineage.document
            WHERE lineage.lineage = ? AND document.id <> ? LIMIT ?""",
        (lineage, id, _RELATED),
    )
    others = corpus.db.execute(
        f"""{head}, NULL AS kind FROM story JOIN document ON document.id = story.document
            LEFT JOIN lineage ON lineage.document = story.document
            WHERE story = (SELECT story FROM story WHERE document = ?) AND document.id <> ? AND lineage.lineage IS NOT ? LIMIT ?""",
        (id, id, lineage, _RELATED),
    )
    source = corpus.db.execute(f"{head}, ? AS kind FROM document WHERE id = ?", (kind, origin)).fetchone()
    return {
        "copy_of": RelatedDocument(**dict(source)) if source else None,
        "same_text": _in_order(same),
        "same_story": _in_order(others),
    }


def _in_order(rows: Iterable[Any]) -> list[RelatedDocument]:
    found = [RelatedDocument(**dict(row)) for row in rows]
    return sorted(found, key=lambda one: (one.published or "~", one.id))


def event_rows(events: Iterable[EventCard]) -> list[Row]:
    """Return the events as rows of a table."""
    return [
        {
            "number": one.number,
            "id": one.id,
            "chain": " > ".join(voice.name for voice in one.voices),
            "event_type": one.event_type,
            "mode": one.mode,
            "contexts": " ".join(one.contexts),
            "cameo": one.cameo,
            "quad": one.quad,
            "intensity": one.intensity,
            "mood": one.mood,
            "temporal": one.temporal,
            "value": one.voices[-1].value if one.voices else None,
            "actors": "; ".join(actor.name for actor in one.actors),
            "actor_countries": " ".join(c for actor in one.actors for c in actor.countries),
            "recipients": "; ".join(actor.name for actor in one.recipients),
            "recipient_countries": " ".join(c for actor in one.recipients for c in actor.countries),
            "earliest": one.when.earliest if one.when else None,
            "latest": one.when.latest if one.when else None,
            "granularity": one.when.granularity if one.when else None,
            "place": one.where.name if one.where else None,
            "precision": one.where.precision if one.where else None,
            "states": " ".join(one.where.states) if one.where else None,
            "figures": "; ".join(figure.words for figure in one.figures),
            "incident": one.incident,
            "rejected": one.is_rejected,
            "corrections": len(one.corrections),
            "start": one.evidence.start,
            "end": one.evidence.end,
            "evidence": one_line(one.evidence.words),
        }
        for one in events
    ]


SCREEN = Screen("/documents/{id}", document, "document.html.j2", lambda view: event_rows(view.events))

router = APIRouter(include_in_schema=False)


@router.get("/static/story.css")
def style() -> Response:
    """Return the style of the marks, which is that of exported pages."""
    text = files("rashomon.export").joinpath("templates/rashomon.css").read_text(encoding="utf-8")
    return Response(text, media_type="text/css; charset=utf-8", headers={"Cache-Control": "max-age=600"})
