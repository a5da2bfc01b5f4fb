"""This file is where a text becomes its runs of five words, and a sketch of them that is small enough to keep.

A sketch keeps a fixed share of all possible runs, the same in every text (FracMinHash: Irber et al. 2022,
"Lightweight compositional analysis of metagenomes with FracMinHash"). Unlike MinHash it still tells how much of a
short text stands in a long one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rashomon.incidents.words import Numbers, Places, Words, mixed, words_of

Runs = NDArray[np.uint32]

#: Words in a run. Two reporters of one happening share runs of five words where one of them wrote from the other.
RUN = 5
#: One run in so many is kept in a sketch: 24 of a text of 100 words, enough to find one that has 30 of its runs.
KEPT_ONE_IN = 4

_DIGEST_BYTES = 8
_QUOTATION = re.compile(r'"[^"\n]{1,1000}"|“[^”\n]{1,1000}”|«[^»\n]{1,1000}»')
#: Stands for a quotation that is left out; no text has this character.
_GAP = " \uf8ff "
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_ONE = np.uint64(1)
_HIGH = np.uint64(32)


def shingles(text: str, length: int = RUN) -> Runs:
    """Return the text's runs of so many words as numbers, sorted, each once; case and punctuation do not count.

    A text of fewer words has none.
    """
    return _distinct(_runs(words_of(text).numbers, length))


def shingles_of(texts: Sequence[str]) -> Iterator[Runs]:
    """Yield the runs of each of several texts, which takes a third of the time."""
    runs, edges = _runs_of(words_of(*texts))
    low = runs.astype(np.uint32)
    return (low[first:last] for first, last in pairwise(edges))


def unquoted_shingles(text: str) -> Runs:
    """Return the runs that hold no word of a quotation: what the reporter says, not whom the reporter quotes."""
    unquoted = _QUOTATION.sub(_GAP, text)
    if unquoted == text:
        return shingles(text)
    numbers = words_of(unquoted).numbers
    gaps = np.concatenate(([0], numbers == _gap())).cumsum()
    return _distinct(_runs(numbers)[gaps[RUN:] == gaps[:-RUN]])


def sketch(text: str) -> bytes:
    """Return what is stored of a text so that its copies are found: a digest of its words and a share of its runs.

    A text without words has an empty sketch.
    """
    return sketches([text])[0]


def sketches(texts: Sequence[str]) -> list[bytes]:
    """Return the sketches of several texts at once, which takes a third of the time."""
    words = words_of(*texts)
    kept, edges = _runs_of(words, KEPT_ONE_IN)
    low = kept.astype("<u4")
    return [
        _digest(words.numbers[start:end]) + low[first:last].tobytes()
        for (start, end), (first, last) in zip(pairwise(words.bounds), pairwise(edges), strict=True)
    ]


def digest_of(stored: bytes) -> bytes:
    """Return a sketch's digest; texts that differ in nothing but case and punctuation have one digest."""
    return stored[:_DIGEST_BYTES]


def kept_of(stored: bytes) -> Runs:
    """Return the runs that a sketch keeps, sorted."""
    return np.frombuffer(stored[_DIGEST_BYTES:], dtype="<u4")


def in_common(left: Runs, right: Runs) -> int:
    """Return how many runs two texts have in common."""
    if len(left) > len(right):
        left, right = right, left
    if not len(left):
        return 0
    places = np.minimum(np.searchsorted(right, left), len(right) - 1)
    return int(np.count_nonzero(right[places] == left))


def _runs_of(words: Words, one_in: int = 1) -> tuple[NDArray[np.uint64], Places]:
    """Return one in so many of the runs of texts, by text (the high bits), sorted, each once; and where those of each begin."""
    owners = words.texts.astype(np.uint64)
    whole = owners[RUN - 1 :] == owners[: 1 - RUN]
    runs = (owners[: 1 - RUN][whole] << _HIGH) | _runs(words.numbers)[whole]
    kept = _distinct(runs[runs % one_in == 0])
    return kept, np.searchsorted(kept, np.arange(len(words.offsets) + 1, dtype=np.uint64) << _HIGH)


@lru_cache(maxsize=1)
def _gap() -> np.uint64:
    number: np.uint64 = words_of(_GAP).numbers[0]
    return number


def _digest(numbers: Numbers) -> bytes:
    return blake2b(numbers.tobytes(), digest_size=_DIGEST_BYTES).digest() if len(numbers) else b""


def _runs(numbers: Numbers, length: int = RUN) -> Runs:
    """Return the run that begins at each word but the last few."""
    count = max(0, len(numbers) - length + 1)
    whole = np.zeros(count, dtype=np.uint64)
    for place in range(length):
        whole *= _FACTOR
        whole += numbers[place : place + count] + _ONE
    return mixed(whole).astype(np.uint32)


def _distinct[T: np.unsignedinteger[Any]](runs: NDArray[T]) -> NDArray[T]:
    """Return the runs sorted, each once."""
    runs = np.sort(runs)
    is_new = np.ones(len(runs), dtype=bool)
    np.not_equal(runs[1:], runs[:-1], out=is_new[1:])
    return runs[is_new]
