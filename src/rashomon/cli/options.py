"""This file is where the options that several commands share stand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
