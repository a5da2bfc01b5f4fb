"""This file is where the corpus is taken along: the formats, what each of them loses, and the download itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from time import thread_time
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse

from rashomon.corpus.database import Corpus, open_corpus
from rashomon.corpus.exporting import everything, export_rows
from rashomon.corpus.reading import Filter, list_incidents, match_words
from rashomon.export.formats import FORMATS, Format, find_format, loss_report
from rashomon.export.formats.items import PROFILES, RULES
from rashomon.lexicons import Lexicons
from rashomon.ontology import EventType
from rashomon.web.rendering import link
from rashomon.web.screen import Day, KindOfEvent, LeastDocuments, OpenCorpus, Screen, StateCode, View, Words

router = APIRouter()

#: Seconds of work in which rows are written to count what they lose, of how many incidents at most, and characters sent at once.
_SECONDS, _INCIDENTS, _CHUNK = 0.1, 200, 65_536
_COUNTED = {"document": "documents", "event": "events", "incident": "incidents"}
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


class LossView(View):
    """What becomes of one of our fields in a format."""

    field: str
    fate: Literal["kept", "coarsened", "dropped"]
    note: str
    measured: int | None
    """How many of the counted rows it concerns; None where nothing was counted."""


class FormatView(View):
    """A format that the corpus can be written in."""

    id: str
    title: str
    about: str
    extension: str
    media_type: str
    row: str
    """What one row is: document, event or incident."""
    of: int | None
    """How many documents, events or incidents the corpus has; a format may leave some out."""
    columns: list[str]
    own_columns: list[str]
    """Columns of ours behind those of the format."""
    uses_rule: bool
    """It has room for one figure, which the rule settles."""
    uses_profile: bool
    """It has room for one country of a place, which the place profile chooses."""
    losses: list[LossView]
    address: str
    """Of the download, with the filters and choices that were made."""


class ExportPage(View):
    """The formats; of the chosen one, what it loses of what the filter finds."""

    formats: list[FormatView]
    chosen: FormatView | None
    rows: int
    """Rows that were written to count what they lose."""
    counts: dict[str, int]
    """All that was counted on the way, by its name."""
    is_whole: bool
    """Those are all rows; False if only the first were counted."""
    event_types: list[str]
    rules: list[str]
    profiles: list[str]


class Choice(View):
    """Which rows are wanted, and what stands where a format has less room than the corpus."""

    event_type: str
    state: str
    place: str
    since: str
    until: str
    publisher: str
    words: str
    documents: int
    rule: str
    profile: str

    @property
    def wanted(self) -> Filter:
        """The filter; that of everything if nothing is left out."""
        given = self.model_dump(exclude={"rule", "profile"})
        narrowed: dict[str, Any] = {name: value or None for name, value in given.items()}
        return replace(everything(), **narrowed)

    @property
    def query(self) -> dict[str, str]:
        """What of it an address has to say."""
        usual = {"documents": 1, "rule": RULES[0], "profile": PROFILES[0]}
        return {
            name: str(value)
            for name, value in self.model_dump().items()
            if value and value != usual.get(name)
        }


def choose(
    event_type: KindOfEvent = "",
    state: StateCode = "",
    place: Words = "",
    since: Day = "",
    until: Day = "",
    publisher: Words = "",
    words: Words = "",
    documents: LeastDocuments = 1,
    rule: Annotated[Literal[RULES], Query(description="Makes one figure of many.")] = RULES[0],  # type: ignore[valid-type]
    profile: Annotated[Literal[PROFILES], Query(description="Makes one country of several.")] = PROFILES[0],  # type: ignore[valid-type]
) -> Choice:
    """Return the filter of incidents, and the choices. Raises UsageError for words that are none."""
    if words:
        match_words(words)
    return Choice(
        event_type=event_type,
        state=state,
        place=place,
        since=since,
        until=until,
        publisher=publisher,
        words=words,
        documents=documents,
        rule=rule,
        profile=profile,
    )


Chosen = Annotated[Choice, Depends(choose)]
FormatId = Annotated[
    str, Query(alias="format", pattern="^[a-z0-9-]{0,40}$", description="Counts what this one loses.")
]


def export(request: Request, corpus: OpenCorpus, choice: Chosen, format_id: FormatId = "") -> ExportPage:
    """Formats that the corpus can be written in, what a row of each is, and what becomes of our fields in it."""
    sizes = {row["name"]: row["value"] for row in corpus.db.execute("SELECT name, value FROM summary_count")}
    tally, is_whole, chosen = Counter[str](), False, None
    if format_id:
        form = find_format(format_id)
        is_whole = _count(corpus, form, choice, tally, request.app.state.reader.lexicons)
        chosen = _view(form, choice, sizes, tally)
    return ExportPage(
        formats=[_view(form, choice, sizes, None) for form in FORMATS.values()],
        chosen=chosen,
        rows=tally["rows"],
        counts=dict(sorted(tally.items())),
        is_whole=is_whole,
        event_types=[kind.value for kind in EventType],
        rules=list(RULES),
        profiles=list(PROFILES),
    )


@router.get("/export/{format_id}", summary="The corpus, or what is told of some incidents, in a format.")
def download(request: Request, format_id: str, choice: Chosen) -> StreamingResponse:
    """Return the file piece by piece, from a connection of its own: a download may take as long as it takes."""
    form, path = find_format(format_id), request.app.state.settings.corpus
    corpus = open_corpus(path, read_only=True)
    try:
        pieces = _pieces(corpus, form, choice, Counter(), request.app.state.reader.lexicons)
        # What is wrong is said before anything was sent.
        first = next(pieces, "")
    except BaseException:
        corpus.close()
        raise
    return StreamingResponse(
        _stream(corpus, chain((first,), pieces)),
        media_type=f"{form.media_type}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name(path, form)}"'},
    )


def file_name(corpus: Path, form: Format) -> str:
    """Return the name of the download: nothing but letters, digits, hyphens and the format's own ending."""
    return f"{_UNSAFE.sub('-', corpus.stem).strip('-')[:60] or 'corpus'}-{form.id}.{form.extension}"


