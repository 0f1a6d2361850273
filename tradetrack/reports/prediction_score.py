"""`targets --score`: stored predictions beside what the ledger knows now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tradetrack.core.names import pair_name
from tradetrack.core.numerals import level, ordinal_day
from tradetrack.core.provenance import Provenance
from tradetrack.forecast.prediction import Judgement, brier
from tradetrack.reports.answer import Answer
from tradetrack.reports.documents import data_document, number, text
from tradetrack.reports.tables import Cell, Column, Report, Table
from tradetrack.series.outcome import MET, MISSED, OPEN

_COLUMNS = (
    Column("Pair"),
    Column("Target", number=True),
    Column("Deadline", keep=True),
    Column("Said", number=True),
    Column("Base rate", number=True),
    Column("Naive", number=True),
    Column("Outcome"),
)
_RECORDS = (
    *("pair", "flow", "scope", "unit", "value", "deadline", "chance", "chance_slow", "chance_fast"),
    *("base_rate", "naive", "outcome", "outcome_value"),
)
_NOTE = (
    "Said: the chance of the outlook then. Base rate: what became of targets that asked for as much. "
    "Naive: whether the latest growth, kept up, would have had it in time."
)
_ABSENT = "not in this ledger"


@dataclass(frozen=True)
class ScoreResult(Answer[Judgement]):
    """Every stored prediction with its outcome.

    They are of the day `as_of`, empty where the file does not say; `others` is how many projections in the
    file were no predictions, `day` the day (YYYYMMDD) up to which the ledger speaks.
    """

    as_of: str = ""
    others: int = 0
    day: int = 0
    data: Provenance | None = None

    @property
    def settled(self) -> list[Judgement]:
        """Those of targets that were met or missed."""
        return [one for one in self if one.came_true is not None]

    def scores(self) -> dict[str, float | None]:
        """The Brier score of the chance and of its two rivals, over settled targets that have all three."""
        whole = [one for one in self.settled if None not in (one.prediction.base_rate, one.prediction.naive)]
        came = [one.came_true for one in whole]
        names = ("chance", "base_rate", "naive")
        return {name: brier([getattr(one.prediction, name) for one in whole], came) for name in names}


def score_report(result: ScoreResult) -> Report:
    """The score as a table, a CSV row a prediction, and JSON."""
    return Report(
        tables=lambda: [Table(_COLUMNS, [_row(one) for one in result], _title(result), notes=_notes(result))],
        records=lambda: Table([Column(name) for name in _RECORDS], [_record(one) for one in result]),
        document=lambda: _document(result),
        notes=() if result else ("no prediction in the file: it has no chance by a deadline",),
    )


def _title(result: ScoreResult) -> str:
    return f"Predictions of {result.as_of}" if result.as_of else "Stored predictions"


def _notes(result: ScoreResult) -> list[str]:
    settled = result.settled
    met = sum(one.outcome == MET for one in settled)
    counts = f"{len(settled)} of {len(result)} are settled: {met} met, {len(settled) - met} missed."
    if settled:
        said = sum(one.prediction.chance for one in settled)
        counts += f" The chances add up to {said:.1f} met."
    scores = result.scores()
    notes = [_NOTE, counts]
    if scores["chance"] is not None:
        words = ", ".join(f"{name.replace('_', ' ')} {value:.3f}" for name, value in scores.items() if value)
        notes.append(f"Brier score (0 is perfect, 0.25 is 50 % always): {words}.")
    if result.others:
        notes.append(f"{result.others} more projections in the file have no chance by a deadline.")
    return notes


def _row(one: Judgement) -> list[Cell]:
    own = one.prediction
    return [
        " ".join(
            word for word in (pair_name(own.pair), "" if own.flow == "total" else own.flow, own.scope) if word
        ),
        f"{level(own.value)} {own.unit}",
        str(own.deadline),
        _percent(own.chance),
        _percent(own.base_rate),
        {None: "", 1.0: "yes", 0.0: "no"}[own.naive],
        outcome_words(one),
    ]


def outcome_words(one: Judgement) -> str:
    """What became of the target: `missed (27.74 in 2022-23)`."""
    if one.outcome is None:
        return _ABSENT
    if one.outcome not in (MET, MISSED) or one.outcome_value is None:
        return one.outcome
    return f"{one.outcome} ({level(one.outcome_value)} in {one.outcome_label})"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{min(max(share, 0.01), 0.99) * 100:.0f} %"


def _record(one: Judgement) -> list[Cell]:
    own = one.prediction
    head: Sequence[Cell] = (own.pair, own.flow, own.scope, own.unit, own.value, own.deadline)
    said = (own.chance, own.chance_slow, own.chance_fast, own.base_rate, own.naive)
    return [*head, *said, one.outcome, one.outcome_value]


def _document(result: ScoreResult) -> dict[str, Any]:
    outcomes = [one.outcome for one in result]
    return {
        "predicted_on": text(result.as_of),
        "as_of": ordinal_day(result.day) if result.day else None,
        "settled": len(result.settled),
        "met": outcomes.count(MET),
        "open": outcomes.count(OPEN),
        "not_found": outcomes.count(None),
        "expected_met": sum(one.prediction.chance for one in result.settled),
        "brier": result.scores(),
        "predictions": [_prediction_document(one) for one in result],
        "data": data_document(result.data),
    }


def _prediction_document(one: Judgement) -> dict[str, Any]:
    own = one.prediction
    return {
        **own._asdict(),
        "pair": text(own.pair),
        "scope": text(own.scope),
        "value": number(own.value),
        "outcome": one.outcome,
        "outcome_value": number(one.outcome_value),
    }
