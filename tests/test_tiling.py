"""The best tilings and the largest sums, against a search of everything."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tradetrack.series.tiling import Parts, best_tilings, largest_sums

Cell = tuple[int, int]  # offset and months


@st.composite
def windows(draw: st.DrawFn) -> tuple[int, list[list[Cell]]]:
    """The length of some windows and the parts of each."""
    length = draw(st.sampled_from([3, 12]))
    cells = [(offset, months) for offset in range(length) for months in range(1, length - offset + 1)]
    parts = st.lists(st.sampled_from(cells), unique=True, max_size=9)
    return length, draw(st.lists(parts, min_size=1, max_size=3))


def as_parts(cells: list[list[Cell]]) -> Parts:
    flat = [(window, *cell) for window, own in enumerate(cells) for cell in own]
    columns = np.array(flat, dtype=np.int64).reshape(-1, 3).T
    return Parts(*columns)


def searched(cells: list[Cell], end: int) -> list[int] | None:
    """The lengths of the best tiling of the first `end` months by two or more parts."""
    found = [
        [months for _, months in chosen]
        for count in range(2, len(cells) + 1)
        for chosen in combinations(sorted(cells), count)
        if chosen[0][0] == 0
        and sum(chosen[-1]) == end
        and all(first[0] + first[1] == second[0] for first, second in pairwise(chosen))
    ]
    return min(found, key=lambda lengths: (len(lengths), [-m for m in lengths]), default=None)


@given(windows())
def test_the_best_tiling_is_the_one_that_a_search_finds(given_windows: tuple[int, list[list[Cell]]]) -> None:
    length, cells = given_windows
    parts = as_parts(cells)
    usable = np.ones(len(parts.window), dtype=bool)
    tilings = best_tilings(parts, usable, len(cells), length)
    for window, own in enumerate(cells):
        for end in range(1, length + 1):
            expected = searched(own, end)
            at = np.array([window]), np.array([end])
            assert tilings.has(*at)[0] == (expected is not None)
            if expected is not None:
                members = tilings.members(*at)[1]
                in_order = members[np.argsort(parts.offset[members])]
                assert parts.months[in_order].tolist() == expected


@given(windows(), st.data())
def test_the_largest_sum_is_the_one_that_a_search_finds(
    given_windows: tuple[int, list[list[Cell]]], data: st.DataObject
) -> None:
    length, cells = given_windows
    parts = as_parts(cells)
    count = len(parts.window)
    amounts = np.array(
        data.draw(st.lists(st.integers(0, 50), min_size=count, max_size=count)), dtype=np.int64
    )
    found = largest_sums(parts, amounts, np.ones(count, dtype=bool), len(cells), length)
    place = 0
    for window, own in enumerate(cells):
        valued = sorted(zip(own, amounts[place : place + len(own)].tolist(), strict=True))
        place += len(own)
        sums = [
            sum(amount for _, amount in chosen)
            for size in range(len(valued) + 1)
            for chosen in combinations(valued, size)
            if all(a[0][0] + a[0][1] <= b[0][0] for a, b in pairwise(chosen))
        ]
        assert found[window] == max(sums)


def test_a_part_that_may_not_be_used_makes_no_tiling() -> None:
    parts = as_parts([[(0, 6), (6, 6)]])
    usable = np.array([True, False])
    assert not best_tilings(parts, usable, 1, 12).has(np.array([0]), np.array([12]))[0]
