"""This file is where feeds are read: RSS and Atom, each entry an item."""

from __future__ import annotations

import hashlib
import io
from calendar import timegm
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser

from rashomon.documents import read_known
from rashomon.documents.build import Known
from rashomon.documents.items import Item, failing
from rashomon.documents.sources import read_head
from rashomon.errors import EmptyInputError, InputError, TooLargeError
from rashomon.records import Document
from rashomon.settings import Settings

#: An entry with less text than this is a teaser of a story that stands elsewhere.
TEASER_CHARS = 600


def open_entries(path: Path, settings: Settings) -> Iterator[Item]:
    """Yield an item for each entry of the feed in the file; a feed that breaks off is read as far as it goes."""
    source = str(path)
    data = read_head(path, settings.max_page_bytes + 1)
    if len(data) > settings.max_page_bytes:
        limit = f"a feed may have {settings.max_page_bytes:,} bytes, this one has more; name a smaller one"
        yield failing(f"{source}#feed", source, TooLargeError(f"{source}: {limit}"))
        return
    yield from read_feed(data, source)


def read_feed(data: bytes, source: str) -> Iterator[Item]:
    """Yield an item for each entry of the feed, newest first as feeds are. No two have one name."""
    try:
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False)
    except Exception as error:
        # The reader raises over some bytes that are no feed, each time something else.
        yield _no_feed(source, f"{type(error).__name__}: {error}")
        return
    if not feed.entries:
        yield _no_feed(source, str(feed.get("bozo_exception", "it has no entries")))
        return
    title, names = _one_line(feed.feed.get("title", "")), set[str]()
    for number, entry in enumerate(feed.entries, 1):
        item = _item(entry, number, title, source)
        if item.name in names:
            # Some feeds give every entry one id.
            item = replace(item, name=f"{item.name}:{item.sha256[:8]}")
        names.add(item.name)
        yield item


def feed_entries(data: bytes) -> list[Mapping[str, Any]]:
    """Return the entries of the feed as they are written, in the order of `read_feed`; none if it is no feed."""
    try:
        return list(feedparser.parse(io.BytesIO(data), sanitize_html=False).entries)
    except Exception:
        return []


def _no_feed(source: str, why: str) -> Item:
    found = InputError(f"{source}: no feed ({_one_line(why)[:200]}); name an RSS or Atom file")
    return failing(f"{source}#feed", source, found)


def _one_line(text: object) -> str:
    return " ".join(str(text).split())


def _item(entry: Mapping[str, Any], number: int, feed: str, source: str) -> Item:
    link = str(entry.get("link", ""))
    name = f"{source}#{entry.get('id') or link or number}"
    title, text = _one_line(entry.get("title", "")), entry_text(entry)
    digest = hashlib.sha256(f"{title}\0{text}\0{link}".encode("utf-8", "surrogatepass")).hexdigest()

    def opener(published: str | None, publisher: str | None) -> Document:
        if not text.strip():
            raise EmptyInputError(f"{name}: no text, a link only; add its address ({link or 'none given'})")
        known = Known(
            name,
            digest,
            published=published,
            publisher=publisher or feed or None,
            url=link or None,
            title=title or None,
            page_published=_when(entry, "published_parsed") or _when(entry, "updated_parsed"),
            page_basis="feed",
            updated=_when(entry, "updated_parsed"),
            authors=tuple(str(a.get("name")) for a in entry.get("authors", ()) if a.get("name")),
        )
        if "</" in text or "<br" in text:
            page = f"<html><head><title>{_escaped(title)}</title></head><body><article><h1>{_escaped(title)}</h1>{text}"
            return read_known(f"{page}</article></body></html>", known, is_page=True)
        return read_known(f"{title}\n\n{text}" if title else text, known, is_page=False)

    return Item(name, source, digest, opener)


def entry_text(entry: Mapping[str, Any]) -> str:
    """Return the fullest text that the entry gives: its content, else its summary."""
    contents = [str(content.get("value", "")) for content in entry.get("content", ())]
    return max([*contents, str(entry.get("summary", ""))], key=len)


def _when(entry: Mapping[str, Any], field: str) -> str | None:
    """Return the time as ISO text; None if there is none, or one that is no time."""
    found = entry.get(field)
    try:
        return datetime.fromtimestamp(timegm(found), UTC).isoformat() if found else None
    except (ValueError, OverflowError, OSError):
        return None


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
