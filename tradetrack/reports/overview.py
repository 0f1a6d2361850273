"""Many series at once: one compact row a series and target, instead of a wall."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tradetrack.core import schema
from tradetrack.core.codes import plain
from tradetrack.core.names import pair_name
from tradetrack.core.numerals import as_stated, percent
from tradetrack.core.rows import AnnualRow, rows
from tradetrack.core.units import DEFAULT_UNIT
from tradetrack.core.vocabulary import KNOWN
from tradetrack.forecast.projection import LATEST, Path, Projection
from tradetrack.reports.chances import chance_cell, headline_chance
from tradetrack.reports.common import by_series, growth_words
from tradetrack.reports.results import OverviewResult, SeriesSummary
from tradetrack.reports.status import quoted
from tradetrack.reports.tables import Cell, Column, Table
from tradetrack.series.analysis import Analysis
from tradetrack.series.left_out import LeftOut
from tradetrack.series.target_record import TargetRecord
from tradetrack.series.view import narrowed

_SERIES = (
    Column("Pair"),
    Column("Years", keep=True),
    Column("Value", number=True),
    Column("Growth"),
    Column("Target", number=True),
    Column("Deadline", keep=True),
    Column("To go", number=True),
)
_PROJECTIONS = (
    Column("Pair"),
    Column("From"),
    Column("Target", keep=True),
    Column("Latest", number=True),
    Column("5-year", number=True),
    Column("Needed a year"),
)
PAGE = 50  # rows of an overview
_OUTLOOK = (Column("Chance"), Column("Half by", number=True))
_ONE = "One row a pair and target; {pair} shows one in full."
_ONE_OF_A_PAIR = "One row a series and target; {scope}, {currency} or {flow} shows one in full."
_ARRIVALS = "Latest, 5-year: the year of arrival at the latest growth, at the CAGR of five years."
_HALF = (
    "Chance (the outlook, not a path): that flows like it would have as much by the deadline, or ten years "
    "on; in brackets in slow and in fast times of world trade. Half by: the year by which it is 50 %."
)


def overview_result(analysis: Analysis, since: int | None = None, until: int | None = None) -> OverviewResult:
    """The latest reported year of each series in the years asked for, once for each of its open targets."""
    annual = narrowed(analysis.annual, since, until)
    reported = annual[annual[schema.BASIS].isin(KNOWN).to_numpy()]
    first = reported.drop_duplicates(schema.SERIES)
    labels = dict(zip(first[schema.SERIES].tolist(), first[schema.LABEL].tolist(), strict=True))
    targets = by_series(analysis.wanted_targets())
    none: list[TargetRecord | None] = [None]
    latest = list(rows(reported.drop_duplicates(schema.SERIES, keep="last"), AnnualRow))
    summaries = [
        SeriesSummary(labels[row.series], row, target)
        for row in latest
        for target in targets.get(row.series) or none
    ]
    others = len(analysis.series) - len(latest)
    lacking = [LeftOut(others, "no_year", (), "more series")] if others else []
    return OverviewResult(tuple(summaries), len(latest), (*lacking, *analysis.left_out))


def overview_tables(result: OverviewResult) -> list[Table]:
    """The latest reported year of each series, once for each of its targets: the first page of them."""
    order = {s.latest.series_pair: name_order(s.latest.series_pair) for s in result.rows}
    ordered = sorted(result.rows, key=lambda summary: order[summary.latest.series_pair])
    cells = [_series_row(summary) for summary in ordered[:PAGE]]
    rest = len(ordered) - len(cells)
    more = (
        [f"{rest:,} more row{'s' if rest > 1 else ''}: {{all}} shows every figure of every series."]
        if rest
        else []
    )
    notes = (*more, _one(order))
    return [Table(_SERIES, cells, f"{result.count} series", notes=notes)]


def _series_row(summary: SeriesSummary) -> list[Cell]:
    first, row, target = summary.first_label, summary.latest, summary.target
    aim = ["", "", ""]
    if target:
        ahead = 0 < row.level < target.value
        aim = [
            as_stated(target.value, target.value_text, target.qualifier),
            str(target.deadline or "none"),
            percent((target.value / row.level - 1) * 100) if ahead else "",
        ]
    span = first if first == row.label else f"{first}-{row.label}"
    name = series_name(row.series_pair, row.series_flow, row.scope, row.series_unit)
    return [name, span, quoted(row), growth_words(row), *aim]


def projection_table(projections: Sequence[Projection]) -> list[Table]:
    """One row a projection: when at the latest growth and the 5-year CAGR, the growth needed, the outlook."""
    ordered = sorted(projections, key=lambda projection: name_order(projection.pair))
    one = _one(projection.pair for projection in ordered)
    cells = [_projection_row(projection) for projection in ordered]
    arrivals = [_ARRIVALS] if any(row[3] or row[4] for row in cells) else []
    if not any(projection.outlook for projection in ordered):
        return [Table(_PROJECTIONS, cells, "Projections", notes=(*arrivals, one))]
    cells = [[*row, *_outlook_cells(projection)] for row, projection in zip(cells, ordered, strict=True)]
    return [Table((*_PROJECTIONS, *_OUTLOOK), cells, "Projections", notes=(*arrivals, _HALF, one))]


def _projection_row(projection: Projection) -> list[Cell]:
    base, target = projection.base, projection.target
    start = as_stated(base.value, projection.base_text, base.qualifier)
    paths = {path.assumption: path for path in projection.paths}
    reached = projection.already_reached_in
    needed = f"reached in {projection.year_label(reached)}" if reached is not None else ""
    if projection.required:
        due = target.deadline if target else None
        last = next((r for r in projection.required if r.by == due), projection.required[-1])
        words = f"{percent(last.growth_pct, sign=False)} to {projection.year_label(last.by)}"
        needed = f"{words} ({needed})" if needed else words
    return [
        series_name(projection.pair, projection.flow, projection.scope, projection.unit),
        f"{start} in {projection.year_label(base.year)}",
        _aim(projection),
        _arrival(paths.get(LATEST), projection),
        _arrival(paths.get("5-year"), projection),
        needed,
    ]


def _aim(projection: Projection) -> str:
    target = projection.target
    if target is None:
        return "none"
    aim = as_stated(target.value, projection.target_text, target.qualifier)
    return aim + (f" by {target.deadline}" if target.deadline else "")


def _arrival(path: Path | None, projection: Projection) -> str:
    if path is None:
        return ""
    return "never" if path.reached_in is None else projection.year_label(path.reached_in)


def _outlook_cells(projection: Projection) -> list[Cell]:
    ahead, chance = projection.outlook, headline_chance(projection)
    if ahead is None or chance is None:
        return ["", ""]
    return [chance_cell(chance), projection.outlook_label(ahead, ahead.median_year)]


def _one(pairs: Iterable[str]) -> str:
    """How to see one series in full."""
    return _ONE if len({*pairs}) > 1 else _ONE_OF_A_PAIR


def name_order(pair: str) -> str:
    """By what to sort pairs, so that a table is in the order of the names that it prints."""
    return plain(_printed(pair))


def _printed(pair: str) -> str:
    return pair_name(pair) or "unnamed pair"


def series_name(pair: str, flow: str, scope: str, unit: str) -> str:
    """The pair, and what else tells two series apart."""
    words = [_printed(pair)]
    words += [flow] if flow != "total" else []
    words += [scope] if scope else []
    words += [unit] if unit != DEFAULT_UNIT else []
    return ", ".join(words)
