"""The face for notebooks and scripts: questions about a frame of figures, answered with plain results.

Every question takes the same parameters: `pair` (one or several, in either order), `flow` ("total",
"exports", "imports" or None for all), `reporter`, `as_of` (a date such as "2022-02-04": only what had been
stated by then), `year_start` (the month, 1 to 12, in which the years start), `scope` ("goods", or a word of
the ledger such as "non-oil") and `currency` ("USD"). All raise RequestError, whose `parameter` names the
argument at fault.
"""

from tradetrack.api.charts import chart
from tradetrack.api.exporting import export
from tradetrack.api.forecasts import backtest, project
from tradetrack.api.leagues import league
from tradetrack.api.reports import report
from tradetrack.api.screening import screen
from tradetrack.api.views import annual_series, check, show, target_summary, targets

__all__ = [
    "annual_series",
    "backtest",
    "chart",
    "check",
    "export",
    "league",
    "project",
    "report",
    "screen",
    "show",
    "target_summary",
    "targets",
]
