"""This file is where a text becomes numbers, one a word, so that a hundred thousand texts can be compared in seconds.

The work is done on the UTF-8 bytes of many texts at once: a loop over words would take ten times as long.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Places = NDArray[np.int64]

_BASE = 0x9E3779B97F4A7C15
_MIXER = np.uint64(0xFF51AFD7ED558CCD)
_HALF = np.uint64(32)
#: Lead byte of the general punctuation of Unicode (dashes, quotation marks), and of the signs of Latin-1.
_PUNCTUATION, _BLOCK, _SIGNS = 0xE2, 0x80, 0xC2
#: Long enough that no word seems to go on from the text before.
_BETWEEN_TEXTS = b"\n\n\n"
_SPACE, _HYPHEN, _COMMA = b" -,"
_LETTERS_AND_DIGITS = np.array([chr(b).isalnum() or b >= 0x80 for b in range(128)] + [True] * 128)
_DIGITS = np.array([0x30 <= b <= 0x39 for b in range(256)])


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some texts in order: a number each, the same for the same letters in small or capitals."""

    data: NDArray[np.uint8]
    """The bytes of the texts, in small letters."""
    numbers: Numbers
    starts: Places
    ends: Places
    """Where the words stand among the bytes."""
    is_capital: Flags
    is_number: Flags
    """The word begins with a capital, with a digit."""
    offsets: Places
    """Where each text begins among the bytes."""
    bounds: Places
    """Which is the first word of each text; at last, how many words there are."""

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self.numbers)

    @property
    def texts(self) -> Places:
        """Return for each word which text it is of."""
        return np.repeat(np.arange(len(self.offsets)), np.diff(self.bounds))


def words_of(*texts: str) -> Words:
    """Return the texts' words, each as a number; whatever is neither letter nor digit stands between words."""
    parts = [_letters(text) for text in texts]
    data = np.frombuffer(_BETWEEN_TEXTS.join(small for _, small in parts), dtype=np.uint8)
    written = np.frombuffer(_BETWEEN_TEXTS.join(written for written, _ in parts), dtype=np.uint8)
    sizes = [len(small) + len(_BETWEEN_TEXTS) for _, small in parts]
    offsets = np.cumsum([0, *sizes])[:-1]
    is_word = _is_word(data, is_ascii=all(map(str.isascii, texts)))
    edges = np.flatnonzero(is_word[1:] != is_word[:-1])
    starts, ends = edges[::2], edges[1::2]
    first = written[starts]
    is_capital = first != data[starts]
    bounds = np.append(np.searchsorted(starts, offsets), len(starts))
    numbers = _numbers(data, starts, ends)
    return Words(data, numbers, starts, ends, is_capital, _DIGITS[first], offsets, bounds)


def within_sentences(words: Words) -> Flags:
    """Return which words follow another with only a space, a hyphen or a comma between: a capital there is a name's."""
    gaps, marks = words.starts[1:] - words.ends[:-1], words.data[words.ends[:-1]]
    follows = ((gaps == 1) & ((marks == _SPACE) | (marks == _HYPHEN))) | ((gaps == 2) & (marks == _COMMA))
    return np.concatenate((np.zeros(min(1, len(words)), dtype=bool), follows))


def mixed(numbers: Numbers) -> Numbers:
    """Return the numbers with their bits spread, so that any of the bits may stand for the whole."""
    spread = (numbers ^ (numbers >> _HALF)) * _MIXER
    spread ^= spread >> _HALF
    return spread


def _letters(text: str) -> tuple[bytes, bytes]:
    """Return the bytes of the text as written, and in small letters."""
    written, small = text.encode(), text.lower().encode()
    # A few capitals have a small letter of another length. Without places in the text no word counts as capital.
    return (written if len(written) == len(small) else small), small


def _is_word(data: NDArray[np.uint8], *, is_ascii: bool) -> Flags:
    """Return which bytes are of words, with one more at either end that is not."""
    padded = np.zeros(len(data) + 2, dtype=bool)
    is_word = padded[1:-1]
    np.take(_LETTERS_AND_DIGITS, data, out=is_word, mode="clip")
    if not is_ascii:
        marks = np.flatnonzero(data == _PUNCTUATION)
        marks = marks[data[marks + 1] == _BLOCK]
        is_word[marks] = is_word[marks + 1] = is_word[marks + 2] = False
        signs = np.flatnonzero(data == _SIGNS)
        is_word[signs] = is_word[signs + 1] = False
    return padded


def _numbers(data: NDArray[np.uint8], starts: Places, ends: Places) -> Numbers:
    """Return a number for the bytes between each start and end: a polynomial in them, from sums over the whole."""
    powers, inverses = _powers(1 << max(12, len(data).bit_length()))
    sums = np.zeros(len(data) + 1, dtype=np.uint64)
    np.multiply(powers[: len(data)], data, out=sums[1:])
    np.cumsum(sums, out=sums)
    return mixed((sums[ends] - sums[starts]) * inverses[starts])


@lru_cache(maxsize=4)
def _powers(length: int) -> tuple[Numbers, Numbers]:
    """Return the powers of the polynomial's base and of its inverse, modulo 2**64."""
    inverse = pow(_BASE, -1, 1 << 64)
    bases = np.array([[1], [1]], dtype=np.uint64).repeat(length, axis=1)
    bases[:, 1:] = np.array([[_BASE], [inverse]], dtype=np.uint64)
    products = np.cumprod(bases, axis=1, dtype=np.uint64)
    return products[0], products[1]
