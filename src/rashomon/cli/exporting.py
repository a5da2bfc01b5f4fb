"""This file is where a corpus is written in the formats of others: the command, the file, the report of what is lost."""

from __future__ import annotations

import json as jsons
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import batched
from pathlib import Path
from sys import maxsize
from typing import Annotated, Any

import typer

from rashomon.cli.corpus import CorpusFile, app
from rashomon.cli.messages import bar, say
from rashomon.cli.options import (
    Documents,
    EventType,
    Outlet,
    Place,
    Quiet,
    Since,
    State,
    Until,
    Words,
    make_filter,
)
from rashomon.cli.output import check_target, emit
from rashomon.errors import UsageError

FormatName = Annotated[
    str, typer.Option("--format", metavar="NAME", help="A format; `--format list` names them all.")
]
Target = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file, not to stdout.")
]
Rule = Annotated[
    str,
    typer.Option("--rule", metavar="NAME", help="How one figure is made of many: latest-per-origin or all."),
]
Profile = Annotated[
    str,
    typer.Option(
        "--place-profile",
        metavar="NAME",
        help="Which state of a disputed place is its one country: all (none), sovereign, administers or claims.",
    ),
]
Losses = Annotated[
    Path | None, typer.Option("--losses", metavar="FILE", help="Write as JSON what the format lost.")
]

#: Lines that are written at once.
_LINES = 500


@app.command(short_help="Write a corpus in a format of others, and say what that loses.")
def export(
    corpus: CorpusFile,
    form: FormatName,
    output: Target = None,
    rule: Rule = "latest-per-origin",
    profile: Profile = "all",
    losses: Losses = None,
    words: Words = None,
    event_type: EventType = None,
    state: State = None,
    place: Place = None,
    since: Since = None,
    until: Until = None,
    publisher: Outlet = None,
    documents: Documents = 1,
    quiet: Quiet = False,
) -> int:
    """Write a corpus, or what is told of some incidents, in a format of others. What that loses is counted and said.

    What is demanded, threatened, denied or to come is left out or marked, never written as plain fact.
    """
    from rashomon.corpus.database import open_corpus
    from rashomon.corpus.exporting import export_rows

    if form == "list":
        return _list_formats()
    check_target(output, "-o")
    check_target(losses, "--losses")
    wanted = make_filter(
        event_type=event_type,
        state=state,
        place=place,
        since=since,
        until=until,
        publisher=publisher,
        words=words,
        documents=documents,
        most=maxsize,
    )
    tally: Counter[str] = Counter()
    with open_corpus(corpus, read_only=True) as opened, bar("writing", shown=not quiet) as progress:
        pieces = export_rows(opened, form, wanted, rule=rule, profile=profile, tally=tally)
        _write(_counted(pieces, progress.advance), output)
    report = _report(form, rule, profile, tally)
    if losses is not None:
        _save(losses, [jsons.dumps(report, ensure_ascii=False, indent=2) + "\n"])
    if not quiet:
        _say_losses(report)
    return 0


def _list_formats() -> int:
    from rashomon.export.formats import FORMATS

    width = max(map(len, FORMATS))
    emit("".join(f"{one.id:<{width}}  {one.title}. {one.about}\n" for one in FORMATS.values()))
    return 0


def _counted(pieces: Iterable[str], advance: Any) -> Iterator[str]:
    for piece in pieces:
        advance()
        yield piece


def _write(pieces: Iterable[str], output: Path | None) -> None:
    if output is not None:
        _save(output, pieces)
        return
    for some in batched(pieces, _LINES):
        emit("".join(some))


def _save(path: Path, pieces: Iterable[str]) -> None:
    """Write the file whole or not at all: a run that breaks off leaves what was there before."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(pieces)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UsageError(f"{path}: not written: {error.strerror or error}") from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _report(form: str, rule: str, profile: str, tally: Counter[str]) -> dict[str, Any]:
    from rashomon.export.formats import find_format, loss_report

    found = find_format(form)
    return {
        "format": form,
        "rows": tally["rows"],
        "row": found.row,
        "rule": rule if found.uses_rule else None,
        "place_profile": profile if found.uses_profile else None,
        "losses": loss_report(form, tally),
        "counts": dict(sorted(tally.items())),
    }


def _say_losses(report: dict[str, Any]) -> None:
    """Say how many rows there are, and a line for each loss that concerned any."""
    say(f"{report['rows']} rows, one each {report['row']}")
    for loss in report["losses"]:
        if loss["measured"] and loss["fate"] != "kept":
            say(f"{loss['field']} {loss['fate']} ({loss['measured']}): {loss['note']}")
