"""One question about a ledger, answered: the figures it is about, chosen, with growth and targets.

Every screen reads this one analysis, so that they say the same of each year.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.dates import NO_DATE
from tradetrack.core.provenance import Provenance, provenance_of, without_provenance
from tradetrack.core.rows import BaseRow, NowcastRow, kept, rows
from tradetrack.core.vocabulary import TARGET, TOTAL
from tradetrack.series import growth
from tradetrack.series.base import latest_base
from tradetrack.series.evidence import by_series, evidence
from tradetrack.series.floors import floor_of, open_floors
from tradetrack.series.gaps import Gap, gaps
from tradetrack.series.grouping import known_by, of_flow, orient, select
from tradetrack.series.headline import Chosen, choose
from tradetrack.series.keys import distinct
from tradetrack.series.left_out import LeftOut, NoTotal, left_out, without_total
from tradetrack.series.nowcast import nowcasts
from tradetrack.series.outcome import MISSED, OPEN, is_ceiling
from tradetrack.series.query import MONTH, QUARTER, ROLLING, Query
from tradetrack.series.rolling import rolling_years
from tradetrack.series.target_record import TargetRecord
from tradetrack.series.target_share import Judged
from tradetrack.series.target_summary import TargetSummary, judged, summarise
from tradetrack.series.targets import Now, first_statements, target_records, with_reporters
from tradetrack.series.then import bases_then, by_reporter
from tradetrack.series.units import unit_scales
from tradetrack.series.view import latest_to_date, of_rhythm, partial_years


@dataclass(frozen=True, eq=False)
class Analysis:
    """The figures of a query with their status, and what follows from them.

    `chosen` has the figures of all flows that can bear on the question. The ledger speaks of time up to `day`
    (YYYYMMDD): the as-of date, or the latest statement on any of its rows; the last month that it reports on
    is the one before `end`. `undated` figures are left out of an as-of view, `hidden` ones of a view of one
    series. `extra` has the columns of the ledger that are not ours, a row for each figure of `chosen`: with
    thousands of them in the frame of figures, each step would copy them all.
    """

    chosen: Chosen
    query: Query
    day: int
    end: int
    undated: int = 0
    hidden: tuple[LeftOut, ...] = ()
    extra: pd.DataFrame = field(default_factory=pd.DataFrame)
    data: Provenance | None = None

    @cached_property
    def figures(self) -> pd.DataFrame:
        """The figures of the query's flow."""
        return kept(self.chosen.figures, of_flow(self.chosen.figures, self.query))

    @cached_property
    def headlines(self) -> pd.DataFrame:
        """The headline figures with their growth (`tradetrack.series.growth.headlines`)."""
        heads = growth.headlines(self.chosen)
        return kept(heads, of_flow(heads, self.query))

    @cached_property
    def _years(self) -> pd.DataFrame:
        """Of the headlines, the years and the years to date: all that the annual series rests on."""
        if "headlines" in self.__dict__:  # already made for this view, where all of them are shown
            return kept(self.headlines, growth.begins_a_year(self.headlines, self.chosen.first_month))
        heads = growth.headlines(self.chosen, of_years=True)
        return kept(heads, of_flow(heads, self.query))

    @cached_property
    def reported(self) -> pd.DataFrame:
        """The annual series as stated and added up (`tradetrack.series.growth.annual_levels`)."""
        return growth.annual_levels(self._years, self.chosen.first_month)

    @cached_property
    def floors(self) -> pd.DataFrame:
        """The floors of the years without a figure of their own (`tradetrack.series.floors`)."""
        return open_floors(self.chosen.floors, self.reported)

    @cached_property
    def annual(self) -> pd.DataFrame:
        """The annual series with implied levels and nowcasts, each marked by its `basis`, and the floors."""
        annual = growth.in_order(self._implied, self.nowcasts)
        return annual.assign(**{schema.FLOOR: floor_of(self.floors, annual) / unit_scales(annual)})

    @cached_property
    def _implied(self) -> pd.DataFrame:
        return growth.with_implied(self.reported, self.floors)

    @cached_property
    def known(self) -> pd.DataFrame:
        """What is known of each year: figures, floors and implied levels (`tradetrack.series.evidence`)."""
        return evidence(self._implied, self.floors)

    @cached_property
    def nowcasts(self) -> pd.DataFrame:
        """The estimate of each unfinished year (`tradetrack.series.nowcast`)."""
        return nowcasts(self._years, self.reported, self.chosen.first_month, self.floors)

    @cached_property
    def targets(self) -> list[TargetRecord]:
        """Every distinct target, with its outcome."""
        first, restated = self._first_statements
        if not len(first):
            return []
        return target_records(first, restated, self._now)

    @cached_property
    def summary(self) -> TargetSummary:
        """What became of the targets (`tradetrack.series.target_summary`)."""
        first, _ = self._first_statements
        days = first[schema.KNOWN_ON].tolist()
        return summarise([self._judged(r, day) for r, day in zip(self.targets, days, strict=True)])

    def _judged(self, record: TargetRecord, known_on: int) -> Judged:
        years = self._now.known.get(record.series, ())
        is_known = any(year.start == record.due and not year.is_bound for year in years)
        is_due = record.outcome == MISSED or self._now.is_over(record.due)
        return judged(record, known_on, is_due, is_known)

    @cached_property
    def targets_by_reporter(self) -> list[TargetRecord]:
        """The targets with the outcome by each reporter's own figures too."""
        if not self.targets:
            return []
        first, _ = self._first_statements
        known = by_reporter(self.chosen, first[schema.SERIES].unique().tolist())
        now = self._now._replace(bases_then=bases_then(self.chosen, first, each_reporter=True))
        return with_reporters(self.targets, first, now, known)

    @cached_property
    def _first_statements(self) -> tuple[pd.DataFrame, list[int]]:
        return first_statements(self.figures)

    @cached_property
    def _now(self) -> Now:
        """What the targets are judged by."""
        first, _ = self._first_statements
        month = self.chosen.first_month
        months: dict[int, int] = dict(zip(month.index.tolist(), month.tolist(), strict=True))
        return Now(
            day=self.day,
            end=self.end,
            first_month=months,
            known=by_series(self.known, first[schema.SERIES].unique().tolist()),
            bases_then=bases_then(self.chosen, first),
            latest={base.series: base for base in rows(latest_base(self.reported), BaseRow)},
            running={row.series: row for row in rows(self.nowcasts, NowcastRow)},
        )

    def extra_of(self, figures: pd.DataFrame) -> pd.DataFrame:
        """The columns that are not ours, of some of the figures."""
        return self.extra.take(figures.index.to_numpy()) if len(self.extra.columns) else self.extra

    def periods(self, rhythm: str) -> pd.DataFrame:
        """The headlines of one rhythm with their growth: `month`, `quarter`, `ytd`, `year` or `12m`."""
        if rhythm == ROLLING:
            every = rolling_years(self.chosen)
            return every[of_flow(every, self.query)]
        heads = self.headlines
        if rhythm in (MONTH, QUARTER):
            figures = self.chosen.figures[list(schema.ORIENTED)]
            heads = growth.headlines(choose(figures, self.chosen.first_month, True, self.chosen.reporters))
        return of_rhythm(heads[of_flow(heads, self.query)], rhythm, self.chosen.first_month)

    def parts(self, headlines: pd.DataFrame, annual: pd.DataFrame) -> pd.DataFrame:
        """The parts of years that stand beside the annual series (`tradetrack.series.view.partial_years`)."""
        return partial_years(headlines, annual, self.chosen.first_month)

    @cached_property
    def to_date(self) -> pd.DataFrame:
        """The latest year to date of each series, where no full year ends after it."""
        return latest_to_date(self._years, self.reported)

    @cached_property
    def left_out(self) -> list[LeftOut]:
        """What the view leaves out."""
        return [*self.hidden, *left_out(self.chosen, self.query, self.undated)]

    @cached_property
    def gaps(self) -> list[Gap]:
        """The years of the view that their parts do not make."""
        shown = {*self.series}
        return [gap for gap in gaps(self.chosen, self.reported) if gap.series in shown]

    @cached_property
    def without_total(self) -> list[NoTotal]:
        """The pairs whose exports and imports make no total, where totals are asked for."""
        return without_total(self.chosen) if self.query.flow == TOTAL else []

    def wanted_targets(self, settled: bool = False) -> list[TargetRecord]:
        """The open targets, or with `settled` all of them but ceilings, to which nothing grows."""
        return [r for r in self.targets if (settled and not is_ceiling(r.qualifier)) or r.outcome == OPEN]

    @property
    def is_many(self) -> bool:
        """Whether there are several series, of several pairs or without a pair that was asked for by name."""
        if len(self.series) < 2:
            return False
        return not self.query.pairs or self.figures[schema.SERIES_PAIR].nunique() > 1

    @property
    def series(self) -> list[int]:
        """The series of the figures, in alphabetical order."""
        made = kept(self.chosen.derived, of_flow(self.chosen.derived, self.query))
        series: list[int] = distinct(
            np.concatenate([self.figures[schema.SERIES], made[schema.SERIES]])
        ).tolist()
        return series


