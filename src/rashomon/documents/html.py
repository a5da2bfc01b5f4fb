"""This file is where a saved news page becomes a Document: its article's text, and what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import trafilatura
from htmldate import find_date
from trafilatura.utils import load_html

from rashomon.documents.build import Known, build_document
from rashomon.documents.facts import (
    choose_authors,
    choose_published,
    choose_title,
    choose_updated,
)
from rashomon.documents.lines import Reader
from rashomon.documents.metadata import Statements, read_statements
from rashomon.documents.paragraphs import ends_in_stop
from rashomon.documents.text import lay_out
from rashomon.errors import NoArticleError
from rashomon.lexicons.page_fields import PageFields, load_page_fields
from rashomon.lexicons.publishers import Publisher
from rashomon.records import Document, Reason, Span, Zone, ZoneKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Less running text than this is a stub, a video page or an error message.
MIN_STORY_WORDS = 20
#: The page's own statement of its text replaces what was found if it has this many times its words.
MUCH_MORE = 1.4
MOSTLY = 0.8
PROBE_CHARS = 40
MIN_DEK_WORDS, MAX_DEK_WORDS = 5, 90
#: A heading that shares this much of its words with the headline is the headline in other words.
SAME_HEADLINE = 0.5
#: A paragraph of fewer words that is all link may be a name in the text.
MIN_LINK_WORDS = 4

_BREAK = "\u2028"
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item or heading of the article."""

    text: str
    is_heading: bool = False
    is_link: bool = False
    """All of it leads to another page."""


def read_page(html: str, known: Known, reader: Reader) -> Document:
    """Return the document of a page. Raises NoArticleError for an index page, a live blog, or a page without text."""
    tree = load_html(_NOT_XML.sub(" ", html))
    if tree is None:
        raise NoArticleError(f"{known.name}: not a web page that can be read; save the story's page again")
    fields = load_page_fields()
    statements = read_statements(tree, fields)
    known = _describe(tree, statements, fields, known, reader)
    _refuse_live_blog(statements, fields, known)
    dek = _standfirst(tree, statements, fields)
    blocks = _without_title(_blocks(tree, fields, statements), statements, known.title)
    _refuse_listing(statements, fields, known, blocks)
    text, zones = _compose(known, dek, blocks, reader)
    layout = lay_out(text, reader, known=zones)
    return build_document(text, layout, known, reader.publishers)


def _describe(
    tree: HtmlElement, statements: Statements, fields: PageFields, known: Known, reader: Reader
) -> Known:
    """Return what is known of the story, with what its page says of itself put in where a feed or row said nothing."""
    url = known.url or _address(tree, statements)
    publisher = reader.publishers.by_domain(url) if url else None
    site = _site_name(statements)
    shown = tree.findtext(".//title")
    title = (
        None
        if known.title
        else choose_title(statements, fields, _site_names(statements, publisher, url), shown)
    )
    stamp, basis, published = known.page_published, known.page_basis, None
    if stamp is None:
        published = choose_published(statements, reader.rules, url)
        stamp, basis = (published.value, published.basis) if published else _second_opinion(tree, url)
    return replace(
        known,
        url=url,
        title=known.title or (title.value if title else None),
        page_published=stamp,
        page_basis=basis,
        updated=known.updated or choose_updated(statements, reader.rules),
        authors=known.authors or choose_authors(statements, fields),
        section=known.section or statements.first("section"),
        site=site,
        why=(*known.why, *(fact.why for fact in (title, published) if fact)),
    )


def _address(tree: HtmlElement, statements: Statements) -> str | None:
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    found = [*map(str, canonical), *(claim.value for claim in statements.of("url"))]
    return next((url for url in found if url.startswith(("http://", "https://"))), None)


