"""Cuts and continuations are matched so that the whole is best, and a crowd of them does not take forever."""

import random
from itertools import permutations

from db.extract.layout import matching
from tests.growth import grows_at_most


def _worth(options, chosen):
    return sum(options[left][right] for left, right in chosen.items())


def _by_trying_all(options):
    lefts, rights = list(options), sorted({right for row in options.values() for right in row})
    rights += [None] * len(lefts)
    return max(
        sum(options[left].get(right, -99.0) for left, right in zip(lefts, order, strict=False) if right is not None)
        for order in set(permutations(rights, len(lefts)))
    )


def test_the_best_pair_gives_way_where_the_whole_gains():
    options = {1: {10: 6.0, 11: 5.5}, 2: {10: 5.0}}
    assert matching.best(options) == {1: 11, 2: 10}


def test_no_other_matching_is_worth_more():
    for seed in range(120):
        rng = random.Random(seed)
        options = {left: {r: rng.uniform(0.1, 9) for r in rng.sample(range(4), rng.randint(1, 3))} for left in range(4)}
        chosen = matching.best(options)
        assert len(set(chosen.values())) == len(chosen)
        assert abs(_worth(options, chosen) - _by_trying_all(options)) < 1e-6


def test_nobody_wants_anything():
    assert matching.best({}) == {}
    assert matching.best({3: {}}) == {}


def test_a_crowd_that_wants_the_same_takes_time_in_proportion():
    def wanting(size):
        rng = random.Random(size)
        return {left: {left + rng.randint(0, 60): rng.uniform(0.1, 9) for _ in range(20)} for left in range(size)}

    def work(size):
        chosen = matching.best(crowds[size])
        assert len(set(chosen.values())) == len(chosen)

    crowds = {size: wanting(size) for size in (2000, 8000)}
    assert grows_at_most(work, 2000, 8000, 8, 0.005)
