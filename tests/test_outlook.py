"""The outlook against closed forms, numerical references and what chances must obey."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from tradetrack.core.errors import RequestError
from tradetrack.forecast.known_years import Estimate, KnownYears
from tradetrack.forecast.outlook import ERAS, Outlook, outlook
from tradetrack.forecast.reference import Reference, shipped_eras, shipped_reference

FIRM = Reference(
    typical_growth=0.05, log_scale=math.log(0.1), size_slope=0.0, prior_df=1e9, jump=0.4, reversal=0.5
)
LOOSE = FIRM._replace(size_slope=-0.1, prior_df=4.0)
TENTHS = [p / 10 for p in range(1, 10)]


def china_russia() -> Outlook:
    return outlook([146.87], years=[2021])


def student_quantile(p: float, freedom: float) -> float:
    """The quantile of Student's t: its density, integrated by the trapezium rule and inverted."""
    x = np.linspace(-60, 60, 400_001)
    constant = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2) - math.log(freedom * math.pi) / 2
    density = np.exp(constant - (freedom + 1) / 2 * np.log1p(x**2 / freedom))
    below = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2 * np.diff(x))])
    return float(np.interp(p, below, x))


@pytest.mark.parametrize("p", TENTHS)
def test_a_known_volatility_gives_the_lognormal_random_walk(p: float) -> None:
    # With a prior of endless weight the level h years on is exp(ln 100 + 0.05 h + 0.1 sqrt(h) z).
    years = np.arange(1, 11)
    exact = math.log(100) + 0.05 * years + 0.1 * np.sqrt(years) * NormalDist().inv_cdf(p)
    assert np.log(outlook([100.0], reference=FIRM).quantile(p)) == pytest.approx(exact, abs=1e-4)


@pytest.mark.parametrize("p", [0.025, 0.1, 0.5, 0.9, 0.975])
def test_the_own_record_gives_the_student_distribution(p: float) -> None:
    # Deviations of 0.2 and, over two years, 0.3: their squares, the last halved, beside 4 x prior^2. The last
    # step, into the year of the base, does not count.
    growths = np.array([0.05 + 0.2, 0.10 + 0.3, 0.05 - 0.1])
    levels = np.exp(np.concatenate([[0.0], np.cumsum(growths)]))
    prior = 0.1 * levels[-1] ** -0.1
    scale = math.sqrt((4 * prior**2 + 0.2**2 + 0.3**2 / 2) / (4 + 2))
    found = outlook(levels, years=[2010, 2011, 2013, 2014], horizon=5, reference=LOOSE)
    ahead = np.arange(1, 6)
    exact = np.log(levels[-1]) + 0.05 * ahead + scale * np.sqrt(ahead) * student_quantile(p, 6)
    assert np.log(found.quantile(p)) == pytest.approx(exact, abs=2e-3 * scale)


def test_a_part_of_a_jump_is_undone() -> None:
    # A last growth of 0.05 + 0.7 in logs is 0.3 more than a jump of 0.4 over the typical growth. Half of that,
    # 0.15, is lost again in the first year.
    levels = [10.0, 10.0 * math.exp(0.75)]
    found = outlook(levels, horizon=3, reference=FIRM)
    exact = np.log(levels[1]) + 0.05 * np.arange(1, 4) - 0.15
    assert np.log(found.quantile(0.5)) == pytest.approx(exact, abs=1e-3)
    assert found.reversal_pct == pytest.approx((1 - math.exp(-0.15)) * 100)


@pytest.mark.parametrize(
    ("levels", "years"),
    [
        ([10.0], [2000]),
        ([10.0, 14.0], [2000, 2001]),  # up by 0.34 in logs: no jump
        ([20.0, 10.0], [2000, 2001]),  # a fall
        ([10.0, 21.0, 22.0], [2000, 2001, 2002]),  # a jump that has held for a year
        ([10.0, 100.0], [2000, 2002]),  # over a gap nobody knows whether it was a jump
    ],
)
def test_nothing_else_is_undone(levels: list[float], years: list[int]) -> None:
    found = outlook(levels, years, reference=FIRM)
    assert found.reversal_pct == 0
    assert found.quantile(0.5)[0] == pytest.approx(levels[-1] * math.exp(0.05), rel=1e-3)


