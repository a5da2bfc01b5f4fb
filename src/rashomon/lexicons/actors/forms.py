"""This file is where names are brought to one form, so that table and text meet: folded words, one index for all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a"}
)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "ʼ": "'", "ʻ": "'", "´": "'"})
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![\w.]))?|(?:St|Dr|Mr|No)\.|[\w'’]+|&")
_POSSESSIVE = re.compile(r"(?<=\w)['’][sS]$|(?<=[sS])['’]$")


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return the word in small letters, without marks on letters: `Çavuşoğlu` becomes `cavusoglu`."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.translate(_APOSTROPHES).casefold().translate(_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def split_name(name: str) -> list[tuple[str, int, int]]:
    """Return the words of a name with their offsets; a hyphen parts words, a possessive `'s` is a word."""
    found = []
    for match in _WORD.finditer(name):
        start, end = match.span()
        ending = _POSSESSIVE.search(match.group())
        if ending is not None and ending.start() > 0:
            middle = start + ending.start()
            found += [(name[start:middle], start, middle), (name[middle:end], middle, end)]
        else:
            found.append((match.group(), start, end))
    return found


def key_of(name: str) -> tuple[str, ...]:
    """Return the folded words of a name: what the index is searched by."""
    if name.isascii() and name.replace(" ", "").isalpha():
        return tuple(name.lower().split())
    return tuple(fold(word) for word, _, _ in split_name(name))


class PhraseIndex[T]:
    """Entries by the words of their names; finds the longest name that begins at a word."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, ...], list[T]] = {}
        self._lengths: dict[str, list[int]] = {}

    def add(self, key: tuple[str, ...], entry: T) -> None:
        """Put an entry under the words of one of its names."""
        if not key:
            return
        held = self._entries.setdefault(key, [])
        if entry not in held:
            held.append(entry)
        lengths = self._lengths.setdefault(key[0], [])
        if len(key) not in lengths:
            lengths.append(len(key))
            lengths.sort(reverse=True)

    def begins(self, word: str) -> bool:
        """Say whether any name begins with the folded word."""
        return word in self._lengths

    def at(self, words: Sequence[str], start: int) -> Iterable[tuple[int, list[T]]]:
        """Yield the end and the entries of each name that begins at word `start`, the longest first."""
        for length in self._lengths.get(words[start], ()):
            if start + length <= len(words):
                entries = self._entries.get(tuple(words[start : start + length]))
                if entries is not None:
                    yield start + length, entries

    def get(self, key: tuple[str, ...]) -> list[T]:
        """Return the entries under exactly these words."""
        return self._entries.get(key, [])

    def __len__(self) -> int:
        return len(self._entries)
