"""Screened flows as Parquet, all of them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

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
    from tradetrack.reports.screen_result import WHOLE

    arrays = {}
    for name, values in result.columns().items():
        if isinstance(values, list):
            arrays[name] = pa.array(values, pa.string())
        elif name in WHOLE:
            missing = np.isnan(values)
            arrays[name] = pa.array(np.where(missing, 0, values).astype(np.int64), mask=missing)
        else:
            arrays[name] = pa.array(values, mask=np.isnan(values))
    output = io.BytesIO()
    pq.write_table(pa.table(arrays), output, compression="zstd")
    return output.getvalue()
