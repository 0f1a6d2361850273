"""The use cases, one each: what the command line and Python both do, with the same limits and errors."""

from tradetrack.workflow.checking import check
from tradetrack.workflow.counting import target_summary
from tradetrack.workflow.exporting import export
from tradetrack.workflow.forecasts import backtest, chart, project
from tradetrack.workflow.leagues import league
from tradetrack.workflow.questions import (
    HEIGHTS,
    LAST_YEAR,
    MAX_GROWTH,
    MAX_LEVEL,
    WIDTHS,
    Aims,
    Question,
    amount,
)
from tradetrack.workflow.scoring import score
from tradetrack.workflow.screening import screen, wanted_of
from tradetrack.workflow.views import ask, load, show, targets

__all__ = [
    "HEIGHTS",
    "LAST_YEAR",
    "MAX_GROWTH",
    "MAX_LEVEL",
    "WIDTHS",
    "Aims",
    "Question",
    "amount",
    "ask",
    "backtest",
    "chart",
    "check",
    "export",
    "league",
    "load",
    "project",
    "score",
    "screen",
    "show",
    "target_summary",
    "targets",
    "wanted_of",
]
