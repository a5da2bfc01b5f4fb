"""This file is where the bytes of an input are fetched: from a file, a web address or standard input, never too many."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import IO, cast
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from rashomon.errors import (
    EmptyInputError,
    FetchError,
    InputError,
    MissingFileError,
    TooLargeError,
)
from rashomon.settings import Settings

#: A news server that has not answered after this long will not.
TIMEOUT_SECONDS = 30
#: Beside a story, a file's head tells whether it is a page.
SNIFFED_BYTES = 2_000

PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
TEXT_SUFFIXES = frozenset({".txt", ".text"})
#: Files that hold many stories: tables, web archives, feeds.
MANY_SUFFIXES = frozenset(
    {".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".warc", ".rss", ".atom", ".rdf", ".xml"}
)
STANDARD_INPUT = "-"

_GZIP_MAGIC = b"\x1f\x8b"
_AGENT = "rashomon/0.1 (+event data from news)"


@dataclass(frozen=True, slots=True)
class Raw:
    """An input as it came: its name, its bytes, and whether they are a web page."""

    name: str
    data: bytes
    is_page: bool
    sha256: str
    """Of the bytes as they were stored or sent, before unpacking."""
    url: str | None = None
    charset: str | None = None
    """What the server said of the bytes."""


def fetch(source: str | Path, settings: Settings) -> Raw:
    """Return the bytes behind a path, an http(s) address or `-`.

    Raises MissingFileError, EmptyInputError, TooLargeError or FetchError; sizes are checked before anything is read.
    """
    text = str(source)
    if is_address(text):
        return _from_address(text, settings)
    if text == STANDARD_INPUT:
        return _checked("standard input", sys.stdin.buffer, settings, suffix="")
    return _from_file(Path(source), text, settings)


def is_address(text: str) -> bool:
    """Say whether the input is a web address."""
    return text.startswith(("http://", "https://"))


def find_inputs(inputs: Iterable[str | Path]) -> Iterator[str | Path]:
    """Yield the inputs, with each folder replaced by the text files and saved pages below it, in sorted order.

    Hidden files and files of other kinds are left out. Raises EmptyInputError for a folder without any.
    """
    for source in inputs:
        text = str(source)
        if is_address(text) or text == STANDARD_INPUT or not Path(source).is_dir():
            yield source
            continue
        found = False
        for path in _files(Path(source)):
            found = True
            yield path
        if not found:
            raise EmptyInputError(
                f"{text}: no text file or saved page in this folder; name a file, or another folder"
            )


def find_files(folder: Path) -> Iterator[Path]:
    """Yield the files below the folder that hold stories, in sorted order: texts, pages, tables, archives, feeds."""
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = (Path(where, name) for name in sorted(names) if not name.startswith("."))
        yield from (p for p in paths if _kind(p.name) in PAGE_SUFFIXES | TEXT_SUFFIXES | MANY_SUFFIXES)


def has_many(path: Path) -> bool:
    """Say whether the file holds many stories, by its name: a table, a web archive, a feed."""
    return _kind(path.name) in MANY_SUFFIXES


def read_head(path: Path, count: int) -> bytes:
    """Return the first bytes of a file, unpacked if it is packed; empty if its packing is damaged. Raises OSError."""
    with path.open("rb") as stream:
        is_packed = stream.read(len(_GZIP_MAGIC)) == _GZIP_MAGIC
        stream.seek(0)
        if not is_packed:
            return stream.read(count)
        try:
            return gzip.GzipFile(fileobj=stream).read(count)
        except (EOFError, gzip.BadGzipFile, zlib.error):
            return b""


def is_readable(path: Path) -> bool:
    """Say whether a folder's file is one that is read: a text file or a saved page, not hidden."""
    return not path.name.startswith(".") and _kind(path.name) in PAGE_SUFFIXES | TEXT_SUFFIXES


