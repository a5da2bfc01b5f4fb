"""This file is where the site is put together: screens, files, errors and the guard before them."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from rashomon import __version__
from rashomon.errors import CorpusError, RashomonError, UsageError
from rashomon.web import api, charts, corrections, map_chart
from rashomon.web.charts import Chart, add_chart
from rashomon.web.guard import Guard
from rashomon.web.reading import Reader
from rashomon.web.rendering import environment, render
from rashomon.web.screen import Screen, add_screen
from rashomon.web.screens import (
    actor,
    actors,
    claims,
    decisions,
    document,
    export,
    incident,
    incidents,
    ledger,
    network,
    overview,
    place,
    publisher,
    publishers,
    review,
    runs,
    search,
)
from rashomon.web.screens import map as places
from rashomon.web.settings import ServerSettings

#: Every screen. One whose path begins like another's comes before it.
SCREENS: tuple[Screen, ...] = (
    overview.SCREEN,
    incidents.SCREEN,
    ledger.SCREEN,
    incident.SCREEN,
    search.SCREEN,
    search.DOCUMENTS,
    publishers.SCREEN,
    publisher.SCREEN,
    runs.SCREEN,
    runs.FAILURES,
    runs.DIFF,
    export.SCREEN,
    places.SCREEN,
    place.SCREEN,
    network.SCREEN,
    actors.SCREEN,
    actor.SCREEN,
    claims.EVENT,
    claims.CLAIM,
    document.SCREEN,
    review.SCREEN,
    decisions.SCREEN,
)
CHARTS: tuple[Chart, ...] = (
    *overview.CHARTS,
    *ledger.CHARTS,
    *publisher.CHARTS,
    *map_chart.CHARTS,
    *actor.CHARTS,
    *network.CHARTS,
)

_STATUS: dict[type[Exception], int] = {CorpusError: 404, UsageError: 400}


def create_app(settings: ServerSettings) -> FastAPI:
    """Return the site of the corpus. Raises MissingFileError or CorpusError if the file is no corpus."""
    reader = Reader(settings)
    with reader.open():
        pass  # Whatever is wrong with the file is said now, not on the first page.

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        yield
        reader.close()

    app = FastAPI(
        title="rashomon",
        version=__version__,
        description="Who did what to whom, when and where, according to whom: one corpus of event data.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=life,
    )
    app.state.settings, app.state.reader = settings, reader
    app.include_router(_router())
    app.mount("/static", StaticFiles(directory=str(files("rashomon.web").joinpath("static"))), name="static")
    app.add_exception_handler(RashomonError, _on_our_error)
    app.add_exception_handler(sqlite3.OperationalError, _on_slow_question)
    app.add_exception_handler(RequestValidationError, _on_wrong_question)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    app.add_middleware(Guard, settings=settings)
    return app


def warm_up(site: FastAPI) -> None:
    """Read beforehand what pages need, so that the first reader waits no longer than the next."""
    map_chart.warm(site.state.reader.lexicons)
    for screen in SCREENS:
        environment().get_template(screen.template)
    site.openapi()
    # All of this stays; frozen, the collector does not walk it again and again while pages are made.
    gc.freeze()


def _router() -> APIRouter:
    router = APIRouter()
    for screen in SCREENS:
        add_screen(router, screen)
    for one in CHARTS:
        add_chart(router, one)
    router.include_router(export.router)
    router.include_router(charts.router)
    router.include_router(document.router)
    router.include_router(corrections.router)
    router.include_router(api.router)
    return router


def _on_our_error(request: Request, error: Exception) -> Response:
    corpus = request.app.state.settings.corpus
    # In which folder the corpus lies is no reader's business.
    words = str(error).replace(str(corpus), corpus.name)
    return _answer(request, _STATUS.get(type(error), 400), words)


def _on_slow_question(request: Request, error: Exception) -> Response:
    if "interrupted" in str(error):
        seconds = request.app.state.settings.seconds
        return _answer(request, 503, f"the question took more than {seconds:g} seconds; ask for less")
    return _answer(request, 500, f"the corpus could not be read ({error}); see `rashomon runs`")


def _on_wrong_question(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    wrong = [f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors()]
    return _answer(request, 422, "; ".join(wrong))


def _on_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    words = f"no page {request.url.path}" if error.status_code == 404 else str(error.detail)
    if "Location" in (error.headers or {}):
        return Response(status_code=error.status_code, headers=error.headers)
    return _answer(request, error.status_code, words)


def _answer(request: Request, status: int, words: str) -> Response:
    """Return the error as the page, or the JSON, that was asked for."""
    if request.url.path.endswith((".json", ".csv")) or "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"detail": words}, status_code=status)
    return HTMLResponse(
        render(request, "error.html.j2", None, status=status, words=words), status_code=status
    )