def test_the_chance_to_pass_a_level_by_a_year_agrees_with_another_simulation() -> None:
    steps = np.random.default_rng(7).normal(0.05, 0.1, (100_000, 4))
    passed = float(np.mean(np.cumsum(steps, axis=1).max(axis=1) >= math.log(1.2)))
    assert outlook([100.0], reference=FIRM).chance_by(120, 4) == pytest.approx(passed, abs=0.005)


@pytest.mark.parametrize("target", [8.0, 11.0, 14.0, 25.0])
@pytest.mark.parametrize("levels", [[10.0], [7.0, 12.0, 9.0, 10.0], [4.0, 10.0]])
def test_every_chance_agrees_with_a_simulation(levels: list[float], target: float) -> None:
    found = outlook(levels, reference=LOOSE)
    rng = np.random.default_rng(11)
    deviations = np.diff(np.log(levels)) - 0.05
    squares, freedom = float(np.sum(deviations[:-1] ** 2)), 4.0 + max(len(deviations) - 1, 0)
    scale = math.sqrt((4.0 * (0.1 * 10.0**-0.1) ** 2 + squares) / freedom)
    volatility = scale * np.sqrt(freedom / rng.chisquare(freedom, 60_000))
    lost = 0.5 * max(float(deviations[-1]) - 0.4, 0.0) if len(deviations) else 0.0
    walked = np.cumsum(0.05 + volatility[:, np.newaxis] * rng.standard_normal((60_000, 10)), axis=1) - lost
    reached = np.maximum.accumulate(walked, axis=1) >= math.log(target / 10.0)
    assert found.chances_by(target) == pytest.approx(reached.mean(axis=0), abs=0.008)


@pytest.mark.parametrize("floor", [None, 10.5])
def test_a_known_year_agrees_with_a_simulation(floor: float | None) -> None:
    floors = {} if floor is None else {1: floor}
    known = KnownYears({1: Estimate(11.0, 0.08, 0.0)}, floors)
    found = outlook([10.0], reference=FIRM, known_years=known)
    rng = np.random.default_rng(12)
    first = math.log(11.0) + 0.08 * rng.standard_normal(120_000)
    first = first[first >= math.log(floor or 1e-9)]
    steps = np.column_stack([first, 0.05 + 0.1 * rng.standard_normal((len(first), 9))])
    reached = np.maximum.accumulate(np.cumsum(steps, axis=1), axis=1) >= math.log(12.5)
    assert found.chances_by(12.5) == pytest.approx(reached.mean(axis=0), abs=0.005)
    middle = np.exp(np.quantile(np.cumsum(steps, axis=1), 0.5, axis=0))
    assert found.quantile(0.5) == pytest.approx(middle, rel=0.01)


def test_the_share_that_grew_as_fast_is_that_of_the_normal_distribution_for_a_known_volatility() -> None:
    # Over 4 years the mean of ln growth is normal, 0.05 with standard deviation 0.1 / 2.
    share = 1 - NormalDist(0.05, 0.05).cdf(math.log(1.1))
    assert outlook([100.0], reference=FIRM).share_growing_at_least(10, 4) == pytest.approx(share, abs=0.01)


def test_the_share_that_grew_as_fast_ignores_the_own_record() -> None:
    alone = outlook([8.0]).share_growing_at_least(20, 3)
    assert outlook([1.0, 2.0, 4.0, 8.0]).share_growing_at_least(20, 3) == alone
    assert outlook([8.0]).share_growing_at_least(40, 3) < alone < outlook([8.0]).share_growing_at_least(20, 1)


def test_the_median_path_grows_at_the_typical_rate() -> None:
    found = china_russia()
    growth = 1 + found.typical_growth_pct / 100
    assert found.quantile(0.5) == pytest.approx(146.87 * growth ** np.arange(1, 11), rel=1e-6)


