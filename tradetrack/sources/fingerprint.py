"""What a recipe holds a file to: the columns of its header, its sheets, and the words for its unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tradetrack.core.numerals import listed
from tradetrack.sources.grid import Grid, grids_of, is_workbook, tables_of
from tradetrack.sources.labels import is_part_of_year, period_of, without_flow
from tradetrack.sources.layout import BOTH, NOTHING, PERIODS, Layout
from tradetrack.sources.reading import File
from tradetrack.sources.unit_text import texts_about_unit, unit_phrases

_PERIOD = "<period>"
_SHOWN = 10


class Fingerprint(NamedTuple):
    """The columns and what stands above them, periods aside; the names of the sheets; words of the unit."""

    columns: tuple[str, ...]
    sheets: tuple[str, ...] = ()
    unit_text: tuple[str, ...] = ()


def fingerprint(file: File, layout: Layout | None) -> Fingerprint:
    """The fingerprint of a file as it is read. Raises RequestError where a column or a sheet is not there."""
    if layout is None:
        return Fingerprint(tuple(file.head.header))
    tables = {table.name: table for table in tables_of(file, layout._replace(sheet=None))}
    columns: dict[str, None] = {}
    texts: list[str] = []
    for grid in grids_of(file, layout):
        last = grid.first_row + max(1, len(layout.above)) - 1
        columns |= dict.fromkeys(_columns(grid, layout))
        texts += texts_about_unit(tables[grid.sheet].rows, last, grid.rows)
    sheets = tuple(dict.fromkeys(map(_sheet_name, tables))) if is_workbook(file) else ()
    return Fingerprint(tuple(columns), sheets, tuple(unit_phrases(texts)))


def _sheet_name(name: str) -> str:
    """The name of a sheet; of one that is called by its month or year, that it is."""
    return _PERIOD if is_period_name(name) else name


def is_period_name(name: str) -> bool:
    """Whether a sheet is called by a period, so that the next one has another name."""
    return period_of(name, year_start=4) is not None or is_part_of_year(name)


def about_unit(file: File, layout: Layout) -> tuple[str, ...]:
    """The words of a table that can speak of its unit."""
    return fingerprint(file, layout).unit_text


def _columns(grid: Grid, layout: Layout) -> list[str]:
    """Each column that has a name or a label; all periods are one, as more of them will come."""
    above = layout.above or (NOTHING,)
    found = []
    for place, name in enumerate(grid.header):
        if name in layout.columns:
            found.append(name)
            continue
        labels = [row[place] for row in grid.labels]
        said = [_without_period(text, kind) for text, kind in zip(labels, above, strict=True) if text]
        found += [" / ".join(said)] if labels[-1] else []
    return found


def _without_period(label: str, kinds: str) -> str:
    if PERIODS not in kinds.split(BOTH):
        return label
    text = without_flow(label) if BOTH in kinds else label
    return label.replace(text, _PERIOD) if is_period_name(text) else label


def differences(old: Fingerprint, new: Fingerprint) -> list[str]:
    """In what a file differs from what a recipe was made for, a line each.

    The name of the only sheet of both says nothing that its header does not say.
    """
    lines = _of_names("column", old.columns, new.columns)
    if not len(old.sheets) == len(new.sheets) == 1:
        lines += _of_names("sheet", old.sheets, new.sheets)
    if old.unit_text != new.unit_text:
        lines.append(f"the words for its unit were {_words(old.unit_text)} and are {_words(new.unit_text)}")
    return lines


def _of_names(what: str, old: Sequence[str], new: Sequence[str]) -> list[str]:
    added = [name for name in new if name not in old]
    gone = [name for name in old if name not in new]
    lines = [f"new {what}{'s' if len(added) > 1 else ''}: {_words(added)}"] if added else []
    lines += [f"{what}{'s' if len(gone) > 1 else ''} no longer there: {_words(gone)}"] if gone else []
    if not lines and tuple(old) != tuple(new):
        lines.append(f"the {what}s stand in another order: {_words(new)}")
    return lines


def _words(names: Sequence[str]) -> str:
    shown = [repr(name) for name in names[:_SHOWN]]
    more = [f"{len(names) - _SHOWN} more"] if len(names) > _SHOWN else []
    return listed([*shown, *more]) if names else "none"