def _files(folder: Path) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (path for name in sorted(names) if is_readable(path := Path(where, name)))


def _kind(name: str) -> str:
    """Return the suffix, that before ".gz" for a compressed file."""
    return Path(name.casefold().removesuffix(".gz")).suffix


def _from_file(path: Path, name: str, settings: Settings) -> Raw:
    if not _exists(path):
        raise MissingFileError(f"{name}: no such file or folder; check the path")
    if path.is_dir():
        raise MissingFileError(
            f"{name}: is a folder; name a file in it, or pass the folder to `rashomon code`"
        )
    suffix = _kind(path.name)
    size = path.stat().st_size
    limit = _limit(suffix, settings)
    if size > limit:
        raise TooLargeError(_too_large(name, f"{size:,} bytes", limit))
    try:
        with path.open("rb") as stream:
            return _checked(name, stream, settings, suffix=suffix)
    except PermissionError as error:
        raise MissingFileError(f"{name}: may not be read; change its permissions") from error


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        # The name is too long for a file's, or has a character that no name may have.
        return False


def _checked(
    name: str,
    stream: IO[bytes],
    settings: Settings,
    *,
    suffix: str,
    url: str | None = None,
    charset: str | None = None,
) -> Raw:
    """Return what the stream holds, unpacked; raise if it is empty or more than its kind may be."""
    data = _read(name, stream, settings.max_page_bytes)
    digest = hashlib.sha256(data).hexdigest()
    if data.startswith(_GZIP_MAGIC):
        data = _read(name, _unpacked(name, data), settings.max_page_bytes)
    is_page = suffix in PAGE_SUFFIXES or (suffix not in TEXT_SUFFIXES and looks_like_page(data))
    if not is_page and len(data) > settings.max_text_bytes:
        raise TooLargeError(_too_large(name, f"{len(data):,} bytes", settings.max_text_bytes))
    if not data.strip():
        raise EmptyInputError(f"{name}: holds no text; pass a file with a story in it")
    return Raw(name, data, is_page, digest, url, charset)


def looks_like_page(data: bytes) -> bool:
    """Say whether the bytes begin as a web page does."""
    head = data[:SNIFFED_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<?xml")) or b"<head" in head or b"<html" in head


def _read(name: str, stream: IO[bytes], limit: int) -> bytes:
    try:
        data = stream.read(limit + 1)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InputError(f"{name}: its compression is damaged; save or copy the file again") from error
    if len(data) > limit:
        raise TooLargeError(_too_large(name, f"more than {limit:,} bytes", limit))
    return data


def _unpacked(name: str, data: bytes) -> IO[bytes]:
    return cast(IO[bytes], gzip.GzipFile(filename=name, fileobj=io.BytesIO(data)))


def _limit(suffix: str, settings: Settings) -> int:
    return settings.max_text_bytes if suffix in TEXT_SUFFIXES else settings.max_page_bytes


def _too_large(name: str, found: str, limit: int) -> str:
    return f"{name}: {found}, a story may have {limit:,}; split it into one file a story"


def _from_address(url: str, settings: Settings) -> Raw:
    try:
        request = Request(url, headers={"User-Agent": _AGENT, "Accept": "text/html,text/plain;q=0.8"})
        with urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            kind = answer.headers.get_content_type()
            if not kind.startswith("text/") and kind != "application/xhtml+xml":
                raise FetchError(f"{url}: is {kind}, not a web page; pass the address of a story")
            suffix = ".txt" if kind == "text/plain" else ".html"
            charset = answer.headers.get_content_charset()
            return _checked(url, answer, settings, suffix=suffix, url=answer.geturl(), charset=charset)
    except HTTPError as error:
        raise FetchError(
            f"{url}: the server answered {error.code}; open it in a browser and pass the saved page"
        ) from error
    except (URLError, HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise FetchError(
            f"{url}: could not be fetched ({reason}); check the address, or pass the saved page"
        ) from error
