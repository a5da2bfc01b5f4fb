"""This file is where a Document is put together from a text's zones and what is known about it."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rashomon.documents.language import tell_language
from rashomon.documents.lines import Piece
from rashomon.documents.text import Layout
from rashomon.errors import UsageError
from rashomon.lexicons.publishers import PublisherTables
from rashomon.records import Document, Reason, Span, ZoneKind

#: A story has a section and perhaps one below it; more labels are a menu.
MAX_SECTIONS = 2


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a story apart from its text: options, and what its page says."""

    name: str
    source_sha256: str
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    page_published: str | None = None
    page_basis: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    site: str | None = None
    language: str | None = None
    why: tuple[Reason, ...] = ()


def build_document(text: str, layout: Layout, known: Known, publishers: PublisherTables) -> Document:
    """Return the document. What the user gave comes first, then what the page says of itself, then its text."""
    pieces = layout.pieces
    publisher, country, publisher_why = _publisher(known, publishers)
    agency, agency_span = _agency(known, pieces, publisher, publishers)
    published, basis, date_why = _published(known, pieces)
    title = known.title or (layout.title.span.of(text) if layout.title else None)
    return Document(
        id=document_id(publisher, text),
        text=text,
        zones=layout.zones,
        title=" ".join(title.split()) if title else None,
        publisher=publisher,
        publisher_country=country,
        agency=agency,
        agency_span=agency_span,
        authors=known.authors or next((p.authors for p in pieces if p.authors), ()),
        section=known.section or _section(pieces),
        published=published,
        published_basis=basis,
        updated=known.updated or next((p.updated for p in pieces if p.updated), None),
        language=known.language or tell_language(_story(text, layout)),
        url=known.url,
        name=known.name,
        source_sha256=known.source_sha256,
        why=(*known.why, *publisher_why, *date_why),
    )


def document_id(publisher: str | None, text: str) -> str:
    """Return the document's id: the same for the same story of the same publisher, however it is spaced."""
    normal = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return hashlib.sha256(f"{publisher or ''}\0{normal}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def iso_published(published: str | None) -> str | None:
    """Return a publication date given by the user in ISO form. Raises UsageError if it is none."""
    if published is None:
        return None
    for kind in (date, datetime):
        try:
            return kind.fromisoformat(published.strip()).isoformat()
        except ValueError:
            continue
    raise UsageError(f"published {published!r}: not a date; write it as YYYY-MM-DD")


def _publisher(
    known: Known, publishers: PublisherTables
) -> tuple[str | None, str | None, tuple[Reason, ...]]:
    """Return the publisher's name and country: the one the user named, the domain's, or the one the page names."""
    if known.publisher:
        one = publishers.by_name(known.publisher)
        return known.publisher, one.country if one else None, (Reason("publisher:option", known.publisher),)
    one = publishers.by_domain(known.url) if known.url else None
    if one:
        return one.name, one.country, (Reason("publisher:domain", one.id),)
    if known.site:
        one = publishers.by_name(known.site)
        name = one.name if one else known.site
        return name, one.country if one else None, (Reason("publisher:site-name", known.site),)
    return None, None, ()


def _published(known: Known, pieces: Sequence[Piece]) -> tuple[str | None, str | None, tuple[Reason, ...]]:
    printed = next((p for p in pieces if p.published), None)
    if known.published:
        found = known.page_published or (printed.published if printed else None)
        instead = f", not {found} as the story has it" if found and found[:10] != known.published[:10] else ""
        return known.published, "option", (Reason("published:option", f"{known.published}{instead}"),)
    if known.page_published:
        return known.page_published, known.page_basis, ()
    if printed:
        line = printed.zone.why.detail if printed.zone.why else ""
        return printed.published, "text", (Reason("published:text", line),)
    return None, None, ()


def _agency(
    known: Known, pieces: Sequence[Piece], publisher: str | None, publishers: PublisherTables
) -> tuple[str | None, Span | None]:
    """Return the agency and where the text names it: a dateline's first; else one that the page calls its author."""
    named = [piece for piece in pieces if piece.agency]
    datelines = [p for p in named if p.zone.why and p.zone.why.rule.startswith("dateline:")]
    for piece in [*datelines, *named]:
        if piece.agency:
            return piece.agency.name, piece.agency_span or piece.zone.span
    authors = (publishers.credit(author) for author in known.authors)
    return next((one.name for one in authors if one and one.name != publisher), None), None


def _section(pieces: Sequence[Piece]) -> str | None:
    """Return the section that the page names; None if it names so many that they are its menu."""
    named = [piece.section for piece in pieces if piece.section]
    return named[0] if 0 < len(named) <= MAX_SECTIONS else None


def _story(text: str, layout: Layout) -> str:
    """Return the running text from the middle out: names and headlines alone tell no language."""
    body = [z.span.of(text) for z in layout.zones if z.kind is ZoneKind.BODY]
    rest = [z.span.of(text) for z in layout.zones if z.kind is not ZoneKind.BODY]
    return "\n".join(body or rest)[:20_000]
