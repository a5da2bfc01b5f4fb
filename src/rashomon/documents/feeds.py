"""This file is where feeds are read: RSS and Atom, each entry an item."""

from __future__ import annotations

import hashlib
import io
from calendar import timegm
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser

from rashomon.documents import read_known
from rashomon.documents.build import Known
from rashomon.documents.items import Item, failing
from rashomon.errors import EmptyInputError, InputError
from rashomon.records import Document
from rashomon.settings import Settings

#: An entry with less text than this is a teaser of a story that stands elsewhere.
TEASER_CHARS = 600


def open_entries(path: Path, settings: Settings) -> Iterator[Item]:
    """Yield an item for each entry of the feed in the file; a feed that breaks off is read as far as it goes."""
    source = str(path)
    if path.stat().st_size > settings.max_page_bytes:
        limit = f"a feed may have {settings.max_page_bytes:,} bytes; name a smaller one"
        yield failing(
            f"{source}#feed", source, InputError(f"{source}: {path.stat().st_size:,} bytes, {limit}")
        )
        return
    yield from read_feed(path.read_bytes(), source)


def read_feed(data: bytes, source: str) -> Iterator[Item]:
    """Yield an item for each entry of the feed, newest first as feeds are."""
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False)
    if not feed.entries:
        why = str(feed.get("bozo_exception", "it has no entries"))
        found = InputError(f"{source}: no feed ({' '.join(why.split())[:200]}); name an RSS or Atom file")
        yield failing(f"{source}#feed", source, found)
        return
    title = " ".join(str(feed.feed.get("title", "")).split())
    for number, entry in enumerate(feed.entries, 1):
        yield _item(entry, number, title, source)


def _item(entry: Mapping[str, Any], number: int, feed: str, source: str) -> Item:
    link = str(entry.get("link", ""))
    name = f"{source}#{entry.get('id') or link or number}"
    title, text = " ".join(str(entry.get("title", "")).split()), entry_text(entry)
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
    found = entry.get(field)
    return datetime.fromtimestamp(timegm(found), UTC).isoformat() if found else None


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
