"""A new row for a ledger: its cells from what was given, and the bytes of the file with it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.errors import LedgerError, Problem, RequestError
from tradetrack.core.faults import DUPLICATE
from tradetrack.core.units import DEFAULT_UNIT
from tradetrack.core.vocabulary import TARGET
from tradetrack.ledger.cells import CellError, is_utf8_text, parse_qualifier, parse_unit_cell
from tradetrack.ledger.csv_parser import Columns, Field, first_record, tokenize
from tradetrack.ledger.frame import make_figures
from tradetrack.ledger.header import check_header
from tradetrack.ledger.reader import parse_ledger, require_utf8
from tradetrack.ledger.stated_value import parse_stated
from tradetrack.ledger.widen import with_columns

DEFAULTS = {
    schema.FLOW: "total",
    schema.KIND: "reported",
    schema.UNIT: DEFAULT_UNIT,
    schema.QUALIFIER: "exact",
    schema.SCOPE: "",
}
_COMPARED = tuple(name for name in schema.LEDGER_NAMES if name not in (schema.NOTE, schema.VALUE))
_LINE_END = re.compile(rb"\r\n|\r|\n")


@dataclass(frozen=True)
class Addition:
    """A ledger before and after a row was added: bytes and figures. The new figure is the last one.

    `columns` are those that every line got, because the row needs them.
    """

    old: bytes
    new: bytes
    before: pd.DataFrame
    after: pd.DataFrame
    text: str  # the new row as it stands in the file, without its line end
    columns: tuple[str, ...] = ()

    @property
    def line(self) -> int:
        """The line of the file on which the new row starts."""
        return int(self.after[schema.LINE].iloc[-1])


def only_pair(figures: pd.DataFrame) -> str:
    """The pair of a ledger that has no other; empty for none or several."""
    pairs = figures[schema.PAIR].unique().tolist()
    return str(pairs[0]) if len(pairs) == 1 else ""


def usual_unit(figures: pd.DataFrame, cells: Mapping[str, str]) -> str:
    """The unit in which most figures of the pair are written, else the default one."""
    pair = cells.get(schema.PAIR, "")
    own = figures[schema.UNIT][figures[schema.PAIR].isin([pair, "-".join(reversed(pair.split("-")))])]
    counts = own[(figures[schema.KIND] == "reported").reindex(own.index)].value_counts()
    return str(counts.index[0]) if len(counts) and counts.iloc[0] else DEFAULT_UNIT


def value_cells(value: str | None, cells: Mapping[str, str], usual: str = DEFAULT_UNIT) -> dict[str, str]:
    """The cells of value, unit and qualifier of a value as it was stated, beside the cells given.

    `usual` is the unit of a value that names none.

    Raises RequestError that names the column.
    """
    column = schema.VALUE
    try:
        for column, rule in ((schema.UNIT, parse_unit_cell), (schema.QUALIFIER, parse_qualifier)):
            if column in cells:
                rule(cells[column])
        if not value:
            return {}
        column = schema.VALUE
        stated = parse_stated(value, cells.get(schema.UNIT), cells.get(schema.QUALIFIER), usual)
    except CellError as error:
        raise RequestError(str(error), column) from None
    if cells.get(schema.KIND) == TARGET and float(stated.value) == 0:
        raise RequestError(f"{value!r} is a target of 0; give the level to reach, such as 200", schema.VALUE)
    return {schema.VALUE: stated.value, schema.UNIT: stated.unit, schema.QUALIFIER: stated.qualifier}


def check_cells(cells: Mapping[str, str]) -> None:
    """Judge the cells of one row, by the rules of any row. Raises RequestError that names the columns."""
    for column, text in cells.items():
        if not is_utf8_text(text):
            raise RequestError(f"{text!r} is not text that UTF-8 can hold", column)
    texts = {name: np.array([cells.get(name, "")], dtype=object) for name in schema.LEDGER_NAMES}
    _, faults = make_figures(Columns(texts, np.array([1], dtype=np.int64)))
    if faults:
        first, *more = (RequestError(fault.message, fault.column) for fault in faults)
        raise RequestError(first.message, first.parameter, more)


def with_row(old: bytes, name: str, cells: Mapping[str, str], allow_duplicate: bool = False) -> Addition:
    """The ledger of bytes `old` with one more row, checked as a whole; what stands in it stays.

    `cells` are texts by column name; a column that the file lacks is added to every line. Raises LedgerError
    for what is wrong with the file or when the figure stands in it already, RequestError for cells that no
    row may have.
    """
    check_cells(cells)
    header = _header(old, name)
    columns = lacking_columns(header, cells)
    if columns:
        parse_ledger(old, name)
        wide, header = with_columns(old, columns), [*header, *columns]
    else:
        wide = old
    given = DEFAULTS | {column: text for column, text in cells.items() if text}
    found = _LINE_END.search(old)
    line_end = found[0].decode() if found else "\n"
    out = io.StringIO()
    csv.writer(out).writerow([given.get(column, "") for column in header])  # its \r\n has both quoted
    text = out.getvalue().removesuffix("\r\n")
    glue = "" if old.endswith((b"\n", b"\r")) else line_end
    new = wide + f"{glue}{text}{line_end}".encode()
    after = _parsed(old, wide + glue.encode(), new, name)
    before = after.iloc[:-1]
    _require_pair(cells, before)
    if not allow_duplicate:
        require_new(after, name)
    return Addition(old, new, before, after, text, tuple(columns))


def _header(old: bytes, name: str) -> list[str]:
    """The names of the columns of a file whose first line is all right. Raises LedgerError."""
    data = require_utf8(old, name)
    names = first_record(data)
    if names and not check_header([Field(text, 1, 1) for text in names]):
        return names
    parse_ledger(old, name)  # says what is wrong, unless the lines end in a way that is seldom seen
    return [field.text for field in tokenize(data.decode())[0][0]]


def _parsed(old: bytes, start: bytes, new: bytes, name: str) -> pd.DataFrame:
    """The figures of a file with one more row, which begins after `start`. Raises LedgerError.

    A quote that is open at the end of the old file could be closed by a quote of the row: then the row
    does not stand on a line of its own, and the old file is to blame.
    """
    try:
        figures = parse_ledger(new, name)
    except LedgerError:
        parse_ledger(old, name)
        raise
    if figures[schema.LINE].iloc[-1] != len(_LINE_END.findall(start)) + 1:
        parse_ledger(old, name)
    return figures


def lacking_columns(header: list[str], cells: Mapping[str, str]) -> list[str]:
    """The columns, in the order of a ledger, that are given, are no default, and are not in the file."""
    given = [column for column, text in cells.items() if text and text != DEFAULTS.get(column)]
    return [column for column in schema.LEDGER_NAMES if column in given and column not in header]


def _require_pair(cells: Mapping[str, str], before: pd.DataFrame) -> None:
    """That the row names its pair where all others do."""
    pairs = sorted(before[schema.PAIR].unique())
    if pairs and "" not in pairs and not cells.get(schema.PAIR):
        raise RequestError(f"the ledger names its pairs; name one too, such as {pairs[0]}", "pair")


def require_new(figures: pd.DataFrame, name: str, row: int = -1) -> None:
    """That no other figure equals the one in a row (from 0; the last one) in every column but the note."""
    row %= len(figures)
    same = np.ones(len(figures), dtype=bool)
    for column in (*_COMPARED, schema.VALUE_TEXT):
        texts = figures[column].to_numpy(dtype=object)
        if column == schema.GROWTH_PCT:
            texts = figures[column].fillna(-1e9).to_numpy()
        same &= np.asarray(texts == texts[row], dtype=bool)
    same[row] = False
    if same.any():
        line = int(figures[schema.LINE].iloc[int(same.argmax())])
        message = "the new row is this figure again"
        raise LedgerError(name, [Problem(line, 1, DUPLICATE, message)])


def same_figures(figures: pd.DataFrame) -> Iterator[tuple[int, int]]:
    """Each row that equals an earlier one in every column but the note, and the first such row."""
    names = [*_COMPARED, schema.VALUE_TEXT]
    texts = figures[names].astype(object).fillna("")
    if not (again := texts.duplicated().to_numpy()).any():
        return
    groups = texts.groupby(names, sort=False).ngroup().to_numpy()
    first = np.unique(groups, return_index=True)[1]
    for row in np.flatnonzero(again).tolist():
        yield row, int(first[groups[row]])
