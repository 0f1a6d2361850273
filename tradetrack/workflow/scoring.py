"""The use case that holds stored predictions against what a ledger knows now."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tradetrack.forecast.prediction import Judgement, Prediction
    from tradetrack.reports.prediction_score import ScoreResult
    from tradetrack.series.analysis import Analysis
    from tradetrack.series.target_record import TargetRecord
    from tradetrack.sources.predictions import StoredPredictions


def score(analysis: Analysis, stored: StoredPredictions) -> ScoreResult:
    """Each stored prediction with the outcome of its target, and how good they were."""
    from tradetrack.reports.prediction_score import ScoreResult

    records = {_key(record): record for record in analysis.targets}
    judged = tuple(_judged(one, records) for one in stored.predictions)
    return ScoreResult(judged, stored.as_of, stored.others, analysis.day, analysis.data)


Key = tuple[str, str, str, str, int, int | None]


def _key(target: TargetRecord | Prediction) -> Key:
    """What makes a target one: its pair, flow, scope and currency, its amount and its deadline."""
    from tradetrack.core.units import scale_of

    pair, unit = "-".join(sorted(target.pair.split("-"))), target.unit
    amount = round(target.value * scale_of(unit))
    return (pair, target.flow, target.scope, unit.partition(" ")[0], amount, target.deadline)


def _judged(one: Prediction, records: dict[Key, TargetRecord]) -> Judgement:
    from tradetrack.forecast.prediction import Judgement

    record = records.get(_key(one))
    if record is None:
        return Judgement(one, None)
    return Judgement(one, record.outcome, record.outcome_label, record.outcome_value)
