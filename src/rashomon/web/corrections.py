"""This file is where decisions of people come in: from our own forms alone, each written by a connection of its own."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Annotated
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import APIRouter, Request
from fastapi.exceptions import HTTPException
from fastapi.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from starlette.concurrency import run_in_threadpool

from rashomon.corpus.corrections import FIELDS, check, correct, export_cases, undo_correction
from rashomon.corpus.database import open_corpus
from rashomon.errors import UsageError
from rashomon.web.guard import FORM_FIELD, FORM_HEADER, is_own_form
from rashomon.web.settings import ServerSettings

router = APIRouter()

_Short = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]
_Long = Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)]


class Decided(BaseModel):
    """What somebody decides on an event: accept it, reject it, or change a field to a value."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    event: _Short = Field(description="The event's id, as a document's events have it.")
    action: _Short = Field(description="accept, change or reject.")
    field: _Short | None = Field(None, description="For a change: which field.")
    new: _Short | None = Field(None, description="For a change: what is right.")
    note: _Long | None = None


_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": Decided.model_json_schema()}},
    }
}
_HEADER = (
    f"Send the token that /corrections/token.json gives, with the cookie that it sets, as {FORM_HEADER}."
)


@router.get(
    "/corrections/token.json",
    summary="The token that POST /corrections asks for, bound to the session's cookie.",
)
def token(request: Request) -> dict[str, str]:
    """Return the token of this session; a page of another site can neither read nor guess it."""
    return {"header": FORM_HEADER, "token": request.state.form_token}


@router.post(
    "/corrections",
    summary="Keep what somebody decides on an event.",
    description=_HEADER,
    openapi_extra=_BODY,
)
async def decide(request: Request) -> Response:
    """Keep the decision, and go back to where the form stood; a program gets the numbers of what was kept."""
    sent, is_json = await _own(request)
    decisions = list(_decisions(sent))
    settings: ServerSettings = request.app.state.settings
    kept = await run_in_threadpool(_keep, settings, decisions)
    if is_json:
        return JSONResponse({"corrections": kept}, status_code=201)
    return _back(sent, kept=kept[-1])


@router.post("/corrections/{number}/undo", summary="Take a correction back.", description=_HEADER)
async def undo(request: Request, number: int) -> Response:
    """Take the correction back; it stays in the corpus as undone."""
    sent, is_json = await _own(request)
    await run_in_threadpool(_undo, request.app.state.settings, number)
    if is_json:
        return JSONResponse({"undone": number})
    return _back(sent, undone=number)


@router.get(
    "/corrections/cases.jsonl", summary="The corrections in force as test cases, one JSON object a line."
)
def cases(request: Request) -> Response:
    """Return each correction in force with the sentence, what was coded, and what is right; as `rashomon corrections`."""
    return StreamingResponse(
        _cases(request.app.state.settings),
        media_type="application/x-ndjson; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="cases.jsonl"'},
    )


def _cases(settings: ServerSettings) -> Iterator[str]:
    with open_corpus(settings.corpus, read_only=True) as corpus:
        yield from (f"{line}\n" for line in export_cases(corpus))


async def _own(request: Request) -> tuple[Mapping[str, str], bool]:
    """Return what was sent, and whether as JSON. Refuses what no page of ours sent, and everything when read-only."""
    body = await request.body()
    is_json = request.headers.get("content-type", "").partition(";")[0].strip() == "application/json"
    sent = _json(body) if is_json else _form(body)
    if not is_own_form(request.scope, request.headers.get(FORM_HEADER, sent.get(FORM_FIELD, ""))):
        raise HTTPException(
            403,
            "this was not sent by a page of this server, or by one of before it was started anew; load the page again",
        )
    if request.app.state.settings.read_only:
        raise HTTPException(403, "this server is read-only; start it without --read-only to decide")
    return sent, is_json


def _json(body: bytes) -> Mapping[str, str]:
    try:
        sent = json.loads(body or b"{}")
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, f"what was sent is no JSON ({error})") from error
    if not isinstance(sent, dict):
        raise HTTPException(400, "what was sent is no JSON object")
    return {name: value for name, value in sent.items() if isinstance(value, str)}


def _form(body: bytes) -> Mapping[str, str]:
    try:
        return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=100))
    except ValueError as error:
        raise HTTPException(400, f"what was sent is no form of ours ({error})") from error


def _decisions(sent: Mapping[str, str]) -> Iterator[Decided]:
    """Yield what was decided; a form with several fields decides on each that differs from what it showed."""
    changes = [(name, sent[f"new_{name}"]) for name in FIELDS if _differs(sent, name)]
    is_change = sent.get("action") == "change" and "field" not in sent
    if is_change and not changes:
        raise UsageError("nothing was changed; change a field, or accept the event as it is")
    for field, new in changes if is_change else [(sent.get("field"), sent.get("new"))]:
        try:
            one = Decided.model_validate(
                {**sent, "field": field or None, "new": new, "note": sent.get("note") or None}
            )
        except ValidationError as error:
            wrong = "; ".join(f"{e['loc'][0]}: {e['msg']}" for e in error.errors())
            raise UsageError(wrong) from error
        check(one.action, one.field, one.new)
        yield one


def _differs(sent: Mapping[str, str], name: str) -> bool:
    return sent.get(f"new_{name}", "").strip() != sent.get(f"was_{name}", "").strip()


def _keep(settings: ServerSettings, decisions: list[Decided]) -> list[int]:
    """Write the decisions and return their numbers. A writer that is at work is waited for."""
    with open_corpus(settings.corpus) as corpus:
        try:
            return [
                correct(
                    corpus,
                    one.event,
                    one.action,
                    field=one.field if one.action == "change" else None,
                    new=one.new if one.action == "change" else None,
                    author=settings.author,
                    note=one.note,
                )
                for one in decisions
            ]
        except sqlite3.OperationalError as error:
            raise HTTPException(
                503, f"another program is writing to the corpus ({error}); try again"
            ) from error


def _undo(settings: ServerSettings, number: int) -> None:
    with open_corpus(settings.corpus) as corpus:
        try:
            undo_correction(corpus, number)
        except sqlite3.OperationalError as error:
            raise HTTPException(
                503, f"another program is writing to the corpus ({error}); try again"
            ) from error


def _back(sent: Mapping[str, str], **said: int) -> Response:
    """Return the way back to the page of ours on which the form stood, with what has been done."""
    path, query, fragment = _own_path(sent.get("back", ""))
    rest = [(name, value) for name, value in parse_qsl(query) if name not in ("kept", "undone")]
    address = f"{path}?{urlencode([*rest, *said.items()])}"
    return RedirectResponse(f"{address}#{fragment}" if fragment else address, status_code=303)


def _own_path(back: str) -> tuple[str, str, str]:
    """Return path, question and fragment of a page of ours; the review's if the address is no path below our root."""
    is_plain = back.isascii() and back.isprintable() and "\\" not in back
    if not is_plain or not back.startswith("/") or back.startswith("//"):
        return "/review", "", ""
    found = urlsplit(back)
    return found.path, found.query, found.fragment
