"""This file is where web archives are read: each stored page is an item, with the address it was fetched from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from rashomon.documents import read_html, read_text
from rashomon.documents.items import Item, failing
from rashomon.errors import InputError, TooLargeError
from rashomon.records import Document, Reason
from rashomon.settings import Settings

_PAGES = ("text/html", "application/xhtml+xml")
_TEXTS = ("text/plain",)
_RECORDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion


def open_records(path: Path, settings: Settings) -> Iterator[Item]:
    """Yield an item for each page or text that was fetched whole (status 200).

    Of a file that was cut off the records before the cut come out, then an item that says so.
    """
    source, count = str(path), 0
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, record_types=_RECORDS, parse_http=True):
                item = _item(record, source, settings)
                if item is not None:
                    count += 1
                    yield item
    except Exception as error:
        yield _damaged(source, count, error)


def _item(record: Any, source: str, settings: Settings) -> Item | None:
    """Return the record's item; None for an image, a redirection, an error page."""
    kind = (
        (record.http_content_type or record.headers.get("Content-Type") or "").split(";")[0].strip().lower()
    )
    if kind not in _PAGES + _TEXTS or not _is_whole(record):
        return None
    name = f"{source}#{record.record_id or record.stream_pos}"
    expected = record.content_length
    data = record.reader.read(settings.max_page_bytes + 1)
    if len(data) < expected:
        raise EOFError(f"the last page has {len(data):,} of {expected:,} bytes")
    if len(data) > settings.max_page_bytes:
        reason = f"a page of over {settings.max_page_bytes:,} bytes; no story is that long"
        return failing(name, source, TooLargeError(f"{name}: {reason}"))
    url, captured = record.headers.get("WARC-Target-URI"), (record.headers.get("WARC-Date") or "")[:10]
    digest = hashlib.sha256(f"{url}\0".encode() + data).hexdigest()

    def opener(published: str | None, publisher: str | None) -> Document:
        read = read_html if kind in _PAGES else read_text
        document = read(data, name=name, published=published, publisher=publisher, url=url)
        return _bounded(document, captured)

    return Item(name, source, digest, opener)


def _is_whole(record: Any) -> bool:
    headers = record.http_headers
    return headers is None or headers.status_code in (200, None)


def _bounded(document: Document, captured: str) -> Document:
    """Return the document without a date of publication later than the day on which the page was captured."""
    if not captured or not document.published or document.published[:10] <= captured:
        return document
    why = Reason(
        "published:after-capture", f"{document.published} is after {captured}, when the page was fetched"
    )
    return replace(document, published=None, published_basis=None, why=(*document.why, why))


def _damaged(source: str, count: int, error: Exception) -> Item:
    found = f"damaged or cut off after {count} pages ({type(error).__name__}: {error})"
    return failing(f"{source}#end", source, InputError(f"{source}: {found}; fetch or copy the file again"))