def test_quantiles_rise_and_intervals_nest() -> None:
    found = china_russia()
    assert np.all(np.diff([found.quantile(p) for p in TENTHS], axis=0) > 0)
    half, most = found.interval(0.5), found.interval(0.95)
    assert np.all(most[0] < half[0])
    assert np.all(half[1] < most[1])
    assert np.array_equal(found.interval(0.8)[1], found.quantile(0.9))


def test_chance_and_quantile_are_one_truth() -> None:
    found = china_russia()
    for p in TENTHS:
        for year, level in zip(found.years, found.quantile(p), strict=True):
            assert found.chance(level, year) == pytest.approx(1 - p, abs=1e-4)


@pytest.mark.parametrize("target", [100.0, 150.0, 200.0, 300.0])
def test_a_level_is_reached_by_a_year_at_least_as_likely_as_in_it(target: float) -> None:
    found = china_russia()
    by = [found.chance_by(target, year) for year in found.years]
    assert by == sorted(by)
    assert all(c >= found.chance(target, year) for c, year in zip(by, found.years, strict=True))
    assert by[0] == pytest.approx(found.chance(target, 2022), abs=1e-12)


def test_the_first_year_is_read_from_the_same_chances() -> None:
    found = china_russia()
    reached = found.reached(200)
    for year, chance in ((reached.earliest, 0.1), (reached.median_year, 0.5)):
        assert year is not None
        assert found.chance_by(200, year) >= chance > found.chance_by(200, year - 1)
    assert reached.latest is None
    assert found.chance_by(200, 2031) < 0.9
    assert found.reached(1e6) == type(reached)(None, None, None)


def test_the_talks_of_2022() -> None:
    assert china_russia().years == tuple(range(2022, 2032))
    assert 0.10 < china_russia().chance_by(200, 2024) < 0.22


def test_doubling_does_not_last() -> None:
    found = outlook([1, 2, 4, 8])
    assert found.base_year == 0
    assert found.quantile(0.5)[4] < 8 * 1.5
    assert found.chance_by(8 * 2**5, 5) < 0.02


def test_a_wild_record_widens_and_a_calm_one_narrows() -> None:
    def width(values: list[float]) -> float:
        low, high = outlook(values).interval(0.8)
        return float(np.log(high / low)[0])

    calm = [10 * 1.05**i for i in range(50)]
    calm = [value * 10 / calm[-1] for value in calm]
    assert width(calm) < width([10]) < width([5, 12, 4, 10])


def test_a_year_without_a_figure_counts_as_growth_over_two_years() -> None:
    growth = shipped_reference().typical_growth
    typical = [math.exp(growth * year) for year in (0, 1, 3, 4)]
    gap = outlook(typical, years=[2000, 2001, 2003, 2004]).interval(0.8)
    # the same deviations of nothing as without the gap, where the missing year is not counted
    whole = outlook([typical[-1] * math.exp(growth * i) for i in (-3, -2, -1, 0)]).interval(0.8)
    assert gap[0] == pytest.approx(whole[0])
    assert gap[1] == pytest.approx(whole[1])


def test_a_longer_horizon_changes_no_year() -> None:
    near, far = outlook([146.87], horizon=3), outlook([146.87], horizon=50)
    assert np.array_equal(near.quantile(0.9), far.quantile(0.9)[:3])
    assert near.chance_by(200, 3) == far.chance_by(200, 3)


def test_the_eras_are_in_order_around_the_middle() -> None:
    found = china_russia()
    middle, slow, fast = (found.chances_by(200, era) for era in ERAS)
    assert np.all(slow < middle)
    assert np.all(middle < fast)


def test_an_assumption_for_world_trade_takes_the_place_of_the_eras() -> None:
    by_growth = [tt_outlook(growth) for growth in (-2.0, 3.0, 8.0)]
    chances = [found.chance_by(200, 2026) for found in by_growth]
    assert chances == sorted(chances)
    for found in by_growth:
        assert len({found.chance_by(200, 2026, era) for era in ERAS}) == 1
    with pytest.raises(RequestError, match="between -50 and 50"):
        tt_outlook(80.0)


def tt_outlook(world_growth: float) -> Outlook:
    return outlook([146.87], years=[2021], world_growth=world_growth)


