"""This file is where a page's statements about itself are read: JSON-LD, meta tags, what a reader sees."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from rashomon.lexicons.page_fields import PageFields

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: JSON-LD beyond this is data of a program, not a description of the page.
MAX_JSON_CHARS = 2_000_000
MAX_JSON_NODES = 20_000

_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_TAGS = re.compile(r"<[^<>]{0,300}>")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one place of a page says of one field. `basis` is json-ld, meta, time or visible; `key` names the place."""

    basis: str
    key: str
    values: tuple[str, ...]

    @property
    def value(self) -> str:
        """Return the first value."""
        return self.values[0]


@dataclass(frozen=True, slots=True)
class Statements:
    """All that a page says of itself, for each field in order of trust; and the JSON-LD types it names."""

    claims: dict[str, tuple[Claim, ...]]
    types: frozenset[str]
    has_article: bool

    def of(self, field: str) -> tuple[Claim, ...]:
        """Return the claims for a field."""
        return self.claims.get(field, ())

    def first(self, field: str) -> str | None:
        """Return the most trusted value of a field, or None."""
        return self.claims[field][0].value if self.claims.get(field) else None


def read_statements(tree: HtmlElement, fields: PageFields) -> Statements:
    """Return what the page says of itself. Broken JSON-LD is read as far as it goes, or left out."""
    objects = list(_json_objects(tree, fields.kinds["elsewhere"]))
    types = frozenset(name for item in objects for name in _types(item))
    articles = [item for item in objects if fields.kinds["article"] & set(_types(item))]
    articles.sort(key=lambda item: "headline" not in item)
    by_id = {str(item["@id"]): item for item in objects if "@id" in item and "name" in item}
    meta = _meta(tree)
    claims = {}
    for name, field in fields.fields.items():
        stated = (*_from_json(articles[:3], field.json_ld, by_id), *_from_meta(meta, field.meta))
        # What a reader sees is slow to look for; a title's runner-up is worth it.
        seen = () if stated and name != "title" else _from_view(tree, field.visible)
        claims[name] = (*stated, *seen)
    return Statements(claims, types, bool(articles))


def _from_json(
    articles: list[dict[str, Any]], keys: tuple[str, ...], by_id: dict[str, Any]
) -> Iterator[Claim]:
    for item in articles:
        for key in keys:
            values = tuple(dict.fromkeys(_texts(item.get(key), by_id)))
            if values:
                yield Claim("json-ld", key, values)


def _from_meta(meta: dict[str, list[str]], keys: tuple[str, ...]) -> Iterator[Claim]:
    for key in keys:
        if key in meta:
            yield Claim("meta", key, tuple(dict.fromkeys(meta[key])))


def _from_view(tree: HtmlElement, paths: tuple[str, ...]) -> Iterator[Claim]:
    for path in paths:
        elements = tree.xpath(path)[:8]
        stamps = tuple(e.get("datetime") or e.get("content") or "" for e in elements)
        texts = [stamp or _clean(e.text_content()) for stamp, e in zip(stamps, elements, strict=True)]
        values = tuple(dict.fromkeys(text for text in texts if text))
        if values:
            yield Claim("time" if any(stamps) else "visible", path, values)


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = _clean(element.get("content") or "")
        if key and content:
            found.setdefault(key.strip().casefold(), []).append(content)
    return found


def _json_objects(tree: HtmlElement, elsewhere: frozenset[str]) -> Iterator[dict[str, Any]]:
    """Yield every object of the page's JSON-LD that is not about another page, outer ones first."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        queue = [_parsed(script.text_content() or "")]
        for count, item in enumerate(queue):
            if count > MAX_JSON_NODES:
                break
            if isinstance(item, dict):
                yield item
                queue.extend(v for k, v in item.items() if isinstance(v, dict | list) and k not in elsewhere)
            elif isinstance(item, list):
                queue.extend(item)


def _parsed(text: str) -> object:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    if not text or len(text) > MAX_JSON_CHARS:
        return None
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _types(item: dict[str, Any]) -> list[str]:
    kind = item.get("@type")
    names = kind if isinstance(kind, list) else [kind]
    return [str(name).rsplit("/", 1)[-1] for name in names if name]


def _texts(value: object, by_id: dict[str, Any]) -> Iterator[str]:
    """Yield the texts of a JSON-LD value: itself, the names of its objects, those of a list."""
    if isinstance(value, str) and _clean(value):
        yield _clean(value)
    elif isinstance(value, dict):
        known = value if "name" in value else by_id.get(str(value.get("@id")), value)
        name = known.get("name") or known.get("url")
        yield from _texts(name if isinstance(name, str | list) else None, by_id)
    elif isinstance(value, list):
        for part in value[:40]:
            if isinstance(part, str | dict):
                yield from _texts(part, by_id)


def _clean(text: str) -> str:
    """Return the text without entities, tags and extra white space."""
    if "&" in text:
        text = unescape(text)
    if "<" in text:
        text = _TAGS.sub("", text)
    return " ".join(text.split())
