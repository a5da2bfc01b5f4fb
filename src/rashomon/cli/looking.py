"""This file is where the commands that show a corpus stand: incidents, compare, search, show, merge, split."""

from __future__ import annotations

from typing import Annotated

import typer

from rashomon.cli.corpus import Author, CorpusFile, Note, _author, _show_rows, app
from rashomon.cli.options import (
    Documents,
    EventType,
    Html,
    Json,
    Outlet,
    Place,
    Since,
    State,
    Until,
    Words,
    make_filter,
)
from rashomon.cli.output import check_target, emit, print_lines, write_page
from rashomon.errors import UsageError

IncidentId = Annotated[
    str, typer.Argument(metavar="INCIDENT", help="Id of the incident, or enough of its beginning.")
]
Most = Annotated[int, typer.Option("--most", metavar="N", min=1, help="How many to show.")]


@app.command(short_help="List incidents: what, where, when, how many tell it.")
def incidents(
    corpus: CorpusFile,
    words: Words = None,
    event_type: EventType = None,
    state: State = None,
    place: Place = None,
    since: Since = None,
    until: Until = None,
    publisher: Outlet = None,
    documents: Documents = 1,
    most: Most = 50,
    json: Json = False,
) -> int:
    """List incidents, those with most independent origins first."""
    from rashomon.corpus.database import open_corpus
    from rashomon.corpus.reading import list_incidents

    wanted = make_filter(
        event_type=event_type,
        state=state,
        place=place,
        since=since,
        until=until,
        publisher=publisher,
        words=words,
        documents=documents,
        most=most,
    )
    with open_corpus(corpus, read_only=True) as opened:
        rows = list_incidents(opened, wanted)
    _show_rows(
        rows,
        ("id", "title", "documents", "publishers", "lineages", "origins", "killed_low", "killed_high"),
        json=json,
    )
    return 0


@app.command(short_help="Set the accounts of one incident side by side.")
def compare(corpus: CorpusFile, incident: IncidentId, html: Html = None, json: Json = False) -> int:
    """Set the accounts of one incident side by side: who says what, what they agree on, leave out and contradict."""
    import msgspec

    from rashomon.corpus.comparing import find_incident
    from rashomon.corpus.database import open_corpus
    from rashomon.corpus.summaries import load_comparison
    from rashomon.export.comparison import lines
    from rashomon.lexicons import Lexicons

    check_target(html)
    with open_corpus(corpus, read_only=True) as opened:
        lexicons = Lexicons()
        found = load_comparison(opened, find_incident(opened, incident), lexicons)
        if html is not None:
            from rashomon.web.report import report

            write_page(html, report(opened, found.incident, lexicons))
    if json:
        emit(msgspec.json.encode(found).decode() + "\n")
    else:
        print_lines(lambda width: lines(found, width=width))
    return 0


@app.command(short_help="Find documents by words.")
def search(
    corpus: CorpusFile,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help='Words; "a phrase" in marks; begin*.')],
    most: Most = 50,
    json: Json = False,
) -> int:
    """Find documents by their words, best first."""
    from rashomon.corpus.database import open_corpus
    from rashomon.corpus.reading import search

    with open_corpus(corpus, read_only=True) as opened:
        rows = search(opened, " ".join(words), most=most)
    _show_rows(rows, ("id", "published", "publisher", "title"), json=json)
    return 0


@app.command(short_help="Show one document of a corpus: its events with their voices.")
def show(
    corpus: CorpusFile,
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Id of the document, or its file.")],
    html: Html = None,
    json: Json = False,
) -> int:
    """Show one document: its events, each with its voices and its id, and the incidents that it tells."""
    from rashomon.corpus.comparing import corrected_codings
    from rashomon.corpus.database import open_corpus
    from rashomon.corpus.reading import find_document
    from rashomon.export import jsonl, table
    from rashomon.export.page import page

    check_target(html)
    with open_corpus(corpus, read_only=True) as opened:
        id = find_document(opened, document)
        (coding,) = corrected_codings(opened, [id])
        tellings = opened.db.execute(
            "SELECT incident.id, incident.title FROM telling JOIN incident ON incident.id = incident WHERE document = ? ORDER BY rank",
            (id,),
        ).fetchall()
    if html is not None:
        write_page(html, page([coding]))
    if json:
        emit(jsonl.whole(coding) + "\n")
        return 0
    print_lines(lambda width: table.lines(coding, width=width))
    emit("".join(f"\nincident {row[0]}: {row[1]}" for row in tellings) + "\n")
    emit("".join(f"event {number}: {event.id}\n" for number, event in enumerate(coding.events, 1)))
    return 0


@app.command(short_help="Hold two incidents to be one.")
def merge(
    corpus: CorpusFile, incident: IncidentId, other: IncidentId, author: Author = None, note: Note = None
) -> int:
    """Hold two incidents to be one. The id that is given up redirects; `split --undo` takes it back."""
    from rashomon.corpus.database import open_corpus
    from rashomon.corpus.deciding import merge

    with open_corpus(corpus) as opened:
        number = merge(opened, incident, other, author=_author(author), note=note)
        _regroup(opened)
    emit(f"decision {number}\n")
    return 0


@app.command(short_help="Take documents out of an incident, or take a decision back.")
def split(
    corpus: CorpusFile,
    incident: Annotated[str | None, typer.Argument(metavar="INCIDENT", help="Id of the incident.")] = None,
    documents: Annotated[
        list[str] | None, typer.Argument(metavar="DOCUMENT", help="Documents to take out.")
    ] = None,
    undo: Annotated[int | None, typer.Option("--undo", metavar="N", help="Take decision N back.")] = None,
    author: Author = None,
    note: Note = None,
) -> int:
    """Take documents out of an incident; with --undo take back a decision, a merge too."""
    from rashomon.corpus.database import open_corpus
    from rashomon.corpus.deciding import split, undo_decision
    from rashomon.corpus.reading import find_document

    if (undo is None) == (incident is None):
        raise UsageError("name an incident and the documents to take out of it, or a decision with --undo N")
    with open_corpus(corpus) as opened:
        if undo is not None:
            undo_decision(opened, undo)
            number = undo
        else:
            ids = [find_document(opened, document) for document in documents or []]
            number = split(opened, incident or "", ids, author=_author(author), note=note)
        _regroup(opened)
    emit(f"decision {number}{' taken back' if undo is not None else ''}\n")
    return 0


def _regroup(opened: object) -> None:
    from rashomon.corpus.database import Corpus
    from rashomon.corpus.grouping import group
    from rashomon.lexicons import Lexicons

    assert isinstance(opened, Corpus)
    group(opened, Lexicons())
