"""This file is where comparing is tested: many pairs at once give what each pair gives alone, and what is said of it."""

from __future__ import annotations

import numpy as np
import pytest

from rashomon.incidents.candidates import MOST_COMPARED, candidates
from rashomon.incidents.profiles import profiles_of
from rashomon.incidents.similarity import ELSEWHERE, UNPLACED, WEIGHTS, features, likeness
from rashomon.lexicons import Lexicons
from tests.incidents.test_linking import reports, telling


@pytest.fixture(scope="module")
def frequencies():
    return Lexicons().frequencies


def pairs_of(profiles):
    left, right, _ = (np.concatenate(column) for column in zip(*candidates(profiles), strict=True))
    return left, right


def test_a_likeness_is_the_weighted_mean_of_the_features_that_are_kept(frequencies):
    profiles = profiles_of(reports(30) + reports(20, place="Telnik", start=500), frequencies)
    left, right = pairs_of(profiles)
    assert len(left) > 400
    for value, found in zip(likeness(profiles, left, right), features(profiles, left, right), strict=True):
        mean = sum(f.value * f.weight for f in found) / sum(f.weight for f in found)
        is_elsewhere = any(f.name == "places" and not f.value for f in found)
        assert value == pytest.approx(mean * ELSEWHERE if is_elsewhere else mean, abs=1e-3)


def test_a_pair_is_as_alike_alone_as_among_others(frequencies):
    profiles = profiles_of(reports(60), frequencies)
    left, right = pairs_of(profiles)
    together = likeness(profiles, left, right)
    for number in (0, 7, 300, len(left) - 1):
        alone = likeness(profiles, left[[number]], right[[number]])
        assert alone[0] == together[number]
        assert likeness(profiles, right[[number]], left[[number]])[0] == together[number]


def test_words_are_compared_by_cosine_and_named_the_weightiest_first(frequencies):
    same = [telling(1, "market strike the"), telling(2, "the market strike")]
    profiles = profiles_of(same, frequencies)
    ((words, *_),) = features(profiles, np.array([0]), np.array([1]))
    assert (words.name, words.value, words.detail) == ("words", 1.0, "strike, market, the")
    profiles = profiles_of([telling(1, "market"), telling(2, "harbour")], frequencies)
    ((words, *_),) = features(profiles, np.array([0]), np.array([1]))
    assert (words.value, words.detail) == (0.0, "nothing in common")


def test_what_one_does_not_say_is_no_feature_but_no_place_is_scarcely_alike(frequencies):
    from msgspec.structs import replace

    one, other = telling(1, "market strike"), telling(2, "market strike", toll=4)
    other = replace(other, places=(), modes=())
    profiles = profiles_of([one, other], frequencies)
    ((*found,),) = features(profiles, np.array([0]), np.array([1]))
    assert {feature.name for feature in found} == {"words", "days"}
    wanted = (WEIGHTS["words"] + WEIGHTS["days"] + UNPLACED * WEIGHTS["places"]) / (
        WEIGHTS["words"] + WEIGHTS["days"] + WEIGHTS["places"]
    )
    assert likeness(profiles, np.array([0]), np.array([1]))[0] == pytest.approx(wanted)


def test_no_telling_is_compared_with_more_than_the_most_before_it(frequencies):
    profiles = profiles_of(reports(200), frequencies)
    found = list(candidates(profiles))
    right = np.concatenate([part[1] for part in found])
    capped = np.concatenate([part[2] for part in found])
    counts = np.bincount(right, minlength=200)
    assert counts.max() == MOST_COMPARED
    assert set(capped) <= set(np.flatnonzero(counts == MOST_COMPARED)) and len(capped) > 100


def test_only_what_is_near_in_days_and_shares_two_things_is_compared(frequencies):
    near = [telling(1, "market strike"), telling(2, "market strike", day="2021-03-14")]
    assert len(pairs_of(profiles_of(near, frequencies))[0]) == 1
    far = [telling(1, "market strike"), telling(2, "market strike", day="2021-03-15")]
    assert len(pairs_of(profiles_of(far, frequencies))[0]) == 0
    one_thing = [telling(1, "market"), telling(2, "harbour")]
    assert len(pairs_of(profiles_of(one_thing, frequencies))[0]) == 0
    other_family = [telling(1, "market strike"), telling(2, "market strike", family="protest")]
    assert len(pairs_of(profiles_of(other_family, frequencies))[0]) == 0


def test_tolls_are_compared_by_what_each_gives_first(frequencies):
    from msgspec.structs import replace

    one, other = telling(1, "market strike", toll=8), telling(2, "market strike", toll=4)
    later = replace(other, figures=other.figures + one.figures)
    for second in (other, later):
        profiles = profiles_of([one, second], frequencies)
        (found,) = features(profiles, np.array([0]), np.array([1]))
        toll = next(feature for feature in found if feature.name == "toll")
        assert (toll.value, toll.detail) == (0.5, "8 killed and 4 killed")
