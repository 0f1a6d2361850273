"""The pace of a running year: its first months beside what they would have to be on the way to a target."""

from __future__ import annotations

from typing import NamedTuple

from tradetrack.core.periods import YEAR, period_label
from tradetrack.core.rows import NowcastRow


class Pace(NamedTuple):
    """The level `value` of the first `months` of a year, and `needed`, what it would have to be by now.

    That is the level that the year needs times the mean share that these months had of past years, or their
    number of twelve where `is_linear`.
    """

    year: int
    start: int
    months: int
    value: float
    needed: float
    is_linear: bool

    @property
    def label(self) -> str:
        """The months as people write them."""
        return period_label(self.start, self.months)

    @property
    def ahead_pct(self) -> float:
        """How far the months are ahead of what is needed, in percent; behind where negative."""
        return (self.value / self.needed - 1) * 100


def pace(nowcast: NowcastRow, base: float, base_start: int, target: float, due: int | None) -> Pace | None:
    """The pace of the year of a nowcast on the way from a base to a higher target in the year `due`.

    `due` and `base_start` are starts of annual periods; without `due` the target is that of the year itself.
    None where the year comes after it.
    """
    due = nowcast.start if due is None else due
    if not base_start < nowcast.start <= due or not 0 < base < target or not nowcast.to_date > 0:
        return None
    level = base * (target / base) ** ((nowcast.start - base_start) / (due - base_start))
    months = int(nowcast.from_months)
    is_linear = nowcast.mean_share != nowcast.mean_share
    share = months / YEAR if is_linear else nowcast.mean_share
    return Pace(nowcast.year, nowcast.start, months, nowcast.to_date, level * share, is_linear)
