"""This file is where a document becomes the terms of its story: the words of its headline and lead, weighed.

Weights here are those of one document alone; how rare a word is among the documents of its days is for stories.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.incidents.words import Flags, Numbers, within_sentences, words_of

Terms = NDArray[np.int32]
Weights = NDArray[np.float32]
Rows = NDArray[np.int64]

#: Terms are told apart by this many numbers. A week's words are some tens of thousands.
BUCKETS = 1 << 20
#: Words that count, after the headline. News tells its story first; what follows is background that stories share.
LEAD_WORDS = 400
#: How much more a name, or a number, says about which story it is. Measured: names 1.5 to 3, numbers 1 to 3 are a plateau.
NAME, NUMBER = 2.0, 1.5

_LEAD_CHARACTERS = LEAD_WORDS * 9


def story_terms(documents: Sequence[tuple[str | None, str]]) -> tuple[Rows, Terms, Weights]:
    """Return the distinct terms of the headlines and leads of documents (title, text): which document's, and the weight.

    They come in the order of the documents, and of the terms within each.
    """
    headlines = [f"{title}\n" if title else "" for title, _ in documents]
    leads = (text[:_LEAD_CHARACTERS] for _, text in documents)
    words = words_of(*(headline + lead for headline, lead in zip(headlines, leads, strict=True)))
    rows = words.texts
    # A capital in a headline, or at the head of a sentence, does not tell a name.
    sizes = np.array([len(headline.lower().encode()) for headline in headlines])
    is_lead = words.starts >= (words.offsets + sizes)[rows]
    is_name = words.is_capital & within_sentences(words) & is_lead
    is_small = is_lead & ~words.is_capital
    last = words.bounds[:-1] + LEAD_WORDS + np.bincount(rows[~is_lead], minlength=len(documents))
    counted = (words.ends - words.starts > 1) & (np.arange(len(words)) < last[rows])
    keys = rows[counted] * BUCKETS + bucket(words.numbers[counted])
    distinct, weights = _weighed(keys, is_name[counted], is_small[counted], words.is_number[counted])
    return distinct // BUCKETS, (distinct % BUCKETS).astype(np.int32), weights


def bucket(numbers: Numbers) -> Terms:
    """Return the terms that words are."""
    return (numbers % np.uint64(BUCKETS)).astype(np.int32)


def _weighed(terms: Rows, names: Flags, small: Flags, figures: Flags) -> tuple[Rows, Weights]:
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
