"""Derived figures: what follows from stated levels by adding up, by the rules of docs/counting.md.

Levels of shorter periods that tile a longer one give its sum; exports and imports of one period, stated or
summed, give its total. All within one reporter (unknown is one of its own), scope and currency. Made are each
quarter, each year of the group's rhythm, the longest year to date of each year without a full figure, and the
same months of the years before it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tradetrack.core.periods import YEAR
from tradetrack.core.rows import kept
from tradetrack.core.vocabulary import OVER
from tradetrack.series.keys import distinct, find, of_each, period_key, spans
from tradetrack.series.levels import flow_group, flow_of, period_of, reporter_of, series_of, total_of
from tradetrack.series.tiling import NONE, Ints, Mask, Parts
from tradetrack.series.totals import PARTIAL_FLOWS, totals
from tradetrack.series.windows import YEARS, Windows

QUARTER = 3  # months


def derive(
    levels: pd.DataFrame, first_month: pd.Series[int], every_sum: bool = False
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The derived levels of stated `levels` (`series.levels`), and the floors of their years.

    `first_month` is by group the month (from 0) in which its years start, January for one that it lacks.
    Quarters, and totals of other periods than years and years to date, are only made where such a period is
    stated as a whole, unless `every_sum` is asked for. The derived ones have also `basis` and `parts`, the
    number of stated figures in each. A floor has `group`, `start` and `amount`.
    """
    stated = None if every_sum else _stated_quarters(levels)
    years, quarters = _years(levels, first_month), _quarters(levels, stated)
    wanted = _wanted(years)
    own = wanted & years.has_sum & years.is_own[years.job][:, np.newaxis]
    needed = own | (_wanted_for_total(years, wanted) & years.has_sum)
    summed = years.sums(*np.nonzero(needed))
    window = np.flatnonzero(quarters.has_sum[:, QUARTER])
    by_quarter = quarters.sums(window, np.full(len(window), QUARTER))
    own_quarters = (
        by_quarter if stated is None else kept(by_quarter, find(stated, period_of(by_quarter)) >= 0)
    )
    made = [summed[own[needed]], own_quarters] if len(summed) + len(own_quarters) else [summed]
    if (years.flows[0] >= 0).any():
        asked = None if every_sum else _asked(levels, years, wanted)
        made.append(totals(levels, pd.concat([summed, by_quarter]), asked))
    derived = pd.concat(made, ignore_index=True) if len(made) > 1 else made[0]
    return derived, _floors(years)


@dataclass(frozen=True, eq=False)
class _Years(Windows):
    """The years of groups; those of a total know the years of its exports and its imports."""

    job: Ints  # of each window
    group: Ints  # of each job
    is_own: Mask  # whether the years of a job start in the month of its group, not of its total alone
    flows: tuple[Ints, Ints]  # of each window, the window of the exports, of the imports; -1 for none

    @property
    def has_both(self) -> Mask:
        """Whether the exports and the imports of a year both have a window."""
        return (self.flows[0] >= 0) & (self.flows[1] >= 0)

    def known(self, floors: Ints) -> Ints:
        """What each year is known to have had: its figure or sum where that is no bound, else its floor."""
        known = floors.copy()
        summed = np.flatnonzero(self.has_sound_sum[:, YEAR])
        known[summed] = self.sums(summed, np.full(len(summed), YEAR))["amount"]
        level = self.stated[:, YEAR]
        stated = np.flatnonzero(level >= 0)
        stated = stated[self.levels["qualifier"].to_numpy()[level[stated]] < OVER]
        known[stated] = self.levels["amount"].to_numpy()[level[stated]]
        return known


