"""Small workbooks, written part by part: the tests need no package that writes them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from tradetrack.sources.grid import letters

Cell = str | float | None


def book(tables: Mapping[str, Sequence[Sequence[Cell]]], merged: Mapping[str, Sequence[str]] = {}) -> bytes:
    """A small .xlsx file with texts in place, numbers as numbers, and merged cells such as B1:C1, by sheet."""
    file = io.BytesIO()
    kind = "http://schemas.openxmlformats.org"
    relation = f"{kind}/officeDocument/2006/relationships"
    with zipfile.ZipFile(file, "w") as archive:
        types = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            for n in range(1, len(tables) + 1)
        )
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{kind}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{types}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{kind}/package/2006/relationships"><Relationship Id="r" Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        names = "".join(
            f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(tables, 1)
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{kind}/spreadsheetml/2006/main" xmlns:r="{relation}"><sheets>{names}</sheets></workbook>',
        )
        links = "".join(
            f'<Relationship Id="r{n}" Type="{relation}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, len(tables) + 1)
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{kind}/package/2006/relationships">{links}</Relationships>',
        )
        for n, (name, rows) in enumerate(tables.items(), 1):
            lines = "".join(
                f'<row r="{r}">{"".join(cell(value, r, c) for c, value in enumerate(row))}</row>'
                for r, row in enumerate(rows, 1)
            )
            archive.writestr(
                f"xl/worksheets/sheet{n}.xml",
                f'<worksheet xmlns="{kind}/spreadsheetml/2006/main"><sheetData>{lines}</sheetData>{spans(merged.get(name, ()))}</worksheet>',
            )
    return file.getvalue()  # fmt: skip


def spans(places: Sequence[str]) -> str:
    cells = "".join(f'<mergeCell ref="{place}"/>' for place in places)
    return f"<mergeCells>{cells}</mergeCells>" if cells else ""


def cell(value: Cell, row: int, column: int) -> str:
    place = f"{letters(column)}{row}"
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{place}"><v>{value!r}</v></c>'
