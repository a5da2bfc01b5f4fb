"""This file is where the options that several commands share stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rashomon.corpus.reading import Filter

Published = Annotated[
    str | None,
    typer.Option(
        metavar="YYYY-MM-DD", help="Day of publication, if the story does not give it or gives it wrong."
    ),
]
Publisher = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Name of the outlet, if the story does not give it or gives it wrong."),
]
Model = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="An installed spaCy model or its folder, instead of the shipped one."),
]
Html = Annotated[
    Path | None, typer.Option("--html", metavar="FILE", help="Also write one self-contained HTML page.")
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="No notes and no progress on stderr, only errors.")
]
Json = Annotated[bool, typer.Option("--json", help="Write JSON.")]
Jobs = Annotated[int, typer.Option("--jobs", metavar="N", min=1, max=256, help="Code in so many processes.")]

Words = Annotated[
    str | None, typer.Option("--words", metavar="WORDS", help="Told in documents with these words.")
]
EventType = Annotated[str | None, typer.Option("--type", metavar="TYPE", help="PLOVER type, as ASSAULT.")]
State = Annotated[str | None, typer.Option("--state", metavar="CODE", help="State of the place, as SYR.")]
Place = Annotated[str | None, typer.Option("--place", metavar="NAME", help="A part of the place's name.")]
Since = Annotated[str | None, typer.Option("--since", metavar="YYYY-MM-DD", help="On this day or later.")]
Until = Annotated[str | None, typer.Option("--until", metavar="YYYY-MM-DD", help="On this day or earlier.")]
Outlet = Annotated[str | None, typer.Option("--publisher", metavar="NAME", help="Told by this outlet.")]
Documents = Annotated[int, typer.Option("--documents", metavar="N", min=1, help="Told by so many at least.")]


def make_filter(*, event_type: str | None, state: str | None, most: int, **others: Any) -> Filter:
    """Return the filter that the options say; codes may be written in small letters."""
    from rashomon.corpus.reading import Filter

    return Filter(
        event_type.upper() if event_type else None, state.upper() if state else None, most=most, **others
    )
