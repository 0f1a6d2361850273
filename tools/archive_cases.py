"""The settled targets of the archive as they were seen on the day of their first statement.

Numbers of the outlook that are fitted on the years before that day are in `tools/references_by_year.json`,
which `tools/archive_references.py` makes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from tradetrack import workflow
from tradetrack.core import schema
from tradetrack.core.errors import RequestError
from tradetrack.core.units import Amount
from tradetrack.forecast.prediction import smoothed
from tradetrack.forecast.projection import Projection
from tradetrack.forecast.reference import Reference, shipped_reference
from tradetrack.forecast.target_outlook import with_outlooks
from tradetrack.series.outcome import MET, MISSED
from tradetrack.series.target_kinds import GROWTHS, is_within, span_of, years_ahead
from tradetrack.series.target_record import TargetRecord
from tradetrack.workflow import Aims, Question
from tradetrack.workflow.forecasts import projections_of

REFERENCES = Path(__file__).with_name("references_by_year.json")
LEDGER, AS_OF = "stated-targets", 20261125
SAMPLES, SEED = 2000, 2026


class Case(NamedTuple):
    """One settled target as it was seen on its day; chances and rivals are shares, `met` is 1 or 0."""

    pair: str
    ahead: int
    growth_pct: float
    met: float
    chance: float  # by numbers fitted on the years before
    shipped: float  # by the numbers that ship
    naive: float | None
    rate: float = np.nan  # what became of like targets of other pairs


@cache
def reference_before(year: int) -> Reference:
    """The numbers fitted on the years before a year."""
    known = {int(y): numbers for y, numbers in json.loads(REFERENCES.read_text("utf-8")).items()}
    return Reference(**known[min(max(year, min(known)), max(known))])


def cases() -> list[Case]:
    """The settled targets that were not recalled and had a fresh base and a chance on their day."""
    figures = workflow.load(LEDGER)
    analysis = workflow.ask(figures, Question(flow=None, as_of=AS_OF))
    names = (schema.LINE, schema.PAIR, schema.NOTE, schema.KNOWN_ON)
    by_line = {line: rest for line, *rest in zip(*(figures[name].tolist() for name in names), strict=True)}
    found = []
    for record in analysis.targets:
        pair, note, day = by_line[record.line]
        if record.outcome not in (MET, MISSED) or record.due is None or "recalled" in note:
            continue
        case = _case(record, figures[(figures[schema.PAIR] == pair).to_numpy()], day)
        found += [case] if case else []
    return [case._replace(rate=rate_of_others(case, found)) for case in found]


def _case(record: TargetRecord, figures: pd.DataFrame, day: int) -> Case | None:
    """One target as seen on a day; None where no fresh base was known, or where it was had already."""
    ahead = years_ahead(day, record.due)
    if ahead is None or record.required_growth_pct is None or record.due is None:
        return None
    seen = _seen(record, figures, day, reference_before(day // 10_000))
    now = _seen(record, figures, day, shipped_reference())
    if seen is None or now is None:
        return None
    projection, chance = seen
    year = record.due // 12
    growth = next((r.growth_pct for r in projection.required if r.by == year), None)
    if growth is None:
        return None
    path = next(iter(projection.paths), None)
    naive = None if path is None else float(path.reached_in is not None and path.reached_in <= year)
    return Case(record.pair, ahead, growth, float(record.outcome == MET), chance, now[1], naive)


def _seen(
    record: TargetRecord, figures: pd.DataFrame, day: int, reference: Reference
) -> tuple[Projection, float] | None:
    """The projection to a target and its chance by the deadline, as of a day."""
    question = Question(flow=record.flow, scope=record.scope or "goods", currency=record.unit[:3], as_of=day)
    aims = Aims(targets=(Amount(record.value),), by=((record.due or 0) // 12,))
    try:
        analysis = workflow.ask(figures, question)
        found = with_outlooks(projections_of(analysis, aims), analysis, reference=reference)
    except RequestError:  # nothing of this series was known on the day
        return None
    for projection in found:
        outlook = projection.outlook
        years = {item.year: item.chance for item in outlook.chance_by} if outlook else {}
        if (record.due or 0) // 12 in years:
            return projection, years[(record.due or 0) // 12]
    return None


def rate_of_others(case: Case, every: Sequence[Case]) -> float:
    """What became of the targets of other pairs that looked as far ahead and asked for as much."""
    start, end = next((a, b) for a, b in pairwise(GROWTHS) if is_within(max(case.growth_pct, 0), a or 0, b))
    alike = [
        other.met
        for other in every
        if other.pair != case.pair
        and span_of(other.ahead) == span_of(case.ahead)
        and is_within(max(other.growth_pct, 0), start or 0, end)
    ]
    return smoothed(int(sum(alike)), len(alike))


class Skill(NamedTuple):
    """A Brier score and its skill over a rival's, each with an 80 % interval over resampled pairs."""

    score: float
    skill: float
    low: float
    high: float


def skill(found: Sequence[Case], own: Callable[[Case], float], rival: Callable[[Case], float]) -> Skill:
    """1 less the ratio of the Brier scores: above 0 it is better than the rival."""
    met = np.array([case.met for case in found])
    errors = (np.array([own(case) for case in found]) - met) ** 2
    others = (np.array([rival(case) for case in found]) - met) ** 2
    pairs, place = np.unique([case.pair for case in found], return_inverse=True)
    per_pair = np.stack([np.bincount(place, one, len(pairs)) for one in (errors, others)])
    drawn = np.random.default_rng(SEED).multinomial(len(pairs), np.full(len(pairs), 1 / len(pairs)), SAMPLES)
    sums = drawn @ per_pair.T
    low, high = np.quantile(1 - sums[:, 0] / np.maximum(sums[:, 1], 1e-12), [0.1, 0.9])
    return Skill(float(errors.mean()), float(1 - errors.sum() / others.sum()), float(low), float(high))
