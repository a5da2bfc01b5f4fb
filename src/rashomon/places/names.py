"""This file is where a place's name is folded to the key it is looked up by, so that spellings of it meet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Letters that no decomposition turns into their Latin base.
_LETTERS = str.maketrans(
    {
        "ə": "e",
        "Ə": "e",
        "ǝ": "e",
        "Ǝ": "e",
        "ı": "i",
        "ł": "l",
        "Ł": "l",
        "ø": "o",
        "Ø": "o",
        "đ": "d",
        "Đ": "d",
        "ð": "d",
        "Ð": "d",
        "þ": "th",
        "Þ": "th",
        "ß": "ss",
        "æ": "ae",
        "Æ": "ae",
        "œ": "oe",
        "Œ": "oe",
        "ħ": "h",
        "ŋ": "n",
        "&": " and ",
    }
    | dict.fromkeys("'’‘`´ʻʼʾʿ′ʹ.\u00ad\u200b\u200c\u200d\ufeff")
    | dict.fromkeys('-‐‑‒–—―/,;:()[]_"“”«»!?*', " ")
)
_ABBREVIATED = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "at", "az", "ad", "an", "adh", "ath"})
_SKELETON = (
    ("kh", "x"),
    ("gh", "g"),
    ("ph", "f"),
    ("dzh", "j"),
    ("dj", "j"),
    ("ei", "e"),
    ("ey", "e"),
    ("ai", "e"),
    ("ay", "e"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("iy", "i"),
    ("yy", "i"),
    ("y", "i"),
    ("q", "k"),
    ("o", "u"),
    ("w", "v"),
)
_REPEATED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """Return the key of a name: no case, marks, apostrophes, dots, hyphens or leading "the"; Saint and Mount short.

    Folding a key gives the same key.
    """
    decomposed = unicodedata.normalize("NFKD", name.translate(_LETTERS)).translate(_LETTERS)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    words = [_ABBREVIATED.get(word, word) for word in plain.split()]
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)


def without_article(key: str) -> str | None:
    """Return the key without its Arabic article ("al hudaydah" -> "hudaydah"), or None if it has none."""
    first, _, rest = key.partition(" ")
    return rest if rest and first in _ARTICLES else None


@lru_cache(maxsize=4096)
def skeleton(key: str) -> str:
    """Return the last-resort key, in which common ways of writing one sound in Latin letters meet.

    "qamishli" and "kamishli", "hodeidah" and "hudaydah" have one skeleton.
    """
    bare = (without_article(key) or key).replace(" ", "")
    for written, sound in _SKELETON:
        bare = bare.replace(written, sound)
    bare = _REPEATED.sub(r"\1", bare)
    return bare.removesuffix("h") if len(bare) > 4 else bare


def is_latin(name: str) -> bool:
    """Say whether every letter of the name is Latin."""
    return all(not c.isalpha() or c.isascii() or unicodedata.name(c, "").startswith("LATIN") for c in name)
