"""Checks of one statement: its growth, its parts, its date, its target, its text."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.checks.finding import NOTE, WARNING, Finding, acceptances, quoted
from tradetrack.checks.registry import check, codes
from tradetrack.core import schema
from tradetrack.core.numerals import rounded
from tradetrack.core.periods import YEAR, period_label
from tradetrack.core.rows import FigureRow, rows
from tradetrack.core.vocabulary import FLOWS, TARGET, is_bound
from tradetrack.series.analysis import Analysis
from tradetrack.series.targets import OVERTAKEN

PARTS_APART = 0.001  # of the total: less is a matter of rounding, whatever the digits
PARTS_FAR = 0.005  # from here on parts that do not add up are a warning
TEXTS = (schema.STATED_BY, schema.SOURCE, schema.NOTE)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?[0-9.]+")


def statements(figures: pd.DataFrame) -> list[pd.DataFrame]:
    """The total, the exports and the imports, row by row, of the statements that have all three."""
    keep = (figures[schema.STATUS] != TARGET).to_numpy(bool) & ~is_bound(figures)
    figures = figures[keep]
    key = [schema.SERIES_PAIR, schema.CURRENCY, schema.START, schema.MONTHS]
    key += [schema.REPORTER, schema.STATED_BY, schema.STATED_ON, schema.SOURCE]
    coded = pd.DataFrame({name: _codes(figures[name]) for name in key}, index=figures.index)
    figures = figures.assign(statement=coded.groupby(key, sort=False).ngroup())
    flow = figures[schema.SERIES_FLOW]
    flows = [figures[flow == name].drop_duplicates("statement") for name in FLOWS]
    total, exports, imports = (part.set_index("statement") for part in flows)
    whole = total.index.intersection(exports.index).intersection(imports.index)
    return [part.loc[whole] for part in (total, exports, imports)]


@check(
    "parts",
    severity="warning from 0.5 %, note from 0.1 %",
    finds="exports and imports that do not add up to the total of the same statement",
    advice="check the three",
)
def parts(analysis: Analysis) -> list[Finding]:
    """Exports and imports of one statement that do not add up to its total."""
    trio = statements(analysis.figures[analysis.figures[schema.AMOUNT] >= 0])
    amounts = [part[schema.AMOUNT].to_numpy() for part in trio]
    allowed = sum(part[schema.ROUNDING_UNIT].to_numpy() for part in trio)
    apart = np.abs(amounts[0] - amounts[1] - amounts[2])
    wrong = (apart * 2 > allowed) & (apart >= PARTS_APART * amounts[0])
    found = (rows(part[wrong], FigureRow) for part in trio)
    return [_parts(*three) for three in zip(*found, strict=True)]


def _codes(column: pd.Series[str]) -> npt.NDArray[np.int64]:
    return np.asarray(pd.factorize(column)[0], dtype=np.int64)


def _parts(total: FigureRow, exports: FigureRow, imports: FigureRow) -> Finding:
    scale = total.amount / total.level if total.level else 1.0
    added = (exports.amount + imports.amount) / scale
    return Finding(
        "parts",
        WARNING if abs(added - total.level) >= PARTS_FAR * total.level else NOTE,
        (total.line, exports.line, imports.line),
        f"exports {quoted(exports)} and imports {quoted(imports)} add up to {rounded(added)}, not to the "
        f"total {quoted(total)}; check the three",
    )


@check(
    "stated-early",
    severity="warning; note in the period's last month",
    finds="a period that ends after the last day on which it can have been stated",
    advice="check both dates, or write a target",
)
def stated_early(analysis: Analysis) -> list[Finding]:
    """A period that ends after the last day on which it can have been stated."""
    figures = analysis.figures
    end = figures[schema.START] + figures[schema.MONTHS] - 1
    last_month = end // YEAR * 100 + end % YEAR + 1
    known = figures[schema.KNOWN_ON]
    early = (known > 0) & (figures[schema.STATUS] != TARGET) & (last_month * 100 + _last_days(end) > known)
    chosen = early.to_numpy(bool)
    ahead = (last_month - known // 100)[chosen].tolist()
    return [
        Finding(
            "stated-early",
            NOTE if months == 0 else WARNING,
            (row.line,),
            f"{period_label(row.start, row.months)} was not over when it was stated, {row.stated_on}; "
            "check both dates, or write an expectation as a target",
        )
        for row, months in zip(rows(figures[chosen], FigureRow), ahead, strict=True)
    ]


def _last_days(month: pd.Series[int]) -> npt.NDArray[np.int64]:
    """The last day of each month (year * 12 + month - 1)."""
    starts = np.asarray(month).astype(np.int64) - 1970 * YEAR
    first = starts.astype("datetime64[M]").astype("datetime64[D]")
    after = (starts + 1).astype("datetime64[M]").astype("datetime64[D]")
    days: npt.NDArray[np.int64] = (after - first).astype(np.int64)
    return days


@check(
    "duplicate",
    severity="warning",
    finds="a row equal to another in everything but the note",
    advice="delete one",
)
def duplicate(analysis: Analysis) -> list[Finding]:
    """Rows that are equal in every column of the ledger but the note."""
    figures = analysis.figures
    names = [name for name in schema.LEDGER_NAMES if name not in (schema.NOTE, schema.VALUE)]
    names.append(schema.VALUE_TEXT)
    coded = pd.DataFrame({name: _codes(figures[name]) for name in names})
    group = coded.groupby(names, sort=False).ngroup().to_numpy()
    again = pd.Series(group).duplicated(keep="first").to_numpy()
    line = figures[schema.LINE].to_numpy()
    first = pd.Series(line).groupby(group).transform("first").to_numpy()
    return [
        Finding(
            "duplicate",
            WARNING,
            (int(here), int(there)),
            f"the row repeats line {there} in everything but the note; delete one of them",
        )
        for here, there in zip(line[again], first[again], strict=True)
    ]


@check(
    "target-reached",
    severity="warning",
    finds="a target below the level known when it was first stated",
    advice="check its value, unit and date",
)
def target_reached(analysis: Analysis) -> list[Finding]:
    """A target below the level that had been reached when it was first stated."""
    return [
        Finding(
            "target-reached",
            WARNING,
            (record.line,),
            f"the target of {rounded(record.value)} {record.unit} is below the "
            f"{rounded(record.base.value)} of {record.base.label}, known when it was stated; "
            "check its value, its unit and its date",
        )
        for record in analysis.targets
        if record.outcome == OVERTAKEN and record.base and record.base.value > record.value
    ]


@check(
    "no-source",
    severity="note",
    finds="a row without source; one finding if no row has one",
    advice="add the source",
)
def no_source(analysis: Analysis) -> list[Finding]:
    """Rows without a source; one finding where no row has one."""
    figures = analysis.figures
    lines = figures[schema.LINE][(figures[schema.SOURCE] == "").to_numpy(bool)].tolist()
    if len(lines) == len(figures) > 1:
        return [Finding("no-source", NOTE, (lines[0],), "no row names its source; add a column source")]
    what = "the row names no source; add the address or title of what it is from"
    return [Finding("no-source", NOTE, (line,), what) for line in lines]


@check(
    "formula",
    severity="warning",
    finds="text that a spreadsheet would run (`=`, `+`, `-`, `@`, tab, carriage return first)",
    advice="put a word or a quote before it",
)
def formula(analysis: Analysis) -> list[Finding]:
    """Text that a spreadsheet would run as a formula."""
    figures = analysis.figures
    ours = {*schema.LEDGER_NAMES, *schema.DERIVED_NAMES}
    found = []
    for name in [*TEXTS, *(name for name in figures.columns if name not in ours)]:
        codes, texts = pd.factorize(figures[name].astype(object))
        bad = [i for i, text in enumerate(texts) if _runs(str(text))]
        for line in figures[schema.LINE][np.isin(codes, bad)].tolist():
            message = (
                f"a spreadsheet would run the text in {name} as a formula; put a word or a quote before it"
            )
            found.append(Finding("formula", WARNING, (line,), message))
    return found


def _runs(text: str) -> bool:
    return text.startswith(_FORMULA) and len(text) > 1 and not _NUMBER.fullmatch(text)


@check(
    "bad-accept",
    severity="warning",
    finds="an acceptance with an unknown code or no reason",
    advice="write both",
)
def bad_accept(analysis: Analysis) -> list[Finding]:
    """An `accept:` that accepts nothing: an unknown code, or no reason."""
    known = codes()
    return [
        Finding(
            "bad-accept",
            WARNING,
            (a.line,),
            f"'accept: {a.code}' accepts nothing: write accept:, one of {', '.join(known)}, then the reason",
        )
        for a in acceptances(analysis.figures)
        if a.code not in known or not a.reason
    ]
