"""tradetrack: a tracker and projector of stated trade figures.

    >>> import tradetrack as tt
    >>> figures = tt.read_ledger("trade")
    >>> tt.annual_series(figures)[["year", "value", "basis"]]
    >>> tt.project(figures, target=200, by=2024, growth=10)
    >>> tt.outlook([146.87], years=[2021]).chance_by(200, 2024)

Names are imported when they are first used, so that `import tradetrack` costs nothing.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # as type checkers read it; `typing` takes as long to import as all the rest here
if TYPE_CHECKING:
    from typing import Any

    from tradetrack.api import (
        annual_series,
        backtest,
        chart,
        check,
        export,
        league,
        project,
        report,
        screen,
        show,
        target_summary,
        targets,
    )
    from tradetrack.api.reports import ReportPage
    from tradetrack.core.errors import AccessError, LedgerError, RequestError, TradetrackError
    from tradetrack.forecast.outlook import Outlook, outlook
    from tradetrack.forecast.projection import Base, Path, Projection, Required, Target
    from tradetrack.ledger.from_frame import figures
    from tradetrack.reports.check_result import CheckResult
    from tradetrack.reports.forecast_results import BacktestResult, ProjectResult
    from tradetrack.reports.league_result import LeagueResult, LeagueRow
    from tradetrack.reports.results import ShowResult, TargetsResult
    from tradetrack.reports.screen_result import FlowRow, ScreenResult
    from tradetrack.reports.target_summary import SummaryResult
    from tradetrack.series.plain import AnnualSeries
    from tradetrack.sources.ledger_file import read_ledger

__version__ = "0.1.0"

_HOMES = {
    "api": (
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
    ),
    "api.reports": ("ReportPage",),
    "core.errors": ("AccessError", "LedgerError", "RequestError", "TradetrackError"),
    "forecast.outlook": ("Outlook", "outlook"),
    "forecast.projection": ("Base", "Path", "Projection", "Required", "Target"),
    "ledger.from_frame": ("figures",),
    "sources.ledger_file": ("read_ledger",),
    "reports.check_result": ("CheckResult",),
    "reports.forecast_results": ("BacktestResult", "ProjectResult"),
    "reports.league_result": ("LeagueResult", "LeagueRow"),
    "reports.results": ("ShowResult", "TargetsResult"),
    "reports.screen_result": ("FlowRow", "ScreenResult"),
    "reports.target_summary": ("SummaryResult",),
    "series.plain": ("AnnualSeries",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "AccessError",
    "AnnualSeries",
    "BacktestResult",
    "Base",
    "CheckResult",
    "FlowRow",
    "LeagueResult",
    "LeagueRow",
    "LedgerError",
    "Outlook",
    "Path",
    "ProjectResult",
    "Projection",
    "ReportPage",
    "RequestError",
    "Required",
    "ScreenResult",
    "ShowResult",
    "SummaryResult",
    "Target",
    "TargetsResult",
    "TradetrackError",
    "__version__",
    "annual_series",
    "backtest",
    "chart",
    "check",
    "export",
    "figures",
    "league",
    "outlook",
    "project",
    "read_ledger",
    "report",
    "screen",
    "show",
    "target_summary",
    "targets",
]


def __getattr__(name: str) -> Any:
    """Import a public name from the module that has it (PEP 562)."""
    if name in _HOME_OF:
        return getattr(import_module(f"tradetrack.{_HOME_OF[name]}"), name)
    raise AttributeError(f"module 'tradetrack' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
