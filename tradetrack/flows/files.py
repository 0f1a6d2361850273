"""The files of flows: what a path or a folder holds, and whether it is what its name says.

Only the beginning of each file is read here. A file that is something else is one error with its place.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tradetrack.core.errors import AccessError, LedgerError, Problem, RequestError
from tradetrack.core.numerals import listed
from tradetrack.sources.head import HEAD_BYTES, Head

CSV, PARQUET = "csv", "parquet"
_ENDINGS = {".csv": CSV, ".tsv": CSV, ".txt": CSV, ".parquet": PARQUET, ".pq": PARQUET}
_MAGIC = b"PAR1"
_CODE_TABLES = (("country_code", "country_name"), ("code", "description"))  # that come with BACI
_PACKED = {b"\x1f\x8b": "gzip", b"PK": "zip", b"BZh": "bzip2", b"\x28\xb5\x2f\xfd": "zstd"}
_EXTRA = "_extra"


class Files(NamedTuple):
    """Files of one form with the same columns; `codes` is the table of economies beside them."""

    name: str
    paths: tuple[str, ...]
    form: str
    names: tuple[str, ...]
    delimiter: str = ","
    encoding: str = "utf-8"
    header_row: int = 1
    codes: str | None = None


def files_of(name: str, encoding: str | None = None, header_row: int | None = None) -> Files:
    """What a path holds. Raises RequestError, AccessError, or LedgerError for what is no table."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", name):
        raise RequestError(f"{name!r} is an address; download the files and give their path")
    paths = _paths(name)
    forms = {path: _form(path) for path in paths}
    if len(set(forms.values())) > 1:
        first = {form: path for path, form in reversed(forms.items())}
        raise RequestError(f"{name} has both Parquet ({first[PARQUET]}) and text ({first[CSV]}); name one")
    if forms[paths[0]] == PARQUET:
        return _parquet(name, paths)
    return _text(name, paths, encoding, header_row or 1)


def beginning(path: str) -> bytes:
    """The first bytes of a file. Raises AccessError."""
    try:
        with Path(path).open("rb") as file:
            return file.read(HEAD_BYTES)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise AccessError(f"{path}: cannot read it: {reason}") from error


def not_what_it_says(path: str, message: str, line: int = 1) -> LedgerError:
    """The error of a file that is something else, or damaged, at a line."""
    return LedgerError(path, [Problem(line, 1, "foreign-file", message)])


def _paths(name: str) -> list[str]:
    path = Path(name)
    if path.is_dir():
        found = sorted(
            os.path.join(folder, file)  # noqa: PTH118 - as the user wrote it
            for folder, _, files in os.walk(name)
            for file in files
            if Path(file).suffix.lower() in _ENDINGS and not file.startswith(("_", "."))
        )
        if not found:
            raise AccessError(f"{name}: the folder has no file ending in {listed(_ENDINGS, 'or')}")
        return found
    if not path.exists():
        raise AccessError(f"{name}: no such file or folder")
    return [name]


def _form(path: str) -> str:
    """Whether a file is Parquet or text, as its name and its first bytes agree."""
    data = beginning(path)
    said = _ENDINGS.get(Path(path).suffix.lower())
    if data.startswith(_MAGIC):
        if said == CSV:
            raise not_what_it_says(path, "this is a Parquet file; give it a name that ends in .parquet")
        return PARQUET
    if said == PARQUET:
        raise not_what_it_says(path, "this is not a Parquet file, though its name says so")
    for mark, word in _PACKED.items():
        if data.startswith(mark):
            raise not_what_it_says(path, f"this is packed ({word}); unpack it first")
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise not_what_it_says(path, "this is not text")
    if not data.strip():
        raise not_what_it_says(path, "the file is empty")
    return CSV


def _parquet(name: str, paths: Sequence[str]) -> Files:
    import pyarrow as pa
    import pyarrow.parquet as pq

    names: dict[str, tuple[str, ...]] = {}
    for path in paths:
        try:
            names[path] = tuple(pq.read_schema(path).names)
        except (pa.ArrowException, OSError) as error:
            reason = " ".join(str(error).split())[:200]
            raise not_what_it_says(path, f"the Parquet file is damaged: {reason}") from None
    _require_alike(names)
    return Files(name, tuple(paths), PARQUET, names[paths[0]])


def _text(name: str, paths: Sequence[str], encoding: str | None, header_row: int) -> Files:
    heads = {path: Head(beginning(path), path) for path in paths}
    delimiter = next(iter(heads.values())).delimiter
    headers = {path: _header(head, delimiter, header_row) for path, head in heads.items()}
    codes = [path for path, names in headers.items() if _is_code_table(names)]
    if len(codes) < len(paths):
        headers = {path: names for path, names in headers.items() if path not in codes}
    _require_alike(headers)
    kept, names = tuple(headers), next(iter(headers.values()))
    for path in kept:
        for column in names:
            if not column or names.count(column) > 1:
                what = f"two columns are called {column!r}" if column else "a column has no name"
                raise LedgerError(path, [Problem(header_row, 1, "duplicate-column", what)])
    economies = next((path for path in codes if "country_code" in heads[path].names), None)
    data = heads[kept[0]].data
    found = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    return Files(name, kept, CSV, names, delimiter, encoding or found, header_row, economies)


def _header(head: Head, delimiter: str, row: int) -> tuple[str, ...]:
    """The names of the columns; of a Comtrade download, whose rows end in a comma, with one more."""
    lines = head.text.splitlines(keepends=True)
    rows = list(csv.reader(io.StringIO("".join(lines[:200]), newline=""), delimiter=delimiter))
    if len(rows) < row:
        raise not_what_it_says(head.name, f"there is no row {row}, in which the header should be")
    names = tuple(field.strip() for field in rows[row - 1])
    has_more = len(rows) > row and len(rows[row]) == len(names) + 1 and rows[row][-1] == ""
    if has_more and "primaryValue" in names:
        return (*names, _EXTRA)
    return (*names[:-1], _EXTRA) if names[-1] == "" and has_more else names


def _is_code_table(names: Sequence[str]) -> bool:
    return any(tuple(names[: len(table)]) == table for table in _CODE_TABLES)


def _require_alike(names: dict[str, tuple[str, ...]]) -> None:
    """Raise LedgerError for the first file whose columns are others than those of the first."""
    first, *others = names
    for path in others:
        if names[path] != names[first]:
            more = [column for column in names[path] if column not in names[first]]
            less = [column for column in names[first] if column not in names[path]]
            what = [
                *(f"has {column!r}" for column in more[:3]),
                *(f"lacks {column!r}" for column in less[:3]),
            ]
            how = listed(what or ["has them in another order"])
            raise not_what_it_says(path, f"its columns differ from those of {first}: it {how}")
