"""This file is where an incident becomes one file: accounts, figures, map and documents, to send, to print, to keep."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from rashomon import __version__
from rashomon.corpus.comparing import find_incident
from rashomon.corpus.database import Corpus
from rashomon.corpus.summaries import load_comparison
from rashomon.lexicons import Lexicons
from rashomon.web.charts import draw
from rashomon.web.excerpts import excerpts
from rashomon.web.extent import LOW
from rashomon.web.map_chart import draw_map
from rashomon.web.rendering import environment
from rashomon.web.screens.incident import view_of
from rashomon.web.screens.ledger import draw_ledger

#: Accounts, and passages of a document, that a report shows; what is more is counted.
_MOST_ACCOUNTS, _MOST_PASSAGES = 40, 60


@dataclass(frozen=True, slots=True)
class Made:
    """How the codings that the report rests on were made."""

    version: str
    runs: tuple[tuple[int, str, str], ...]
    """Number, kind and day of each run that coded a document of the incident."""
    versions: Mapping[str, str]
    lexicons: Mapping[str, str]
    """Digests of the word lists, by file."""


def report(corpus: Corpus, incident: str, lexicons: Lexicons) -> str:
    """Return the incident as one HTML file. It has no script and fetches nothing.

    `incident` may be the beginning of an id. Raises CorpusError if there is none, or several begin so.
    """
    id = find_incident(corpus, incident)
    view = view_of(corpus, lexicons, load_comparison(corpus, id, lexicons), (), most=_MOST_ACCOUNTS)
    located = any(place.is_located for place in view.places)
    passages = excerpts(corpus, view.accounts)
    return (
        environment()
        .get_template("incident_report.html.j2")
        .render(
            view=view,
            css=_css(),
            figures=_picture(draw_ledger(view.ledger)) if view.ledger.entries else "",
            where=_picture(draw_map(lexicons, view.places, height=LOW, zooms=False)) if located else "",
            passages={id: some[:_MOST_PASSAGES] for id, some in passages.items()},
            further={id: max(0, len(some) - _MOST_PASSAGES) for id, some in passages.items()},
            made=_made(corpus, [one.id for one in view.told_in]),
        )
    )


def _made(corpus: Corpus, documents: list[str]) -> Made:
    rows = corpus.db.execute(
        """SELECT id, kind, started, manifest FROM run WHERE id IN
           (SELECT coded_in FROM document WHERE document.id IN (SELECT value FROM json_each(?))) ORDER BY id""",
        (json.dumps(documents),),
    ).fetchall()
    manifest = json.loads(rows[-1]["manifest"]) if rows else {}
    return Made(
        version=__version__,
        runs=tuple((row["id"], row["kind"], row["started"]) for row in rows),
        versions=manifest.get("versions", {}),
        lexicons=manifest.get("lexicons", {}),
    )


def _picture(specification: dict[str, Any]) -> str:
    """Return the chart as the address of a picture that is part of the page; nothing in a picture can run."""
    svg = draw(specification).encode()
    return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"


def _css() -> Markup:
    """Return the styles of the site's pages, which are ours alone: nothing in them comes from a text."""
    folder = files("rashomon.web").joinpath("static")
    names = ("site.css", "incident.css", "report.css")
    return Markup("\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names))