def test_the_unit_scales_size_and_answers() -> None:
    billions = outlook([1.5, 2.0], unit="USD bn").quantile(0.9)
    assert outlook([1500, 2000], unit="USD mn").quantile(0.9) == pytest.approx(1000 * billions)
    assert outlook([0.0015, 0.002], unit="USD tn").quantile(0.9) == pytest.approx(billions / 1000)


def test_another_currency_has_no_size() -> None:
    def spread(value: float, unit: str) -> float:
        low, high = outlook([value], unit=unit).interval(0.8)
        return float(high[0] / low[0])

    assert spread(1000, "CNY bn") == pytest.approx(spread(1, "CNY bn"))
    assert spread(1000, "CNY bn") == pytest.approx(spread(0.1, "USD bn"))
    assert spread(1000, "CNY bn") > spread(1000, "USD bn")


def test_wild_records_stay_numbers() -> None:
    found = outlook([1e-9, 1e9], horizon=50)
    assert np.all(np.isfinite(found.quantile(0.5)))
    assert np.all(np.isfinite(found.chances_by(2e9)))


@pytest.mark.parametrize(
    ("values", "years", "message"),
    [
        ([], None, "at least one"),
        ([[1.0, 2.0]], None, "at least one"),
        ([1.0, 0.0], None, "positive"),
        ([1.0, -2.0], None, "positive"),
        ([1.0, math.nan], None, "positive"),
        ([math.inf], None, "positive"),
        (["many"], None, "positive"),
        ([[1.0], [1.0, 2.0]], None, "positive"),
        ([1.0, 2.0], ["then", "now"], "whole"),
        ([1.0, 2.0], [2020], "as many years"),
        ([1.0, 2.0], [2021, 2020], "oldest first"),
        ([1.0, 2.0], [2021, 2021], "oldest first"),
        ([1.0, 2.0], [2020, 2020.5], "whole"),
        ([1.0, 2.0], [2020, math.inf], "whole"),
    ],
)
def test_a_record_that_is_none_is_refused(values: list[Any], years: list[Any] | None, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        outlook(values, years)


@pytest.mark.parametrize("unit", ["", "USD", "usd bn", "USD trn"])
def test_a_unit_that_is_none_is_refused(unit: str) -> None:
    with pytest.raises(RequestError, match="not a unit"):
        outlook([1.0], unit=unit)


@pytest.mark.parametrize("horizon", [0, 51, -1])
def test_a_horizon_out_of_range_is_refused(horizon: int) -> None:
    with pytest.raises(RequestError, match="1 to 50 years"):
        outlook([1.0], horizon=horizon)


def test_questions_that_have_no_answer_are_refused() -> None:
    found = china_russia()
    for p in (0.0, 1.0, math.nan):
        with pytest.raises(RequestError, match="between 0 and 1"):
            found.quantile(p)
        with pytest.raises(RequestError, match="between 0 and 1"):
            found.interval(p)
    for year in (2021, 2032):
        with pytest.raises(RequestError, match="2022 to 2031"):
            found.chance(200, year)
    for target in (0.0, -1.0, math.nan, math.inf):
        with pytest.raises(RequestError, match="positive"):
            found.chance_by(target, 2024)
        with pytest.raises(RequestError, match="positive"):
            found.reached(target)
    with pytest.raises(RequestError, match="above -100"):
        found.share_growing_at_least(-100, 3)
    with pytest.raises(RequestError, match="1 to 50"):
        found.share_growing_at_least(10, 0)


def test_the_shipped_reference_says_what_it_was_fitted_on() -> None:
    known = shipped_reference()
    assert 0 < known.typical_growth < 0.1
    assert known.size_slope < 0 < known.prior_df
    assert 0 < known.reversal < 1
    assert 0.2 < known.jump < 0.6
    slow, fast = known.eras
    assert slow < known.typical_growth < fast
    assert set(shipped_eras()) == {"slow", "fast"}
    assert known.prior_volatility(100.0) < known.prior_volatility(1.0) < known.prior_volatility(0.1) < 0.5
