"""This folder is where a corpus becomes the tables and files of others: one file a format, each with what it loses."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

from msgspec import Struct, convert

from rashomon.errors import UsageError
from rashomon.export.formats.items import Choices

#: In the order in which they are offered. Each has a description (`gdelt.toml`) and a writer (`gdelt.py`).
_IDS = (
    "jsonl",
    "events-csv",
    "incidents-csv",
    "ucdp",
    "polecat",
    "gdelt",
    "acled",
    "geojson",
    "w3c",
)

#: Yields the pieces of a file for the items, and counts in the tally what the format cannot hold.
Writer = Callable[[Iterable[Any], Choices, "Counter[str]"], Iterator[str]]


class Loss(Struct, frozen=True):
    """What becomes of one of our fields in a format."""

    field: str
    fate: str
    """kept, coarsened or dropped."""
    note: str
    """In one sentence."""
    count: str | None = None
    """Under which name a run counts the rows that it concerns."""


class Format(Struct, frozen=True):
    """A file format that a corpus can be written in."""

    id: str
    title: str
    about: str
    extension: str
    media_type: str
    row: str
    """What one row is: a document, an event or an incident."""
    losses: tuple[Loss, ...]
    columns: tuple[str, ...] = ()
    """In order; empty for formats that are no tables."""
    own_columns: tuple[str, ...] = ()
    """Columns of ours behind those of the format."""
    delimiter: str = ","
    uses_rule: bool = False
    """It holds one figure, which the rule settles."""
    uses_profile: bool = False
    """It holds one country, which the place profile chooses."""
    extra: Mapping[str, Any] = {}
    """Code tables and addresses of the format."""


def find_format(id: str) -> Format:
    """Return the format of that id. Raises UsageError if there is none."""
    if id not in FORMATS:
        raise UsageError(f"{id}: no format of that name; choose {', '.join(FORMATS)}")
    return FORMATS[id]


def load_writer(id: str) -> Writer:
    """Return what writes the format."""
    module = import_module(f"{__name__}.{find_format(id).id.replace('-', '_')}")
    writer: Writer = module.write
    return writer


def loss_report(id: str, tally: Mapping[str, int] | None = None) -> list[dict[str, Any]]:
    """Return what becomes of each of our fields: field, fate, note, and how many rows of a run it concerned.

    `tally` is what a run counted (see `rashomon.corpus.exporting.export_rows`); without it nothing is measured.
    """
    return [
        {
            "field": loss.field,
            "fate": loss.fate,
            "note": loss.note,
            "measured": None if tally is None or loss.count is None else tally.get(loss.count, 0),
        }
        for loss in find_format(id).losses
    ]


@cache
def _load(id: str) -> Format:
    text = files(__package__).joinpath(f"{id.replace('-', '_')}.toml").read_text(encoding="utf-8")
    return convert({"id": id, **tomllib.loads(text)}, Format, strict=True)


FORMATS: dict[str, Format] = {id: _load(id) for id in _IDS}
