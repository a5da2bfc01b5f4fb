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
    text = coding.to_json()
    return text if text.isascii() else text.translate(_BREAKS)


def read(lines: Iterable[str]) -> Iterator[Coding]:
    """Yield the codings that `line` wrote; empty lines are passed over."""
    for text in lines:
        if text.strip():
            yield Coding.from_json(text)


#: JSON allows these inside a string, but many readers of lines break at them.
_BREAKS = {ord(mark): json.dumps(mark)[1:-1] for mark in "\x85\u2028\u2029"}
