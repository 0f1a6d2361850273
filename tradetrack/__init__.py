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
from typing import TYPE_CHECKING, Any

from tradetrack.core.errors import AccessError, LedgerError, RequestError, TradetrackError

if TYPE_CHECKING:
    from tradetrack.api import annual_series, chart, project
    from tradetrack.forecast.outlook import Outlook, outlook
    from tradetrack.forecast.projection import Base, Path, Projection, Required, Target
    from tradetrack.ledger.reader import read_ledger

__version__ = "0.1.0"

_HOMES = {
    "annual_series": "api",
    "chart": "api",
    "project": "api",
    "read_ledger": "ledger.reader",
    "Outlook": "forecast.outlook",
    "outlook": "forecast.outlook",
    "Base": "forecast.projection",
    "Path": "forecast.projection",
    "Projection": "forecast.projection",
    "Required": "forecast.projection",
    "Target": "forecast.projection",
}

__all__ = [
    "AccessError",
    "Base",
    "LedgerError",
    "Outlook",
    "Path",
    "Projection",
    "RequestError",
    "Required",
    "Target",
    "TradetrackError",
    "__version__",
    "annual_series",
    "chart",
    "outlook",
    "project",
    "read_ledger",
]


def __getattr__(name: str) -> Any:
    """Import a public name from the module that has it (PEP 562)."""
    if name in _HOMES:
        return getattr(import_module(f"tradetrack.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'tradetrack' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