def analyse(figures: pd.DataFrame, query: Query) -> Analysis:
    """Answer `query` on the figures of a ledger.

    Raises RequestError for a pair, scope, currency or reporter that the figures do not have.
    """
    source = provenance_of(figures)
    figures, extra = _without_extra(without_provenance(figures))
    known = known_by(figures, query.as_of)
    day = query.as_of or int(known[schema.KNOWN_ON].max()) if len(known) else 0
    is_target = (known[schema.KIND] == TARGET).to_numpy()
    end = int((known[schema.START] + known[schema.MONTHS])[~is_target].max()) if not is_target.all() else 0
    selected = select(orient(known), query)
    if query.flow not in (None, TOTAL):
        selected = selected[of_flow(selected, query)]
    undated = int((figures[schema.KNOWN_ON] == NO_DATE).sum()) if query.as_of else 0
    chosen = choose(selected, query.year_start)
    extra = extra.loc[selected.index].reset_index(drop=True) if len(extra.columns) else extra
    return Analysis(chosen, query, day, end, undated, extra=extra, data=source)


def _without_extra(figures: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The figures with the columns that we know, and the others."""
    extra = [name for name in figures.columns if name not in schema.CHOSEN]
    if not extra:
        return figures, pd.DataFrame()
    figures = figures.reset_index(drop=True)
    own = [name for name in figures.columns if name in schema.CHOSEN]
    return figures[own], figures[extra]
