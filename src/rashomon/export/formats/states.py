"""This file is where a state's code becomes its name, for formats that print names."""

from __future__ import annotations

from functools import cache

from rashomon.lexicons.actors.rows import StateRow
from rashomon.lexicons.schema import read_tsv


def state_name(code: str | None) -> str | None:
    """Return the name of the state, the code itself if the table has none; None for none."""
    return _names().get(code, code) if code else None


@cache
def _names() -> dict[str, str]:
    return {row.id: row.name for row in read_tsv("en/states.tsv", StateRow)}
