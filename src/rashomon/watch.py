"""This file is where feeds are polled politely: no more often than they change, never against their robots file."""

from __future__ import annotations

import hashlib
import ipaddress
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import partial
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener
from urllib.robotparser import RobotFileParser

from msgspec import Struct
from msgspec.structs import replace

from rashomon.documents import read_html
from rashomon.documents.feeds import TEASER_CHARS, entry_text, feed_entries, read_feed
from rashomon.documents.items import Item, failing
from rashomon.errors import FetchError
from rashomon.records import Document
from rashomon.settings import Settings

AGENT = "rashomon/0.1 (+event data from news)"
#: How long a feed is left alone, in seconds: after an answer, and at most after errors, each of which doubles it.
POLL_SECONDS, MOST_SECONDS = 15 * 60, 24 * 60 * 60
#: Between two requests to one host.
HOST_SECONDS = 2.0
#: A page that its server cannot send now is asked for so many times, over most of a day; then it is a failure.
PAGE_TRIES = 7
#: Entries that are remembered as seen; feeds list some dozens.
_SEEN = 2000
#: Pages of one feed that are waited for; of more, the teaser is taken.
_MOST_WAITING = 200
#: Answers below 500 that a server gives in passing: too early, asked too often, took too long.
_TROUBLES = (408, 425, 429)
_TIMEOUT = 30


class Waiting(Struct, frozen=True):
    """A story's page that could not be had: where it is, how often it was asked for, and from when on to ask again."""

    link: str
    tries: int
    next_try: float
    """Seconds since 1970."""
    error: str


class FeedState(Struct, frozen=True):
    """What is known of a feed between two polls."""

    url: str
    etag: str = ""
    modified: str = ""
    next_poll: float = 0.0
    """Seconds since 1970."""
    failures: int = 0
    error: str = ""
    seen: tuple[str, ...] = ()
    waiting: tuple[Waiting, ...] = ()


class Answer(Struct, frozen=True):
    """What a server answered: status, headers in small letters, and the bytes, not too many."""

    status: int
    headers: dict[str, str]
    data: bytes


Fetch = Callable[[str, Mapping[str, str]], Answer]


