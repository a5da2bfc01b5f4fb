"""This file is where codings are written as JSON: one document, or one a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from rashomon.records import Coding


def whole(coding: Coding) -> str:
    """Return one coding as indented JSON, for reading."""
    return coding.to_json(indent=2)


def line(coding: Coding) -> str:
    """Return one coding as a line of JSON that holds no line break of any kind, so that any reader can split it."""
    return on_one_line(coding.to_json())


def on_one_line(json_text: str) -> str:
    """Return the JSON text with marks that some readers break lines at written as their numbers."""
    if not json_text.isascii():
        # Whole codings are long: looking for three marks takes a tenth of the time that a table of characters takes.
        for mark, written in _BREAKS.items():
            json_text = json_text.replace(mark, written)
    return json_text


def read(lines: Iterable[str]) -> Iterator[Coding]:
    """Yield the codings that `line` wrote; empty lines are passed over."""
    for text in lines:
        if text.strip():
            yield Coding.from_json(text)


#: JSON allows these inside a string, but many readers of lines break at them.
_BREAKS = {mark: json.dumps(mark)[1:-1] for mark in "\x85\u2028\u2029"}
