"""Screened flows as Parquet, all of them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from tradetrack.core.errors import AccessError

if TYPE_CHECKING:
    from tradetrack.reports.screen_result import ScreenResult


def parquet_bytes(result: ScreenResult) -> bytes:
    """The bytes of a Parquet file: a row a flow in order, whole numbers for years, null for none."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise AccessError("Parquet needs the package pyarrow: pip install 'tradetrack[flows]'") from None
    from tradetrack.flows.arrow import arrow_numbers, arrow_texts
    from tradetrack.reports.screen_result import WHOLE

    order = result.order
    arrays = {}
    for key in result.per:
        column = result.found.column(key)
        arrays[key] = arrow_texts(column.labels, column.codes[order])
    units, codes = result.units()
    arrays["unit"] = arrow_texts(units, codes[order])
    for name, values in result.numbers().items():
        arrays[name] = arrow_numbers(values[order], name in WHOLE)
    output = io.BytesIO()
    table = pa.Table.from_arrays(list(arrays.values()), names=list(arrays))
    pq.write_table(table, output, compression="zstd")
    return output.getvalue()
