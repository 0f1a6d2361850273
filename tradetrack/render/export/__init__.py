"""What `export` writes: one module a format, and the registry of them."""

from __future__ import annotations

from pathlib import Path

from tradetrack.core.errors import RequestError
from tradetrack.core.numerals import listed
from tradetrack.render.export import (
    csv_file,
    data_package,
    json_file,
    parquet,
    sdmx_csv,
    sdmx_structure,
    xlsx,
)
from tradetrack.render.export.form import Format, Part, Written
from tradetrack.reports.export import TABLES

__all__ = ["FORMATS", "STDOUT", "Format", "Part", "Written", "format_of", "tables_of"]

FORMATS = {
    form.name: form
    for form in (
        xlsx.FORMAT,
        parquet.FORMAT,
        csv_file.FORMAT,
        json_file.FORMAT,
        sdmx_csv.FORMAT,
        sdmx_structure.FORMAT,
        data_package.FORMAT,
    )
}
STDOUT = "-"


def format_of(file: str, name: str | None = None) -> Format:
    """The format that is named, or that the name of the file ends in; the longest ending counts.

    Raises RequestError for an unknown one, and for one that cannot be printed where the file is `-`.
    """
    if name is not None and name not in FORMATS:
        raise RequestError(f"{name!r} is not one of {listed(list(FORMATS), 'or')}", "format")
    if file == STDOUT:
        texts = [form.name for form in FORMATS.values() if form.is_text]
        if name not in texts:
            raise RequestError(f"standard output takes {listed(texts, 'or')}; name one of them", "format")
    if name is not None:
        return FORMATS[name]
    last = Path(file).name.lower()
    ends = [form for form in FORMATS.values() if last.endswith(form.ending) and _is_whole(last, form.ending)]
    if not ends:
        endings = listed([form.ending for form in FORMATS.values()], "or")
        raise RequestError(
            f"{file!r}: the ending tells no format; write {endings}, or name one with {{format}}"
        )
    return max(ends, key=lambda form: len(form.ending))


def _is_whole(name: str, ending: str) -> bool:
    """Whether a name has its ending as such: `datapackage.json` is a whole name, `.csv` none."""
    return name == ending or ending.startswith(".")


def tables_of(form: Format, asked: tuple[str, ...]) -> tuple[str, ...]:
    """The tables that an export in this format holds: those asked for, or what it holds unasked.

    Raises RequestError for a table that the format cannot hold, and for several where it holds one.
    """
    for name in asked:
        if name not in TABLES:
            raise RequestError(f"{name!r} is not one of {listed(TABLES, 'or')}", "table")
        if name not in form.holds:
            raise RequestError(f"{form.name} holds {listed(form.holds, 'or')}, not {name!r}", "table")
    if len(set(asked)) > 1 and not form.several:
        raise RequestError(f"{form.name} holds one table; name one of {listed(form.holds, 'or')}", "table")
    wanted = asked or (form.holds if form.several else form.holds[:1])
    return tuple(name for name in form.holds if name in wanted)
