"""One question about a ledger, answered: the figures it is about, chosen, with growth and targets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from tradetrack.core import schema
from tradetrack.series import growth
from tradetrack.series.grouping import known_by, orient, select
from tradetrack.series.headline import choose
from tradetrack.series.nowcast import nowcasts
from tradetrack.series.query import Query
from tradetrack.series.targets import OPEN, TargetRecord, target_records


@dataclass(frozen=True)
class Analysis:
    """The figures of a query with their status, and what follows from them."""

    figures: pd.DataFrame
    query: Query

    @cached_property
    def headlines(self) -> pd.DataFrame:
        """The headline figures with their growth (`tradetrack.series.growth.headlines`)."""
        return growth.headlines(self.figures)

    @cached_property
    def reported(self) -> pd.DataFrame:
        """The annual series as reported (`tradetrack.series.growth.annual_levels`)."""
        return growth.annual_levels(self.headlines, self.query.year_start)

    @cached_property
    def annual(self) -> pd.DataFrame:
        """The annual series with implied levels and nowcasts, each marked by its `basis`."""
        return growth.in_order(growth.with_implied(self.reported), self.nowcasts)

    @cached_property
    def nowcasts(self) -> pd.DataFrame:
        """The estimate of the current year of each series that has one (`tradetrack.series.nowcast`)."""
        return nowcasts(self.headlines, self.reported, self.query.year_start or 1)

    @cached_property
    def targets(self) -> list[TargetRecord]:
        """Every distinct target, with its outcome."""
        return target_records(self.figures, self.reported, self.query.year_start)

    def wanted_targets(self, settled: bool = False) -> list[TargetRecord]:
        """The open targets, or with `settled` all of them."""
        return [record for record in self.targets if settled or record.outcome == OPEN]

    @property
    def is_many(self) -> bool:
        """Whether there are several series and no pair was asked for by name."""
        return not self.query.pairs and len(self.series) > 1

    @property
    def series(self) -> list[int]:
        """The series of the figures, in alphabetical order."""
        return sorted(self.figures[schema.SERIES].unique())


def analyse(figures: pd.DataFrame, query: Query) -> Analysis:
    """Answer `query` on the figures of a ledger.

    Raises RequestError for a pair or reporter that the figures do not have.
    """
    known = orient(known_by(figures, query.as_of))
    chosen = choose(select(known, query.pairs, query.flow, query.reporter))
    return Analysis(chosen, query)
