"""The beginning of a file, looked at as text, as a table and as a workbook, so that its kind can be told.

Nothing is judged here and nothing fails: what cannot be read is empty.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from functools import cached_property
from pathlib import PurePath
from typing import Any

HEAD_BYTES = 1 << 16
MAX_ROWS = 60
_MAX_SHEET_BYTES = 1 << 18  # of each part of a workbook
_DELIMITERS = ",\t;|"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK_PARTS = re.compile(r"xl/sharedStrings\.xml|xl/worksheets/sheet[1-9]\.xml|content\.xml")
_SHEET_NAME = re.compile(rb'<sheet [^>]*?name="([^"]*)"')


class Head:
    """The beginning of a file named `name`; its views are made when they are asked for."""

    def __init__(self, data: bytes, name: str = "") -> None:
        self.data = data
        self.name = name
        self.tables: dict[str, Any] = {}  # what has been read of it already, by how it was read

    @cached_property
    def text(self) -> str:
        """The first 64 KiB as text, without a byte order mark; what is not UTF-8 is read as Windows-1252."""
        data = self.data[:HEAD_BYTES]
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data[: len(data) & ~1].decode("utf-16", "replace")
        if data.startswith((_ZIP, _OLE)) or b"\0" in data:
            return ""
        try:
            # A character that the cut has parted says nothing of the encoding.
            return data.removeprefix(b"\xef\xbb\xbf").decode(
                "utf-8", "strict" if data == self.data else "ignore"
            )
        except UnicodeDecodeError:
            return data.decode("cp1252", "replace")

    @cached_property
    def delimiter(self) -> str:
        """What separates the fields: the sign in most of the first lines, of equals the most frequent one."""
        lines = self.text.splitlines()[:10]
        return max(_DELIMITERS, key=lambda sign: (sum(sign in line for line in lines), self.text.count(sign)))

    @cached_property
    def rows(self) -> list[list[str]]:
        """The first rows that are not blank, their fields without blanks around them."""
        lines = self.text.splitlines(keepends=True)
        if len(self.data) > HEAD_BYTES:
            lines = lines[:-1]
        rows = []
        try:
            for row in csv.reader(lines, delimiter=self.delimiter):
                fields = [field.strip() for field in row]
                if any(fields):
                    rows.append(fields)
                if len(rows) == MAX_ROWS:
                    break
        except csv.Error:
            return rows
        return rows

    @cached_property
    def header(self) -> list[str]:
        """The fields of the first row."""
        return self.rows[0] if self.rows else []

    @cached_property
    def names(self) -> set[str]:
        """The names in the first row."""
        return set(self.header)

    @property
    def ending(self) -> str:
        """The ending of its name, such as `.csv`."""
        return PurePath(self.name).suffix.lower()

    @property
    def is_old_workbook(self) -> bool:
        """Whether it is a container of the old Office formats, such as .xls."""
        return self.data.startswith(_OLE)

    @cached_property
    def parts(self) -> dict[str, bytes]:
        """The first bytes of the texts and sheets of a workbook (.xlsx, .ods), by the name of the part."""
        if not self.data.startswith(_ZIP):
            return {}
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                names = archive.namelist()
                if not {"xl/workbook.xml", "content.xml"} & set(names):
                    return {}
                wanted = [name for name in names if _WORKBOOK_PARTS.fullmatch(name)] + ["xl/workbook.xml"]
                return {name: _beginning(archive, name) for name in wanted if name in names}
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
            return {}

    @cached_property
    def workbook_text(self) -> str:
        """The beginning of the texts and sheets of a workbook, as XML."""
        return b"\n".join(self.parts.values()).decode("utf-8", "replace")

    @cached_property
    def sheets(self) -> list[str]:
        """The names of the sheets of a workbook (.xlsx)."""
        found = _SHEET_NAME.findall(self.parts.get("xl/workbook.xml", b""))
        return [name.decode("utf-8", "replace") for name in found]


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_MAX_SHEET_BYTES)
