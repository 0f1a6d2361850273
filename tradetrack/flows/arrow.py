"""Arrow columns as numpy arrays, straight from their buffers.

pyarrow's own conversions import pandas where it is installed, which a screening has no use for: a quarter of
a second and 40 MB.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt


def doubles_of(column: Any) -> npt.NDArray[np.float64]:
    """The doubles of an Arrow array, NaN for null; of others the copy as doubles."""
    import pyarrow as pa

    if column.type != pa.float64():
        column = column.cast(pa.float64())
    values = _values(column, np.dtype(np.float64))
    return values if not column.null_count else np.where(_known(column), values, np.nan)


def codes_of(indices: Any, missing: int) -> npt.NDArray[np.int64]:
    """The 32-bit indices of a dictionary, another number for null."""
    values = _values(indices, np.dtype(np.int32)).astype(np.int64)
    return values if not indices.null_count else np.where(_known(indices), values, missing)


def _values(column: Any, kind: np.dtype[Any]) -> npt.NDArray[Any]:
    data = column.buffers()[1]
    if data is None:
        return np.zeros(len(column), kind)
    return np.frombuffer(data, kind, column.offset + len(column))[column.offset :]


def _known(column: Any) -> npt.NDArray[np.bool_]:
    bits = np.frombuffer(column.buffers()[0], np.uint8)
    end = column.offset + len(column)
    return np.unpackbits(bits[: (end + 7) // 8], count=end, bitorder="little")[column.offset :].astype(bool)
