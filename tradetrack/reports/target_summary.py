"""`targets --summary`: how many targets were met, by what they asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tradetrack.core.provenance import Provenance
from tradetrack.reports.common import left_out_words
from tradetrack.reports.documents import data_document
from tradetrack.reports.tables import Cell, Column, Report, Table
from tradetrack.series.left_out import LeftOut
from tradetrack.series.target_kinds import BILATERAL, LONG, NATIONAL, ONE_YEAR
from tradetrack.series.target_share import Share
from tradetrack.series.target_summary import Bin, Counts, Group, TargetSummary

if TYPE_CHECKING:
    import pandas as pd

_COUNTS = ("Targets", "Met", "Missed", "Unknown", "Overtaken", "Open")
_SHARES = ("Settled", "Met", "Year known", "At least", "At most")
_COUNT_COLUMNS = (Column("", keep=True), *(Column(name, number=True) for name in _COUNTS))
_SHARE_COLUMNS = (Column("Share met", keep=True), *(Column(name, number=True) for name in _SHARES))
_BINS = ("Settled", "Met", "Share met")
_BY_SPAN = ("For one year", "Longer plans")
_RECORDS = ("by", "kind", "horizon", "from", "to", "known", "met", "share_pct", "low_80", "high_80")
_KINDS = {None: "all", BILATERAL: "bilateral", NATIONAL: "national"}
_SPANS = {ONE_YEAR: "this or next year", LONG: "later"}
_COUNT_NOTE = (
    "Met, missed, unknown and overtaken (had before it was stated) are those whose deadline has passed. "
    "National: with the world; later: due two or more years ahead."
)
_SHARE_NOTES = (
    "Settled: met or missed, also by a later figure. Year known: the year of the deadline has a figure.",
    "At least, at most: the share if all unknown ones were missed, or met.",
    "In brackets 80 % intervals that resample pairs, as targets of one pair are not independent.",
)


@dataclass(frozen=True)
class SummaryResult:
    """What became of the targets of a view; `data` is the bundled ledger that they are of, if any."""

    summary: TargetSummary
    left_out: tuple[LeftOut, ...] = ()
    data: Provenance | None = None

    def to_frame(self) -> pd.DataFrame:
        """The table that `--format csv` prints: a row a bin."""
        from tradetrack.reports.records import frame_of_table

        return frame_of_table(_records(self.summary))

    def _repr_html_(self) -> str:
        """The summary, as a notebook shows it."""
        from tradetrack.render.notebook import report_html

        return report_html(summary_report(self))


def summary_report(result: SummaryResult) -> Report:
    """The summary as tables, a CSV row a bin, and JSON."""
    left_out = left_out_words(result.left_out)
    return Report(
        tables=lambda: _tables(result.summary),
        records=lambda: _records(result.summary),
        document=lambda: _document(result.summary) | {"data": data_document(result.data)},
        notes=() if result.summary.every.targets else ("no target in this view",),
        left_out=left_out,
        left_out_of_data=left_out,
    )


def _tables(summary: TargetSummary) -> list[Table]:
    kinds = {group.kind for group in summary.groups}
    groups = [summary.every, *(g for g in summary.groups if g.span or len(kinds) > 1)]
    counts = Table(
        _COUNT_COLUMNS,
        [_count_row(group) for group in groups],
        f"What became of {summary.every.targets} targets",
        notes=[_COUNT_NOTE, *_early_words(summary.every.not_due)],
    )
    if not summary.every.settled.known:
        return [counts] if summary.every.targets else []
    growth, horizon, decade = summary.every.by_growth, summary.by_horizon, summary.by_decade
    return [
        counts,
        Table(
            _SHARE_COLUMNS, [_share_row(group) for group in groups if group.settled.known], notes=_SHARE_NOTES
        ),
        _bin_table("Asked for a year", growth, [_growth_words(b) for b in growth], True),
        _bin_table("Years ahead", horizon, [_horizon_words(one) for one in horizon]),
        _bin_table("Deadline", decade, [f"{one.start}-{one.start + 9}" for one in decade], True),
    ]


def _early_words(early: Counts) -> list[str]:
    """What is settled although no deadline has passed."""
    parts = [f"{early.met} met"] if early.met else []
    parts += [f"{early.overtaken} overtaken"] if early.overtaken else []
    return [f"Also {' and '.join(parts)} without a deadline or before it."] if parts else []


def _group_words(group: Group) -> str:
    return f"  {_SPANS[group.span]}" if group.span else _KINDS[group.kind]


def _count_row(group: Group) -> list[Cell]:
    own = group.counts
    return [_group_words(group), group.targets, own.met, own.missed, own.unknown, own.overtaken, own.open]


def _share_row(group: Group) -> list[Cell]:
    return [
        _group_words(group),
        group.settled.known,
        _share_words(group.settled),
        f"{_whole(group.figure_known.share_pct)} of {group.figure_known.known}",
        _whole(group.share_if_unknown_missed_pct),
        _whole(group.share_if_unknown_met_pct),
    ]


def _bin_table(name: str, bins: Sequence[Bin], words: Sequence[str], by_span: bool = False) -> Table:
    rows: list[list[Cell]] = [
        [
            said,
            one.every.known,
            one.every.met,
            _share_words(one.every),
            *(f"{own.met} of {own.known}" if own.known else "" for own in _spans(one, by_span)),
        ]
        for one, said in zip(bins, words, strict=True)
        if one.every.known
    ]
    titles = [*_BINS, *(_BY_SPAN if by_span else ())]
    return Table([Column(name, keep=True), *(Column(title, number=True) for title in titles)], rows)


def _spans(one: Bin, by_span: bool) -> list[Share]:
    return [one.one_year, one.longer] if by_span else []


def _growth_words(one: Bin) -> str:
    return f"{one.start} to {one.end} %" if one.end is not None else f"{one.start} % and more"


def _horizon_words(one: Bin) -> str:
    if one.end is not None and one.end - one.start == 1:
        return "the running year" if one.start == 0 else "the next year"
    return f"{one.start} to {one.end - 1}" if one.end is not None else f"{one.start} and more"


def _share_words(share: Share) -> str:
    """`25 % (20-29 %)`: a share with its interval."""
    said = _whole(share.share_pct)
    if share.interval_80 is None:
        return said
    low, high = share.interval_80
    return f"{said} ({low:.0f}-{high:.0f} %)"


def _whole(rate: float | None) -> str:
    return "" if rate is None else f"{rate:.0f} %"


def _document(summary: TargetSummary) -> dict[str, Any]:
    every = _group_document(summary.every)
    return {
        **{name: value for name, value in every.items() if name not in ("kind", "horizon")},
        "by_horizon": [_bin_document(one) for one in summary.by_horizon],
        "by_decade": [_bin_document(one) for one in summary.by_decade],
        "groups": [_group_document(group) for group in summary.groups],
    }


def _group_document(group: Group) -> dict[str, Any]:
    return {
        "kind": group.kind,
        "horizon": group.span,
        "total": group.targets,
        **group.counts._asdict(),
        "not_due": {
            "met": group.not_due.met,
            "overtaken": group.not_due.overtaken,
            "unknown": group.not_due.unknown,
        },
        "known": group.settled.known,
        "share_figure_known_pct": group.figure_known.share_pct,
        "interval_figure_known_80": _interval(group.figure_known),
        "figure_known": group.figure_known.known,
        "share_settled_pct": group.settled.share_pct,
        "interval_settled_80": _interval(group.settled),
        "share_if_unknown_missed_pct": group.share_if_unknown_missed_pct,
        "share_if_unknown_met_pct": group.share_if_unknown_met_pct,
        "by_growth": [_bin_document(one) for one in group.by_growth],
    }


def _bin_document(one: Bin) -> dict[str, Any]:
    return {
        "from": one.start,
        "to": one.end,
        **_share_document(one.every),
        "one_year": _share_document(one.one_year),
        "longer": _share_document(one.longer),
    }


def _share_document(share: Share) -> dict[str, Any]:
    return {
        "known": share.known,
        "met": share.met,
        "share_pct": share.share_pct,
        "interval_80": _interval(share),
    }


def _interval(share: Share) -> list[float] | None:
    return list(share.interval_80) if share.interval_80 else None


def _records(summary: TargetSummary) -> Table:
    rows: list[list[Cell]] = []
    for group in (summary.every, *summary.groups):
        rows.append(_record("all", group, None, None, group.settled))
        rows += [_record("growth", group, one.start, one.end, one.every) for one in group.by_growth]
    for name, bins in (("horizon", summary.by_horizon), ("decade", summary.by_decade)):
        rows += [_record(name, summary.every, one.start, one.end, one.every) for one in bins]
    return Table([Column(name) for name in _RECORDS], rows)


def _record(by: str, group: Group, start: int | None, end: int | None, share: Share) -> list[Cell]:
    low, high = share.interval_80 or (None, None)
    return [by, group.kind, group.span, start, end, share.known, share.met, share.share_pct, low, high]
