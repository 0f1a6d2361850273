"""An answer that is a list of frozen values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, overload

if TYPE_CHECKING:
    import pandas as pd

Item = TypeVar("Item")


@dataclass(frozen=True)
class Answer(Sequence[Item]):
    """An answer that is a list of values: it has a length, an order and an index as a tuple has."""

    items: Sequence[Item]

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, index: int | slice) -> Item | tuple[Item, ...]:
        """The item at a place, or those of a slice."""
        return self.items[index] if isinstance(index, int) else tuple(self.items[index])

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def to_frame(self) -> pd.DataFrame:
        """The table that `--format csv` prints, as a DataFrame: one row an item (of projections, a path)."""
        from tradetrack.reports.records import frame_of

        return frame_of(self)

    def _repr_html_(self) -> str:
        """The tables of the answer, as a notebook shows them."""
        from tradetrack.render.notebook import report_html
        from tradetrack.reports.report import report_of

        return report_html(report_of(self))