def _site_name(statements: Statements) -> str | None:
    """Return the name of the site: Open Graph's before that of the company in the JSON-LD."""
    claims = sorted(statements.of("site"), key=lambda claim: claim.key != "og:site_name")
    return next((claim.value for claim in claims if not claim.value.startswith(("@", "http"))), None)


def _site_names(statements: Statements, publisher: Publisher | None, url: str | None) -> list[str]:
    names = [claim.value.lstrip("@") for claim in statements.of("site")]
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    return [*names, *(publisher.forms if publisher else ()), host, host.split(".")[0]]


def _second_opinion(tree: HtmlElement, url: str | None) -> tuple[str | None, str | None]:
    """Return the day that htmldate reads on the page, for a page that states none where we look."""
    day = find_date(tree, original_date=True, url=url)
    return (day, "htmldate") if day else (None, None)


def _refuse_live_blog(statements: Statements, fields: PageFields, known: Known) -> None:
    if statements.types & fields.kinds["live-blog"]:
        raise NoArticleError(
            f"{known.name}: a live blog, many reports under one headline; pass the page of a single story"
        )


def _refuse_listing(
    statements: Statements, fields: PageFields, known: Known, blocks: Sequence[Block]
) -> None:
    counts = [(block, len(block.text.split())) for block in blocks if not block.is_heading]
    words = sum(n for block, n in counts if n >= MIN_STORY_WORDS or ends_in_stop(block.text))
    path = urlsplit(known.url).path if known.url else "/story"
    says_listing = bool(statements.types & fields.kinds["index"]) or path in ("", "/")
    if not statements.has_article and says_listing and not known.page_published:
        raise NoArticleError(f"{known.name}: an index page; pass the address of a story on it")
    if words < MIN_STORY_WORDS:
        raise NoArticleError(
            f"{known.name}: no article text found; if it is an index or a video page, pass a story's own page"
        )


def _blocks(tree: HtmlElement, fields: PageFields, statements: Statements) -> list[Block]:
    """Return the paragraphs and headings of the article, as trafilatura finds them.

    Where it finds far less than the page states as its article's text, the paragraphs of that text are taken.
    """
    for drop in fields.drops:
        for element in tree.xpath(drop.xpath):
            element.drop_tree()
    paragraphs = [
        Block(" ".join(element.text_content().split()), element.tag != "p")
        for element in tree.iter("p", "h2", "h3")
    ]
    linked = _linked(tree)
    found = trafilatura.bare_extraction(tree, include_comments=False)
    body = getattr(found, "body", None)
    blocks = [block for child in body for block in _block(child)] if body is not None else []
    blocks = [replace(block, is_link=_plain(block.text) in linked) for block in blocks]
    stated = statements.first("body") or ""
    if len(stated.split()) <= MUCH_MORE * sum(len(block.text.split()) for block in blocks):
        return blocks
    plain = _plain(stated)
    inside = [block for block in paragraphs if _stands_in(_plain(block.text), plain)]
    covered = sum(len(_plain(block.text)) for block in inside)
    return inside if covered >= MOSTLY * len(plain) else [Block(stated)]


def _stands_in(paragraph: str, stated: str) -> bool:
    """Say whether a paragraph is part of the stated text, which may have its own marks for links inside."""
    return len(paragraph) > 20 and (paragraph[:PROBE_CHARS] in stated or paragraph[-PROBE_CHARS:] in stated)


def _block(element: HtmlElement) -> Iterator[Block]:
    if element.tag in ("list", "table", "quote", "row", "cell"):
        inner = list(element)
        if not any(child.tag in ("p", "item", "row", "cell", "head", "list") for child in inner):
            yield from _lines(element, False)
        for child in inner:
            yield from _block(child)
        return
    yield from _lines(element, element.tag == "head")


def _lines(element: HtmlElement, is_heading: bool) -> Iterator[Block]:
    for br in element.iter("lb"):
        br.tail = _BREAK + (br.tail or "")
    for line in "".join(map(str, element.itertext())).split(_BREAK):
        text = " ".join(line.split())
        if text:
            yield Block(text, is_heading)


