"""The report of a league; its data joins that of the command it stands for, which scripts rely on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tradetrack.reports.common import left_out_words
from tradetrack.reports.league_records import league_documents, league_records
from tradetrack.reports.league_result import LeagueResult
from tradetrack.reports.league_table import league_table
from tradetrack.reports.league_view import PROJECT, TARGETS
from tradetrack.reports.tables import Report

_EMPTY = {
    PROJECT: "nothing to project: the ledger has no figure",
    TARGETS: "no target in this view",
}


def league_report(result: LeagueResult, document: Callable[[], dict[str, Any]] = dict) -> Report:
    """The league as one table, one CSV row a row, and JSON: `document` with a key `league`."""
    empty = _EMPTY.get(result.view.kind, "nothing to show: no full year in this view")
    words = left_out_words(result.left_out)
    return Report(
        tables=lambda: [league_table(result)],
        records=lambda: league_records(result),
        document=lambda: document() | {"league": league_documents(result)},
        notes=() if result else (empty,),
        left_out=words,
        left_out_of_data=words,
    )
