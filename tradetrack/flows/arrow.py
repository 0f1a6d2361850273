"""Arrow columns as numpy arrays and the other way round, straight from their buffers.

pyarrow's own conversions import pandas where it is installed, which a screening has no use for: a quarter of
a second and 40 MB.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    """The indices of a dictionary, whatever their width, another number for null."""
    sign = "u" if str(indices.type).startswith("u") else "i"
    values = _values(indices, np.dtype(f"{sign}{indices.type.bit_width // 8}")).astype(np.int64)
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


def arrow_numbers(values: npt.NDArray[np.float64], is_whole: bool) -> Any:
    """Numbers as an Arrow array, as 64-bit whole ones or as doubles; null for NaN."""
    import pyarrow as pa

    missing = np.isnan(values)
    if is_whole:
        kind, data = pa.int64(), np.where(missing, 0, values).astype(np.int64)
    else:
        kind, data = pa.float64(), np.ascontiguousarray(values)
    known = pa.py_buffer(np.packbits(~missing, bitorder="little"))
    return pa.Array.from_buffers(kind, len(values), [known, pa.py_buffer(data)])


def arrow_texts(labels: Sequence[str], codes: npt.NDArray[np.int64]) -> Any:
    """Texts as an Arrow array: for each code the label at its place."""
    import pyarrow as pa

    encoded = [label.encode() for label in labels]
    ends = np.cumsum([0, *map(len, encoded)]).astype(np.int32)
    data = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))]
    texts = pa.Array.from_buffers(pa.string(), len(labels), data)
    places = pa.py_buffer(codes.astype(np.int32))
    indices = pa.Array.from_buffers(pa.int32(), len(codes), [None, places])
    return pa.DictionaryArray.from_arrays(indices, texts).cast(pa.string())
