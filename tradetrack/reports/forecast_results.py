"""The answers about what may come: projections, and the scores of forecasts."""

from __future__ import annotations

from dataclasses import dataclass

from tradetrack.forecast.projection import Projection
from tradetrack.forecast.score import Score
from tradetrack.reports.answer import Answer
from tradetrack.series.left_out import LeftOut

MAX_PROJECTIONS_WITH_OUTLOOK = 50


@dataclass(frozen=True)
class ProjectResult(Answer[Projection]):
    """One projection for each series and target.

    `is_many` says that there are several series and none was asked for by name; `lacks_outlook` that there
    are too many projections for each to have its outlook.
    """

    is_many: bool = False
    lacks_outlook: bool = False
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class BacktestResult(Answer[Score]):
    """The scores by method and horizon, over so many series."""

    series: int = 0
