"""This file is where a document becomes the terms of its story: the words of its headline and lead, weighed.

Weights here are those of one document alone; how rare a word is among the documents of its days is for stories.py.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from rashomon.incidents.words import Flags, Numbers, within_sentences, words_of

Terms = NDArray[np.int32]
Weights = NDArray[np.float32]

#: Terms are told apart by this many numbers. A week's words are some tens of thousands.
BUCKETS = 1 << 20
#: Words that count, after the headline. News tells its story first; what follows is background that stories share.
LEAD_WORDS = 400
#: How much more a name, or a number, says about which story it is. Measured: names 1.5 to 3, numbers 1 to 3 are a plateau.
NAME, NUMBER = 2.0, 1.5

_LEAD_CHARACTERS = LEAD_WORDS * 9


def story_terms(text: str, title: str | None = None) -> tuple[Terms, Weights]:
    """Return the distinct terms of a document's headline and lead, sorted, and the weight of each."""
    headline = f"{title}\n" if title else ""
    words = words_of(headline + text[:_LEAD_CHARACTERS])
    # A capital in a headline, or at the head of a sentence, does not tell a name.
    lead = words.starts >= len(headline.encode())
    is_name = words.is_capital & within_sentences(words) & lead
    is_small = lead & ~words.is_capital
    counted = words.ends - words.starts > 1
    counted[LEAD_WORDS + np.count_nonzero(~lead) :] = False
    terms = bucket(words.numbers[counted])
    return _weighed(terms, is_name[counted], is_small[counted], words.is_number[counted])


def bucket(numbers: Numbers) -> Terms:
    """Return the terms that words are."""
    return (numbers % np.uint64(BUCKETS)).astype(np.int32)


def _weighed(terms: Terms, names: Flags, small: Flags, figures: Flags) -> tuple[Terms, Weights]:
    """Return the terms once each: the root of their count, raised for names (never in small letters) and numbers."""
    distinct, places, counts = np.unique(terms, return_inverse=True, return_counts=True)
    factors = np.ones(len(distinct), dtype=np.float32)
    factors[places[names]] = NAME
    factors[places[small]] = 1.0
    factors[places[figures]] = NUMBER
    return distinct, np.sqrt(counts, dtype=np.float32) * factors


def common_terms(frequencies: Mapping[str, float]) -> Weights:
    """Return for each term the share of leads that have it in print at large: 0 for all but the commonest words."""
    words = words_of(" ".join(frequencies))
    shares = np.zeros(BUCKETS, dtype=np.float32)
    shares[bucket(words.numbers)] = 1 - (1 - np.array(list(frequencies.values()))) ** LEAD_WORDS
    return shares
