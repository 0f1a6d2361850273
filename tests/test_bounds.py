"""What a file costs: memory by its characters, time by its columns and rows."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable

import pytest

from tradetrack import workflow
from tradetrack.core.errors import LedgerError
from tradetrack.ledger.reader import parse_ledger
from tradetrack.series.analysis import analyse
from tradetrack.series.query import Query

SIZE = 1_000_000
BYTES_A_CHARACTER = 20
HEADER = b"period,value,note\n"


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        (b'2021,5,"' + b"x" * SIZE, "bad-quote", 2),
        (b'2021,5,"' + b'x""' * (SIZE // 3), "bad-quote", 2),
        (b'2021,5,"' + b"2021,5,a note\n" * (SIZE // 14), "bad-quote", 2),
        (b'2021,5,"' + b"x" * SIZE + b'"\n2022,x,\n', "bad-value", 3),
        (b'2021,5,"' + b'x""' * (SIZE // 3) + b'"\n2022,x,\n', "bad-value", 3),
        (b'2021,5,"' + b"x\n" * (SIZE // 2) + b'"\n2022,x,\n', "bad-value", SIZE // 2 + 3),
        (b'2021,5,"' + b"x\r" * (SIZE // 2) + b'"\n2022,x,\n', "bad-value", SIZE // 2 + 3),
        (b"2021,5,a note\n" * (SIZE // 14) + b'2021,5,"x', "bad-quote", SIZE // 14 + 2),
        (b"2021,5,a note\n" * (SIZE // 14) + b"2021,5", "field-count", SIZE // 14 + 2),
        (b"2021,5,a note\n" * (SIZE // 14) + b"2021,x,\n", "bad-value", SIZE // 14 + 2),
    ],
)
def test_a_fault_is_found_in_little_memory(body: bytes, code: str, line: int) -> None:
    parse_ledger(HEADER + b"2021,5,x\n", "warm.csv")
    tracemalloc.start()
    try:
        with pytest.raises(LedgerError) as raised:
            parse_ledger(HEADER + body, "f.csv")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    first = raised.value.problems[0]
    assert (first.code, first.line) == (code, line)
    assert peak / len(body) < BYTES_A_CHARACTER


def test_a_long_field_is_a_field() -> None:
    figures = parse_ledger(HEADER + b'2021,5,"' + b"x" * SIZE + b'"\n', "f.csv")
    assert figures["note"].tolist() == ["x" * SIZE]


def growth_of(cost: Callable[[int], float], small: int, large: int) -> float:
    """How many times as long the large case takes, each at its best of two."""
    return min(cost(large), cost(large)) / min(cost(small), cost(small))


@pytest.mark.parametrize("value", ["5", "5x"])
def test_time_is_linear_in_the_columns(value: str) -> None:
    def cost(columns: int) -> float:
        names = [f"c{number}" for number in range(columns)]
        data = f"period,value,{','.join(names)}\n2021,{value}{',x' * columns}\n".encode()
        start = time.process_time()
        try:
            figures = parse_ledger(data, "f.csv")
        except LedgerError as error:
            assert [p.column for p in error.problems] == [6]  # noqa: PT017
        else:
            shown = workflow.show(analyse(figures, Query()), workflow.Question())
            assert [name for name, _ in shown.extra] == names
            workflow.check(figures)
        return time.process_time() - start

    assert growth_of(cost, 500, 8000) < 4 * 16  # 256 times as long would be quadratic
