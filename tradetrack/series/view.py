"""What of an analysis a reader sees: the years asked for, and the parts of years that still matter."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.periods import YEAR
from tradetrack.core.vocabulary import DERIVED, KNOWN, TARGET
from tradetrack.series.floors import year_key
from tradetrack.series.growth import begins_a_year
from tradetrack.series.keys import find, of_each
from tradetrack.series.query import ANNUAL, MONTH, QUARTER, ROLLING, TO_DATE

Ints = npt.NDArray[np.int64]


def partial_years(heads: pd.DataFrame, annual: pd.DataFrame, first_month: pd.Series[int]) -> pd.DataFrame:
    """Of the headline figures, the parts to show beside the annual series.

    They are those of each series' latest year, and of years without a full figure. Folded away are the parts
    that lie inside a sum which is shown, those of a year whose parts cover it, and single months of years
    gone by.
    """
    partial = heads[(heads[schema.MONTHS] < YEAR).to_numpy()]
    if not len(partial):
        return partial
    series, start = partial[schema.SERIES].to_numpy(), partial[schema.START].to_numpy().astype(np.int64)
    months = partial[schema.MONTHS].to_numpy().astype(np.int64)
    month = of_each(first_month, series)
    offset = (start - month) % YEAR
    full = annual[annual[schema.BASIS].isin(KNOWN).to_numpy()]
    own = pd.DataFrame({schema.SERIES: series, schema.START: start - offset})
    is_full = find(np.sort(year_key(full)), year_key(own)) >= 0
    latest = _latest(np.append(full[schema.SERIES], series), np.append(full[schema.START], start - offset))
    is_last = start - offset == latest.reindex(series).to_numpy()
    is_derived = partial[schema.BASIS].isin(DERIVED).to_numpy()
    year, _ = pd.factorize(year_key(own))
    run = np.zeros(len(partial), dtype=np.int64)  # by year the longest sum of its first months
    np.maximum.at(run, year, np.where(is_derived & (offset == 0), months, 0))
    is_run = is_derived & (offset == 0) & (months == run[year])
    folded = ((offset + months <= run[year]) & ~is_run) | (is_derived & ~is_run)
    folded |= is_full & _is_covered(year, offset, months)
    folded |= ~is_last & (months == 1)
    shown: pd.DataFrame = partial[(is_last | ~is_full) & ~folded]
    return shown


def _latest(series: Ints, start: Ints) -> pd.Series[int]:
    """By series the latest start."""
    order = np.lexsort((start, series))
    return pd.Series(start[order], series[order]).groupby(level=0).last()


def _is_covered(year: Ints, offset: Ints, months: Ints) -> npt.NDArray[np.bool_]:
    """For each part whether the parts of its year cover all its months."""
    inside = offset + months <= YEAR
    covered = np.zeros(len(year), dtype=np.int64)
    bits = ((1 << months) - 1) << offset
    np.bitwise_or.at(covered, year[inside], bits[inside])
    whole: npt.NDArray[np.bool_] = covered[year] == (1 << YEAR) - 1
    return whole


def of_rhythm(heads: pd.DataFrame, rhythm: str, first_month: pd.Series[int]) -> pd.DataFrame:
    """The headline figures of one rhythm: each month, calendar quarter, year to date or 12 months."""
    months, start = heads[schema.MONTHS].to_numpy(), heads[schema.START].to_numpy()
    is_first = begins_a_year(heads, first_month)
    kept = {
        MONTH: months == 1,
        QUARTER: (months == 3) & (start % 3 == 0),
        TO_DATE: is_first & (months < YEAR),
        ANNUAL: is_first & (months == YEAR),
        ROLLING: months == YEAR,
    }[rhythm]
    shown: pd.DataFrame = heads[kept]
    return shown


def latest_to_date(years: pd.DataFrame, annual: pd.DataFrame) -> pd.DataFrame:
    """By series the longest of its latest years to date, where it ends after the latest full year."""
    partial = years[(years[schema.MONTHS] < YEAR).to_numpy()]
    last = annual.drop_duplicates(schema.SERIES, keep="last")
    place = find(last[schema.SERIES].to_numpy(), partial[schema.SERIES].to_numpy())
    starts = last[schema.START].to_numpy()[place] if len(last) else np.zeros(len(partial))
    later = partial[(place < 0) | (partial[schema.START].to_numpy() > starts)]
    ordered = later.sort_values([schema.SERIES, schema.START, schema.MONTHS], kind="stable")
    return ordered.drop_duplicates(schema.SERIES, keep="last")


def narrowed(figures: pd.DataFrame, since: int | None, until: int | None) -> pd.DataFrame:
    """The figures and targets of periods that start in the years from `since` to `until`.

    A target without a deadline belongs to every year.
    """
    year = figures[schema.START].to_numpy() // YEAR
    keep = np.ones(len(figures), dtype=bool)
    if since is not None:
        keep &= year >= since
    if until is not None:
        keep &= year <= until
    keep |= (figures[schema.MONTHS] == 0).to_numpy() & (figures[schema.KIND] == TARGET).to_numpy()
    return figures.loc[keep]
