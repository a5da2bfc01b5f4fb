"""This file is where web archives are read: each stored page is an item, with the address it was fetched from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from rashomon.documents import read_html, read_text
from rashomon.documents.items import Item, failing
from rashomon.documents.payloads import unwrap
from rashomon.errors import InputError, TooLargeError
from rashomon.records import Document, Reason
from rashomon.settings import Settings

_PAGES = ("text/html", "application/xhtml+xml")
_TEXTS = ("text/plain",)
_RECORDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
#: What a record begins with: in an archive packed record by record, and in one that is not packed.
_PACKED, _PLAIN = b"\x1f\x8b\x08", b"\nWARC/1."
_BLOCK_BYTES = 1 << 20
#: Places tried after one damaged stretch, each of which looked like a record.
_MOST_ATTEMPTS = 1000


class _CutError(InputError):
    """A record is shorter than it says it is."""

    def __init__(self, name: str, found: int, expected: int) -> None:
        self.name = name
        super().__init__(f"{name}: {found:,} of {expected:,} bytes, cut off; fetch or copy the file again")


def open_records(path: Path, settings: Settings) -> Iterator[Item]:
    """Yield an item for each page or text that was fetched whole (status 200).

    A damaged stretch is an item that says so; the records before and behind it come out.
    """
    source, count = str(path), 0
    try:
        with path.open("rb") as stream:
            for found in _walk(stream, source, settings):
                count += isinstance(found, Item)
                yield found if isinstance(found, Item) else _damaged(source, count, *found)
    except OSError as error:
        yield _damaged(source, count, 0, error)


def _walk(stream: IO[bytes], source: str, settings: Settings) -> Iterator[Item | tuple[int, Exception]]:
    """Yield the items, and for each damaged stretch where it begins and what was found."""
    place, attempts, is_packed = 0, 0, stream.read(len(_PACKED)) == _PACKED
    while attempts < _MOST_ATTEMPTS:
        stream.seek(place)
        try:
            for record in ArchiveIterator(stream, record_types=_RECORDS, parse_http=True):
                place, attempts = max(place, record.stream_pos), 0
                item = _item(record, source, settings)
                if item is not None:
                    yield item
            return
        except _CutError as error:
            yield failing(error.name, source, error)
        except Exception as error:
            # One stretch is one failure, however many attempts lead out of it.
            if attempts == 0:
                yield place, error
        attempts += 1
        found = _next_record(stream, place + 1, _PACKED if is_packed else _PLAIN)
        if found is None:
            return
        place = found


def _next_record(stream: IO[bytes], place: int, mark: bytes) -> int | None:
    """Return where the next record may begin, from `place` on; None if there is none."""
    rest = b""
    stream.seek(place)
    while block := stream.read(_BLOCK_BYTES):
        if (found := (rest + block).find(mark)) >= 0:
            return place - len(rest) + found + mark.startswith(b"\n")
        place += len(block)
        rest = (rest + block)[1 - len(mark) :]
    return None


def _item(record: Any, source: str, settings: Settings) -> Item | None:
    """Return the record's item; None for an image, a redirection, an error page."""
    name = f"{source}#{record.record_id or record.stream_pos}"
    kind = (
        (record.http_content_type or record.headers.get("Content-Type") or "").split(";")[0].strip().lower()
    )
    expected: int = record.content_length
    if kind not in _PAGES + _TEXTS or not _is_whole(record):
        if (had := record.consume()) < expected:
            raise _CutError(name, had, expected)
        return None
    data = record.reader.read(settings.max_page_bytes + 1)
    if len(data) > settings.max_page_bytes:
        reason = f"a page of {expected:,} bytes, a story may have {settings.max_page_bytes:,}"
        return failing(name, source, TooLargeError(f"{name}: {reason}"))
    if len(data) < expected:
        raise _CutError(name, len(data), expected)
    url, captured = record.headers.get("WARC-Target-URI"), (record.headers.get("WARC-Date") or "")[:10]
    digest = hashlib.sha256(f"{url}\0".encode() + data).hexdigest()
    headers, charset = _headers(record), record.http_charset

    def opener(published: str | None, publisher: str | None) -> Document:
        read = read_html if kind in _PAGES else read_text
        body = unwrap(data, headers, name, settings.max_page_bytes)
        document = read(body, name=name, published=published, publisher=publisher, url=url, charset=charset)
        return _bounded(document, captured)

    return Item(name, source, digest, opener)


def _headers(record: Any) -> dict[str, str]:
    """Return the headers of the stored answer, with small letters for keys."""
    return {key.lower(): value for key, value in record.http_headers or ()}


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


def _damaged(source: str, count: int, place: int, error: Exception) -> Item:
    name = f"{source}#after-{place}"
    found = f"damaged after byte {place:,} and {count} pages ({type(error).__name__}: {error})"
    return failing(name, source, InputError(f"{name}: {found}; fetch or copy the file again"))