def _years(levels: pd.DataFrame, first_month: pd.Series[int]) -> _Years:
    """The years of all groups, each in the rhythm of its group; those of flows in that of their total too."""
    stated = distinct(levels["group"])
    sums = distinct(total_of(stated[flow_of(stated) > 0]))
    groups = np.union1d(stated, sums)
    month = of_each(first_month, groups)
    own = groups * YEAR + month
    of_total = own[find(groups, sums)]
    beside = [flow_group(of_total // YEAR, flow) * YEAR + of_total % YEAR for flow in PARTIAL_FLOWS]
    beside = [jobs[np.isin(jobs // YEAR, stated)] for jobs in beside]
    jobs = distinct(np.concatenate([own, *beside]))
    group, starts_in = np.divmod(jobs, YEAR)
    level, job = _by_job(levels["group"].to_numpy(), group)
    start = levels["start"].to_numpy()[level] - starts_in[job]
    months = levels["months"].to_numpy()[level]
    code = job * YEARS + start // YEAR
    inside = (start % YEAR + months <= YEAR) & _in_used(code, _is_used(levels)[level])
    if not inside.all():
        level, code, start, months = level[inside], code[inside], start[inside], months[inside]
    to_flow = [_job_beside(jobs, of_total, flow) for flow in PARTIAL_FLOWS]
    codes = distinct(np.concatenate([code, *(_years_of_total(code, to) for to in to_flow)]))
    job_of, year = np.divmod(codes, YEARS)
    exports, imports = (
        np.where(to[job_of] >= 0, find(codes, to[job_of] * YEARS + year), NONE) for to in to_flow
    )
    parts = Parts(find(codes, code), start % YEAR, months)
    starts = year * YEAR + starts_in[job_of]
    is_own = np.isin(jobs, own)
    return _Years(YEAR, codes, starts, levels, level, parts, job_of, group, is_own, (exports, imports))


def _is_used(levels: pd.DataFrame) -> Mask:
    """Which levels give their year a window: a figure of the whole year alone has nothing to add up.

    That of the unknown reporter is a floor where a known one, or the sum of its flows, has only a bound.
    """
    group = levels["group"].to_numpy()
    is_part = levels["months"].to_numpy() < YEAR
    is_bound = levels["qualifier"].to_numpy() >= OVER
    used: Mask = is_part | is_bound | (flow_of(group) > 0)
    if not used.all():
        known = group[reporter_of(group) > 0]
        named = distinct(series_of(np.concatenate([known, total_of(known)])))
        used |= (reporter_of(group) == 0) & (find(named, series_of(group)) >= 0)
    return used


def _in_used(code: Ints, used: Mask) -> Mask:
    """Which levels are in a window that one of them needs."""
    if used.all():
        return used
    return find(distinct(code[used]), code) >= 0


def _by_job(own: Ints, group: Ints) -> tuple[Ints, Ints]:
    """Each level of a group with each of the group's jobs: the place of the level, the job."""
    first = np.searchsorted(group, own)
    if (np.diff(group) > 0).all():
        return np.arange(len(own)), first
    return spans(first, np.searchsorted(group, own, "right") - first)


def _job_beside(jobs: Ints, of_total: Ints, flow: str) -> Ints:
    """By job, the job of one flow of the same years, for those of a total; -1 for others."""
    beside = np.full(len(jobs), NONE)
    beside[find(jobs, of_total)] = find(jobs, flow_group(of_total // YEAR, flow) * YEAR + of_total % YEAR)
    return beside


def _years_of_total(code: Ints, to_flow: Ints) -> Ints:
    """The windows of totals in the years that one of their flows has."""
    to_total = np.full(len(to_flow), NONE)
    has_flow = np.flatnonzero(to_flow >= 0)
    to_total[to_flow[has_flow]] = has_flow
    job = to_total[code // YEARS]
    windows: Ints = (job * YEARS + code % YEARS)[job >= 0]
    return windows


def _stated_quarters(levels: pd.DataFrame) -> Ints:
    """The series and calendar quarters that somebody states as a whole."""
    is_quarter = (levels["months"].to_numpy() == QUARTER) & (levels["start"].to_numpy() % QUARTER == 0)
    return distinct(period_of(levels[is_quarter]))


def _quarters(levels: pd.DataFrame, stated: Ints | None) -> Windows:
    """The calendar quarters of all groups, or those alone that are stated of the same series or its total."""
    start, months = levels["start"].to_numpy(), levels["months"].to_numpy()
    is_wanted = stated is None or len(stated) > 0
    level = np.flatnonzero(start % QUARTER + months <= QUARTER) if is_wanted else np.empty(0, np.int64)
    group = levels["group"].to_numpy()[level]
    quarter = start[level] // QUARTER
    if stated is not None:
        of_each = (period_key(series_of(of), QUARTER, quarter * QUARTER) for of in (group, total_of(group)))
        asked = np.logical_or.reduce([find(stated, key) >= 0 for key in of_each])
        level, group, quarter = level[asked], group[asked], quarter[asked]
    number, _ = pd.factorize(group)
    count = YEARS * YEAR // QUARTER
    code = number * count + quarter
    codes = distinct(code)
    parts = Parts(find(codes, code), start[level] % QUARTER, months[level])
    return Windows(QUARTER, codes, codes % count * QUARTER, levels, level, parts)


def _wanted(years: _Years) -> Mask:
    """For each year which of its first months are to be known: all, and the longest run of an unfinished one.

    The same run is wanted of the years before.
    """
    sound, some = years.has_sound.copy(), years.has_any.copy()
    both = years.has_both
    exports, imports = (flow[both] for flow in years.flows)
    sound[both] |= years.has_sound[exports] & years.has_sound[imports]
    if both.any():
        side = years.direction()
        agree = side[exports] * side[imports] >= 0  # over and under together give no sum
        some[both] |= years.has_any[exports] & years.has_any[imports] & agree
    months = np.arange(YEAR)
    longest = (sound[:, :YEAR] * months).max(axis=1, initial=0)
    longest = np.where(longest > 0, longest, (some[:, :YEAR] * months).max(axis=1, initial=0))
    longest[sound[:, YEAR]] = 0
    wanted = np.zeros_like(sound)
    wanted[:, YEAR] = True
    place = np.arange(len(years))
    for count in np.unique(longest[longest > 0]).tolist():
        last = np.full(len(years.group), NONE)
        np.maximum.at(last, years.job[longest == count], place[longest == count])
        wanted[place <= last[years.job], count] = True
    return wanted


def _wanted_for_total(years: _Years, wanted: Mask) -> Mask:
    """What is wanted of exports and imports for the total of which both are known."""
    asked = np.zeros_like(wanted)
    both = years.has_both
    for flow in years.flows:
        asked[flow[both]] |= wanted[both]
    return asked


def _asked(levels: pd.DataFrame, years: _Years, wanted: Mask) -> Ints:
    """The series and periods of totals that are needed: what is wanted of years, and what is stated."""
    stated = levels[(flow_of(levels["group"].to_numpy()) == 0)]
    window, months = np.nonzero(wanted & years.has_both[:, np.newaxis])
    group = years.group[years.job[window]]
    return np.concatenate([period_key(series_of(group), months, years.start[window]), period_of(stated)])


def _floors(years: _Years) -> pd.DataFrame:
    """By group and start of the year, what is known to have been traded in it at least; none of 0."""
    least = years.floors()
    amount = least
    if any((flow >= 0).any() for flow in years.flows):
        known = years.known(least)
        amount = np.maximum(least, sum(np.where(flow >= 0, known[flow], 0) for flow in years.flows))
    has_one = years.is_own[years.job] & (amount > 0)
    floors = {"group": years.group[years.job], "start": years.start, "amount": amount}
    return pd.DataFrame({name: column[has_one] for name, column in floors.items()})
