"""Screened flows: all of them as arrays, and as rows where they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, overload

import numpy as np
import numpy.typing as npt

from tradetrack.flows.run import Found
from tradetrack.flows.screening import Screened
from tradetrack.forecast.times import Times

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from tradetrack.core.provenance import Provenance
    from tradetrack.core.units import Amount

RATES = ("growth_pct", "cagr_3_pct", "cagr_5_pct", "cagr_10_pct")
REACHED = ("reached_in", "reached_in_cagr_3", "reached_in_cagr_5", "reached_in_cagr_10")
CHANCES = ("chance", "chance_slow", "chance_fast")
_CHUNK = 10_000  # rows at a time
WHOLE = ("years", "base_year", *REACHED, "already_reached_in")


class FlowRow(NamedTuple):
    """One flow: its keys in their order, levels in billions (`unit`), None for what is not known.

    `rates` are the latest growth and the 3-, 5- and 10-year CAGR in percent, `reached_in` the year in which
    each of them reaches the target.
    """

    keys: tuple[str, ...]
    unit: str
    years: int
    base_year: int
    base: float
    rates: tuple[float | None, ...]
    required_growth_pct: float | None
    reached_in: tuple[int | None, ...]
    already_reached_in: int | None
    chance: float | None
    chance_slow: float | None
    chance_fast: float | None


@dataclass(frozen=True, eq=False)
class ScreenResult:
    """Flows by key in their order, all of them: as arrays, and as rows where they are asked for.

    `found` has the flows as they were added up, and what was left out; `order` is the place in it of each.
    `data` is the bundled ledger that they are of. It has a length, an order and an index as a tuple has.
    """

    found: Found
    order: npt.NDArray[np.int64]
    target: Amount | Times
    by: int
    sort: str
    data: Provenance | None = None

    def __len__(self) -> int:
        return len(self.order)

    @overload
    def __getitem__(self, index: int) -> FlowRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[FlowRow, ...]: ...
    def __getitem__(self, index: int | slice) -> FlowRow | tuple[FlowRow, ...]:
        """The flow at a place, or those of a slice."""
        if isinstance(index, slice):
            return tuple(self._rows(self.order[index]))
        return self._rows(self.order[[index]])[0]

    def __iter__(self) -> Iterator[FlowRow]:
        for first in range(0, len(self), _CHUNK):
            yield from self._rows(self.order[first : first + _CHUNK])

    @property
    def per(self) -> tuple[str, ...]:
        """The names of the keys."""
        return self.found.per

    @property
    def flows(self) -> Screened:
        """The numbers, in the order in which they were added up."""
        return self.found.flows

    def rows(self, top: int | None = None) -> list[FlowRow]:
        """The first flows, or all of them."""
        return self._rows(self.order[:top])

    def _rows(self, places: npt.NDArray[np.int64]) -> list[FlowRow]:
        flows, texts = self.flows, self.found.texts(places)
        columns = [
            zip(*texts.values(), strict=True),
            self._units(places),
            map(int, flows.years[places].tolist()),
            map(int, flows.base_year[places].tolist()),
            flows.base[places].tolist(),
            zip(*(_known(row[places]) for row in flows.rates), strict=True),
            _known(flows.required[places]),
            zip(*(_whole(row[places]) for row in flows.reached_in), strict=True),
            _whole(flows.already_in[places]),
            *(_known(row[places]) for row in flows.chances),
        ]
        return [FlowRow._make(row) for row in zip(*columns, strict=True)]

    def units(self) -> tuple[list[str], npt.NDArray[np.int64]]:
        """The units of the levels, and for each flow, as they were added up, the place of its own."""
        currencies = self.found.currencies
        if currencies is None:
            return [f"{self.found.currency} bn"], np.zeros(self.flows.number, dtype=np.int64)
        return [f"{one} bn" for one in currencies.labels], currencies.codes

    def numbers(self) -> dict[str, npt.NDArray[np.float64]]:
        """The numbers of all flows by column, in the order in which they were added up; NaN for none."""
        flows = self.flows
        return {
            "years": flows.years,
            "base_year": flows.base_year,
            "base": flows.base,
            **dict(zip(RATES, flows.rates, strict=True)),
            "required_growth_pct": flows.required,
            **dict(zip(REACHED, flows.reached_in, strict=True)),
            "already_reached_in": flows.already_in,
            **dict(zip(CHANCES, flows.chances, strict=True)),
        }

    def columns(self) -> dict[str, Any]:
        """All flows by column, in order: keys as lists of text, numbers as arrays, NaN for none."""
        texts = {**self.found.texts(self.order), "unit": self._units(self.order)}
        return {**texts, **{name: values[self.order] for name, values in self.numbers().items()}}

    def _units(self, places: npt.NDArray[np.int64]) -> list[str]:
        units, codes = self.units()
        return [units[code] for code in codes[places].tolist()]

    def to_frame(self) -> pd.DataFrame:
        """The flows as a DataFrame, a row each; years that are not known are missing."""
        import pandas as pd

        frame = pd.DataFrame(self.columns())
        return frame.astype(dict.fromkeys(WHOLE, "Int64"))


def _known(values: Any) -> list[float | None]:
    return [value if value == value else None for value in values.tolist()]


def _whole(values: Any) -> list[int | None]:
    return [int(value) if value == value else None for value in values.tolist()]
