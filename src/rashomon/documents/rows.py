"""This file is where tables of stories are read: lines of JSON, a JSON list, CSV and TSV, one story a row."""

from __future__ import annotations

import codecs
import csv
import gzip
import hashlib
import io
import json
import re
import tomllib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import IO, Any, cast

from dateutil import parser as dates

from rashomon.documents import read_known
from rashomon.documents.build import Known
from rashomon.documents.encoding import decode
from rashomon.documents.items import Item, failing
from rashomon.documents.sources import looks_like_page
from rashomon.errors import BinaryInputError, EmptyInputError, EncodingError, InputError, TooLargeError
from rashomon.records import Document
from rashomon.settings import Settings

#: No title, name or address is longer.
MAX_FIELD_CHARS = 2_000
#: Seconds since 1970 that are days of this age of news, 1990 to 2100; a thousandfold they are milliseconds.
_SECONDS = range(631_152_000, 4_102_444_800)
#: Bytes that were no UTF-8, as the reader of tables hands them on; and halves of characters, as JSON can write them.
_STRAY, _HALVES = re.compile("[\udc80-\udcff]"), re.compile("[\ud800-\udfff]")


def open_rows(path: Path, kind: str, fields: Mapping[str, str], settings: Settings) -> Iterator[Item]:
    """Yield an item for each row of the table; one that is no story says so when it is read."""
    source = str(path)
    try:
        rows = _json_list(path, settings) if kind == ".json" else _lines(path, kind, settings)
        for number, raw, row in rows:
            name = f"{source}:{number}"
            if isinstance(row, InputError):
                yield replace(failing(name, source, row), fields=tuple(sorted(fields.items())))
            else:
                yield _item(name, source, raw, row, fields, settings)
    except (EOFError, gzip.BadGzipFile, zlib.error, OSError) as error:
        reason = InputError(f"{source}:end: damaged or not readable ({error}); save or copy the file again")
        yield failing(f"{source}:end", source, reason)


_Row = tuple[int, bytes, "Mapping[str, Any] | InputError"]


def _open(path: Path) -> IO[bytes]:
    is_packed = path.name.casefold().endswith(".gz")
    return cast(IO[bytes], gzip.open(path)) if is_packed else path.open("rb")


def _lines(path: Path, kind: str, settings: Settings) -> Iterator[_Row]:
    with _open(path) as stream:
        if kind in (".csv", ".tsv"):
            yield from _table(path, stream, kind, settings)
            return
        number = 0
        while line := stream.readline(settings.max_page_bytes + 1):
            number += 1
            if len(line) > settings.max_page_bytes:
                found = f"a line of over {settings.max_page_bytes:,} bytes; split it"
                yield number, line[:100], TooLargeError(f"{path}:{number}: {found}")
                _skip_line(stream, line, settings)
            elif line.strip():
                yield number, line, _object(f"{path}:{number}", line)


def _skip_line(stream: IO[bytes], line: bytes, settings: Settings) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(settings.max_page_bytes)


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


def _table(path: Path, stream: IO[bytes], kind: str, settings: Settings) -> Iterator[_Row]:
    """Yield the rows of a table. Bytes that are no UTF-8 are looked at row by row, so that none spoils the others."""
    csv.field_size_limit(settings.max_text_bytes)
    lines, head = _text_lines(stream, settings)
    delimiter = "\t" if kind == ".tsv" else max(",;\t|", key=head.count)
    reader, number, names = csv.reader(lines, delimiter=delimiter), 0, list[str]()
    while True:
        number += 1
        name = f"{path}:{number}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield (
                number,
                str(error).encode(),
                InputError(f"{name}: no row of a table ({error}); mend its quotes"),
            )
            continue
        if not names:
            names = [_STRAY.sub("\ufffd", cell) for cell in cells]
        elif cells:
            raw = "\x1f".join(cells).encode("utf-8", "surrogateescape")
            yield number, raw, _cells(names, cells, name)


def _text_lines(stream: IO[bytes], settings: Settings) -> tuple[Iterator[str], str]:
    """Return the lines of the stream as text, and the first of them. A byte that is no UTF-8 becomes a lone surrogate."""
    start = stream.read(4)
    encoding = "utf-16" if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    errors = "replace" if encoding == "utf-16" else "surrogateescape"
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")
    head = text.readline(settings.max_page_bytes)
    return chain([head], _TextLines(text, settings.max_page_bytes)), head


class _TextLines:
    """The lines of a text, none of more characters than a page may have: one that has is passed over as an error."""

    def __init__(self, text: io.TextIOWrapper, limit: int) -> None:
        self.text, self.limit = text, limit

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if not (line := self.text.readline(self.limit + 1)):
            raise StopIteration
        if len(line) <= self.limit:
            return line
        while line and not line.endswith("\n"):
            line = self.text.readline(self.limit)
        raise csv.Error(f"a line of over {self.limit:,} characters")


def _cells(names: list[str], cells: list[str], name: str) -> Mapping[str, Any] | InputError:
    if _STRAY.search("".join(cells)):
        try:
            cells = _mended(cells, name)
        except (EncodingError, BinaryInputError) as error:
            return error
    return dict(zip(names, cells, strict=False))


def _mended(cells: list[str], name: str) -> list[str]:
    """Return the row with its stray bytes replaced where the rest is UTF-8, else read in the encoding that fits it.

    Raises EncodingError or BinaryInputError if none does.
    """
    if any(ord(c) > 127 for c in _STRAY.sub("", "".join(cells))):
        return [_STRAY.sub("\ufffd", cell) for cell in cells]
    encoded = [cell.encode("utf-8", "surrogateescape") for cell in cells]
    why = decode(b"\n".join(encoded), name).why
    encoding = why.detail if why.rule == "encoding:guess" else "windows-1252"
    return [cell.decode(encoding, "replace") for cell in encoded]


def _item(
    name: str, source: str, raw: bytes, row: Mapping[str, Any], fields: Mapping[str, str], settings: Settings
) -> Item:
    digest = hashlib.sha256(raw + repr(sorted(fields.items())).encode()).hexdigest()

    def opener(published: str | None, publisher: str | None) -> Document:
        return _read(name, digest, row, fields, settings, published, publisher)

    return Item(name, source, digest, opener, tuple(sorted(fields.items())))


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
        keys = ", ".join(str(key)[:100] for key in list(row)[:12])
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
    return _HALVES.sub("\ufffd", value) if isinstance(value, str) else ""


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
        # NaN and infinity are in none of these, nor is a number too great to be divided.
        seconds = next((n for n in (value, value // 1000) if _SECONDS.start <= n < _SECONDS.stop), None)
        return datetime.fromtimestamp(seconds, UTC).isoformat() if seconds is not None else None
    if not isinstance(value, str) or not any(c.isdigit() for c in value) or len(value) > 100:
        return None
    try:
        return datetime.fromisoformat(value.strip()).isoformat() if len(value.strip()) > 10 else _day(value)
    except ValueError:
        return _day(value)


def _day(value: str) -> str | None:
    try:
        found = dates.parse(value.strip(), default=datetime(1, 1, 1))
    except (ValueError, OverflowError, TypeError, ArithmeticError, LookupError, AttributeError):
        # What the parser raises over some strings that are no dates.
        return None
    return found.date().isoformat() if 1800 <= found.year <= 2200 else None
