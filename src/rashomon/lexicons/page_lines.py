"""This file is where the lines of a news page that are not its story are described: rules, labels, datelines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rashomon.errors import LexiconError
from rashomon.lexicons.schema import Entry, read_toml
from rashomon.records import ZoneKind

_PART = re.compile("<<([a-z-]+)>>")


class Part(Entry, frozen=True):
    """A piece of pattern that others use by its name."""

    id: str
    pattern: str


class LineRule(Entry, frozen=True):
    """A line that is furniture if `pattern` matches the whole of it."""

    id: str
    kind: ZoneKind
    pattern: str
    example: tuple[str, ...]
    counterexample: tuple[str, ...] = ()
    opens: bool = False
    """The lines below it belong to it too, until a full sentence comes."""
    ends: bool = False
    """Nothing of the story comes after it, once most of it has come."""
    needs_agency: bool = False
    """Only if the agency it names is one that the publishers table knows."""
    needs: tuple[str, ...] = ()
    """One of these stands in every such line, in small letters: looked for first, because it is quick."""
    max_words: int = 14
    where: str = "any"
    """head: before the story begins; tail: after it began; any."""


class Dateline(Entry, frozen=True):
    """The place, day and agency before the dash that opens wire copy."""

    id: str
    pattern: str
    example: tuple[str, ...]
    counterexample: tuple[str, ...] = ()
    needs_agency: bool = False
    """Only if the agency is one that the publishers table knows."""
    first_only: bool = False
    """Only at the head of the story, and not where other paragraphs open with a label too, as transcripts do."""
    not_places: tuple[str, ...] = ()


class Stamp(Entry, frozen=True):
    """A printed date, with its parts as groups."""

    id: str
    pattern: str
    example: tuple[str, ...]
    counterexample: tuple[str, ...] = ()


class Zone(Entry, frozen=True):
    """A time zone's short name."""

    id: str
    offset: str


class Section(Entry, frozen=True):
    """Labels of the sections of a paper."""

    id: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageLines:
    """The rules for the lines of a page, with their patterns compiled."""

    lines: tuple[tuple[LineRule, re.Pattern[str]], ...]
    datelines: tuple[tuple[Dateline, re.Pattern[str]], ...]
    stamps: tuple[tuple[Stamp, re.Pattern[str]], ...]
    clock: re.Pattern[str]
    between_names: re.Pattern[str]
    agency_name: re.Pattern[str]
    """A name that says of itself that it is an agency's."""
    zones: dict[str, str]
    sections: frozenset[str]
    longest: int
    """Words in the longest line that any rule takes."""


@lru_cache
def load_page_lines(language: str = "en") -> PageLines:
    """Return the rules for the lines of a page in the language. Raises LexiconError for a faulty entry."""
    name = f"{language}/page_lines.toml"
    parts = {part.id: part.pattern for part in read_toml(name, "part", Part)}
    lines = read_toml(name, "line", LineRule)
    return PageLines(
        lines=tuple(_compiled(name, lines, parts)),
        datelines=tuple(_compiled(name, read_toml(name, "dateline", Dateline), parts)),
        stamps=tuple(_compiled(name, read_toml(name, "stamp", Stamp), parts)),
        clock=re.compile(_filled(name, "<<time>>", parts), re.IGNORECASE),
        agency_name=re.compile(_filled(name, "<<agency-name>>", parts), re.IGNORECASE),
        between_names=re.compile(_filled(name, "<<between-names>>", parts), re.IGNORECASE),
        zones={zone.id: zone.offset for zone in read_toml(name, "zone", Zone)},
        sections=frozenset(label for group in read_toml(name, "section", Section) for label in group.names),
        longest=max(rule.max_words for rule in lines),
    )


def _compiled[T: (LineRule, Dateline, Stamp)](
    name: str, rules: Iterable[T], parts: dict[str, str]
) -> Iterator[tuple[T, re.Pattern[str]]]:
    for rule in rules:
        try:
            yield rule, re.compile(_filled(name, rule.pattern, parts), re.IGNORECASE)
        except re.error as error:
            raise LexiconError(f"{name}: entry {rule.id!r}: not a regular expression: {error}") from error


def _filled(name: str, pattern: str, parts: dict[str, str]) -> str:
    """Return the pattern with the parts that it names put in; parts may name parts that stand above them."""
    while found := _PART.search(pattern):
        if found[1] not in parts:
            raise LexiconError(f"{name}: no part {found[1]!r}; add a [[part]] with that id")
        pattern = pattern.replace(found[0], f"(?:{parts[found[1]]})")
    return pattern
