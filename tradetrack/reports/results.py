"""The answers of the use cases: frozen values with numbers as numbers and no formatted text.

Tables, CSV, JSON and Markdown are made from these values alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from tradetrack.core.lazy import Rows
from tradetrack.core.provenance import Provenance
from tradetrack.core.rows import AnnualRow, FigureRow, HeadlineRow
from tradetrack.reports.answer import Answer
from tradetrack.series.gaps import Gap
from tradetrack.series.left_out import LeftOut, NoTotal
from tradetrack.series.target_record import TargetRecord

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class TargetsResult(Answer[TargetRecord]):
    """Every distinct target with its outcome; `data` is the bundled ledger that they are of, if any."""

    left_out: tuple[LeftOut, ...] = ()
    data: Provenance | None = None


class Base(NamedTuple):
    """The latest annual level of a series, from which the distance to its targets is measured."""

    series: int
    level: float


class YearFloor(NamedTuple):
    """What is known at least of a year that has no row in the annual series."""

    series: int
    series_pair: str
    series_flow: str
    scope: str
    series_unit: str
    year: int
    label: str
    level: float


class Folded(NamedTuple):
    """So many figures of a series, each of so many months, that stand behind its years."""

    series: int
    months: int
    number: int


@dataclass(frozen=True)
class ShowResult:
    """The figures of a view, what their years came to, and the targets.

    `figures` are in file order; `annual` has the years of every series, by series and year, `parts` the parts
    of years that stand beside them. `targets` are all of the view's series, open and settled; `bases` has the
    latest year of each series. `sums` are the derived headlines that figures are compared with. `by` is the
    rhythm asked for, `periods` the headlines of it. `folded` counts the shorter figures that no row shows, by
    series and months; `floors` are what is known of years that have no row. `extra` has the other
    columns of the ledger by name, one text a figure. `data` is the bundled ledger that they are of, if any.
    """

    figures: Rows[FigureRow]
    annual: tuple[AnnualRow, ...]
    parts: tuple[HeadlineRow, ...]
    targets: tuple[TargetRecord, ...]
    bases: tuple[Base, ...]
    sums: tuple[HeadlineRow, ...] = ()
    by: str | None = None
    periods: tuple[HeadlineRow, ...] = ()
    folded: tuple[Folded, ...] = ()
    floors: tuple[YearFloor, ...] = ()
    gaps: tuple[Gap, ...] = ()
    without_total: tuple[NoTotal, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    extra: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    data: Provenance | None = None

    def to_frame(self) -> pd.DataFrame:
        """The annual series as a DataFrame, one row a series and year, or the periods asked for."""
        from tradetrack.reports.records import annual_frame, frame_of_table, period_records

        return frame_of_table(period_records(self.periods)) if self.by else annual_frame(self.annual)

    def _repr_html_(self) -> str:
        """The years and targets, as a notebook shows them."""
        from tradetrack.render.notebook import report_html
        from tradetrack.reports.show import show_report

        return report_html(show_report(self))
