"""Small tables of counts, as an engine gives them: how many rows there are of each of some values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

ROWS = "rows"  # the column with the number of rows
Values = list[Any]


class Counts:
    """A table by column, a row for each combination of values; a value is as the engine has it."""

    def __init__(self, columns: dict[str, Values]) -> None:
        self.columns = columns

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), []))

    def __getitem__(self, name: str) -> Values:
        return self.columns[name]

    def total(self, name: str = ROWS) -> int:
        """The sum of a column of counts."""
        return int(sum(self.columns[name]))

    def has(self, name: str, value: Any) -> bool:
        """Whether a row has the value."""
        return value in self.columns[name]

    def where(self, name: str, is_kept: Callable[[Any], bool]) -> Counts:
        """The rows whose value in a column is kept."""
        kept = [place for place, value in enumerate(self.columns[name]) if is_kept(value)]
        return Counts({key: [values[place] for place in kept] for key, values in self.columns.items()})

    def among(self, name: str, values: Collection[Any]) -> Counts:
        """The rows with one of the values in a column."""
        return self.where(name, set(values).__contains__)


def counts_of(batches: Sequence[Any], names: Sequence[str]) -> Counts:
    """The counts in Arrow record batches, sorted by their columns, unknown values last."""
    if not batches:
        return Counts({name: [] for name in names})
    import pyarrow as pa

    table = pa.Table.from_batches(batches).sort_by([(name, "ascending") for name in names])
    return Counts({name: table[name].to_pylist() for name in names})
