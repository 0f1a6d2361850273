"""JSON: the tables in one document, each in the shape that `--format json` of its command prints."""

from __future__ import annotations

from tradetrack.render.export.form import Format, Written, one
from tradetrack.render.text import json_text
from tradetrack.reports.export import ExportResult


def _write(result: ExportResult) -> Written:
    return one(json_text(result.document(), "utf-8").encode())


FORMAT = Format("json", ".json", _write, several=True, is_text=True)
