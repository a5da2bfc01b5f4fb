"""This file is where a comparison becomes one self-contained HTML page: a column for each voice, a row for each slot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from rashomon.comparisons import Account, Cell, Comparison, Entry, Verdict
from rashomon.explain.words import NOTHING, one_line, printable
from rashomon.export.comparison import counts_words
from rashomon.incidents.slots import SLOTS
from rashomon.records import Document

#: Evidence that a cell shows; the rest is counted.
_QUOTES = 4
_AROUND = 60
_WORDS = {
    Verdict.AGREES: "others say so, too",
    Verdict.ALONE: "only here",
    Verdict.OMITS: "",
    Verdict.REVISED: "a toll that has grown",
}
_ROW, _LEFT, _WIDTH, _RIGHT = 22, 250, 420, 120


def side_by_side(comparison: Comparison, documents: Mapping[str, Document]) -> str:
    """Return the page. It needs no script and fetches nothing; `documents` are those of the accounts, by id."""
    environment = Environment(
        loader=PackageLoader("rashomon.export"), autoescape=True, undefined=StrictUndefined
    )
    template = environment.get_template("comparison.html.j2")
    return template.render(view=_view(comparison, documents))


def _view(comparison: Comparison, documents: Mapping[str, Document]) -> dict[str, Any]:
    from rashomon import __version__

    entries = comparison.ledger.entries
    return {
        "title": one_line(comparison.title or comparison.incident),
        "counts": counts_words(comparison),
        "agreements": ", ".join(comparison.agreements),
        "disputes": ", ".join(comparison.disputes),
        "origins": [
            f"One origin ({one_line(origin.label)}): accounts {', '.join(map(str, origin.accounts))} – {'; '.join(origin.why)}"
            for origin in comparison.origins
            if len(origin.accounts) > 1
        ],
        "accounts": [_account(account) for account in comparison.accounts],
        "rows": [
            {
                "slot": slot,
                "cells": [_cell(account.cells[place], documents) for account in comparison.accounts],
            }
            for place, slot in enumerate(SLOTS)
        ],
        "figures": [_figure(entry) for entry in entries],
        "chart": chart(entries),
        "documents": [_document(documents[id]) for id in _in_order(comparison, documents)],
        "version": __version__,
    }


def chart(entries: Sequence[Entry]) -> Markup:
    """Return the figures of killed as a picture (SVG): a row a figure, its range on one scale."""
    rows = [e for e in entries if e.kind == "killed" and not e.is_part and _ends(e) != (0, 0)]
    if len(rows) < 2:
        return Markup("")
    top = max(_ends(entry)[1] for entry in rows)
    height = _ROW * (len(rows) + 1)
    drawn = [
        f'<svg viewBox="0 0 {_LEFT + _WIDTH + _RIGHT} {height}" role="img" aria-label="Killed, by voice" width="{_LEFT + _WIDTH + _RIGHT}">'
    ]
    for number, entry in enumerate(rows):
        low, high = (_LEFT + _WIDTH * end / top for end in _ends(entry))
        y = _ROW * (number + 0.5)
        voice = escape(_clip(f"{(entry.published or 'undated')[:10]} {one_line(entry.voice)}"))
        dash = ' stroke-dasharray="4 3"' if entry.verdict is Verdict.CONTRADICTS else ""
        drawn.append(f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{voice}</text>')
        drawn.append(
            f'<line x1="{low:.1f}" x2="{max(high, low + 1):.1f}" y1="{y}" y2="{y}" stroke="currentColor" stroke-width="3"{dash}/>'
        )
        drawn.append(f'<circle cx="{low:.1f}" cy="{y}" r="4" fill="currentColor"/>')
        drawn.append(
            f'<text x="{max(high, low) + 8:.1f}" y="{y + 4}">{escape(_clip(one_line(entry.words), 34))}</text>'
        )
    axis = f'<text x="{_LEFT}" y="{height - 4}">0</text><text x="{_LEFT + _WIDTH}" y="{height - 4}" text-anchor="middle">{top}</text>'
    return Markup("".join((*drawn, axis, "</svg>")))


def _ends(entry: Entry) -> tuple[int, int]:
    low = entry.low if entry.low is not None else 0
    return low, entry.high if entry.high is not None else low


def _clip(text: str, most: int = 38) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _account(account: Account) -> dict[str, Any]:
    return {
        "number": account.number,
        "publisher": one_line(account.publisher),
        "speaker": one_line(account.speaker or ""),
        "stance": account.stance,
        "day": (account.first or "undated")[:10],
        "origin": account.origin,
        "copied": bool(account.copies),
    }


def _cell(cell: Cell, documents: Mapping[str, Document]) -> dict[str, Any]:
    labels = dict.fromkeys(one_line(value.label) for value in cell.values)
    against = ", ".join(map(str, cell.against))
    mark = f"≠ {against}" if cell.verdict is Verdict.CONTRADICTS else _WORDS[cell.verdict]
    if cell.verdict is Verdict.REVISED:
        mark = f"↑ {one_line(cell.detail)}"
    return {
        "verdict": cell.verdict.value,
        "labels": [{"label": label} for label in labels],
        "silence": "says nothing of it" if cell.verdict is Verdict.OMITS else NOTHING,
        "mark": mark if cell.values else "",
        "quotes": _quotes(cell, documents),
    }


def _quotes(cell: Cell, documents: Mapping[str, Document]) -> list[dict[str, str]]:
    """Return the words of the text that say it, with a little of what stands around them."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for value in cell.values:
        document = documents.get(value.document)
        if document is None or value.span is None:
            continue
        text, start, end = document.text, value.span.start, value.span.end
        if end - start < _AROUND:
            start, end = max(0, start - _AROUND), min(len(text), end + _AROUND)
            start = text.find(" ", start, value.span.start) + 1 or start
            end = max(text.rfind(" ", value.span.end, end), value.span.end)
        words = printable(" ".join(text[start:end].split()))
        source = f"{one_line(document.publisher or '')}, {(document.published or 'undated')[:10]}"
        found.setdefault((document.id, words), {"words": words, "document": source})
    return list(found.values())[:_QUOTES]


def _figure(entry: Entry) -> dict[str, Any]:
    return {
        "words": one_line(entry.words),
        "category": entry.category,
        "voice": one_line(entry.voice),
        "publisher": one_line(entry.publisher),
        "day": (entry.published or "undated")[:10],
        "origin": entry.origin,
        "verdict": entry.verdict.value,
        "detail": one_line(entry.detail) or _WORDS.get(entry.verdict, ""),
    }


def _in_order(comparison: Comparison, documents: Mapping[str, Document]) -> list[str]:
    ids = dict.fromkeys(id for account in comparison.accounts for id in account.documents if id in documents)
    return sorted(ids, key=lambda id: (documents[id].published or "9", id))


def _document(document: Document) -> str:
    credit = f", credit {one_line(document.agency)}" if document.agency else ""
    title = one_line(document.title or document.name or document.id)
    return f"{(document.published or 'undated')[:10]} – {one_line(document.publisher or 'publisher not known')}{credit}: {title} ({document.id})"
