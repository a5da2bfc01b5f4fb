"""This file is where a matched date expression is handed to the maker that its rule names."""

from __future__ import annotations

import re

from rashomon.dates import absolute, relative
from rashomon.dates.reading import Context, Reading

MAKERS = absolute.MAKERS | relative.MAKERS


def make(name: str, found: re.Match[str], context: Context) -> Reading | None:
    """Return what the expression says, or None if it turns out to be none (a day that no month has)."""
    groups = {key: text for key, text in found.groupdict().items() if text}
    try:
        return MAKERS[name](groups, context)
    except (ValueError, OverflowError):
        return None