def _linked(tree: HtmlElement) -> frozenset[str]:
    """Return the texts all of which lead to another page: links, and the paragraphs and headings inside of links."""
    texts = (
        element.text_content()
        for link in tree.iter("a")
        for element in (link, *link.iter("p", "h1", "h2", "h3", "h4", "li"))
    )
    return frozenset(_plain(text) for text in texts if len(text.split()) >= MIN_LINK_WORDS)


def _standfirst(tree: HtmlElement, statements: Statements, fields: PageFields) -> str | None:
    """Return the text below the headline: one that the page marks so, or its description where a reader sees it."""
    described = {_plain(claim.value) for claim in statements.of("dek")}
    for element in tree.iter("p", "h2", "h3", "h4", "div", "span"):
        text = element.text_content() if len(element) <= 3 else ""
        if 20 < len(text) < 700 and len(text.split()) >= MIN_DEK_WORDS and _plain(text) in described:
            return " ".join(text.split())
    for path in fields.fields["dek"].visible:
        for element in tree.xpath(path)[:3]:
            text = " ".join(element.text_content().split())
            if MIN_DEK_WORDS <= len(text.split()) <= MAX_DEK_WORDS:
                return text
    return None


def _without_title(blocks: Sequence[Block], statements: Statements, title: str | None) -> list[Block]:
    """Return the blocks without the headline, if it stands among the first in these or other words."""
    titles = [title or "", *(claim.value for claim in statements.of("title"))]
    plain = {_plain(one) for one in titles}
    return [
        block
        for index, block in enumerate(blocks)
        if index > 3
        or not (
            _plain(block.text) in plain
            or (block.is_heading and any(_alike(block.text, one) >= SAME_HEADLINE for one in titles))
        )
    ]


def _alike(left: str, right: str) -> float:
    """Return the share of their words that two headlines have in common."""
    a, b = set(left.casefold().split()), set(right.casefold().split())
    return len(a & b) / max(len(a | b), 1)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _compose(
    known: Known, dek: str | None, blocks: Sequence[Block], reader: Reader
) -> tuple[str, Mapping[int, Zone]]:
    """Return headline, standfirst and paragraphs as one text, and the zones that the page itself gives them."""
    parts: list[tuple[str, ZoneKind | None, str]] = []
    if known.title:
        parts.append((known.title, ZoneKind.HEADLINE, "page:title"))
    if dek and not _is_dek(dek, reader):
        dek = None
    if dek and _plain(dek) not in {_plain(known.title or ""), *(_plain(b.text) for b in blocks[1:])}:
        parts.append((dek, ZoneKind.DEK, "page:standfirst"))
        blocks = [block for block in blocks if _plain(block.text) != _plain(dek)]
    parts.extend((block.text, *_part(block, reader)) for block in blocks)
    zones, offset = {}, 0
    for text, kind, rule in parts:
        if kind is not None:
            zones[offset] = Zone(kind, Span(offset, offset + len(text)), Reason(rule, text[:120]))
        offset += len(text) + 2
    return "\n\n".join(text for text, _, _ in parts), zones


def _is_dek(text: str, reader: Reader) -> bool:
    """Say whether a text below the headline is no furniture, and not the story's first paragraph with its dateline."""
    span = Span(0, len(text))
    return not reader.read(text, span, place="tail") and reader.dateline(text, span) is None


def _part(block: Block, reader: Reader) -> tuple[ZoneKind | None, str]:
    """Return the kind that the page itself gives a block, if its words do not say what it is."""
    if reader.read(block.text, Span(0, len(block.text)), place="tail"):
        return None, ""
    if block.is_heading:
        return ZoneKind.SUBHEAD, "page:heading"
    if block.is_link:
        return ZoneKind.BOILERPLATE, "page:link"
    return None, ""
