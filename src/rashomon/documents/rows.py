"""This file is where tables of stories are read: lines of JSON, a JSON list, CSV and TSV, one story a row."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import tomllib
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import IO, Any, cast

from dateutil import parser as dates

from rashomon.documents import read_known
from rashomon.documents.build import Known
from rashomon.documents.items import Item, failing
from rashomon.documents.sources import looks_like_page
from rashomon.errors import EmptyInputError, InputError, TooLargeError
from rashomon.records import Document
from rashomon.settings import Settings

#: No title, name or address is longer.
MAX_FIELD_CHARS = 2_000
#: Seconds since 1970 that are days of this age of news, 1990 to 2100; a thousandfold they are milliseconds.
_SECONDS = range(631_152_000, 4_102_444_800)


def open_rows(path: Path, kind: str, fields: Mapping[str, str], settings: Settings) -> Iterator[Item]:
    """Yield an item for each row of the table; one that is no story says so when it is read."""
    source = str(path)
    try:
        rows = _json_list(path, settings) if kind == ".json" else _lines(path, kind, settings)
        for number, raw, row in rows:
            name = f"{source}:{number}"
            if isinstance(row, InputError):
                yield failing(name, source, row)
            else:
                yield _item(name, source, raw, row, fields, settings)
    except (EOFError, gzip.BadGzipFile, zlib.error, OSError) as error:
        reason = InputError(f"{source}: damaged or not readable ({error}); save or copy the file again")
        yield failing(f"{source}:end", source, reason)
    except (csv.Error, UnicodeDecodeError) as error:
        yield failing(
            f"{source}:end", source, InputError(f"{source}: no table in UTF-8 ({error}); save it as UTF-8")
        )


_Row = tuple[int, bytes, "Mapping[str, Any] | InputError"]


def _open(path: Path) -> IO[bytes]:
    is_packed = path.name.casefold().endswith(".gz")
    return cast(IO[bytes], gzip.open(path)) if is_packed else path.open("rb")


def _lines(path: Path, kind: str, settings: Settings) -> Iterator[_Row]:
    with _open(path) as stream:
        if kind in (".csv", ".tsv"):
            yield from _table(
                path, io.TextIOWrapper(stream, encoding="utf-8-sig", newline=""), kind, settings
            )
            return
        number = 0
        while line := stream.readline(settings.max_page_bytes + 1):
            number += 1
            if len(line) > settings.max_page_bytes:
                found = TooLargeError(
                    f"{path}:{number}: a line of over {settings.max_page_bytes:,} bytes; split it"
                )
                yield number, line[:100], found
                return
            if line.strip():
                yield number, line, _object(f"{path}:{number}", line)


def _object(name: str, line: bytes) -> Mapping[str, Any] | InputError:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return InputError(f"{name}: not a JSON object ({error}); one object a line is expected")
    if not isinstance(row, dict):
        return InputError(f"{name}: {type(row).__name__}, not a JSON object; one object a line is expected")
    return row


def _json_list(path: Path, settings: Settings) -> Iterator[_Row]:
    """Yield the rows of a JSON file that holds a list of objects, or one object."""
    with _open(path) as stream:
        data = stream.read(settings.max_page_bytes + 1)
    if len(data) > settings.max_page_bytes:
        limit = f"a JSON list may have {settings.max_page_bytes:,}; write one object a line (.jsonl)"
        yield 1, data[:100], TooLargeError(f"{path}: more bytes than that; {limit}")
        return
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        yield 1, data[:100], InputError(f"{path}: not JSON ({error}); a list of objects is expected")
        return
    for number, row in enumerate(found if isinstance(found, list) else [found], 1):
        raw = json.dumps(row, sort_keys=True).encode()
        wrong = InputError(
            f"{path}:{number}: {type(row).__name__}, not an object; give each story as an object"
        )
        yield number, raw, row if isinstance(row, dict) else wrong


def _table(path: Path, stream: io.TextIOWrapper, kind: str, settings: Settings) -> Iterator[_Row]:
    csv.field_size_limit(settings.max_text_bytes)
    head = stream.readline(MAX_FIELD_CHARS)
    delimiter = "\t" if kind == ".tsv" else max(",;\t|", key=head.count)
    names = next(csv.reader([head], delimiter=delimiter), [])
    for number, cells in enumerate(csv.reader(stream, delimiter=delimiter), 2):
        if cells:
            raw = "\x1f".join(cells).encode("utf-8", "surrogatepass")
            yield number, raw, dict(zip(names, cells, strict=False))


def _item(
    name: str, source: str, raw: bytes, row: Mapping[str, Any], fields: Mapping[str, str], settings: Settings
) -> Item:
    digest = hashlib.sha256(raw + repr(sorted(fields.items())).encode()).hexdigest()

    def opener(published: str | None, publisher: str | None) -> Document:
        return _read(name, digest, row, fields, settings, published, publisher)

    return Item(name, source, digest, opener)


def _read(
    name: str,
    digest: str,
    row: Mapping[str, Any],
    fields: Mapping[str, str],
    settings: Settings,
    published: str | None,
    publisher: str | None,
) -> Document:
    text = _field(row, "text", fields)
    if not text.strip():
        keys = ", ".join(map(str, list(row)[:12]))
        raise EmptyInputError(
            f"{name}: no text; it has {keys or 'no columns'}; say which holds it with --field text=NAME"
        )
    if len(text) > settings.max_text_bytes:
        raise TooLargeError(f"{name}: {len(text):,} characters, a story may have {settings.max_text_bytes:,}")
    title = " ".join(_field(row, "title", fields)[:MAX_FIELD_CHARS].split())
    is_page = looks_like_page(text.encode("utf-8", "surrogatepass"))
    known = Known(
        name,
        digest,
        published=published,
        publisher=publisher or _field(row, "publisher", fields)[:MAX_FIELD_CHARS].strip() or None,
        url=_field(row, "url", fields)[:MAX_FIELD_CHARS].strip() or None,
        title=title or None,
        page_published=read_day(row.get(_name(row, "published", fields) or "")),
        page_basis="row",
    )
    if title and not is_page and not " ".join(text[: 2 * len(title) + 50].split()).startswith(title):
        text = f"{title}\n\n{text}"
    return read_known(text, known, is_page=is_page)


def _field(row: Mapping[str, Any], part: str, fields: Mapping[str, str]) -> str:
    """Return a part of the story as text; empty if the row has none or something else than text."""
    value = row.get(_name(row, part, fields) or "")
    return value if isinstance(value, str) else ""


def _name(row: Mapping[str, Any], part: str, fields: Mapping[str, str]) -> str | None:
    if part in fields:
        return fields[part]
    return next((name for name in _names()[part] if row.get(name) not in (None, "")), None)


@lru_cache(maxsize=1)
def _names() -> dict[str, list[str]]:
    text = files("rashomon.lexicons").joinpath("row_fields.toml").read_text(encoding="utf-8")
    return {part: list(names) for part, names in tomllib.loads(text).items()}


def read_day(value: object) -> str | None:
    """Return a date of a table as ISO text: ISO itself, another written form, or seconds since 1970; else None."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = value / 1000 if int(value / 1000) in _SECONDS else value
        return datetime.fromtimestamp(seconds, UTC).isoformat() if int(seconds) in _SECONDS else None
    if not isinstance(value, str) or not any(c.isdigit() for c in value) or len(value) > 100:
        return None
    try:
        return datetime.fromisoformat(value.strip()).isoformat() if len(value.strip()) > 10 else _day(value)
    except ValueError:
        return _day(value)


def _day(value: str) -> str | None:
    try:
        found = dates.parse(value.strip(), default=datetime(1, 1, 1))
    except (ValueError, OverflowError, TypeError):
        return None
    return found.date().isoformat() if 1800 <= found.year <= 2200 else None
