"""Many series side by side, of a frame of figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tradetrack import workflow
from tradetrack.api.arguments import aims_of, question_of
from tradetrack.reports.league_view import BY_NAME, SHOW, LeagueView

if TYPE_CHECKING:
    import pandas as pd

    from tradetrack.reports.league_result import LeagueResult


def league(
    figures: pd.DataFrame,
    kind: str = SHOW,
    sort: str = BY_NAME,
    reverse: bool = False,
    top: int | None = None,
    target: float | str | Iterable[float | str] | None = None,
    growth: float | Iterable[float] = (),
    base: int | str | None = None,
    pair: str | Iterable[str] | None = None,
    flow: str | None = "total",
    reporter: str | None = None,
    as_of: str | None = None,
    since: int | None = None,
    until: int | None = None,
    year_start: int | None = None,
    scope: str | None = None,
    currency: str | None = None,
    world_growth: float | None = None,
) -> LeagueResult:
    """Many series side by side: a frozen row for each pair and target, and what they come to (`total`).

    `kind` is "show" (every series, with its open targets), "project" (the projections, which `target`,
    `growth`, `base` and `world_growth` are for, as in `project`) or "targets" (every target). `sort` is
    "name", "chance", "gap" (how far the target lies above the base), "value" or "growth"; numbers are sorted
    from the largest on, and with `reverse` from the smallest; what is not known comes last both ways. `top`
    is a number of rows.
    """
    question = question_of(pair, flow, reporter, as_of, year_start, scope, currency, since, until)
    aims = aims_of(target, (), growth, base, (), world_growth)
    view = LeagueView(kind, sort, reverse, (), top)
    return workflow.league(workflow.ask(figures, question), question, aims, view)
