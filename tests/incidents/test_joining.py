"""This file is where joining is tested: rounds come to the same as one pair after the other, and people's word holds."""

from __future__ import annotations

import random

import numpy as np

from rashomon.incidents import joining
from rashomon.incidents.joining import Compared, average_link, bind

#: Groups this much alike on average are joined.
ONE_INCIDENT = 0.44


def compared(pairs, size, capped=()):
    left, right, values = zip(*[(*pair, value) for pair, value in sorted(pairs.items())], strict=True)
    flags = np.zeros(size, dtype=bool)
    flags[list(capped)] = True
    return Compared(np.array(left), np.array(right), np.array(values), flags)


def linked(count, left, right, likeness, threshold):
    return average_link(
        count, np.array(left), np.array(right), np.array(likeness), threshold=threshold
    ).tolist()


def join(*arguments):
    return joining.join(*arguments, threshold=ONE_INCIDENT)


def chance_pairs(seed, size):
    rng = random.Random(seed)
    return {(a, b): rng.random() for a in range(size) for b in range(a + 1, size) if rng.random() < 0.6}


def one_by_one(pairs, size, capped=()):
    """Return the groups when the two most alike of all are joined, again and again."""
    groups = [{place} for place in range(size)]

    def mean(a, b):
        total, known = 0.0, 0
        for left in a:
            for right in b:
                value = pairs.get((min(left, right), max(left, right)))
                total += value or 0.0
                known += value is not None or not {left, right} & set(capped)
        return total / known if known else 0.0

    while len(groups) > 1:
        value, a, b = max(
            ((mean(a, b), a, b) for a in groups for b in groups if a is not b), key=lambda e: e[0]
        )
        if value < ONE_INCIDENT:
            break
        groups = [group for group in groups if group is not a and group is not b] + [a | b]
    return {frozenset(group) for group in groups}


def sets(first):
    return {frozenset(np.flatnonzero(first == group).tolist()) for group in set(first.tolist())}


def test_rounds_join_what_joining_pair_by_pair_joins():
    for seed in range(30):
        pairs = chance_pairs(seed, 14)
        found = join(np.arange(14), compared(pairs, 14))
        assert sets(found) == one_by_one(pairs, 14)


def test_pairs_left_out_of_a_capped_telling_are_not_known():
    for seed in range(30):
        pairs, capped = chance_pairs(seed, 12), (3, 4, 9)
        found = join(np.arange(12), compared(pairs, 12, capped))
        assert sets(found) == one_by_one(pairs, 12, capped)
    chain = {(0, 1): 0.9, (1, 2): 0.5, (2, 3): 0.9}
    assert len(sets(join(np.arange(4), compared(chain, 4)))) == 2
    assert len(sets(join(np.arange(4), compared(chain, 4, range(4))))) == 1


def test_what_is_kept_apart_stays_apart_whatever_it_is_like():
    pairs = {(0, 1): 0.9, (0, 2): 0.8, (1, 2): 0.8}
    assert len(sets(join(np.arange(3), compared(pairs, 3)))) == 1
    assert sets(join(np.arange(3), compared(pairs, 3), [(1, 2)])) == {frozenset({0, 1}), frozenset({2})}
    assert sets(bind(4, [(0, 1), (1, 3)], [(0, 3)])) == {frozenset({0, 1}), frozenset({2}), frozenset({3})}


def test_what_is_bound_counts_as_one_group_from_the_start():
    pairs = {(0, 1): 0.1, (0, 2): 0.9, (1, 2): 0.1}
    assert sets(join(bind(3, [(0, 1)], []), compared(pairs, 3))) == sets(np.array([0, 0, 0]))
    assert sets(join(np.arange(3), compared(pairs, 3))) == {frozenset({0, 2}), frozenset({1})}


def test_average_link_does_not_join_a_chain():
    # 0 and 1 are alike, 1 and 2 a little less, 0 and 2 not at all: the mean to 2 is (0 + .5) / 2.
    assert linked(3, [0, 1], [1, 2], [0.6, 0.5], threshold=0.3) == [0, 0, 2]
    assert linked(3, [0, 1], [1, 2], [0.6, 0.5], threshold=0.25) == [0, 0, 0]


def test_equally_alike_pairs_are_joined_from_the_first_on():
    assert linked(3, [1, 0], [2, 1], [0.5, 0.5], threshold=0.3) == [0, 0, 2]


def test_groups_are_joined_by_the_mean_of_all_their_pairs():
    left, right = [0, 2, 0, 0, 1, 1], [1, 3, 2, 3, 2, 3]
    assert linked(4, left, right, [0.9, 0.8, 0.4, 0.4, 0.4, 0.0], threshold=0.3) == [0, 0, 0, 0]
    assert linked(4, left, right, [0.9, 0.8, 0.4, 0.4, 0.3, 0.0], threshold=0.3) == [0, 0, 2, 2]