def _pieces(
    corpus: Corpus,
    form: Format,
    choice: Choice,
    tally: Counter[str],
    lexicons: Lexicons,
    most: int | None = None,
) -> Iterator[str]:
    wanted = choice.wanted if most is None else replace(choice.wanted, most=most)
    return export_rows(
        corpus, form.id, wanted, rule=choice.rule, profile=choice.profile, tally=tally, lexicons=lexicons
    )


def _stream(corpus: Corpus, pieces: Iterator[str]) -> Iterator[bytes]:
    held, size = list[str](), 0
    try:
        for piece in pieces:
            held.append(piece)
            size += len(piece)
            if size >= _CHUNK:
                yield "".join(held).encode("utf-8", "replace")
                held, size = [], 0
        yield "".join(held).encode("utf-8", "replace")
    finally:
        corpus.close()


def _count(corpus: Corpus, form: Format, choice: Choice, tally: Counter[str], lexicons: Lexicons) -> bool:
    """Count what the first rows lose, for as long as a page may take; say whether those are all rows."""
    is_bounded = form.row == "incident" or choice.wanted != everything()
    end = thread_time() + _SECONDS
    for _ in _pieces(corpus, form, choice, tally, lexicons, _INCIDENTS if is_bounded else None):
        if tally["rows"] and thread_time() > end:
            return False
    return not is_bounded or _fits(corpus, choice)


def _fits(corpus: Corpus, choice: Choice) -> bool:
    """Say whether the filter finds no more incidents than were counted."""
    return not list_incidents(corpus, replace(choice.wanted, start=_INCIDENTS, most=1))


def _view(form: Format, choice: Choice, sizes: dict[str, int], tally: Counter[str] | None) -> FormatView:
    return FormatView(
        id=form.id,
        title=form.title,
        about=form.about,
        extension=form.extension,
        media_type=form.media_type,
        row=form.row,
        of=sizes.get(_COUNTED[form.row]),
        columns=list(form.columns),
        own_columns=list(form.own_columns),
        uses_rule=form.uses_rule,
        uses_profile=form.uses_profile,
        losses=[LossView(**loss) for loss in loss_report(form.id, tally)],
        address=link(f"/export/{form.id}", choice.query),
    )


def _rows(view: ExportPage) -> list[dict[str, object]]:
    """Return every loss of the chosen format, or of all."""
    return [
        {"format": form.id, **loss.model_dump()}
        for form in ([view.chosen] if view.chosen else view.formats)
        for loss in form.losses
    ]


SCREEN = Screen("/export", export, "export.html.j2", _rows)
