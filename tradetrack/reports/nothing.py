"""Why there is nothing to project, for which pair, and what to do."""

from __future__ import annotations

from tradetrack.core.names import series_subject
from tradetrack.core.rows import AnnualRow, rows
from tradetrack.reports.common import left_out_words, no_total_words
from tradetrack.reports.period_notes import gap_words
from tradetrack.series.analysis import Analysis

MAX_GAPS = 3  # years that a message explains


def nothing_to_project(analysis: Analysis, has_value: bool) -> str:
    """What is missing: an annual figure or an open target. `has_value` says that a target was named."""
    targets = analysis.targets
    reasons = []
    if not len(analysis.chosen.figures):
        reasons.append("no statement is dated by the as-of date")
    elif not len(analysis.reported):
        reasons.append(f"no full year of {_what(analysis)}")
        reasons += [gap_words(gap) for gap in analysis.gaps[:MAX_GAPS]]
        reasons += [no_total_words(pair) for pair in analysis.without_total]
        reasons += [
            f"{{base}} nowcast starts from the estimate of {row.label}" for row in _estimates(analysis)
        ]
    if not targets and not has_value:
        reasons.append("no target is stated: name one with {target}")
    elif not has_value and not analysis.wanted_targets():
        reasons.append("every target is settled: {all} projects to them too, {target} names another")
    elif not has_value and not reasons:
        reasons.append("no series that has an open target has a full year in this view")
    left = left_out_words(analysis.left_out)
    return ". ".join(["nothing to project: " + "; ".join(reasons), *([left] if left else [])])


def _estimates(analysis: Analysis) -> list[AnnualRow]:
    """The estimate to start from, where there is one series."""
    return list(rows(analysis.nowcasts, AnnualRow))[-1:] if len(analysis.series) == 1 else []


def _what(analysis: Analysis) -> str:
    """The series that is asked about, or how many."""
    figures = analysis.figures if len(analysis.figures) else analysis.chosen.figures
    pairs = figures["series_pair"].unique()
    if len(pairs) != 1:
        return f"any of {len(pairs)} pairs"
    return series_subject(str(pairs[0]), analysis.query.flow or "total", analysis.query.scope or "")
