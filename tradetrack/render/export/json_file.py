"""JSON: the tables in one document, each in the shape that `--format json` of its command prints."""

from __future__ import annotations

from tradetrack.render.export.form import ROWS, Format, Pieces, Written, one
from tradetrack.render.text import json_text
from tradetrack.reports.export import PROJECTIONS, ExportResult


def _write(result: ExportResult) -> Written:
    document = result.document()
    words = ROWS | {PROJECTIONS: "projection"}
    counts = {words[name]: len(document[name]) for name in result.tables}
    return one(Pieces(lambda: json_text(document, "utf-8")), counts)


FORMAT = Format("json", ".json", _write, several=True, is_text=True)
