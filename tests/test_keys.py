"""Numbers for series and periods, looked at many at a time."""

from __future__ import annotations

from itertools import chain, groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tradetrack.series.keys import Ints, of_runs, repeated, spans

NUMBERS = st.lists(st.integers(0, 5), max_size=12)


def as_ints(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)


@given(NUMBERS)
def test_repeated_keys_are_those_that_occur_twice(values: list[int]) -> None:
    assert repeated(as_ints(values)).tolist() == [values.count(value) > 1 for value in values]


@given(NUMBERS)
def test_equal_values_in_a_row_are_judged_once(values: list[int]) -> None:
    asked: list[int] = []

    def judge(each: Ints) -> Ints:
        asked.extend(each.tolist())
        return -each

    assert of_runs(as_ints(values), judge).tolist() == [-value for value in values]
    assert asked == [value for value, _ in groupby(values)]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), max_size=6))
def test_spans_are_laid_end_to_end(given_spans: list[tuple[int, int]]) -> None:
    whose, place = spans(as_ints([first for first, _ in given_spans]), as_ints([n for _, n in given_spans]))
    assert whose.tolist() == [i for i, (_, count) in enumerate(given_spans) for _ in range(count)]
    assert place.tolist() == [*chain.from_iterable(range(first, first + n) for first, n in given_spans)]
