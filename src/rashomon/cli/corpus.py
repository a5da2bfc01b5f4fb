"""This file is where the commands on a corpus stand: add, group, look, compare, correct."""

from __future__ import annotations

import getpass
import json as jsons
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from rashomon.cli.messages import Bar, bar, say
from rashomon.cli.options import Jobs, Json, Model, Published, Publisher, Quiet
from rashomon.cli.output import emit, print_lines
from rashomon.errors import PARTIAL_EXIT_CODE, EmptyInputError, UsageError

app = typer.Typer()

CorpusFile = Annotated[Path, typer.Argument(metavar="CORPUS", help="The corpus: one SQLite file.")]
Author = Annotated[
    str | None, typer.Option("--author", metavar="NAME", help="Who decides; else the user of the machine.")
]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Why, in a few words.")]


@app.command(short_help="Add stories to a corpus: code, keep and group them.")
def add(
    corpus: CorpusFile,
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT", help="Texts, pages, folders, JSONL, CSV, WARC, RSS or Atom files, addresses."
        ),
    ],
    fields: Annotated[
        list[str] | None,
        typer.Option(
            "--field", metavar="PART=NAME", help="Which column holds text, title, published, publisher, url."
        ),
    ] = None,
    published: Published = None,
    publisher: Publisher = None,
    jobs: Jobs = 1,
    model: Model = None,
    quiet: Quiet = False,
) -> int:
    """Add stories to a corpus, which is made if there is none. What was added before is skipped.

    Every story is kept before the next is begun: a run that is killed loses nothing that was finished, and goes on
    where it stopped when it is started again.
    """
    from rashomon.corpus.adding import Options, add
    from rashomon.corpus.database import open_corpus
    from rashomon.documents.items import open_items

    columns = _columns(fields or [])
    options = Options(published, publisher, model, jobs)
    items = [open_items(name, fields=columns) for name in _checked(inputs)]
    with open_corpus(corpus, create=True) as opened:
        with bar("adding", total=_count(inputs, columns), shown=not quiet) as progress:
            summary = add(opened, _chained(items), options, on_result=_reporter(progress))
        _group(opened, quiet=quiet)
    if not summary.inputs:
        raise EmptyInputError(f"{inputs[0]}: no stories in it; name files, or a folder of them")
    emit(
        f"{summary.coded} coded, {summary.kept} kept uncoded, {summary.same + summary.skipped} already there, {summary.failed} failed (run {summary.run})\n"
    )
    return PARTIAL_EXIT_CODE if summary.failed else 0


@app.command(short_help="Follow feeds and add what is new, until interrupted.")
def watch(
    corpus: CorpusFile,
    feeds: Annotated[list[str], typer.Argument(metavar="FEED", help="Addresses of RSS or Atom feeds.")],
    once: Annotated[bool, typer.Option("--once", help="Ask each feed that is due once, then end.")] = False,
    model: Model = None,
    quiet: Quiet = False,
) -> int:
    """Follow feeds politely and add what is new: as robots.txt allows, no more often than a feed changes."""
    import threading

    from rashomon.corpus.adding import Options
    from rashomon.corpus.database import open_corpus
    from rashomon.corpus.watching import watch
    from rashomon.watch import FeedState, Fetcher, Poller

    if wrong := [feed for feed in feeds if not feed.startswith(("http://", "https://"))]:
        raise UsageError(f"{wrong[0]}: no address of a feed; a feed in a file is added with `rashomon add`")
    ended = threading.Event()

    def report(state: FeedState, new: int) -> None:
        if state.error or not quiet:
            say(state.error or f"{state.url}: {new} new")

    with open_corpus(corpus, create=True) as opened:
        try:
            count = watch(
                opened,
                feeds,
                poller=Poller(Fetcher(tuple(feeds))),
                stop=(lambda seconds: seconds > 0) if once else ended.wait,
                options=Options(model=model),
                on_poll=report,
            )
        finally:
            _group(opened, quiet=quiet)
    emit(f"{count} stories added\n")
    return 0


