"""A table that options describe in part: what is proposed for the rest, and what is asked."""

from __future__ import annotations

import re
import shlex
from typing import Any

from tradetrack.core.errors import RequestError
from tradetrack.sources.by_options import first_values, read
from tradetrack.sources.cell_kinds import is_number
from tradetrack.sources.fingerprint import about_unit
from tradetrack.sources.grid import grids_of
from tradetrack.sources.labels import period_of
from tradetrack.sources.layout import PARTNERS, PERIODS, Layout
from tradetrack.sources.proposal import columns_in_words, proposed
from tradetrack.sources.reading import Choice, File, Reading

_SHOWN = 3
_LOOKED_AT = 50  # texts of a column
_LONGEST = 60  # characters of a text that is shown
_TOTAL = re.compile(r"\btotal\b|^all\b", re.IGNORECASE)
_GROUP_OF_THREE = re.compile(r"[1-9][0-9]?\.[0-9]{3}")
_WHOLE_WITH_POINT = re.compile(r"-?[1-9][0-9]{2}\.0")
OPTIONS = "--unit, --period or --columns-are, --value, --pair or --reporter and --partner-column, --flow"


def with_fixed_period(layout: Layout) -> Layout:
    """The layout with a period that is no name of a column, such as 2024, as that of all rows."""
    fixed = layout.period and period_of(layout.period, year_start=layout.year_start)
    return layout._replace(period=None, fixed_period=fixed) if fixed else layout


def completed(file: File, choice: Choice) -> Choice:
    """The choice with a layout in which what its user leaves open is proposed by the form of the table."""
    layout = with_fixed_period(choice.layout or Layout())
    return choice._replace(layout=layout if _is_complete(layout, choice) else proposed(file, layout))


def _is_complete(layout: Layout, choice: Choice) -> bool:
    has_period = layout.period or layout.fixed_period or layout.says(PERIODS)
    has_partner = layout.partner or layout.partner_code or layout.says(PARTNERS) or choice.pair
    return bool(has_period and has_partner and (layout.value or layout.above))


def read_as_said(file: File, choice: Choice) -> Reading:
    """The figures of a table by a choice with a whole layout; what it leaves open is asked for.

    Raises RequestError, whose details show the reading so far.
    """
    layout = choice.layout or Layout()
    try:
        reading = read(file, choice)
    except RequestError as error:
        more = [] if layout.value or layout.above else [_in_general(file)]
        more += _more_questions(file, choice, error)
        details = _proposal(file, layout, error.parameter == "unit")
        raise RequestError(error.message, error.parameter, more, details) from None
    reading.remarks.insert(0, f"read so: {_how(layout)}")
    reading.remarks += [remark] if (remark := _lost_thousands(file, layout)) else []
    return reading


def _more_questions(file: File, choice: Choice, error: RequestError) -> list[RequestError]:
    """What is asked for after the answer to a first question, by trying one."""
    found: list[RequestError] = []
    answers = {"unit": "USD mn", "reporter": "USA", "flow": "exports", "pair": ("USA-CHN",)}
    while error.parameter in answers:
        answer: Any = answers.pop(error.parameter)
        if error.parameter == "unit":
            choice = choice._replace(layout=(choice.layout or Layout())._replace(unit=answer))
        else:
            answered: dict[str, Any] = {error.parameter: answer}
            choice = choice._replace(**answered)
        try:
            read(file, choice)
        except RequestError as next_one:
            found.append(next_one)
            error = next_one
        else:
            break
    return found


def _in_general(file: File) -> RequestError:
    return RequestError(f"{file.name}: its form does not say how to read it; say it: {OPTIONS}")


def _how(layout: Layout) -> str:
    sheet = f"sheet {layout.sheet!r}, " if layout.sheet else ""
    many = f"each sheet a {layout.sheets.removesuffix('s')}, " if layout.sheets else ""
    value = f", values in column {layout.value[0]!r}" if len(layout.value) == 1 else ""
    decimal = "a comma" if layout.decimal == "," else "a point"
    return f"{sheet}{many}{columns_in_words(layout)}{value}, {decimal} before decimals"


def _proposal(file: File, layout: Layout, asks_unit: bool) -> list[str]:
    """The lines that show how a table would be read, as far as that is clear."""
    lines = [f"{file.name}: proposed reading: {_how(layout)}"]
    try:
        first = first_values(file, layout, _SHOWN)
        phrases = about_unit(file, layout) if asks_unit else ()
    except RequestError:
        return lines if layout.above or layout.columns else []
    rows = [" ".join(" ".join(part.split()) for part in _of(cell) if part) for cell in first]
    if rows:
        lines.append(f"{file.name}: first values: {'; '.join(rows)}")
    if phrases:
        lines.append(f"{file.name}: the file says {', '.join(map(repr, phrases))}; the unit is never guessed")
    return lines


def _of(cell: tuple[str, ...]) -> tuple[str, ...]:
    text, period, partner, reporter, flow, part = cell
    return reporter, partner, flow, part, period, text


def what_differs(file: File, choice: Choice) -> list[str]:
    """The columns that tell rows apart and that nobody has spoken of yet, such as one of products."""
    layout = choice.layout
    if layout is None:
        return []
    lines = []
    for grid in grids_of(file, layout):
        for place, name in enumerate(grid.header):
            texts = list(dict.fromkeys(row[place] for row in grid.rows if row[place]))
            if name in layout.named or len(texts) < 2 or any(map(is_number, texts[:_LOOKED_AT])):
                continue
            total = next((text for text in texts if _TOTAL.search(text) and len(text) < _LONGEST), "")
            keep = f"keep one with --where {shlex.quote(f'{name}={total}')}, or " if total else ""
            lines.append(
                f"{file.name}: rows differ in {name!r} ({len(texts):,} texts, such as "
                f"{texts[0][:_LONGEST]!r}): {keep}add them up with --sum-over {shlex.quote(name)}"
            )
    return lines[:_SHOWN]


def _lost_thousands(file: File, layout: Layout) -> str:
    """A word of doubt where a program has taken 33,312 for 33.312 and 798 for 798.0; else nothing."""
    for grid in grids_of(file, layout):
        for place in range(len(grid.header)):
            cells = [row[place] for row in grid.rows]
            odd = next(filter(_GROUP_OF_THREE.fullmatch, cells), "")
            whole = next(filter(_WHOLE_WITH_POINT.fullmatch, cells), "")
            if odd and whole:
                return (
                    f"column {grid.header[place]!r} has both {odd} and {whole}: perhaps the commas between "
                    "its thousands have become points, and the values are a thousand times larger; then say "
                    "so in the unit"
                )
    return ""
