"""This file is where a text becomes its runs of five words, and a sketch of them that is small enough to keep.

A sketch keeps a fixed share of all possible runs, the same in every text (FracMinHash: Irber et al. 2022,
"Lightweight compositional analysis of metagenomes with FracMinHash"). Unlike MinHash it still tells how much of a
short text stands in a long one.
"""

from __future__ import annotations

import re
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from rashomon.incidents.words import Numbers, mixed, words_of

Runs = NDArray[np.uint32]

#: Words in a run. Two reporters of one happening share runs of five words where one of them wrote from the other.
RUN = 5
#: One run in so many is kept in a sketch: 24 of a text of 100 words, enough to find one that has 30 of its runs.
KEPT_ONE_IN = np.uint32(4)

_DIGEST_BYTES = 8
_QUOTATION = re.compile(r'"[^"\n]{1,1000}"|“[^”\n]{1,1000}”|«[^»\n]{1,1000}»')
#: Stands for a quotation that is left out; no text has this character.
_GAP = " \uf8ff "
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_ONE = np.uint64(1)


def shingles(text: str) -> Runs:
    """Return the text's runs of five words as numbers, sorted, each once; case and punctuation do not count."""
    return _runs(words_of(text).numbers)


def unquoted_shingles(text: str) -> Runs:
    """Return the runs that hold no word of a quotation: what the reporter says, not whom the reporter quotes."""
    numbers = words_of(_QUOTATION.sub(_GAP, text)).numbers
    is_gap = np.concatenate(([False], numbers == words_of(_GAP).numbers[0])).cumsum()
    whole = is_gap[RUN:] == is_gap[:-RUN]
    return _distinct(_in_order(numbers)[whole]) if len(whole) else numbers[:0].astype(np.uint32)


def sketch(text: str) -> bytes:
    """Return what is stored of a text so that its copies are found: a digest of its words and a share of its runs.

    A text without words has an empty sketch.
    """
    numbers = words_of(text).numbers
    if not len(numbers):
        return b""
    runs = _runs(numbers)
    digest = blake2b(numbers.tobytes(), digest_size=_DIGEST_BYTES).digest()
    kept: Runs = runs[runs % KEPT_ONE_IN == 0].astype("<u4", copy=False)
    return digest + kept.tobytes()


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


def _runs(numbers: Numbers) -> Runs:
    """Return the sorted runs; a text of one to four words is one run."""
    return _distinct(_in_order(numbers)) if len(numbers) else np.zeros(0, dtype=np.uint32)


def _in_order(numbers: Numbers) -> Runs:
    length = max(1, len(numbers) - RUN + 1)
    whole = np.zeros(length, dtype=np.uint64)
    for place in range(min(RUN, len(numbers))):
        whole *= _FACTOR
        whole += numbers[place : place + length] + _ONE
    return mixed(whole).astype(np.uint32)


def _distinct(runs: Runs) -> Runs:
    runs = np.sort(runs)
    return runs[np.concatenate(([True], runs[1:] != runs[:-1]))]
