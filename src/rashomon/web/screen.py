"""This file is where a screen becomes three addresses: the page, the same as JSON, and its rows as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, ConfigDict
from starlette.convertors import PathConvertor, register_url_convertor

from rashomon.corpus.database import Corpus
from rashomon.explain.words import printable
from rashomon.web.rendering import render
from rashomon.web.settings import MOST_ROWS, MOST_WORDS

#: What a spreadsheet would take for a formula.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


class _AnyText(PathConvertor):
    """A name in a path: whatever its characters, ends of lines among them, which a page's own names may have."""

    regex = "(?s:.*)"


register_url_convertor("path", _AnyText())


class View(BaseModel):
    """What a screen shows. The page, its JSON and the OpenAPI document are made of one view."""

    model_config = ConfigDict(frozen=True)


class Problem(BaseModel):
    """Why a question was not answered."""

    detail: str


#: What the JSON of any screen answers when it cannot show what was asked for.
PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "The question cannot be asked"},
    404: {"model": Problem, "description": "The corpus has no such thing"},
    422: {"model": Problem, "description": "A parameter is not what it must be"},
    503: {"model": Problem, "description": "The question took too long"},
}

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Screen:
    """One kind of page."""

    path: str
    """Below the root, with the parameters of `load` in braces."""
    load: Callable[..., View]
    """Reads the corpus; its parameters are those of the address."""
    template: str
    rows: Callable[[Any], Sequence[Row]]
    """The rows of the page's main table, from its view."""
    data_path: str = ""
    """The path of JSON and CSV without their ending, where it is not that of the page."""


def opened(request: Request) -> Iterator[Corpus]:
    """Yield the corpus to read in for one request."""
    with request.app.state.reader.open() as corpus:
        yield corpus


#: The corpus, as a parameter of a screen's `load`.
OpenCorpus = Annotated[Corpus, Depends(opened)]
#: Parameters that many screens have.
Words = Annotated[str, Query(max_length=MOST_WORDS)]
Day = Annotated[
    str, Query(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$", description="An ISO date or its beginning.")
]
KindOfEvent = Annotated[str, Query(pattern="^[A-Z]*$", description="A PLOVER event type.")]
StateCode = Annotated[str, Query(pattern="^[A-Z]{0,3}$", description="An ISO 3166 alpha-3 code.")]
LeastDocuments = Annotated[int, Query(ge=1, le=1_000_000, description="Told by so many documents at least.")]
Start = Annotated[int, Query(ge=0, le=10_000_000, description="How many rows to pass over.")]
Most = Annotated[int, Query(ge=1, le=MOST_ROWS, description="How many rows to give.")]


def add_screen(router: APIRouter, screen: Screen) -> None:
    """Add the screen's three addresses to the router; only the JSON is part of the API's description."""
    data = screen.data_path or screen.path
    name = screen.load.__name__
    router.add_api_route(
        f"{data}.json",
        screen.load,
        methods=["GET"],
        name=f"{name}_json",
        summary=_summary(screen),
        responses=PROBLEMS,
    )
    router.add_api_route(
        f"{data}.csv", _table(screen), methods=["GET"], name=f"{name}_csv", include_in_schema=False
    )
    router.add_api_route(screen.path, _page(screen), methods=["GET"], name=name, include_in_schema=False)


def to_csv(rows: Sequence[Row]) -> str:
    """Return the rows as CSV with a header. A cell that a spreadsheet would compute begins with an apostrophe."""
    if not rows:
        return ""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(rows[0])
    for row in rows:
        writer.writerow([_cell(value) for value in row.values()])
    return out.getvalue()


def _summary(screen: Screen) -> str:
    return (screen.load.__doc__ or "").strip().split("\n")[0]


def _page(screen: Screen) -> Callable[..., Response]:
    def page(request: Request, view: Any = Depends(screen.load)) -> Response:
        return HTMLResponse(render(request, screen.template, view, data_path=screen.data_path))

    return page


def _table(screen: Screen) -> Callable[..., Response]:
    def table(view: Any = Depends(screen.load)) -> Response:
        return Response(
            to_csv(screen.rows(view)),
            media_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{screen.load.__name__}.csv"'},
        )

    return table


def _cell(value: object) -> object:
    if isinstance(value, (list, tuple)):
        value = "; ".join(map(str, value))
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if text.startswith(_FORMULAS) else text
