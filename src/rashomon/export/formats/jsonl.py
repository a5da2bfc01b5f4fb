"""This file is where codings are written whole, one document a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rashomon.export import jsonl
from rashomon.export.formats.items import Choices, Whole


def write(items: Iterable[Whole], choices: Choices, tally: Counter[str]) -> Iterator[str]:
    """Yield a line for each document."""
    for item in items:
        tally["rows"] += 1
        yield jsonl.line(item.coding) + "\n"
