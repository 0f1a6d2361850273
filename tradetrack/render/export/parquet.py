"""Parquet: one table, by pyarrow. Numbers are doubles and whole numbers, all else is text.

Dates stay text, since a ledger may know no more than a month or a year. Each column carries its meaning.
"""

from __future__ import annotations

import io
from typing import Any

from tradetrack.render.export.form import Format, Written, counted, missing, one
from tradetrack.reports.export import ExportResult, ExportTable, Stated, Value
from tradetrack.reports.export_fields import Field


def _require() -> Any:
    try:
        import pyarrow.parquet
    except ImportError:
        raise missing("a Parquet file", "pyarrow", "parquet") from None
    return pyarrow


def _write(result: ExportResult) -> Written:
    arrow = _require()
    table = result.table(result.tables[0])
    types = {"number": arrow.float64(), "integer": arrow.int64()}
    names = [
        arrow.field(
            field.name, types.get(field.kind, arrow.string()), metadata={"description": field.meaning}
        )
        for field in table.fields
    ]
    about = {"tradetrack": f"{table.name} of {result.data or result.ledger}"}
    columns = [arrow.array(cells, own.type) for cells, own in zip(_columns(table), names, strict=True)]
    out = io.BytesIO()
    arrow.parquet.write_table(arrow.Table.from_arrays(columns, schema=arrow.schema(names, about)), out)
    return one(out.getvalue(), counted([table]))


def _columns(table: ExportTable) -> list[list[Any]]:
    """The cells by column; an unknown text is null."""
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.fields)
    return [
        [_cell(cell, field) for cell in cells] for cells, field in zip(columns, table.fields, strict=True)
    ]


def _cell(cell: Value, field: Field) -> Any:
    if isinstance(cell, Stated):
        return cell.value
    return None if cell == "" and field.kind not in ("number", "integer") else cell


FORMAT = Format("parquet", ".parquet", _write, require=_require)
