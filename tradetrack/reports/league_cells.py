"""The cells of the league, each from one row, ready to read."""

from __future__ import annotations

from collections.abc import Callable

from tradetrack.core.names import FLOW_WORDS
from tradetrack.core.numerals import as_stated, estimate, percent, percent_as_stated, signed
from tradetrack.core.periods import period_label
from tradetrack.core.rows import AnnualRow, HeadlineRow
from tradetrack.core.units import DEFAULT_UNIT
from tradetrack.core.vocabulary import NOWCAST
from tradetrack.forecast.projection import GIVEN, Path, Required
from tradetrack.reports.chances import chance_cell
from tradetrack.reports.language import ENGLISH, Language
from tradetrack.reports.league_order import printed_pair
from tradetrack.reports.league_result import LeagueRow
from tradetrack.reports.outcome import outcome_words
from tradetrack.reports.status import estimated, quoted

LAST_YEAR = 2100  # later arrivals are not told apart


def given(row: LeagueRow, rate: float) -> str:
    """The arrival at a rate that was given."""
    paths = row.projection.paths if row.projection else ()
    found = (path for path in paths if path.assumption == GIVEN and path.growth_pct == rate)
    return _arrival(row, next(found, None))


def needed_by(row: LeagueRow, year: int) -> str:
    """The growth a year to arrive by a year that was asked for."""
    starts_later = row.projection is not None and row.projection.first_month > 1
    return _rate(row.needed_by(year - starts_later))


def outlook_level(row: LeagueRow, year: int) -> str:
    """The level of a year in the outlook, with its 80 % interval."""
    ahead = row.projection.outlook if row.projection else None
    found = (item for item in (ahead.levels if ahead else ()) if item.year == year)
    item = next(found, None)
    if item is None:
        return ""
    return f"{estimate(item.median)} ({estimate(item.low_80)} to {estimate(item.high_80)})"


def _arrival(row: LeagueRow, path: Path | None) -> str:
    """The year in which a path arrives; years so far ahead that they say nothing are not told apart."""
    if path is None or row.projection is None or row.projection.target is None:
        return ""
    if path.reached_in is None:
        return "never"
    return f"after {LAST_YEAR}" if path.reached_in > LAST_YEAR else row.projection.year_label(path.reached_in)


def _rate(required: Required | None) -> str:
    return percent(required.growth_pct, sign=False) if required else ""


def _latest(row: LeagueRow) -> str:
    if row.latest is None:
        return ""
    if isinstance(row.latest, AnnualRow) and row.latest.basis == NOWCAST:
        return estimated(row.latest)
    return quoted(row.latest)


def growth_cell(row: AnnualRow | HeadlineRow | None) -> str:
    """The growth of a figure in the fewest words: computed, as a bound, or as stated."""
    if row is None:
        return ""
    if row.computed_growth_pct == row.computed_growth_pct:
        return percent(row.computed_growth_pct)
    if row.stated_growth_pct == row.stated_growth_pct:
        return f"{percent_as_stated(row.stated_growth_pct)} s"
    return signed(row.growth_bound, percent(row.growth_bound_pct)) if row.growth_bound else ""


def _to_date(row: LeagueRow) -> str:
    part = row.to_date
    return f"{period_label(part.start, part.months)} {quoted(part)}" if part else ""


def _target(row: LeagueRow) -> str:
    target = row.target
    if target is None:
        return ""
    text = row.projection.target_text if row.projection else row.record.value_text if row.record else ""
    return as_stated(target.value, text, target.qualifier)


def _deadline(row: LeagueRow) -> str:
    return str(row.target.deadline or "none") if row.target else ""


def _half_by(row: LeagueRow) -> str:
    ahead = row.projection.outlook if row.projection else None
    if row.projection is None or ahead is None or row.chance is None:
        return ""
    return row.projection.outlook_label(ahead, ahead.median_year)


def _outcome(row: LeagueRow) -> str:
    """What became of a target, without the pace of the year: that is the year to date's column."""
    if row.record:
        return outcome_words(row.record._replace(pace=None))
    reached = row.projection.already_reached_in if row.projection else None
    return (
        f"reached in {row.projection.year_label(reached)}" if row.projection and reached is not None else ""
    )


def series_name(pair: str, flow: str, scope: str, unit: str, language: Language = ENGLISH) -> str:
    """The pair, and what else tells two series apart."""
    words = [printed_pair(pair) if language.is_english or not pair else language.pair(pair)]
    words += [language.phrase(FLOW_WORDS[flow])] if flow != "total" else []
    words += [scope] if scope else []
    words += [unit] if unit != DEFAULT_UNIT else []
    return ", ".join(words)


CELLS: dict[str, Callable[[LeagueRow], str]] = {
    "pair": lambda row: series_name(row.pair, row.flow, row.scope, row.unit),
    "year": lambda row: row.label,
    "latest": _latest,
    "growth": lambda row: growth_cell(row.latest),
    "to-date": _to_date,
    "to-date-growth": lambda row: growth_cell(row.to_date),
    "target": _target,
    "deadline": _deadline,
    "to-go": lambda row: "" if row.to_go_pct is None else percent(row.to_go_pct),
    "needed": lambda row: _rate(row.needed),
    "cagr": lambda row: "" if row.cagr_5_pct is None else percent(row.cagr_5_pct, sign=row.cagr_5_pct < 0),
    "chance": lambda row: chance_cell(row.chance) if row.chance else "",
    "half-by": _half_by,
    "at-latest": lambda row: _arrival(row, row.at_latest),
    "at-cagr": lambda row: _arrival(row, row.at_cagr),
    "stated-by": lambda row: row.target.stated_by if row.target else "",
    "on": lambda row: row.target.stated_on if row.target else "",
    "outcome": _outcome,
}
