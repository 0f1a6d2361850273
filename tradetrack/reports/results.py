"""The answers of the use cases: frozen values with numbers as numbers and no formatted text.

Tables, CSV, JSON and Markdown are made from these values alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, overload

from tradetrack.checks.finding import SEVERITIES, Finding
from tradetrack.core.rows import AnnualRow, FigureRow, HeadlineRow
from tradetrack.forecast.projection import Projection
from tradetrack.forecast.score import Score
from tradetrack.series.targets import TargetRecord

if TYPE_CHECKING:
    import pandas as pd

Item = TypeVar("Item")
MAX_PROJECTIONS_WITH_OUTLOOK = 50


@dataclass(frozen=True)
class Answer(Sequence[Item]):
    """An answer that is a list of values: it has a length, an order and an index as a tuple has."""

    items: tuple[Item, ...]

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, index: int | slice) -> Item | tuple[Item, ...]:
        """The item at a place, or those of a slice."""
        return self.items[index]

    def __len__(self) -> int:
        return len(self.items)

    def to_frame(self) -> pd.DataFrame:
        """The table that `--format csv` prints, as a DataFrame: one row an item (of projections, a path)."""
        from tradetrack.reports.records import frame_of

        return frame_of(self)


@dataclass(frozen=True)
class ProjectResult(Answer[Projection]):
    """One projection for each series and target.

    `is_many` says that there are several series and none was asked for by name; `lacks_outlook` that there
    are too many projections for each to have its outlook.
    """

    is_many: bool = False
    lacks_outlook: bool = False


@dataclass(frozen=True)
class TargetsResult(Answer[TargetRecord]):
    """Every distinct target with its outcome."""


@dataclass(frozen=True)
class CheckResult(Answer[Finding]):
    """What is left of the findings in one ledger, which errors call `name`."""

    name: str = "ledger"

    def has_severity(self, least: str) -> bool:
        """Whether a finding is at least as serious as `least`: error, warning or note."""
        serious = SEVERITIES[: SEVERITIES.index(least) + 1]
        return any(finding.severity in serious for finding in self)


@dataclass(frozen=True)
class BacktestResult(Answer[Score]):
    """The scores by method and horizon, over so many series."""

    series: int = 0


@dataclass(frozen=True)
class Base:
    """The latest annual level of a series, from which the distance to its targets is measured."""

    series: int
    level: float


@dataclass(frozen=True)
class ShowResult:
    """The figures of a view, what their years came to, and the targets.

    `figures` are in file order; `annual` has the years of every series, by series and year, `parts` the parts
    of years that stand beside them. `targets` are all of the view's series, open and settled; `bases` has the
    latest year of each series. `extra` has the ledger's own other columns by name, one text a figure.
    """

    figures: tuple[FigureRow, ...]
    annual: tuple[AnnualRow, ...]
    parts: tuple[HeadlineRow, ...]
    targets: tuple[TargetRecord, ...]
    bases: tuple[Base, ...]
    extra: tuple[tuple[str, tuple[Any, ...]], ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """The annual series as a DataFrame: one row a series and year."""
        from tradetrack.reports.records import annual_frame

        return annual_frame(self.annual)


@dataclass(frozen=True)
class SeriesSummary:
    """One series in a row: its first and latest year, and one of its targets or none."""

    first_label: str
    latest: AnnualRow
    target: TargetRecord | None


@dataclass(frozen=True)
class OverviewResult:
    """Many series at once, a row for each series and open target."""

    rows: tuple[SeriesSummary, ...]
    count: int