@app.command(short_help="List inputs that failed, with the reason; --retry tries them again.")
def failures(
    corpus: CorpusFile,
    retry: Annotated[bool, typer.Option("--retry", help="Try each of them again.")] = False,
    json: Json = False,
    quiet: Quiet = False,
) -> int:
    """List the inputs that could not be read or coded; with --retry try them again."""
    from rashomon.corpus.database import open_corpus
    from rashomon.corpus.reading import list_failures
    from rashomon.corpus.retrying import retry as try_again

    with open_corpus(corpus) as opened:
        if retry:
            count = len(list_failures(opened))
            with bar("trying again", total=count, shown=not quiet) as progress:
                try_again(opened, on_result=lambda result: progress.advance())
            _group(opened, quiet=quiet)
        rows = list_failures(opened)
    _show_rows(rows, ("name", "reason", "tries"), json=json)
    return 0


@app.command(short_help="Code every story of a corpus anew.")
def recode(corpus: CorpusFile, jobs: Jobs = 1, model: Model = None, quiet: Quiet = False) -> int:
    """Code every story anew, as after a change of a lexicon. Earlier codings and corrections stay; see `diff`."""
    from rashomon.corpus.database import open_corpus
    from rashomon.corpus.recoding import count_uncoded, recode

    with open_corpus(corpus) as opened:
        with bar("recoding", total=count_uncoded(opened), shown=not quiet) as progress:
            run = recode(opened, jobs=jobs, model=model, on_done=progress.advance)
        _group(opened, quiet=quiet)
    emit(f"run {run}; `rashomon diff {corpus} {run - 1} {run}` shows what changed\n")
    return 0


@app.command(short_help="List the runs of a corpus.")
def runs(corpus: CorpusFile, json: Json = False) -> int:
    """List the runs of a corpus: when, what kind, how many documents; with --json their manifests."""
    from rashomon.corpus.database import open_corpus
    from rashomon.corpus.reading import list_runs

    with open_corpus(corpus, read_only=True) as opened:
        _show_rows(
            list_runs(opened), ("id", "kind", "started", "finished", "documents", "failures"), json=json
        )
    return 0


@app.command(short_help="Show which events two runs code differently, and which rule did it.")
def diff(
    corpus: CorpusFile,
    before: Annotated[int, typer.Argument(metavar="RUN", help="Number of the earlier run.")],
    after: Annotated[int, typer.Argument(metavar="RUN", help="Number of the later run.")],
    json: Json = False,
) -> int:
    """Show each event that differs between two runs, field by field, with the rules that did it."""
    from dataclasses import asdict

    from rashomon.corpus.database import open_corpus
    from rashomon.corpus.recoding import compare_runs

    with open_corpus(corpus, read_only=True) as opened:
        count = 0
        for change in compare_runs(opened, before, after):
            count += 1
            if json:
                emit(jsons.dumps(asdict(change), ensure_ascii=False) + "\n")
                continue
            emit(f"{change.kind:<8} {change.event}  “{' '.join(change.words.split())}”\n")
            for name, old, new in change.fields:
                emit(f"           {name}: {old or '–'} → {new or '–'}\n")
            if change.rules:
                emit(f"           by {', '.join(change.rules)}\n")
        if not json:
            emit(f"{count} events differ between run {before} and run {after}\n")
    return 0


@app.command(short_help="Bring a corpus of an older version up to date.")
def upgrade(corpus: CorpusFile) -> int:
    """Bring a corpus of an older version up to date; a copy of it as it was is left beside it."""
    from rashomon.corpus.database import upgrade

    before, after = upgrade(corpus)
    emit(
        f"{corpus}: schema {before}, now {after}\n"
        if before < after
        else f"{corpus}: up to date (schema {after})\n"
    )
    return 0


