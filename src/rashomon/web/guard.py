"""This file is where requests are let in or turned away, and answers told what a browser may do with them."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rashomon.web.settings import LOOPBACK, MOST_ADDRESS, MOST_BODY, ServerSettings

#: No script, style, picture or frame but our own; nothing is sent anywhere else. Pictures may be part of a page (data:).
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With no-referrer a browser would name the origin of our own forms "null", as it does for those of others.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
TOKEN_COOKIE, SESSION_COOKIE, FORM_FIELD, FORM_HEADER = (
    "rashomon_token",
    "rashomon_session",
    "form_token",
    "x-form-token",
)


class Guard:
    """Stands before the pages: checks the host's name, the token, the size of what comes, and sets headers."""

    def __init__(self, app: ASGIApp, settings: ServerSettings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or turn it away."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        cookies = _cookies(Headers(scope=scope))
        fresh = None if SESSION_COOKIE in cookies else secrets.token_urlsafe(24)
        session = cookies.get(SESSION_COOKIE) or fresh or ""
        scope.setdefault("state", {})["form_token"] = form_token(self._settings, session)
        outgoing = _with_headers(send, fresh)
        refusal = self._refusal(scope, cookies)
        if refusal is not None:
            await refusal(scope, receive, outgoing)
            return
        await self._app(scope, _bounded(receive), outgoing)

    def _refusal(self, scope: Scope, cookies: dict[str, str]) -> Response | None:
        """Return why the request is turned away, or None."""
        headers = Headers(scope=scope)
        settings, query = self._settings, scope["query_string"]
        if len(scope["path"]) + len(query) > MOST_ADDRESS:
            return _refuse(414, f"the address has more than {MOST_ADDRESS} characters; ask for less")
        if _size(headers) > MOST_BODY:
            return _refuse(413, f"what was sent has more than {MOST_BODY} bytes")
        if settings.token is None and host_name(headers) not in LOOPBACK:
            return _refuse(
                421, "the address is not this server's own name; open it as 127.0.0.1 or localhost"
            )
        if settings.token is not None:
            return _check_token(scope, headers, cookies, settings.token)
        return None


def form_token(settings: ServerSettings, session: str) -> str:
    """Return the token that a form of ours carries for this browser session."""
    return hmac.new(settings.secret, session.encode(), sha256).hexdigest()


def host_name(headers: Headers) -> str:
    """Return the name of the host that the request names, without its port."""
    host = headers.get("host", "")
    return host[: host.find("]") + 1] if host.startswith("[") else host.partition(":")[0]


def is_own_form(scope: Scope, sent: str) -> bool:
    """Say whether a form was sent by a page of ours: with this session's token, and from no other site."""
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != headers.get("host", ""):
        return False
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    return hmac.compare_digest(scope["state"]["form_token"].encode(), sent.encode())


def _check_token(scope: Scope, headers: Headers, cookies: dict[str, str], token: str) -> Response | None:
    """Return None for a request with the token; one that brings it in its address gets a cookie and the address without it."""
    query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    brought = dict(query).get("token")
    if brought is not None and _same(brought, token):
        rest = urlencode([(name, value) for name, value in query if name != "token"])
        # Never a foreign address: the path alone, and no second slash at its start.
        path = "/" + quote(scope["path"]).lstrip("/")
        response = RedirectResponse(f"{path}?{rest}" if rest else path, status_code=303)
        response.set_cookie(TOKEN_COOKIE, token, httponly=True, samesite="strict")
        return response
    sent = headers.get("authorization", "")
    if sent.lower().startswith("bearer ") and _same(sent[7:].strip(), token):
        return None
    if _same(cookies.get(TOKEN_COOKIE, ""), token):
        return None
    return _refuse(
        401, "a token is needed: open the address that `rashomon serve` printed, or send it as Bearer"
    )


def _same(left: str, right: str) -> bool:
    return hmac.compare_digest(left.encode(), right.encode())


def _cookies(headers: Headers) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def _size(headers: Headers) -> int:
    sent = headers.get("content-length", "0")
    return int(sent) if sent.isdigit() else 0


def _refuse(status: int, words: str) -> Response:
    return PlainTextResponse(f"rashomon: {words}\n", status_code=status)


def _bounded(receive: Receive) -> Receive:
    """Return a source of what is sent that ends a body which says nothing of its size and grows too large."""
    received = 0

    async def read() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        return {"type": "http.disconnect"} if received > MOST_BODY else message

    return read


def _with_headers(send: Send, fresh: str | None) -> Callable[[Message], Awaitable[None]]:
    """Return a sender that adds our headers, and the cookie of a new session."""

    async def write(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-cache")
            if fresh is not None:
                headers.append("Set-Cookie", f"{SESSION_COOKIE}={fresh}; HttpOnly; Path=/; SameSite=strict")
        await send(message)

    return write
