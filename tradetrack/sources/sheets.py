"""The sheets of a workbook (.xlsx, .xls, .ods) as rows of texts, by python-calamine.

A workbook is data: no macro, link or formula is run; of a formula the value is read that was saved with it.
What unpacks to too much, or reaches too far, is refused before it is unpacked (`workbook_parts`).
"""

from __future__ import annotations

import datetime as dt
import io
from typing import Any, NamedTuple

from tradetrack.core.errors import AccessError
from tradetrack.sources.reading import File
from tradetrack.sources.workbook_parts import parts_of


class Sheet(NamedTuple):
    """One sheet: its name, and its rows from the first one, each as wide as the sheet."""

    name: str
    rows: list[list[str]]


def sheets_of(file: File) -> list[Sheet]:
    """The sheets of a workbook, in their order.

    Raises AccessError where it cannot be opened, is too large, or the package that reads it is missing.
    """
    try:
        import python_calamine as calamine
    except ImportError:
        message = "a workbook needs the package python-calamine: pip install 'tradetrack[excel]'"
        raise AccessError(f"{file.name}: {message}") from None
    parts_of(file)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.data))
        return [
            Sheet(name, [[_text(cell) for cell in row] for row in _cells(book, name)])
            for name in book.sheet_names
        ]
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise AccessError(f"{file.name}: cannot be read as a workbook: {error}") from None


def _cells(book: Any, name: str) -> list[list[Any]]:
    """The cells of a sheet; a merged one stands in each place that it covers."""
    sheet = book.get_sheet_by_name(name)
    found: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in found[top : bottom + 1]:
            row[left : right + 1] = [found[top][left]] * len(row[left : right + 1])
    return found


def _text(cell: Any) -> str:
    """A cell as text; a number has the 15 digits that a spreadsheet shows."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float | int):
        text = f"{cell:.15g}"
        return f"{float(text):f}".rstrip("0").rstrip(".") if "e" in text else text
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    return str(cell)
