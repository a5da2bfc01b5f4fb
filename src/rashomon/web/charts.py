"""This file is where charts are made: specifications kept as data, filled with values, drawn here or in the browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from threading import Lock
from typing import Any

import vl_convert
from fastapi import APIRouter, Depends
from fastapi.responses import Response
from starlette.exceptions import HTTPException

router = APIRouter(include_in_schema=False)

#: A file that never changes while its name stays.
_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_MAKING = Lock()


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture of a page: its specification for the browser, and the same drawn here."""

    path: str
    """Without its ending; the page names it in `data-chart`."""
    load: Callable[..., Any]
    """Reads the view, as the screen's own `load` does."""
    make: Callable[[Any], dict[str, Any]]
    """Returns the filled specification of the view."""


def add_chart(to: APIRouter, one: Chart) -> None:
    """Add the chart's two addresses: `.vega.json` for the browser, `.svg` for reports and where no script runs."""

    def specification(view: Any = Depends(one.load)) -> Response:
        return Response(json.dumps(one.make(view), ensure_ascii=False), media_type="application/json")

    def picture(view: Any = Depends(one.load)) -> Response:
        return Response(draw(one.make(view)), media_type="image/svg+xml")

    to.add_api_route(f"{one.path}.vega.json", specification, methods=["GET"], include_in_schema=False)
    to.add_api_route(f"{one.path}.svg", picture, methods=["GET"], include_in_schema=False)


def chart(name: str, **values: Sequence[Mapping[str, object]] | Mapping[str, object]) -> dict[str, Any]:
    """Return the specification `charts/NAME.json` with its named data sets filled: `values` by the name of the set."""
    specification = dict(_specification(name))
    if "$schema" in specification and "vega-lite" in specification["$schema"]:
        return {**specification, "datasets": {**specification.get("datasets", {}), **values}}
    data = [
        {**one, "values": values[one["name"]]} if one["name"] in values else one
        for one in specification["data"]
    ]
    return {**specification, "data": data}


def draw(specification: Mapping[str, Any]) -> str:
    """Return the chart as SVG, drawn here. It takes some tenths of a second; nothing is fetched."""
    if "vega-lite" in specification.get("$schema", ""):
        return vl_convert.vegalite_to_svg(dict(specification), allowed_base_urls=[])
    whole = {
        **specification,
        "data": [_with_own_file(one) for one in specification.get("data", ())],
        "marks": _for_server(specification.get("marks", ())),
    }
    return vl_convert.vega_to_svg(whole, allowed_base_urls=[])


def _for_server(marks: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the marks without those that only a browser can lay out: it measures texts to keep them apart."""
    return [
        {**one, "marks": _for_server(one["marks"])} if "marks" in one else one
        for one in marks
        if not any(step["type"] == "label" for step in one.get("transform", ()))
    ]


def _with_own_file(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the data set with the values of the file of ours that it names: the browser fetches it, we read it."""
    if not data.get("url", "").startswith("/static/"):
        return data
    rest = {name: value for name, value in data.items() if name != "url"}
    return {**rest, "values": _own_file(data["url"].removeprefix("/static/"))}


@cache
def _own_file(name: str) -> Any:
    return json.loads(files("rashomon.web").joinpath("static", name).read_text(encoding="utf-8"))


@cache
def _specification(name: str) -> dict[str, Any]:
    text = files("rashomon.web").joinpath("charts", f"{name}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@cache
def _bundle() -> bytes:
    """Return the drawing library (Vega, Vega-Lite, Vega-Embed with its interpreter) as one script."""
    script: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return script.encode()


def make_bundle() -> bytes:
    """Return the drawing library; the first call takes some seconds, so it is made once, when the server starts."""
    with _MAKING:
        return _bundle()


@router.get("/static/vega-{wanted}.js")
def bundle(wanted: str) -> Response:
    """Return the drawing library of this version."""
    if wanted != bundle_version():
        raise HTTPException(404)
    return Response(make_bundle(), media_type="text/javascript; charset=utf-8", headers=_FOREVER)


def bundle_version() -> str:
    """Return the versions that the drawing library is made of; they are part of its address."""
    return f"{version('vl-convert-python')}-{vl_convert.get_vega_version()}"
