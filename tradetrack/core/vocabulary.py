"""The words of a ledger and of what is made of it: flows, kinds, qualifiers, statuses, bases."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

FLOWS = TOTAL, EXPORTS, IMPORTS = ("total", "exports", "imports")
KINDS = ("reported", "target")
GOODS = "goods"  # the scope of an empty cell
QUALIFIERS = ("exact", "about", "over", "under")
EXACT, ABOUT, OVER, UNDER = range(len(QUALIFIERS))
BOUNDS = (QUALIFIERS[OVER], QUALIFIERS[UNDER])

# The status of a figure (docs/counting.md).
HEADLINE = "headline"
RESTATED = "restated"
ROUNDED = "rounded"
SUPERSEDED = "superseded"
CONFLICT = "conflict"
OTHER_REPORTER = "other reporter"
GROWTH_ONLY = "growth only"
TARGET = "target"
STATUSES = (HEADLINE, RESTATED, ROUNDED, SUPERSEDED, CONFLICT, OTHER_REPORTER, GROWTH_ONLY, TARGET)

# What the level of a period rests on.
REPORTED = "reported"
SUM_OF_MONTHS = "sum of months"
SUM_OF_QUARTERS = "sum of quarters"
SUM_OF_PARTS = "sum of parts"
EXPORTS_PLUS_IMPORTS = "exports plus imports"
DERIVED = (SUM_OF_MONTHS, SUM_OF_QUARTERS, SUM_OF_PARTS, EXPORTS_PLUS_IMPORTS)
KNOWN = (REPORTED, *DERIVED)  # stated or added up, not estimated
IMPLIED = "implied"
NOWCAST = "nowcast"

_OTHER_SIDE = {"total": "total", "exports": "imports", "imports": "exports"}


def other_side(flow: str) -> str:
    """The flow as the other economy of the pair sees it: its imports are the exports of the first."""
    return _OTHER_SIDE[flow]


def is_bound(figures: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Which rows of a frame of figures say only `over` or `under`: by their column `qualifier`."""
    bound: npt.NDArray[np.bool_] = figures["qualifier"].cat.codes.to_numpy() >= OVER
    return bound


def reporter_codes(figures: pd.DataFrame, column: str = "reporter") -> npt.NDArray[np.int64]:
    """A number for the reporter of each row: equal for two figures of one ledger by the same reporter."""
    codes: npt.NDArray[np.int64] = figures[column].cat.codes.to_numpy().astype("int64")
    return codes
