"""This file is where the rules and words for date expressions are read, checked and compiled."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from rashomon.errors import LexiconError
from rashomon.lexicons.schema import Entry, lexicon_file, read_toml

#: A space of a pattern is any one white-space character: stories are wrapped, and set with no-break spaces.
_SPACE = " \\n\\t\u00a0\u202f"
_CLASS = re.compile(r"\[[^\]]*\]")
_PLACEHOLDER = re.compile(r"\{(?P<family>[a-z]+?)(?P<number>\d?)\}")
_NUMBER = r"\d{1,3}(?:,\d{3})+|\d{1,4}(?:\.\d+)?"


class DateRule(Entry, frozen=True, kw_only=True):
    """A pattern for date expressions, the maker that reads its groups, and an example with its value."""

    id: str
    pattern: str
    make: str
    needs: tuple[str, ...] = ()
    """Families of trigger words of which a text must hold one each for the rule to be tried."""
    example: str
    value: str
    counterexample: str | None = None


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule with its pattern compiled, and the families of words of which its text must hold one each."""

    rule: DateRule
    regex: re.Pattern[str]
    needs: frozenset[str]


@dataclass(frozen=True, slots=True)
class DateTables:
    """The words of date expressions by family, lower case, and the compiled rules in their order."""

    words: dict[str, dict[str, str]]
    rules: tuple[CompiledRule, ...]
    trigger: re.Pattern[str]
    """Finds a word or number without which no rule matches; a number's kind is the name of its group."""
    families: dict[str, frozenset[str]]
    """The families in which each trigger word stands."""

    def value(self, family: str, word: str) -> str:
        """Return what the word counts as in its family (a month's number, a unit's letter), or ''."""
        return self.words[family].get(" ".join(word.lower().replace("’", "'").split()).rstrip("."), "")


@cache
def load_dates(language: str) -> DateTables:
    """Return the date tables of a language. Raises LexiconError for a pattern that does not compile."""
    data = tomllib.loads(lexicon_file(f"{language}/dates-words.toml").read_text(encoding="utf-8"))
    words = {family: {word: str(value) for word, value in table.items()} for family, table in data.items()}
    families = _families(words)
    rules = read_toml(f"{language}/dates.toml", "rule", DateRule)
    compiled = tuple(_compile(rule, families) for rule in rules)
    return DateTables(words, compiled, _any_trigger(words), _families_of_words(words))


def _families(words: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return the regular expression that each placeholder stands for."""
    alternatives = {name: _alternation(table) for name, table in words.items()}
    small = alternatives["number"]
    months = [word.capitalize() for word in words["month"]]
    return alternatives | {
        "month": f"(?-i:{'|'.join(sorted(months, key=len, reverse=True))})",
        "fullmonth": f"(?-i:{'|'.join(m for m in months if len(m) > 4 or m in ('May', 'June', 'July'))})",
        "weekday": f"(?-i:{'|'.join(word.capitalize() for word in words['weekday'])})",
        "d": r"(?:3[01]|[12]\d|0?[1-9])(?!\d)",
        "y": r"(?:1\d|20)\d\d",
        "n": rf"(?:{_NUMBER}|(?!an? (?!hundred)(?:{small})\b)(?:{small})(?:[- ](?:and a half|{small}))?)",
    }


#: What every rule's match holds: a word of one of these families, or what one of these patterns finds.
_TRIGGER_FAMILIES = ("month", "weekday", "unit", "season", "part", "holiday", "set", "deictic")
_TRIGGER_PATTERNS = {
    "decade": r"(?:\d\d)?\d0['’]?s",
    "clock": r"\d\d?:\d\d|\d ?[ap]\.?m",
    "iso": r"[12]\d{3}-\d\d-\d\d|\d\d?[./]\d\d?[./]\d{4}",
    "year": r"[12]\d{3}",
    "short": r"['’]\d\d",
    "bc": r"B\.?C",
    "quarter": r"Q[1-4]",
}


def _any_trigger(words: dict[str, dict[str, str]]) -> re.Pattern[str]:
    families = _alternation({word: "" for name in _TRIGGER_FAMILIES for word in words[name]})
    patterns = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _TRIGGER_PATTERNS.items())
    return re.compile(rf"(?:(?<![A-Za-z])(?:{families})|(?<!\w)(?:{patterns}))", re.IGNORECASE)


def _families_of_words(words: dict[str, dict[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for family in _TRIGGER_FAMILIES:
        for word in words[family]:
            found.setdefault(word, set()).add(family)
    return {word: frozenset(families) for word, families in found.items()}


def _alternation(table: dict[str, str]) -> str:
    parts = (re.escape(word).replace("'", "['’]") for word in sorted(table, key=len, reverse=True))
    return "|".join(part.replace("\\ ", " ") for part in parts)


def _compile(rule: DateRule, families: dict[str, str]) -> CompiledRule:
    def group(found: re.Match[str]) -> str:
        return f"(?P<{found['family']}{found['number']}>{families[found['family']]})"

    try:
        pattern = _any_space(_PLACEHOLDER.sub(group, rule.pattern))
        regex = re.compile(rf"(?<![\w$£€#/])(?:{pattern})(?!\w)", re.IGNORECASE)
    except (re.error, KeyError) as error:
        raise LexiconError(f"dates.toml: entry {rule.id!r}: its pattern does not compile: {error}") from error
    return CompiledRule(rule, regex, frozenset(rule.needs))


def _any_space(pattern: str) -> str:
    """Return the pattern with each space, in or outside a character class, widened to any white space."""
    parts, last = [], 0
    for found in _CLASS.finditer(pattern):
        parts += [pattern[last : found.start()].replace(" ", f"[{_SPACE}]"), found[0].replace(" ", _SPACE)]
        last = found.end()
    return "".join([*parts, pattern[last:].replace(" ", f"[{_SPACE}]")])
