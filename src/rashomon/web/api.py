"""This file is where the API is described: for programs as OpenAPI, for people as a list of addresses."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from rashomon.web.rendering import render

router = APIRouter(include_in_schema=False)


@router.get("/api")
def describe(request: Request) -> Response:
    """Return the OpenAPI document, or the page that lists its addresses for a browser."""
    document = request.app.openapi()
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse(document)
    addresses = [
        {
            "path": path,
            "method": method.upper(),
            "summary": one.get("summary", ""),
            "parameters": one.get("parameters", []),
        }
        for path, methods in document["paths"].items()
        for method, one in methods.items()
    ]
    return HTMLResponse(render(request, "api.html.j2", addresses))
