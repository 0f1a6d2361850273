"""Sequences whose items are made whenever they are read: a million of them take no room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise
from operator import eq
from typing import TYPE_CHECKING, NamedTuple, TypeVar, overload

from tradetrack.core.rows import rows

if TYPE_CHECKING:
    import pandas as pd

Item = TypeVar("Item")
Row = TypeVar("Row", bound=NamedTuple)
Other = TypeVar("Other", bound=NamedTuple)


class Rows(Sequence[Row]):
    """The rows of a `frame` as a sequence of tuples of a `kind`, which are made whenever they are read.

    A million of them take no more room than the frame.
    """

    def __init__(self, frame: pd.DataFrame, kind: type[Row]) -> None:
        self.frame = frame
        self.kind = kind

    def __len__(self) -> int:
        return len(self.frame)

    def __iter__(self) -> Iterator[Row]:
        return rows(self.frame, self.kind)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Rows[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Rows[Row]:
        if isinstance(place, slice):
            return Rows(self.frame.iloc[place], self.kind)
        return next(rows(self.frame.iloc[[place]], self.kind))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    def __hash__(self) -> int:
        return hash((self.kind, len(self)))

    def __repr__(self) -> str:
        return f"<{len(self):,} of {self.kind.__name__}>"

    def by(self, name: str) -> dict[int, Rows[Row]]:
        """The rows by the number that they have in a column, in their order."""
        keys = self.frame[name].to_numpy()
        if not len(keys) or (keys == keys[0]).all():
            return {int(key): self for key in keys[:1]}
        order = keys.argsort(kind="stable")
        ends = [*(keys[order][1:] != keys[order][:-1]).nonzero()[0] + 1, len(order)]
        places = (order[start:end] for start, end in pairwise((0, *ends)))
        return {int(keys[place[0]]): Rows(self.frame.take(place), self.kind) for place in places}

    def of(self, kind: type[Other]) -> Rows[Other]:
        """The same rows as tuples of another kind."""
        return Rows(self.frame, kind)


class Reread(Sequence[Item]):
    """A sequence that can only be read from its start: an item at a place is found on the way."""

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, place: int | slice) -> Item | tuple[Item, ...]:
        if isinstance(place, slice):
            return tuple(self)[place]
        wanted = range(len(self))[place]
        return next(islice(self, wanted, None))


class Made(Reread[Item]):
    """A sequence of `size` items that `make` makes whenever they are read: a million take no room."""

    def __init__(self, size: int, make: Callable[[], Iterator[Item]]) -> None:
        self.size = size
        self.make = make

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[Item]:
        return self.make()
