"""The figures of several partners or products in a ledger that has no pair to tell them apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from tradetrack.core.numerals import listed
from tradetrack.core.other_columns import PARTNER_NAMES, plain_name
from tradetrack.core.schema import PAIR

_EXAMPLES = 3
_LONGEST_NAME = 30  # characters of an example


def partner_column(names: Mapping[str, Any]) -> str | None:
    """The first column that names a partner or product, where none is the pair."""
    return (
        None if PAIR in names else next((name for name in names if plain_name(name) in PARTNER_NAMES), None)
    )


def second_partner(cells: npt.NDArray[np.object_]) -> tuple[int, str] | None:
    """The row (from 0) at which a column names a second partner, and what to say of it; None for one partner.

    In such a file the figures of one period are of different things: the last one would stand for all.
    """
    texts = np.asarray(cells, dtype=object)
    named = np.flatnonzero(texts != "")
    others = named[texts[named] != texts[named[0]]] if len(named) else named
    if not len(others):
        return None
    partners = list(dict.fromkeys(texts[named].tolist()))
    shown = [name[:_LONGEST_NAME] for name in partners[:_EXAMPLES]]
    rest = len(partners) - len(shown)
    examples = listed([*shown, f"{rest} more"] if rest else shown)
    message = (
        f"one row a partner or product, and no column pair: which one? the column has {examples}; "
        "keep the rows of one, or write the pair of each into a column pair, such as CHN-RUS"
    )
    return int(others[0]), message
