"""What became of a target, in words."""

from __future__ import annotations

from tradetrack.core.numerals import as_stated, estimate, level, signed
from tradetrack.core.vocabulary import ABOUT, EXACT, QUALIFIERS, UNDER
from tradetrack.reports.pace import pace_words
from tradetrack.series.evidence import BY_GROWTH, FLOOR, LATER
from tradetrack.series.lineage import DEADLINE_DROPPED, DEADLINE_SET, LOWERED, RAISED
from tradetrack.series.outcome import MET, MISSED, OVERTAKEN, UNKNOWN
from tradetrack.series.target_record import ReporterOutcome, TargetRecord


def outcome_words(record: TargetRecord) -> str:
    """What became of a target: `met in 2023 (240.1)`, `missed (93.7 of 100)`, `open, on track`."""
    value = _level_words(record) if record.outcome_value is not None else ""
    shown = signed(record.outcome_qualifier or QUALIFIERS[EXACT], value)
    if record.settled_by == FLOOR:
        shown = f"at least {value}"
    aim = as_stated(record.value, record.value_text)
    if record.outcome == MET:
        about = "about met" if record.outcome_qualifier == QUALIFIERS[ABOUT] and _is_level(record) else "met"
        return f"{about} in {record.outcome_label} ({shown}{_by(record)})"
    if record.outcome == MISSED:
        later = f"; passed in {record.passed.label}" if record.passed else ""
        if record.settled_by == LATER:
            return f"missed ({shown} in {record.outcome_label} of {aim}{later})"
        return f"missed ({shown} of {aim}{_by(record)}{later})"
    if record.outcome == OVERTAKEN:
        return f"overtaken before it was stated ({shown} in {record.outcome_label})"
    if record.outcome == UNKNOWN:
        ceiling = record.qualifier == QUALIFIERS[UNDER]
        return "not judged: a ceiling" if ceiling else f"unknown (no figure for {record.deadline})"
    pace = f"; {pace_words(record.pace, record.value)}" if record.pace and _is_due(record) else ""
    return (f"{record.outcome}, {record.rating}" if record.rating else record.outcome) + pace


def _level_words(record: TargetRecord) -> str:
    """The level that settled a target; one that follows from a stated growth is no exact figure."""
    value = record.outcome_value or 0.0
    return estimate(value) if record.settled_by == BY_GROWTH else level(value)


def _is_level(record: TargetRecord) -> bool:
    return record.outcome_value == record.value


def _is_due(record: TargetRecord) -> bool:
    return record.pace is not None and record.due == record.pace.start


def _by(record: TargetRecord) -> str:
    """That the level follows from a stated growth."""
    return ", implied" if record.settled_by == BY_GROWTH else ""


def lineage_words(record: TargetRecord) -> str:
    """What a target changes of an earlier one: `brought forward from 2030`, `raised from 100`."""
    before = record.lineage
    if before is None:
        return ""
    if before.change in (RAISED, LOWERED):
        return f"{before.change} from {level(before.value)}"
    if before.change == DEADLINE_SET:
        return "deadline set"
    return (
        f"{before.change} from {before.deadline}" if before.change != DEADLINE_DROPPED else "deadline dropped"
    )


def reporter_words(record: TargetRecord) -> str:
    """The verdicts by each reporter's own figures, where they are not all that of the series."""
    if all(
        own.outcome == record.outcome and own.outcome_year == record.outcome_year
        for own in record.by_reporter
    ):
        return ""
    return "; ".join(f"{own.reporter}: {_verdict(own, record)}" for own in record.by_reporter)


def _verdict(own: ReporterOutcome, record: TargetRecord) -> str:
    if own.outcome == MISSED and own.outcome_value is not None and record.value:
        return f"{(1 - own.outcome_value / record.value) * 100:.0f} % short"
    return f"{own.outcome} in {own.outcome_label}" if own.outcome in (MET, OVERTAKEN) else own.outcome
