"""This file is where a view becomes a page: the templates, what they print escaped, and the links between pages."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request

from rashomon.explain.words import NOTHING, one_line, printable
from rashomon.web.charts import bundle_version

#: The parts of the site, as the head of every page names them: address, name.
PARTS = (
    ("/", "Overview"),
    ("/incidents", "Incidents"),
    ("/search", "Search"),
    ("/map", "Map"),
    ("/network", "Network"),
    ("/publishers", "Publishers"),
    ("/review", "Review"),
    ("/runs", "Runs"),
    ("/export", "Export"),
    ("/api", "API"),
)


def render(request: Request, template: str, view: object, *, data_path: str = "", **more: Any) -> str:
    """Return the page. `data_path` is the path of its JSON and CSV without their ending, if it is not the page's own."""
    path = request.url.path
    return (
        environment()
        .get_template(template)
        .render(
            view=view,
            path=path,
            query=dict(request.query_params),
            data=_data_links(data_path or path, request.url.query),
            parts=[(href, name, _is_part(path, href)) for href, name in PARTS],
            corpus=request.app.state.settings.corpus.name,
            read_only=request.app.state.settings.read_only,
            form_token=request.state.form_token,
            vega=bundle_version(),
            **more,
        )
    )


@cache
def environment() -> Environment:
    """Return the templates' environment: everything is escaped, and what no page may hold is made visible."""
    found = Environment(
        loader=PackageLoader("rashomon", "web/templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_safe_to_write,
    )
    found.filters |= {"line": line, "number": number, "day": day, "days": days, "part": part}
    found.globals |= {"link": link, "label_of": label_of, "NOTHING": NOTHING}
    return found


def line(text: str | None) -> str:
    """Return the text on one line, or a dash."""
    return one_line(text) if text else NOTHING


def number(value: float | None) -> str:
    """Return the number with thin spaces between thousands, which no country reads as a decimal mark; a dash for none."""
    return NOTHING if value is None else f"{value:,}".replace(",", "\u202f")


def day(text: str | None) -> str:
    """Return the day of a time, as YYYY-MM-DD."""
    return text[:10] if text else NOTHING


def days(earliest: str | None, latest: str | None = None) -> str:
    """Return a stretch of days; an open side is three dots."""
    if not earliest and not latest:
        return NOTHING
    if earliest == latest:
        return day(earliest)
    return f"{earliest[:10] if earliest else '…'} – {latest[:10] if latest else '…'}"


def part(text: str) -> str:
    """Return the text as one part of a path: nothing in it can begin another part."""
    return quote(text, safe=":")


def label_of(entity: str, name: str) -> str:
    """Return what an entity is called in a picture: its codes if it is a role of a state, whoever fills it, else its name."""
    return entity.removeprefix("role:") if entity.startswith("role:") else one_line(name)


def link(path: str, query: dict[str, str] | None = None, /, **changes: object) -> str:
    """Return an address: the path with the question `query` and `changes` laid over it; what is None or empty goes."""
    found = {**(query or {}), **dict(changes.items())}
    rest = urlencode({name: str(value) for name, value in found.items() if value not in (None, "")})
    return f"{path}?{rest}" if rest else path


def _data_links(path: str, query: str) -> dict[str, str]:
    rest = f"?{query}" if query else ""
    where = quote(path, safe="/:")
    return {kind: f"{where}.{kind}{rest}" for kind in ("json", "csv")}


def _is_part(path: str, href: str) -> bool:
    singular = {"/publishers": "/publishers/", "/incidents": "/incidents/", "/runs": "/runs/"}
    return path == href or path.startswith(singular.get(href, "\0"))


def _safe_to_write(value: object) -> object:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
