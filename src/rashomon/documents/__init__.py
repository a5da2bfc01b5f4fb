"""This folder is where a file, page or address becomes a Document: its text, divided into zones, and its facts."""

from __future__ import annotations

import hashlib
from pathlib import Path

from rashomon.documents.build import Known, build_document, iso_published
from rashomon.documents.encoding import decode
from rashomon.documents.language import check_language
from rashomon.documents.lines import Reader
from rashomon.documents.sources import Raw, fetch, find_inputs
from rashomon.documents.text import lay_out
from rashomon.errors import EmptyInputError
from rashomon.lexicons.page_lines import load_page_lines
from rashomon.lexicons.publishers import PublisherTables, load_publishers
from rashomon.records import Document
from rashomon.settings import Settings

__all__ = ["check_language", "find_inputs", "read", "read_html", "read_known", "read_text"]


def read(
    source: str | Path,
    *,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    settings: Settings | None = None,
    publishers: PublisherTables | None = None,
) -> Document:
    """Return the story in a text file or saved page (also `.gz`), at an http(s) address, or on standard input (`-`).

    `published`, `publisher` and `url` say what the source does not, or says wrongly. Raises an InputError that names
    the source, what was found and what to do. A text in another language is returned; see `check_language`.
    """
    published = iso_published(published)
    raw = fetch(source, settings or Settings())
    known = Known(
        raw.name,
        raw.sha256,
        published=published,
        publisher=publisher,
        url=url or raw.url,
    )
    return _read_raw(raw, known, publishers or load_publishers())


def read_text(
    text: str | bytes,
    *,
    name: str = "text",
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    publishers: PublisherTables | None = None,
    charset: str | None = None,
) -> Document:
    """Return the document of a story given as text. Its characters stay as they are; a byte order mark is dropped.

    `charset` is what a server said of the bytes; it is asked where they are not UTF-8.
    """
    published = iso_published(published)
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    known = Known(name, hashlib.sha256(data).hexdigest(), published=published, publisher=publisher, url=url)
    if isinstance(text, bytes):
        return _read_raw(
            Raw(name, text, False, known.source_sha256, charset=charset),
            known,
            publishers or load_publishers(),
        )
    return _read_story(text.removeprefix("\ufeff"), known, publishers or load_publishers())


def read_html(
    data: bytes | str,
    *,
    name: str = "page",
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    publishers: PublisherTables | None = None,
    charset: str | None = None,
) -> Document:
    """Return the document of a story given as a web page. Raises NoArticleError for a page that holds none.

    `charset` is what a server said of the bytes; it is asked where they are not UTF-8.
    """
    published = iso_published(published)
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    known = Known(name, hashlib.sha256(raw).hexdigest(), published=published, publisher=publisher, url=url)
    return _read_raw(
        Raw(name, raw, True, known.source_sha256, charset=charset), known, publishers or load_publishers()
    )


def read_known(text: str, known: Known, *, is_page: bool) -> Document:
    """Return the document of a story of which more than its text is known: a row of a table, a feed's entry."""
    data = text.encode("utf-8", "surrogatepass")
    if is_page:
        return _read_raw(Raw(known.name, data, True, known.source_sha256), known, load_publishers())
    return _read_story(text.removeprefix("\ufeff"), known, load_publishers())


def _read_raw(raw: Raw, known: Known, publishers: PublisherTables) -> Document:
    decoded = decode(raw.data, raw.name, is_page=raw.is_page, charset=raw.charset)
    if not raw.is_page:
        return _read_story(decoded.text, known, publishers)
    # The page reader takes half a second to import; a plain text must not pay for it.
    from rashomon.documents.html import read_page

    return read_page(decoded.text, known, Reader(load_page_lines(), publishers))


def _read_story(text: str, known: Known, publishers: PublisherTables) -> Document:
    if not text.strip():
        raise EmptyInputError(f"{known.name}: holds no text; pass a file with a story in it")
    layout = lay_out(text, Reader(load_page_lines(), publishers))
    return build_document(text, layout, known, publishers)
