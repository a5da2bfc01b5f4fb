"""This file is where the report of an incident is written: one file to send, to print, to keep."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rashomon.cli.corpus import CorpusFile, app
from rashomon.cli.messages import bar
from rashomon.cli.options import Quiet
from rashomon.cli.output import check_target, emit, write_page


@app.command(short_help="Write one incident as a file that opens offline and prints.")
def report(
    corpus: CorpusFile,
    incident: Annotated[
        str, typer.Argument(metavar="INCIDENT", help="Id of the incident, or enough of its beginning.")
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where it goes; else stdout.")
    ] = None,
    quiet: Quiet = False,
) -> int:
    """Write one incident as one HTML file: accounts side by side, figures, map, documents with the words that say it.

    It has no script, fetches nothing, and prints on A4.
    """
    from rashomon.corpus.database import open_corpus
    from rashomon.lexicons import Lexicons
    from rashomon.web.report import report

    check_target(output, option="--output")
    with bar("drawing", shown=not quiet), open_corpus(corpus, read_only=True) as opened:
        page = report(opened, incident, Lexicons())
    if output is None:
        emit(page)
        return 0
    write_page(output, page, option="--output")
    emit(f"{output}\n")
    return 0
