"""What a workbook has beside its values: formulas, hidden rows, and how far its cells reach.

The parts are read as bytes, without unpacking more than `MAX_BYTES` of them.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import NamedTuple

from tradetrack.core.errors import AccessError
from tradetrack.sources.bounds import DECLARED, entities_declared
from tradetrack.sources.reading import File

MAX_BYTES = 1 << 29  # 512 MiB; the largest workbook that Excel itself saves is about as large
MAX_CELLS = 20_000_000  # of one sheet, from A1 to its last cell
_BEGINNING = 1 << 12  # bytes of a part in which a document type would stand
_MAX_REPEATED = 1_000  # cells or rows that an OpenDocument sheet says once; blank ones are not counted
_OLD_KIND = (
    "whether a row of an .xls file is hidden, or a formula made a value, cannot be told: all are read alike; "
    "save it as .xlsx to be told"
)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_CONTENT = "content.xml"
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="([0-9]{1,19})')
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Za-z]{1,19})([0-9]{0,19})')
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\bhidden="(?:1|true)"')
_HIDDEN_COLUMNS = re.compile(rb'<(?:\w+:)?col\b[^>]*?\bhidden="(?:1|true)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >]")
_NO_VALUE = rb"(?:<(?:\w+:)?v */>|<(?:\w+:)?v></(?:\w+:)?v>)?"
_UNSAVED = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>)" + _NO_VALUE + rb"</(?:\w+:)?c>")
_HIDDEN_IN_CONTENT = re.compile(rb'<table:table-row\b[^>]*?table:visibility="(?:collapse|filter)"')
_HIDDEN_COLUMNS_IN_CONTENT = re.compile(rb'<table:table-column\b[^>]*?table:visibility="(?:collapse|filter)"')
_FORMULA_IN_CONTENT = re.compile(rb'table:formula="')
_REPEATED = re.compile(rb'<table:(table-cell|table-row)\b([^>]*?)-repeated="([0-9]{4,})"([^>]*)>')


class Parts(NamedTuple):
    """How many of each the sheets of a workbook have; `unsaved` formulas have no result in the file."""

    hidden_rows: int = 0
    hidden_columns: int = 0
    formulas: int = 0
    unsaved: int = 0

    def remarks(self) -> list[str]:
        """What a reader of the values should know."""
        words = []
        hidden = [
            _counted(count, what)
            for count, what in (
                (self.hidden_rows, "hidden row"),
                (self.hidden_columns, "range of hidden columns"),
            )
            if count
        ]
        if hidden:
            words.append(f"the workbook has {' and '.join(hidden)}: they are read like all others")
        if self.formulas:
            count = _counted(self.formulas, "cell")
            words.append(f"{count} with a formula: its value as saved in the file is read")
        if self.unsaved:
            words.append(
                f"{_counted(self.unsaved, 'formula')} without a saved value: open the workbook in an office "
                "program and save it, so that it has them"
            )
        return words


def _counted(count: int, what: str) -> str:
    if count == 1:
        return f"1 {what}"
    return f"{count:,} {what.replace('range', 'ranges') if what.startswith('range') else f'{what}s'}"


def parts_of(file: File) -> Parts:
    """The parts of a workbook (.xlsx, .ods); nothing for the old kind.

    Raises AccessError where it unpacks to too much, or its sheets reach too far to be read.
    """
    if not file.data.startswith(b"PK"):
        return Parts()
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            size = sum(part.file_size for part in archive.infolist())
            if size > MAX_BYTES:
                raise AccessError(
                    f"{file.name}: unpacks to {size >> 20:,} MiB, more than {MAX_BYTES >> 20} are read; save "
                    "the sheet alone"
                )
            found = Parts()
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    _require_no_entities(file, archive, name)
                if _SHEET.fullmatch(name) or name == _CONTENT:
                    one = (_content if name == _CONTENT else _sheet)(file, _read(archive, name))
                    found = Parts(*(a + b for a, b in zip(found, one, strict=True)))
            return found
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        raise AccessError(f"{file.name}: cannot be read as a workbook: {error}") from None


def remarks_of(file: File) -> list[str]:
    """What a reader of a workbook's values should know."""
    if not file.data.startswith(b"PK"):
        return [_OLD_KIND]
    return parts_of(file).remarks()


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(MAX_BYTES + 1)


def _require_no_entities(file: File, archive: zipfile.ZipFile, name: str) -> None:
    """That a part declares no entities, which XML does before its first element. Raises AccessError."""
    with archive.open(name) as part:
        beginning = part.read(_BEGINNING)
    if any(sign in beginning for sign in DECLARED):
        raise entities_declared(f"{file.name}: {name}")


def _sheet(file: File, data: bytes) -> Parts:
    rows = [int(row) for row in _ROW.findall(data)]
    cells = _CELL.findall(data)
    widest = max((_number(column) for column in {column for column, _ in cells}), default=1)
    rows += map(int, {row for _, row in cells} - {b""})
    _require_cells(file, max(rows, default=1), widest)
    hidden = len(_HIDDEN_ROW.findall(data)), len(_HIDDEN_COLUMNS.findall(data))
    return Parts(*hidden, len(_FORMULA.findall(data)), len(_UNSAVED.findall(data)))


def _number(column: bytes) -> int:
    """The number of a column, from 1: 27 of `AA`."""
    number = 0
    for letter in column.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _require_cells(file: File, rows: int, columns: int) -> None:
    if rows * columns > MAX_CELLS:
        raise AccessError(
            f"{file.name}: a sheet reaches over {rows:,} rows and {columns:,} columns, more cells than the "
            f"{MAX_CELLS:,} that are read; save the figures as CSV"
        )


def _content(file: File, data: bytes) -> Parts:
    for match in _REPEATED.finditer(data):
        what, before, count, after = match.groups()
        rest = (
            data[match.end() : data.find(b"</table:table-row>", match.end())] if what == b"table-row" else b""
        )
        if int(count) > _MAX_REPEATED and b"office:value" in before + after + rest:
            _require_cells(file, int(count), MAX_CELLS)
    patterns = (_HIDDEN_IN_CONTENT, _HIDDEN_COLUMNS_IN_CONTENT, _FORMULA_IN_CONTENT)
    rows, columns, formulas = (len(pattern.findall(data)) for pattern in patterns)
    return Parts(rows, columns, formulas)
