"""Columns that say the same in every row: their arrays repeat one value, and take no room."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def looked_up(values: Array, codes: Array) -> Array:
    """The value of each code; where there is but one value, it is repeated."""
    return np.broadcast_to(values[0], len(codes)) if len(values) == 1 else values[codes]


def are_repeated(*columns: Array) -> bool:
    """Whether each of the columns repeats one value."""
    return all(len(column) > 1 and column.strides == (0,) for column in columns)