@app.command(short_help="Keep a decision on a coded event: accept, change or reject.")
def correct(
    corpus: CorpusFile,
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Id of the event, as `show` gives it.")],
    action: Annotated[str, typer.Argument(metavar="ACTION", help="accept, change or reject.")],
    field: Annotated[
        str | None, typer.Option("--field", metavar="NAME", help="What is wrong: event_type, mood ...")
    ] = None,
    new: Annotated[str | None, typer.Option("--new", metavar="VALUE", help="What is right.")] = None,
    author: Author = None,
    note: Note = None,
) -> int:
    """Keep what you decide on a coded event. It survives coding anew; `corrections` writes all as test cases."""
    from rashomon.corpus.corrections import correct
    from rashomon.corpus.database import open_corpus

    with open_corpus(corpus) as opened:
        number = correct(opened, event, action, field=field, new=new, author=_author(author), note=note)
    emit(f"correction {number}\n")
    return 0


@app.command(short_help="Write the corrections of a corpus as test cases, one JSON object a line.")
def corrections(
    corpus: CorpusFile,
    undo: Annotated[int | None, typer.Option("--undo", metavar="N", help="Take a correction back.")] = None,
) -> int:
    """Write the corrections in force as test cases: the words, what was coded, what is right."""
    from rashomon.corpus.corrections import export_cases, undo_correction
    from rashomon.corpus.database import open_corpus

    with open_corpus(corpus, read_only=undo is None) as opened:
        if undo is not None:
            undo_correction(opened, undo)
        for line in export_cases(opened):
            emit(line + "\n")
    return 0


def _columns(fields: list[str]) -> dict[str, str]:
    """Return which column holds which part. Raises UsageError for a part that no story has."""
    parts = ("text", "title", "published", "publisher", "url")
    found = dict(field.partition("=")[::2] for field in fields)
    for part, name in found.items():
        if part not in parts or not name:
            raise UsageError(f"--field {part}={name}: write PART=NAME, where PART is {', '.join(parts)}")
    return found


def _checked(inputs: list[str]) -> list[str]:
    """Return the inputs. Raises MissingFileError before anything is coded if one is not there."""
    from rashomon.documents.items import check_source

    for name in inputs:
        check_source(name)
    return inputs


def _chained(items: Iterable[Iterator[Any]]) -> Iterator[Any]:
    for some in items:
        yield from some


def _count(inputs: list[str], columns: dict[str, str]) -> int | None:
    """Return how many stories there are, if that takes no time to say: files and folders, no tables or archives."""
    from rashomon.documents.items import count_items

    return count_items(inputs)


def _reporter(progress: Bar) -> Any:
    def report(result: Any) -> None:
        progress.advance()
        if result.status == "failed":
            say(str(result.reason))

    return report


def _group(opened: Any, *, quiet: bool) -> None:
    """Group the corpus anew, unless nothing was added since it was grouped."""
    from rashomon.corpus.grouping import group, is_grouped
    from rashomon.lexicons import Lexicons

    if is_grouped(opened):
        return
    with bar("grouping", total=5, shown=not quiet) as progress:
        group(opened, Lexicons(), on_step=lambda words: progress.advance())


def _author(author: str | None) -> str:
    try:
        return author or os.environ.get("RASHOMON_AUTHOR") or getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def _show_rows(rows: list[dict[str, Any]], columns: tuple[str, ...], *, json: bool) -> None:
    """Write rows as lines of JSON, or as a table of some of their columns."""
    if json:
        for row in rows:
            emit(jsons.dumps(row, ensure_ascii=False) + "\n")
        return
    print_lines(lambda width: _table(rows, columns, width))


def _table(rows: list[dict[str, Any]], columns: tuple[str, ...], width: int) -> Iterator[Text]:
    from rashomon.explain.words import one_line

    cells = [[one_line(str("–" if row[name] is None else row[name])) for name in columns] for row in rows]
    widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    yield Text("  ".join(name.ljust(size) for name, size in zip(columns, widths, strict=True)), "dim")
    for row_cells in cells:
        yield Text("  ".join(cell.ljust(size) for cell, size in zip(row_cells, widths, strict=True)))
