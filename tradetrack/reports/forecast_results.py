"""The answers about what may come: projections, and the scores of forecasts."""

from __future__ import annotations

from dataclasses import dataclass

from tradetrack.core.numerals import ordinal_day
from tradetrack.core.provenance import Provenance
from tradetrack.forecast.projection import Projection
from tradetrack.forecast.score import Score
from tradetrack.reports.answer import Answer
from tradetrack.series.left_out import LeftOut


@dataclass(frozen=True)
class ProjectResult(Answer[Projection]):
    """One projection for each series and target, or of a ledger without a target for each series.

    `at` are the years asked for.
    `data` is the bundled ledger that they are of, if any, `day` (YYYYMMDD) the day up to which it speaks.
    """

    left_out: tuple[LeftOut, ...] = ()
    at: tuple[int, ...] = ()
    data: Provenance | None = None
    day: int = 0

    @property
    def as_of(self) -> str | None:
        """The day up to which the ledger speaks, in ISO form; None where no row has a date."""
        return ordinal_day(self.day) if self.day else None


@dataclass(frozen=True)
class BacktestResult(Answer[Score]):
    """The scores by method and horizon, over so many series."""

    series: int = 0
    data: Provenance | None = None
