"""The outlook of the series of an analysis, read for the targets of its projections: all of them at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from tradetrack.core import schema
from tradetrack.core.errors import RequestError
from tradetrack.core.rows import AnnualRow, rows
from tradetrack.core.vocabulary import is_bound, reporter_codes
from tradetrack.forecast.bases import Bases, bases_of
from tradetrack.forecast.known_years import walks_of
from tradetrack.forecast.outlook import ERAS, Outlook, share_growing_at_least
from tradetrack.forecast.outlook_input import MAX_HORIZON
from tradetrack.forecast.projection import Projection
from tradetrack.forecast.reference import Reference, shipped_reference
from tradetrack.forecast.target_chances import HORIZON, SteepPath, TargetOutlook, as_said
from tradetrack.forecast.walks import Walks, chances_by, quantiles
from tradetrack.series.analysis import Analysis
from tradetrack.series.plain import AnnualSeries

RARE = 0.05  # a path that fewer flows kept up than this is called steep


class _Looks:
    """The outlooks of many bases."""

    def __init__(self, bases: Bases, known: Reference) -> None:
        self.bases = bases
        self.known = known
        growths = (known.typical_growth, *known.eras)
        after = bases.estimates, bases.floors
        self.walks = [walks_of(bases.records, *after, known, growth, HORIZON) for growth in growths]
        self.growth = np.broadcast_to(known.growth(bases.records.growth_size), bases.records.base.shape)

    def chances(self, targets: Any) -> Any:
        """By era, base and year; `targets` are log levels, one a base, NaN for none."""
        asked = np.isfinite(targets)
        return np.stack([self._by_year(walks, asked, targets) for walks in self.walks])

    @staticmethod
    def _by_year(walks: Walks, asked: Any, targets: Any) -> Any:
        kept = asked[walks.item]
        return chances_by(Walks._make(column[kept] for column in walks), targets, HORIZON)

    @cached_property
    def levels(self) -> Any:
        """By base and year the low end of the 80 % interval, the median and the high end."""
        count = len(self.bases.records.base)
        found = [quantiles(self.walks[0], count, p, HORIZON) for p in (0.1, 0.5, 0.9)]
        return np.exp(np.stack(found, axis=2))

    def steep(self, item: int, projection: Projection) -> tuple[SteepPath, ...]:
        """The paths of a projection that few flows of this size kept up."""
        volatility = float(self.known.prior_volatility(self.bases.records.size[item]))
        found = []
        for path in projection.paths:
            if path.years is None or path.reached_in is None or path.growth_pct <= 0:
                continue
            years = min(max(1, path.reached_in - projection.base.year), MAX_HORIZON)
            typical, freedom = float(self.growth[item]), self.known.prior_df
            share = share_growing_at_least(typical, volatility, freedom, path.growth_pct, years)
            if share < RARE and years <= HORIZON:
                found.append(SteepPath(path.growth_pct, years, share))
        return tuple(found)

    def outlook(self, item: int) -> Outlook:
        """The outlook of one base."""
        base, records = self.bases.of[item], self.bases.records
        own = [Walks._make(column[walks.item == item] for column in walks) for walks in self.walks]
        own = [walks._replace(item=np.zeros(len(walks.item), dtype=np.int64)) for walks in own]
        return Outlook(
            base_year=base.base.year,
            base=base.base.value,
            unit=base.unit,
            years=tuple(range(base.base.year + 1, base.base.year + 1 + HORIZON)),
            typical_growth_pct=math.expm1(float(self.growth[item])) * 100,
            reversal_pct=-math.expm1(-float(records.reversal[item])) * 100,
            growths_known=int(records.growths[item] + records.own_count[item]),
            volatility=float(self.known.prior_volatility(records.size[item])),
            swings_80=self.known.swings_80(float(records.size[item])),
            reference=self.known,
            _walks=dict(zip(ERAS, own, strict=True)),
        )


def require_tested(years: Sequence[int], projections: Sequence[Projection]) -> None:
    """Raise RequestError for a year that no outlook covers."""
    bases = [projection.base.year for projection in projections]
    for year in years:
        if bases and not any(base < year <= base + HORIZON for base in bases):
            first, last = min(bases) + 1, max(bases) + HORIZON
            raise RequestError(f"the outlook was tested for {first} to {last}, not for {year}", "at")


def with_outlooks(
    projections: Sequence[Projection],
    analysis: Analysis,
    world_growth: float | None = None,
    reference: Reference | None = None,
) -> list[Projection]:
    """The projections with their outlook over ten years, where the target is still ahead of the base.

    `world_growth` is an assumption for world trade, in percent a year, in place of its eras. `reference` has
    other numbers than those that ship.
    """
    ahead = [projection for projection in projections if projection.looks_ahead]
    if not ahead:
        return list(projections)
    looks, item_of = _looks(ahead, analysis, world_growth, reference)
    rounds: list[list[tuple[int, Projection]]] = []  # one target of each base a round
    seen: dict[int, int] = {}
    for projection in ahead:
        turn = seen[projection.series] = seen.get(projection.series, -1) + 1
        if turn == len(rounds):
            rounds.append([])
        rounds[turn].append((item_of[projection.series], projection))
    found: dict[int, TargetOutlook] = {}
    for one in rounds:
        found |= _read(looks, one, world_growth)
    return [_with(p, found[id(p)]) if id(p) in found else p for p in projections]


def _with(projection: Projection, outlook: TargetOutlook) -> Projection:
    """As `dataclasses.replace`, in a twentieth of its time: there may be many thousands."""
    copy = object.__new__(Projection)
    copy.__dict__.update(projection.__dict__, outlook=outlook)
    return copy


def series_outlook(analysis: Analysis, projection: Projection, world_growth: float | None = None) -> Outlook:
    """The outlook of the series of one projection, from its base, over ten years."""
    looks, _ = _looks([projection], analysis, world_growth)
    return looks.outlook(0)


def series_outlooks(analysis: Analysis, projections: Sequence[Projection]) -> dict[int, Outlook]:
    """As `series_outlook`, of all series that have a target ahead, by the number of the series."""
    ahead = [projection for projection in projections if projection.is_ahead]
    if not ahead:
        return {}
    looks, item_of = _looks(ahead, analysis, None)
    return {series: looks.outlook(item) for series, item in item_of.items()}


def _looks(
    ahead: Sequence[Projection],
    analysis: Analysis,
    world_growth: float | None,
    reference: Reference | None = None,
) -> tuple[_Looks, dict[int, int]]:
    fitted = reference or shipped_reference()
    known = fitted.with_world_growth(world_growth)
    bases = bases_of(ahead, analysis, fitted)
    return _Looks(bases, known), {base.series: item for item, base in enumerate(bases.of)}


class _Looked:
    """The outlooks of bases for a target each (a log level; NaN for none), as `TargetOutlook` reads them."""

    def __init__(self, looks: _Looks, targets: Any, world_growth: float | None) -> None:
        records = looks.bases.records
        chances = as_said(looks.chances(targets))
        self.chances = np.ascontiguousarray(chances.transpose(1, 2, 0))
        self.reached = _first_years(chances[0]).tolist()
        self.typical = (np.expm1(looks.growth) * 100).tolist()
        self.reversal = (-np.expm1(-records.reversal) * 100 + 0.0).tolist()
        self.growths_known = (records.growths + records.own_count).astype(int).tolist()
        self.world_growth = world_growth
        self._looks = looks

    def levels(self, item: int) -> Any:
        return self._looks.levels[item]

    def swings_80(self, item: int) -> tuple[float, float]:
        return self._looks.known.swings_80(float(self._looks.bases.records.size[item]))

    def steep(self, item: int, projection: Projection) -> tuple[SteepPath, ...]:
        return self._looks.steep(item, projection)


def _read(
    looks: _Looks, asked: Sequence[tuple[int, Projection]], world_growth: float | None
) -> dict[int, TargetOutlook]:
    """The outlooks of projections, one a base, by the identity of the projection."""
    targets = np.full(len(looks.bases.of), np.nan)
    for item, projection in asked:
        if projection.target is not None:
            targets[item] = math.log(projection.target.value)
    looked = _Looked(looks, targets, world_growth)
    return {id(projection): TargetOutlook(looked, item, projection) for item, projection in asked}


def _first_years(chances: Any) -> Any:
    """The places of the years by which chances (bases, years) are 50, 10 and 90 %; HORIZON for none."""
    return np.stack([(chances < chance).sum(axis=1) for chance in (0.5, 0.1, 0.9)], axis=1)


def annual_record(analysis: Analysis) -> list[AnnualSeries]:
    """The series of an analysis as plain levels, each of one reporter, above 0 and without bounds."""
    series = []
    annual = analysis.reported
    for row in rows(annual.drop_duplicates(schema.SERIES, keep="last"), AnnualRow):
        pair, flow, unit = row.series_pair, row.series_flow, row.series_unit
        own = annual[(annual[schema.SERIES] == row.series) & annual[schema.STATED].notna()]
        stated = dict(zip(own[schema.YEAR_COLUMN].tolist(), own[schema.STATED].tolist(), strict=True))
        name = " ".join(word for word in (pair, flow, unit) if word)
        series.append(AnnualSeries(name, unit, _record(analysis, row.series, row.year), stated))
    return series


def _record(analysis: Analysis, series: int, until: int) -> dict[int, float]:
    """The levels of a series up to a year, above 0 and no bounds, all of the reporter of the last of them."""
    annual = analysis.reported
    own = (annual[schema.SERIES] == series) & (annual[schema.YEAR_COLUMN] <= until)
    sound = own & ~is_bound(annual) & (annual[schema.LEVEL] > 0)
    levels = annual[sound]
    if len(levels):
        reporter = reporter_codes(levels)
        levels = levels[reporter == reporter[-1]]
    return dict(zip(levels[schema.YEAR_COLUMN].tolist(), levels[schema.LEVEL].tolist(), strict=True))
