"""This file is where lexicon files are read and checked: TOML for rules that people write, TSV for tables."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

from rashomon.errors import LexiconError


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An entry of a lexicon. Subclasses add their fields; a field that no class names is an error."""


def lexicon_file(name: str) -> Traversable:
    """Return the shipped lexicon file `name`, given below `lexicons/` (such as `en/cues.toml`)."""
    return files("rashomon.lexicons").joinpath(*name.split("/"))


def read_toml[T: Entry](name: str, key: str, kind: type[T]) -> tuple[T, ...]:
    """Return the entries of the tables `[[key]]` of a TOML lexicon, each checked against `kind`.

    Raises LexiconError, naming the file and the entry, for a fault.
    """
    try:
        tables = tomllib.loads(lexicon_file(name).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}: not TOML: {error}") from error
    return _checked(name, tables.get(key, []), kind)


def read_tsv[T: Entry](name: str, kind: type[T]) -> tuple[T, ...]:
    """Return the rows of a TSV lexicon whose header line names the fields of `kind`.

    Lines that start with `#` are comments; an empty cell leaves the field at its default; a cell of a field that is
    a tuple is split at `;`. Raises LexiconError, naming the file and the line, for a fault.
    """
    lines = lexicon_file(name).read_text(encoding="utf-8").splitlines()
    rows = [(n, line.split("\t")) for n, line in enumerate(lines, 1) if line and not line.startswith("#")]
    if not rows:
        raise LexiconError(f"{name}: no header line; the first line that is no comment must name the columns")
    header = rows[0][1]
    lists = {f.name for f in msgspec.structs.fields(kind) if "tuple" in str(f.type)}
    tables: list[dict[str, object]] = []
    for number, cells in rows[1:]:
        if len(cells) > len(header):
            raise LexiconError(
                f"{name}: line {number} has {len(cells)} cells; the header names {len(header)}"
            )
        tables.append(
            {
                field: [part.strip() for part in cell.split(";")] if field in lists else cell
                for field, cell in zip(header, cells, strict=False)
                if cell != ""
            }
        )
    return _checked(name, tables, kind, strict=False)


def _checked[T: Entry](
    name: str, tables: Iterable[dict[str, object]], kind: type[T], *, strict: bool = True
) -> tuple[T, ...]:
    entries, seen = [], set()
    for position, table in enumerate(tables, 1):
        label = table.get("id", f"number {position}")
        try:
            entries.append(msgspec.convert(table, kind, strict=strict))
        except msgspec.ValidationError as error:
            raise LexiconError(f"{name}: entry {label!r}: {error}") from error
        if "id" in table and label in seen:
            raise LexiconError(f"{name}: entry {label!r} stands twice; give one of them another id")
        seen.add(label)
    return tuple(entries)