class _LaterError(FetchError):
    """The page cannot be had now; that may change."""

    def __init__(self, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.headers = headers or {}


class Poller:
    """Asks feeds and pages, one host at a time, and remembers what their robots files allow."""

    def __init__(
        self,
        fetch: Fetch | None = None,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.fetch, self.clock, self.sleep = fetch or Fetcher(), clock, sleep
        self._robots: dict[str, tuple[RobotFileParser, float, bool]] = {}
        self._asked: dict[str, float] = {}

    def poll(self, state: FeedState) -> tuple[FeedState, list[Item]]:
        """Return the feed's new state and its new entries; none if it is not time, not changed or cannot be had."""
        now = self.clock()
        if now < state.next_poll:
            return state, []
        headers = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
        try:
            answer = self._ask(state.url, {name: value for name, value in headers.items() if value})
        except FetchError as error:
            return self._failed(state, str(error), {}), []
        if answer.status not in (200, 304):
            return self._failed(
                state, f"{state.url}: the server answered {answer.status}", answer.headers
            ), []
        state, items = self._ask_again(state)
        if answer.status == 304:
            return replace(state, next_poll=now + POLL_SECONDS, failures=0, error=""), items
        state, found = self._entries(state, answer.data)
        return (
            replace(
                state,
                etag=answer.headers.get("etag", ""),
                modified=answer.headers.get("last-modified", ""),
                next_poll=now + max(POLL_SECONDS, _retry_after(answer.headers, now)),
                failures=0,
                error="",
            ),
            items + found,
        )

    def _ask_again(self, state: FeedState) -> tuple[FeedState, list[Item]]:
        """Return the items of the pages that were waited for and can be had now, or never."""
        items, waiting = list[Item](), list[Waiting]()
        for page in state.waiting:
            if self.clock() < page.next_try:
                waiting.append(page)
                continue
            try:
                items.append(self._page(page.link) or _given_up(page))
            except _LaterError as error:
                later = self._later(page.link, page.tries + 1, error)
                if later.tries < PAGE_TRIES:
                    waiting.append(later)
                else:
                    items.append(_given_up(later))
        return replace(state, waiting=tuple(waiting)), items

    def _entries(self, state: FeedState, data: bytes) -> tuple[FeedState, list[Item]]:
        """Return the items of the entries not seen before: with the page where the feed has a teaser only.

        An entry whose page cannot be had now is waited for.
        """
        known, items, names, waiting = set(state.seen), list[Item](), list(state.seen), list(state.waiting)
        for entry, item in zip(feed_entries(data), read_feed(data, state.url), strict=False):
            if item.name in known:
                continue
            names.append(item.name)
            link = str(entry.get("link", ""))
            if len(entry_text(entry)) >= TEASER_CHARS or not link.startswith(("http://", "https://")):
                items.append(item)
                continue
            try:
                items.append(self._page(link) or item)
            except _LaterError as error:
                if len(waiting) < _MOST_WAITING:
                    waiting.append(self._later(link, 1, error))
                else:
                    items.append(item)
        return replace(state, seen=tuple(names[-_SEEN:]), waiting=tuple(waiting)), items

    def _page(self, link: str) -> Item | None:
        """Return the page as an item, or None if there is none to be had. Raises _LaterError if there may be later."""
        try:
            answer = self._ask(link, {})
        except _LaterError:
            raise
        except FetchError:
            return None
        if answer.status in _TROUBLES or answer.status >= 500:
            raise _LaterError(f"{link}: the server answered {answer.status}", answer.headers)
        if answer.status != 200 or "html" not in answer.headers.get("content-type", "html"):
            return None
        digest = hashlib.sha256(f"{link}\0".encode() + answer.data).hexdigest()
        return Item(link, link, digest, partial(_read_page, answer.data, link, _charset(answer.headers)))

    def _later(self, link: str, tries: int, error: _LaterError) -> Waiting:
        now = self.clock()
        # Half a poll less, so that a page is due when the feed is.
        pause = max(POLL_SECONDS * (2 ** (tries - 1) - 0.5), _retry_after(error.headers, now))
        return Waiting(link, tries, now + min(pause, MOST_SECONDS), str(error))

    def _ask(self, url: str, headers: Mapping[str, str]) -> Answer:
        """Return the answer, after waiting for the host's turn. Raises FetchError if robots.txt forbids it."""
        try:
            allowed = self._may(url)
        except ValueError as error:
            raise FetchError(f"{url}: no web address ({error})") from error
        if not allowed:
            raise FetchError(f"{url}: its robots.txt does not allow it; save the page by hand")
        return self._in_turn(url, headers)

    def _may(self, url: str) -> bool:
        """Say whether robots.txt allows the address. Raises _LaterError while the server cannot send the file."""
        host = _host(url)
        if host not in self._robots or self.clock() >= self._robots[host][1]:
            self._robots[host] = self._read_robots(host)
        parser, _, in_trouble = self._robots[host]
        if in_trouble:
            raise _LaterError(f"{url}: the server cannot send its robots.txt now; asked again later")
        return parser.can_fetch(AGENT, url)

    def _read_robots(self, host: str) -> tuple[RobotFileParser, float, bool]:
        """Return what the file allows, until when that holds, and whether the server was in trouble.

        As the standard (RFC 9309) has it: no file allows all, a server in trouble allows nothing, and a day is enough.
        """
        parser, now = RobotFileParser(), self.clock()
        try:
            answer = self._in_turn(f"{host}/robots.txt", {})
        except FetchError:
            parser.parse([])
            return parser, now + MOST_SECONDS, False
        lines = answer.data.decode("utf-8", "replace").splitlines() if answer.status == 200 else []
        parser.parse(lines)
        in_trouble = answer.status >= 500
        return parser, now + (POLL_SECONDS if in_trouble else MOST_SECONDS), in_trouble

    def _in_turn(self, url: str, headers: Mapping[str, str]) -> Answer:
        host = _host(url)
        wait = self._asked.get(host, 0.0) + HOST_SECONDS - self.clock()
        if wait > 0:
            self.sleep(wait)
        self._asked[host] = self.clock()
        return self.fetch(url, headers)

    def _failed(self, state: FeedState, error: str, headers: Mapping[str, str]) -> FeedState:
        now, failures = self.clock(), state.failures + 1
        pause = min(MOST_SECONDS, POLL_SECONDS * 2 ** min(failures, 10))
        until = now + min(MOST_SECONDS, max(pause, _retry_after(headers, now)))
        return replace(state, failures=failures, error=error, next_poll=until)


def polled(
    poller: Poller, states: list[FeedState], *, stop: Callable[[float], bool]
) -> Iterator[tuple[FeedState, list[Item]]]:
    """Yield each feed's new state and new items as it is polled, until `stop`, asked to wait so long, says to end."""
    while states:
        due = min(range(len(states)), key=lambda place: states[place].next_poll)
        if stop(max(0.0, states[due].next_poll - poller.clock())):
            return
        states[due], items = poller.poll(states[due])
        yield states[due], items


class Fetcher:
    """Fetches by HTTP: never too many bytes, and never from an address inside the own network unless it was named."""

    def __init__(self, named: tuple[str, ...] = (), settings: Settings | None = None) -> None:
        self.hosts = {urlsplit(url).hostname or "" for url in named}
        self.most = (settings or Settings()).max_page_bytes
        self._opener = build_opener(_Redirects(self))

    def __call__(self, url: str, headers: Mapping[str, str]) -> Answer:
        """Return the answer, an error's too. Raises FetchError if there is none, or it must not be asked for."""
        self.check(url)
        request = Request(url, headers={"User-Agent": AGENT, **headers})
        try:
            with self._opener.open(request, timeout=_TIMEOUT) as answer:
                data = answer.read(self.most + 1)
                found = {name.lower(): value for name, value in answer.headers.items()}
                status = answer.status
        except HTTPError as error:
            return Answer(error.code, {name.lower(): value for name, value in error.headers.items()}, b"")
        except (URLError, HTTPException, OSError) as error:
            raise _LaterError(f"{url}: could not be fetched ({getattr(error, 'reason', error)})") from error
        except ValueError as error:
            raise FetchError(f"{url}: could not be fetched ({error})") from error
        if len(data) > self.most:
            raise FetchError(f"{url}: more than {self.most:,} bytes; no feed or story is that long")
        return Answer(status, found, data)

    def check(self, url: str) -> None:
        """Raise FetchError for an address that is no web address, or leads inside the own network."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise FetchError(f"{url}: no web address")
        if parts.hostname in self.hosts:
            return
        try:
            found = socket.getaddrinfo(parts.hostname, parts.port or 80, proto=socket.IPPROTO_TCP)
        except (OSError, ValueError) as error:
            raise FetchError(f"{url}: no such host ({error})") from error
        if not all(ipaddress.ip_address(str(place[4][0]).split("%")[0]).is_global for place in found):
            raise FetchError(f"{url}: leads inside the own network; name its host as a feed if that is meant")


class _Redirects(HTTPRedirectHandler):
    max_redirections = 5

    def __init__(self, fetcher: Fetcher) -> None:
        self.fetcher = fetcher

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        self.fetcher.check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _given_up(page: Waiting) -> Item:
    why = f"{page.error}; asked {page.tries} times, `rashomon failures --retry` asks again"
    return failing(page.link, page.link, FetchError(why))


def _read_page(
    data: bytes, link: str, charset: str | None, published: str | None, publisher: str | None
) -> Document:
    return read_html(data, name=link, published=published, publisher=publisher, url=link, charset=charset)


def _charset(headers: Mapping[str, str]) -> str | None:
    message = Message()
    message["Content-Type"] = headers.get("content-type", "text/html").replace("\n", " ").replace("\r", " ")
    return message.get_content_charset()


def _host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _retry_after(headers: Mapping[str, str], now: float) -> float:
    """Return how many seconds the server asks to wait; 0 if it does not."""
    value = headers.get("retry-after", "").strip()
    if value.isdigit():
        return float(min(int(value), MOST_SECONDS))
    try:
        return max(0.0, min(parsedate_to_datetime(value).timestamp() - now, MOST_SECONDS)) if value else 0.0
    except (ValueError, TypeError):
        return 0.0
