"""`backtest`: how the outlook and simpler forecasts would have done on the user's own series."""

from __future__ import annotations

from tradetrack.forecast.backtest import INTERVALS, MIN_KNOWN_YEARS
from tradetrack.forecast.score import Score
from tradetrack.reports.documents import data_document
from tradetrack.reports.forecast_results import BacktestResult
from tradetrack.reports.tables import Cell, Column, Report, Table

_NAMES = (
    "horizon",
    "method",
    "cases",
    "median_error",
    "quantile_loss",
    "covers_50",
    "covers_80",
    "covers_95",
)
_COLUMNS = (
    Column("Years ahead", number=True),
    Column("Method", keep=True),
    Column("Cases", number=True),
    Column("Error", number=True),
    Column("Loss", number=True),
    *(Column(f"{share * 100:.0f} %", number=True) for share in INTERVALS),
)
_NOTES = (
    "Error: median absolute error of the middle forecast, in logs (0.10 is about 10 %).",
    "Loss: twice the mean pinball loss over the quantiles 0.1 to 0.9, in logs. Less is better in both.",
    "50 %, 80 %, 95 %: the share of cases inside that interval; a path at the latest rate has none.",
)
NEEDED = MIN_KNOWN_YEARS + 1


def backtest_report(result: BacktestResult) -> Report:
    """The scores as a table for people, CSV and JSON."""
    title = f"Backtest of {result.series} series"
    few = (
        f"nothing to test: a series needs at least {NEEDED} years above 0, {MIN_KNOWN_YEARS} before an origin"
    )
    return Report(
        tables=lambda: (
            [Table(_COLUMNS, [_row(score) for score in result], title, notes=_NOTES)] if result else []
        ),
        records=lambda: Table([Column(name) for name in _NAMES], [_record(score) for score in result]),
        document=lambda: {
            "scores": [dict(zip(_NAMES, _record(s), strict=True)) for s in result],
            "data": data_document(result.data),
        },
        notes=() if result else (few,),
    )


def _row(score: Score) -> list[Cell]:
    covers = [f"{share * 100:.0f} %" if share is not None else "" for share in score.coverage]
    figures = [f"{score.median_error:.3f}", f"{score.quantile_loss:.3f}"]
    return [score.horizon, score.method, score.cases, *figures, *covers]


def _record(score: Score) -> list[Cell]:
    return [
        score.horizon,
        score.method,
        score.cases,
        score.median_error,
        score.quantile_loss,
        *score.coverage,
    ]
