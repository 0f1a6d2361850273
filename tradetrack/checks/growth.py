"""Checks of stated growth: against the levels of the ledger, and of a total against its parts.

Statistics offices compute growth on a base that they have revised since it was first stated, often by one
or two percent: that much is never a finding.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.checks.finding import NOTE, WARNING, Finding, line_list, quoted
from tradetrack.checks.registry import check
from tradetrack.checks.sums import statements
from tradetrack.core import schema
from tradetrack.core.numerals import estimate, level, percent, percent_as_stated
from tradetrack.core.periods import YEAR, period_label
from tradetrack.core.rows import FigureRow, grouped, kept, rows
from tradetrack.core.vocabulary import TARGET, is_bound, reporter_codes
from tradetrack.series.analysis import Analysis
from tradetrack.series.keys import period_key

BASE_OFF = 0.02  # how far, as a share, the base that a growth implies may be from the one that is known
BASE_FAR = 0.04  # from here on it is a warning
MAX_BASES = 20  # distinct levels of the year before that a growth is tried on

_BLOCK = 1 << 12  # stated growths that are tried at once

Floats = npt.NDArray[np.float64]


class _Stated(NamedTuple):
    """A stated growth beside the known level of the year before that it fits best."""

    line: int
    unit: str
    qualifier: str
    value_text: str
    growth_pct: float
    level: float
    amount: int
    line_base: int
    level_base: float
    amount_base: int
    off: float


_ASKED = [
    *(schema.SERIES, schema.MONTHS, schema.START, schema.REPORTER, schema.ROUNDING_UNIT),
    *_Stated._fields[: _Stated._fields.index("line_base")],
]


@check(
    "growth",
    severity="warning from 4 %, note from 2 %",
    finds="a stated growth that is not consistent with any level known for the year before: "
    "the base that it implies is that far off",
    advice="check level, base and growth, and the currency of the growth",
)
def growth(analysis: Analysis) -> list[Finding]:
    """A stated growth that no level of the year before bears out, within its digits and revisions."""
    figures = analysis.figures
    counts = (figures[schema.AMOUNT] > 0).to_numpy() & ~is_bound(figures)
    levels = kept(figures[_ASKED], counts & (figures[schema.STATUS] != TARGET).to_numpy(bool))
    grown = levels[schema.GROWTH_PCT].notna().to_numpy()
    if not grown.any():
        return []
    levels = levels.assign(key=period_key(levels[schema.SERIES], levels[schema.MONTHS], levels[schema.START]))
    names = [schema.REPORTER, schema.AMOUNT, schema.ROUNDING_UNIT, schema.LINE, schema.LEVEL]
    bases = levels[[*names, "key"]].drop_duplicates(["key", schema.REPORTER, schema.AMOUNT])
    bases = bases[bases.groupby("key").cumcount() < MAX_BASES]
    stated = levels.loc[grown].assign(key=levels["key"].to_numpy()[grown] - YEAR)
    blocks = [stated.iloc[start : start + _BLOCK] for start in range(0, len(stated), _BLOCK)]
    chosen = pd.concat([_not_borne_out(block, bases) for block in blocks])
    one = chosen.groupby(["key", schema.GROWTH_PCT], sort=False).ngroup().to_numpy()
    order = np.argsort(one, kind="stable")
    groups = grouped(one[order].tolist(), rows(chosen.iloc[order], _Stated))
    return [_inconsistent(group) for group in groups]


def _not_borne_out(stated: pd.DataFrame, bases: pd.DataFrame) -> pd.DataFrame:
    """The stated growths that no base bears out, each beside the base that it fits best."""
    met = stated.reset_index().merge(bases, on="key", suffixes=("", "_base"))
    off = _off_by(met)
    met = met.assign(off=off)
    borne = met.groupby("index")["off"].transform("min").to_numpy() <= BASE_OFF
    chosen = met[~borne & _same_reporter(met)].sort_values(["index", "off"], kind="stable")
    return chosen.drop_duplicates("index")


def _same_reporter(met: pd.DataFrame) -> npt.NDArray[np.bool_]:
    same: npt.NDArray[np.bool_] = reporter_codes(met) == reporter_codes(met, f"{schema.REPORTER}_base")
    return same


def _off_by(met: pd.DataFrame) -> Floats:
    """How far, as a share, the stated growth is outside what level and base allow; 0 or less inside."""
    level, unit = met[schema.AMOUNT].to_numpy(float), met[schema.ROUNDING_UNIT].to_numpy(float)
    base, base_unit = met["amount_base"].to_numpy(float), met["rounding_unit_base"].to_numpy(float)
    stated = met[schema.GROWTH_PCT].to_numpy()
    written = np.where(stated == np.rint(stated), 0.5, 0.05)
    lowest = np.maximum(level - unit, 0) / (base + base_unit)
    highest = (level + unit) / np.maximum(base - base_unit, 1)
    most, least = 1 + (stated + written) / 100, 1 + (stated - written) / 100
    off: Floats = np.maximum(lowest / np.maximum(most, 1e-6), np.maximum(least, 0) / highest) - 1
    return off


def _inconsistent(stated_rows: list[_Stated]) -> Finding:
    """One finding for all statements of one growth; several of them put the base in doubt."""
    row, base = stated_rows[0], stated_rows[0].line_base
    lines = [each.line for each in stated_rows]
    several = len(lines) > 1
    factor = 1 + row.growth_pct / 100
    other = f" or a base of {estimate(row.level / factor)}" if factor > 0 else ""
    known = f"{level(row.level_base)} (line {base})"
    stated = f"{percent_as_stated(row.growth_pct)} stated with {quoted(row)}"
    stated += f" and on {line_list(lines[1:])}" if several else ""
    computed = percent((row.amount / row.amount_base - 1) * 100)
    return Finding(
        "growth",
        WARNING if row.off >= BASE_FAR else NOTE,
        (base, *lines) if several else (*lines, base),
        f"{known} is not consistent with {stated}: it gives {computed}; that growth takes a level of "
        f"{estimate(row.level_base * factor)}{other}; check the three, and the currency of the growth",
    )


@check(
    "growth-parts",
    severity="warning",
    finds="growth of a total that is not between that of its exports and imports",
    advice="check the three",
)
def growth_parts(analysis: Analysis) -> list[Finding]:
    """The growth of a total that is not between those of its exports and its imports."""
    trio = statements(analysis.figures[analysis.figures[schema.GROWTH_PCT].notna().to_numpy()])
    total, exports, imports = (part[schema.GROWTH_PCT].to_numpy() for part in trio)
    whole = (total == np.rint(total)) | (exports == np.rint(exports)) | (imports == np.rint(imports))
    slack = np.where(whole, 1.0, 0.1)
    wrong = (total > np.maximum(exports, imports) + slack) | (total < np.minimum(exports, imports) - slack)
    found = (rows(part[wrong], FigureRow) for part in trio)
    return [_outside(*three) for three in zip(*found, strict=True)]


def _outside(total: FigureRow, exports: FigureRow, imports: FigureRow) -> Finding:
    return Finding(
        "growth-parts",
        WARNING,
        (total.line, exports.line, imports.line),
        f"total growth {percent_as_stated(total.growth_pct)} of {period_label(total.start, total.months)} is "
        f"not between {percent_as_stated(exports.growth_pct)} of exports (line {exports.line}) and "
        f"{percent_as_stated(imports.growth_pct)} of imports (line {imports.line}); "
        "check the three, and the currency of each",
    )
