"""This file is where an input that holds many stories is taken apart: folders, tables, web archives, feeds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rashomon.documents import read
from rashomon.documents.sources import STANDARD_INPUT, find_files, has_many, is_address, read_head
from rashomon.errors import InputError, MissingFileError
from rashomon.records import Document
from rashomon.settings import Settings

#: Reads one item: called with the day of publication and the publisher that the user gave.
Opener = Callable[[str | None, str | None], Document]


@dataclass(frozen=True, slots=True)
class Item:
    """One story of an input, not read yet: a file, a row, a record, a feed's entry."""

    name: str
    """Tells it from others: `a.html`, `stories.jsonl:17` (line), `crawl.warc.gz#4711` (record), `feed.xml#guid`."""
    source: str
    """The file or address that it is in, by which it can be opened again."""
    sha256: str
    """Of the item's own bytes, so that what was read before is known without reading it."""
    opener: Opener
    fields: tuple[tuple[str, str], ...] = ()
    """Which column holds which part, as the user said, so that the item can be opened again in the same way."""

    def read(self, *, published: str | None = None, publisher: str | None = None) -> Document:
        """Return the story. Raises InputError: what was being read, what was found, what to do."""
        return self.opener(published, publisher)


def open_items(
    source: str | Path, *, fields: Mapping[str, str] | None = None, settings: Settings | None = None
) -> Iterator[Item]:
    """Yield the stories of a file, folder or address, in order, without reading them.

    Folders are walked in sorted order. `fields` says which column or key of a table holds text, title, published,
    publisher or url. Raises MissingFileError if there is no such file or folder; an item that cannot be read is
    yielded, and says why when it is read.
    """
    check_source(source)
    settings = settings or Settings()
    text = str(source)
    if is_address(text) or text == STANDARD_INPUT:
        yield _address(text)
        return
    path = Path(source)
    for file in find_files(path) if path.is_dir() else (path,):
        yield from _in_file(file, fields or {}, settings)


def check_source(source: str | Path) -> None:
    """Raise MissingFileError if there is no such file or folder."""
    text = str(source)
    if not (is_address(text) or text == STANDARD_INPUT or Path(source).exists()):
        raise MissingFileError(f"{text}: no such file or folder; check the path")


def count_items(sources: Iterable[str | Path]) -> int | None:
    """Return how many stories there are; None if one of the files holds many, which would have to be read."""
    count = 0
    for source in sources:
        path = Path(source)
        files = find_files(path) if not is_address(str(source)) and path.is_dir() else (path,)
        for file in files:
            if has_many(file):
                return None
            count += 1
    return count


def open_item(
    source: str, name: str, *, fields: Mapping[str, str] | None = None, settings: Settings | None = None
) -> Item:
    """Return the item of that name again. Raises MissingFileError if it is not there any more."""
    for item in open_items(source, fields=fields, settings=settings):
        if item.name == name:
            return item
    raise MissingFileError(f"{name}: not in {source} any more; add the input again under its new name")


def failing(name: str, source: str, error: InputError) -> Item:
    """Return an item that says why it cannot be read."""

    def fail(published: str | None, publisher: str | None) -> Document:
        raise error

    return Item(name, source, hashlib.sha256(f"{name}|{error}".encode()).hexdigest(), fail)


def _in_file(path: Path, fields: Mapping[str, str], settings: Settings) -> Iterator[Item]:
    """Yield the items of one file, by what its name says it is; one item that says why, if it cannot be opened."""
    try:
        yield from _opened(path, fields, settings)
    except OSError as error:
        why = f"cannot be read ({error.strerror or error}); check that it is there and may be read"
        yield failing(str(path), str(path), InputError(f"{path}: {why}"))


def _opened(path: Path, fields: Mapping[str, str], settings: Settings) -> Iterator[Item]:
    name = path.name.casefold().removesuffix(".gz")
    kind = Path(name).suffix
    if kind in (".jsonl", ".ndjson", ".json", ".csv", ".tsv"):
        from rashomon.documents.rows import open_rows

        yield from open_rows(path, kind, fields, settings)
    elif kind in (".warc", ".arc"):
        from rashomon.documents.warc import open_records

        yield from open_records(path, settings)
    elif kind in (".rss", ".atom", ".rdf") or (kind == ".xml" and _is_feed(path)):
        from rashomon.documents.feeds import open_entries

        yield from open_entries(path, settings)
    else:
        yield _file(path)


def _is_feed(path: Path) -> bool:
    head = read_head(path, 2_000).lower()
    return b"<rss" in head or b"<feed" in head or b"<rdf" in head


def _file(path: Path) -> Item:
    def opener(published: str | None, publisher: str | None) -> Document:
        return read(path, published=published, publisher=publisher)

    return Item(str(path), str(path), _digest(path), opener)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return hashlib.sha256(str(path).encode("utf-8", "surrogatepass")).hexdigest()


def _address(url: str) -> Item:
    def opener(published: str | None, publisher: str | None) -> Document:
        return read(url, published=published, publisher=publisher)

    return Item(url, url, hashlib.sha256(url.encode()).hexdigest(), opener)
