"""What became of a target, in words."""

from __future__ import annotations

from tradetrack.core.numerals import as_stated, estimate, level, signed
from tradetrack.core.vocabulary import ABOUT, EXACT, QUALIFIERS, UNDER
from tradetrack.reports.language import ENGLISH, Language
from tradetrack.reports.pace import pace_words
from tradetrack.series.evidence import BY_GROWTH, FLOOR, LATER
from tradetrack.series.lineage import BROUGHT_FORWARD, LOWERED, PUSHED_BACK, RAISED
from tradetrack.series.outcome import MET, MISSED, OVERTAKEN, UNKNOWN
from tradetrack.series.target_record import ReporterOutcome, TargetRecord


def outcome_words(record: TargetRecord, language: Language = ENGLISH) -> str:
    """What became of a target: `met in 2023 (240.1)`, `missed (93.7 of 100)`, `open, on track`."""
    year = record.outcome_label
    if record.outcome == MET:
        is_about = record.outcome_qualifier == QUALIFIERS[ABOUT] and _is_level(record)
        met = "about met in {year} ({value})" if is_about else "met in {year} ({value})"
        return language.phrase(met, year=year, value=_value_words(record, language))
    if record.outcome == MISSED:
        return _missed_words(record, language)
    if record.outcome == OVERTAKEN:
        value = _value_words(record, language, is_judged=False)
        return language.phrase("overtaken before it was stated ({value} in {year})", value=value, year=year)
    if record.outcome == UNKNOWN:
        if record.qualifier == QUALIFIERS[UNDER]:
            return language.phrase("not judged: a ceiling")
        return language.phrase("unknown (no figure for {year})", year=record.deadline)
    words = [language.phrase(record.outcome)]
    words += [language.phrase(record.rating)] if record.rating else []
    pace = [pace_words(record.pace, record.value, language)] if record.pace and _is_due(record) else []
    return "; ".join([", ".join(words), *pace])


def _missed_words(record: TargetRecord, language: Language) -> str:
    aim = language.number(as_stated(record.value, record.value_text))
    later = record.passed.label if record.passed else ""
    if record.settled_by == LATER:
        value = _value_words(record, language, is_judged=False)
        passed = "missed ({value} in {year} of {aim}; passed in {later})"
        words = passed if later else "missed ({value} in {year} of {aim})"
        return language.phrase(words, value=value, year=record.outcome_label, aim=aim, later=later)
    aim = language.phrase("{value}, implied", value=aim) if record.settled_by == BY_GROWTH else aim
    words = "missed ({value} of {aim}; passed in {later})" if later else "missed ({value} of {aim})"
    value = _value_words(record, language, is_judged=False)
    return language.phrase(words, value=value, aim=aim, later=later)


def _value_words(record: TargetRecord, language: Language, is_judged: bool = True) -> str:
    """The level that settled a target; where it `is_judged` by a stated growth, that it follows from it."""
    value = _level_words(record) if record.outcome_value is not None else ""
    shown = language.number(signed(record.outcome_qualifier or QUALIFIERS[EXACT], value))
    if record.settled_by == FLOOR:
        shown = language.phrase("at least {value}", value=language.number(value))
    is_implied = is_judged and record.settled_by == BY_GROWTH
    return language.phrase("{value}, implied", value=shown) if is_implied else shown


def _level_words(record: TargetRecord) -> str:
    """The level that settled a target; one that follows from a stated growth is no exact figure."""
    value = record.outcome_value or 0.0
    return estimate(value) if record.settled_by == BY_GROWTH else level(value)


def _is_level(record: TargetRecord) -> bool:
    return record.outcome_value == record.value


def _is_due(record: TargetRecord) -> bool:
    return record.pace is not None and record.due == record.pace.start


def lineage_words(record: TargetRecord, language: Language = ENGLISH) -> str:
    """What a target changes of an earlier one: `brought forward from 2030`, `raised from 100`."""
    before = record.lineage
    if before is None:
        return ""
    value = language.level(before.value)
    if before.change == RAISED:
        return language.phrase("raised from {value}", value=value)
    if before.change == LOWERED:
        return language.phrase("lowered from {value}", value=value)
    if before.change == BROUGHT_FORWARD:
        return language.phrase("brought forward from {year}", year=before.deadline)
    if before.change == PUSHED_BACK:
        return language.phrase("pushed back from {year}", year=before.deadline)
    return language.phrase(before.change)


def reporter_words(record: TargetRecord, language: Language = ENGLISH) -> str:
    """The verdicts by each reporter's own figures, where they are not all that of the series."""
    if all(
        own.outcome == record.outcome and own.outcome_year == record.outcome_year
        for own in record.by_reporter
    ):
        return ""
    return "; ".join(f"{own.reporter}: {_verdict(own, record, language)}" for own in record.by_reporter)


def _verdict(own: ReporterOutcome, record: TargetRecord, language: Language) -> str:
    if own.outcome == MISSED and own.outcome_value is not None and record.value:
        share = f"{(1 - own.outcome_value / record.value) * 100:.0f} %"
        return language.phrase("{share} short", share=language.number(share))
    if own.outcome == MET:
        return language.phrase("met in {year}", year=own.outcome_label)
    if own.outcome == OVERTAKEN:
        return language.phrase("overtaken in {year}", year=own.outcome_label)
    return language.phrase(own.outcome)
