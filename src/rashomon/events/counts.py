"""This file is where numbers are read: digits, words, ranges, and the hedges around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from rashomon.lexicons.figures import FigureTables, Hedge
from rashomon.records import Sentence

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_DECIMAL = re.compile(r"\d+\.\d+")
_RANGE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)[-–—](\d{1,3}(?:,\d{3})+|\d+)")
_DASHES = frozenset({"-", "–", "—"})
#: Longer digit strings are identifiers, and no count of people or things reaches them.
_MOST_DIGITS = 12


class Count(Struct, frozen=True):
    """A number in a sentence: its tokens, and the least and the most that it can mean."""

    first: int
    """Index of the first token, the hedge included."""
    number: int
    """Index of the first token of the number itself."""
    end: int
    """Index after the last token."""
    low: int | None
    high: int | None
    hedge: str | None = None
    is_article: bool = False
    """The number is an article: a soldier, another soldier."""
    is_nobody: bool = False
    """The number is nought and its own noun: nobody, no one."""


class _Value(Struct, frozen=True):
    """What a stretch of number words means; `word` is the inexact word, if there is one."""

    end: int
    number: float
    word: str | None = None


def find_counts(sentence: Sentence, tables: FigureTables) -> Iterator[Count]:
    """Yield the numbers of the sentence, in order."""
    starters = tables.starters
    words = [token.text.lower() for token in sentence.tokens]
    after = 0
    for position in [i for i, word in enumerate(words) if word in starters or word[:1].isdigit()]:
        if position < after:
            continue
        value = _value(words, position, tables)
        count = _range(words, position, value, tables) or _single(words, position, value, tables)
        if count is not None:
            after = count.end
            yield count


def _range(words: list[str], start: int, first: _Value | None, tables: FigureTables) -> Count | None:
    """Return `20 to 30`, `20-30`, `two or three`, `between 20 and 30`, with what stands before it."""
    whole = _RANGE.fullmatch(words[start])
    if whole:
        low, high = (int(part.replace(",", "")) for part in whole.groups())
        return _hedged(words, start, start + 1, low, high, tables) if low < high else None
    if first is None or first.word or first.end + 1 >= len(words):
        return None
    is_between = start > 0 and words[start - 1] == "between"
    link = words[first.end]
    if link != "and" if is_between else (link not in {"to", "or"} and link not in _DASHES):
        return None
    second = _value(words, first.end + 1, tables)
    if second is None or second.word or second.number <= first.number or _is_rise(words, start):
        return None
    scale = _shared_scale(words, first, second, tables)
    low, high = int(first.number * scale), int(second.number)
    if is_between:
        return Count(start - 1, start, second.end, low, high, "between")
    return _hedged(words, start, second.end, low, high, tables)


def _shared_scale(words: list[str], first: _Value, second: _Value, tables: FigureTables) -> float:
    """Return what the scale words of `two to three hundred` multiply by, which the first number shares; else 1."""
    start = first.end + 1
    if words[start] in tables.numbers:
        bare = _spelled(words, start, tables)
    elif _DIGITS.fullmatch(words[start]):
        bare = _Value(start + 1, int(words[start].replace(",", "")))
    else:
        return 1
    is_scaled = bare.end < second.end and all(word in tables.scales for word in words[bare.end : second.end])
    return second.number / bare.number if is_scaled and first.number < bare.number else 1


def _is_rise(words: list[str], start: int) -> bool:
    return start > 0 and words[start - 1] == "from"


def _single(words: list[str], start: int, value: _Value | None, tables: FigureTables) -> Count | None:
    if value is None:
        return _article_or_nobody(words, start, tables)
    number, end = int(value.number), _end_of_share(words, value, tables)
    if value.word:
        return _hedged(words, start, end, number, None, tables, value.word)
    return _hedged(words, start, end, number, number, tables)


def _end_of_share(words: list[str], value: _Value, tables: FigureTables) -> int:
    """Return the end of `four out of six`, `four of the six`: so many of a number that is itself no figure."""
    place = value.end + (words[value.end : value.end + 1] == ["out"])
    if words[place : place + 1] != ["of"]:
        return value.end
    place += 2 if words[place + 1 : place + 2] and words[place + 1] in tables.owners else 1
    whole = _value(words, place, tables)
    return whole.end if whole and not whole.word and whole.number >= value.number else value.end


def _article_or_nobody(words: list[str], start: int, tables: FigureTables) -> Count | None:
    word = words[start]
    following = words[start + 1] if start + 1 < len(words) else ""
    if word in tables.nobody:
        return Count(start, start, start + 1, 0, 0, is_nobody=True)
    if word == "no" and following in {"one", "-"}:
        end = start + (3 if following == "-" else 2)
        return Count(start, start, end, 0, 0, is_nobody=True) if end <= len(words) else None
    if word in {"no", "without"}:
        return Count(start, start, start + 1, 0, 0)
    if word in {"a", "an", "another"}:
        number = 1
        if following in tables.groups and words[start + 2 : start + 3] == ["of"]:
            members = _value(words, start + 3, tables)
            number = int(members.number) if members and not members.word else 1
        return Count(start, start, start + 1, number, number, is_article=True)
    return None


def _hedged(
    words: list[str],
    start: int,
    end: int,
    low: int,
    high: int | None,
    tables: FigureTables,
    word: str | None = None,
) -> Count:
    """Return the count with the hedges around it taken into its bounds."""
    before, first = _before(words, start, tables)
    after, last = _after(words, end, tables)
    bounds: tuple[int | None, int | None] = (low, high)
    for hedge in (before, after):
        if hedge and hedge.effect == "low":
            bounds = (low, None)
        elif hedge and hedge.effect == "high":
            bounds = (None, high)
    said = " ".join(words[first:start]) or " ".join(words[end:last]) or word
    if bounds == (None, None):
        bounds = (None, low)
    return Count(first, start, last, *bounds, said or None)


def _before(words: list[str], start: int, tables: FigureTables) -> tuple[Hedge | None, int]:
    for length in range(min(tables.longest_hedge, start), 0, -1):
        hedge = tables.before.get(tuple(words[start - length : start]))
        if hedge:
            return hedge, start - length
    return None, start


def _after(words: list[str], end: int, tables: FigureTables) -> tuple[Hedge | None, int]:
    for length in (2, 1):
        hedge = tables.after.get(tuple(words[end : end + length]))
        if hedge:
            return hedge, end + length
    return None, end


def _value(words: list[str], start: int, tables: FigureTables) -> _Value | None:
    """Return the value of the number that begins here, or None."""
    if start >= len(words):
        return None
    word = words[start]
    if word in tables.numbers:
        return _scaled(words, _spelled(words, start, tables), tables)
    if len(word) <= _MOST_DIGITS and _DIGITS.fullmatch(word):
        return _scaled(words, _Value(start + 1, int(word.replace(",", ""))), tables)
    if len(word) <= _MOST_DIGITS and _DECIMAL.fullmatch(word):
        scaled = _scaled(words, _Value(start + 1, float(word)), tables)
        return scaled if scaled.end > start + 1 else None
    if word in tables.vague and word not in {"few", "couple", "handful"}:
        return _vague(words, start, tables)
    return _after_article(words, start, tables)


def _after_article(words: list[str], start: int, tables: FigureTables) -> _Value | None:
    """Return `a dozen`, `a hundred thousand`, `a couple`, `half a million`."""
    half = words[start] == "half"
    article = start + 1 if half else start
    if article >= len(words) or words[article] not in {"a", "an"}:
        return None
    following = words[article + 1] if article + 1 < len(words) else ""
    if following in tables.scales:
        number = tables.scales[following] * (0.5 if half else 1)
        return _scaled(words, _Value(article + 2, number), tables)
    if following in {"few", "couple", "handful"} and not half:
        value = _scaled(words, _Value(article + 2, tables.vague[following]), tables)
        return _Value(value.end, value.number, " ".join(words[start : value.end]))
    return None


def _spelled(words: list[str], start: int, tables: FigureTables) -> _Value:
    """Return `twenty`, `twenty-one`, `twenty one`."""
    number, end = tables.numbers[words[start]], start + 1
    if number >= 20:
        unit = end + 1 if end < len(words) and words[end] in _DASHES else end
        value = tables.numbers.get(words[unit], 0) if unit < len(words) else 0
        if 0 < value < 10:
            return _Value(unit + 1, number + value)
    return _Value(end, number)


def _scaled(words: list[str], value: _Value, tables: FigureTables) -> _Value:
    """Return the value with the scale words after it: two hundred and five thousand."""
    number, end, part = value.number, value.end, 0.0
    while end < len(words):
        if words[end] in tables.scales:
            number, end = number * tables.scales[words[end]], end + 1
            part = 0.0
            continue
        link = end + 1 if words[end] == "and" else end
        is_open = number >= 100 and number % 100 == 0 and not part and end > value.end
        if not is_open or link >= len(words) or words[link] not in tables.numbers:
            break
        rest = _spelled(words, link, tables)
        if link == end or rest.number < 100:
            part = rest.number
            number, end = number + part, rest.end
    return _Value(end, number)


def _vague(words: list[str], start: int, tables: FigureTables) -> _Value:
    """Return `dozens`, `hundreds of thousands`, `several hundred`, with the inexact words."""
    number, end = float(tables.vague[words[start]]), start + 1
    if end < len(words) and words[end] in tables.scales:
        number, end = number * tables.scales[words[end]], end + 1
    while end + 1 < len(words) and words[end] == "of" and words[end + 1].removesuffix("s") in tables.scales:
        number, end = number * tables.scales[words[end + 1].removesuffix("s")], end + 2
    return _Value(end, number, " ".join(words[start:end]))
