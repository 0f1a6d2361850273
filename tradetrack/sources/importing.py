"""Files of known sources -> rows for a ledger, what was left out, and what is new. Writes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from tradetrack.core import schema
from tradetrack.core.errors import LedgerError, Problem, RequestError
from tradetrack.core.periods import period_text
from tradetrack.ledger.batch import NewRows, figures_of, new_rows, with_rows
from tradetrack.ledger.cells import CellError, parse_pair, parse_reporter, parse_scope
from tradetrack.ledger.location import read_input
from tradetrack.ledger.reader import parse_ledger
from tradetrack.sources.asking import completed, read_as_said, what_differs
from tradetrack.sources.bounds import require_readable
from tradetrack.sources.comparison import KINDS, NEW, SAME, Key, compare
from tradetrack.sources.described import unfinished
from tradetrack.sources.grid import is_workbook
from tradetrack.sources.head import Head
from tradetrack.sources.layout import Layout
from tradetrack.sources.other_ledger import are_known, rows_of_ledger, wanted_rows
from tradetrack.sources.reading import Choice, Figure, File, Reading
from tradetrack.sources.recipe import Recipe, recipe_of, require_match
from tradetrack.sources.registry import can_read, kind_of, recognised
from tradetrack.sources.selection import NOT_ASKED, chosen, distinct, require_whole
from tradetrack.sources.source import Source
from tradetrack.sources.workbook_parts import remarks_of

_SHOWN = 3
_LEDGER = Source(kind="a ledger", recognise=lambda _: False, by_hand="")


class Intake(NamedTuple):
    """What one file gives: its kind in words, its source's title, rows for a ledger, what was left out."""

    name: str
    kind: str
    title: str
    rows: NewRows
    reading: Reading
    recipe: Recipe | None = None  # where one was asked for
    is_ledger: bool = False  # its rows are a ledger's, and are taken as they are


class Merged(NamedTuple):
    """A ledger with the rows of an intake: its bytes, how many rows were of which kind, and what is gone."""

    data: bytes
    counts: dict[str, int]
    examples: dict[str, list[str]]
    gone: list[str]


def take_in(
    path: str, choice: Choice, recipe: tuple[str, Recipe] | None = None, makes_recipe: bool = False
) -> Intake:
    """Read a file of a known source, or any table by the layout of the choice.

    With a recipe (its name and itself), the choice is the recipe's, but for what is asked for in addition.
    Raises LedgerError for another file, RequestError for open questions and where the recipe does not fit.
    """
    name, data = read_input(path)
    head = Head(data, name)
    require_readable(head)
    file = File(Path(name).name, data, head, _day(path))
    if recipe:
        require_match(recipe[1], recipe[0], file)
        choice = _with_recipe(choice, recipe[1])
    _require_codes(choice)
    known = None if choice.layout else _source(head, name)
    if known is _LEDGER:
        return _of_ledger(name, data, choice)
    if known is None or known.by_options:
        choice = completed(file, choice)
    source = known if known and not known.by_options else source_of(file.name, choice.layout or Layout())
    kind = kind_of(head, known or source)
    assert source.read is not None  # noqa: S101 - `_source` has seen to it
    reading = source.read(file, choice)
    reading.remarks += remarks_of(file) if is_workbook(file) else []
    require_whole(name, kind, reading, () if choice.whole else source.cuts)
    try:
        figures = distinct(reading, chosen(reading, choice))
    except RequestError as error:
        details = what_differs(file, choice) if error.parameter == "skip" else []
        raise RequestError(error.message, error.parameter, error.more, details) from None
    rows = _rows(figures, source, file)
    if not choice.whole and (doubt := unfinished(rows)):
        raise RequestError(f"{name}: {doubt}; import it later, or say that it is whole", "whole")
    made = recipe_of(file, choice) if makes_recipe else None
    return Intake(name, kind, source.title, rows, reading, made)


def _of_ledger(name: str, data: bytes, choice: Choice) -> Intake:
    """The rows of another ledger that were asked for."""
    rows = rows_of_ledger(data, name)
    wanted = wanted_rows(rows, choice)
    reading = Reading(rows=len(rows))
    if len(wanted) < len(rows):
        reading.leave_out(NOT_ASKED, None, len(rows) - len(wanted))
    if not wanted:
        raise RequestError("the file has no figure of what was asked for; ask for less")
    return Intake(name, _LEDGER.kind, "", new_rows(wanted), reading, is_ledger=True)


def _with_recipe(choice: Choice, recipe: Recipe) -> Choice:
    """The choice of a recipe, with the years and the labels to skip that are asked for in addition."""
    own = recipe.choice
    return own._replace(
        since=choice.since, until=choice.until, whole=choice.whole, skip=(*own.skip, *choice.skip)
    )


def merged(old: bytes, name: str, intake: Intake) -> Merged:
    """The ledger of bytes `old` with what is new in an intake. Raises LedgerError, RequestError."""
    if intake.is_ledger:
        known = are_known(intake.rows, rows_of_ledger(old, name))
        new = [row for row, is_known in zip(intake.rows, known, strict=True) if not is_known]
        counts = {NEW: len(new), SAME: len(known) - len(new)}
        return Merged(with_rows(old, name, new) if new else old, counts, {}, [])
    before = parse_ledger(old, name)
    if len(before):
        kinds, gone = compare(before, figures_of(intake.rows), intake.title)
    else:
        kinds, gone = [NEW] * len(intake.rows), []
    examples = {
        kind: [_figure_words(intake.rows[place]) for place in islice(_places_of(kinds, kind), _SHOWN)]
        for kind in KINDS
    }
    is_new = [place for place, kind in enumerate(kinds) if kind != SAME]
    wanted = intake.rows if len(is_new) == len(kinds) else intake.rows.only(is_new)
    data = with_rows(old, name, wanted) if wanted else old
    counts = {kind: kinds.count(kind) for kind in KINDS}
    return Merged(data, counts, examples, [_key_words(key) for key in gone])


def _require_codes(choice: Choice) -> None:
    """That pairs, reporter and scope are written as a ledger has them. Raises RequestError."""
    given = [("pair", pair, parse_pair) for pair in choice.pair]
    given += [("reporter", choice.reporter or "", parse_reporter), ("scope", choice.scope or "", parse_scope)]
    for parameter, text, rule in given:
        try:
            if text:
                rule(text)
        except CellError as error:
            raise RequestError(str(error), parameter) from None


def _source(head: Head, name: str) -> Source:
    """The one source that reads a file. Raises LedgerError where none does, RequestError where two do."""
    found = recognised(head)
    if len(found) > 1:
        kinds = " and ".join(kind_of(head, source) for source in found)
        raise RequestError(f"{name}: could be {kinds}; copy its figures by hand")
    if found and (can_read(head, found[0]) or found[0].by_options):
        return found[0]
    if found:
        message = f"this is {kind_of(head, found[0])}, which is not read yet; {found[0].by_hand}"
        raise LedgerError(name, [Problem(1, 1, "foreign-file", message)])
    parse_ledger(head.data, name)  # says what is wrong, unless it is a ledger
    return _LEDGER


def source_of(file_name: str, layout: Layout) -> Source:
    """A table by options as a source; its title is what the user calls it, else the name of the file."""
    return Source(
        kind="a table, read by options",
        recognise=lambda _: True,
        by_hand="",
        title=layout.source or file_name,
        read=read_as_said,
        cuts=(65_536, 1_048_576),
    )


def _day(path: str) -> str:
    """The day on which a file was last written: its figures were known by then."""
    try:
        stamp = Path(path).stat().st_mtime
    except OSError:
        return ""
    return dt.datetime.fromtimestamp(stamp, dt.UTC).date().isoformat()


def _rows(figures: Sequence[Figure], source: Source, file: File) -> NewRows:
    """Figures as rows of a ledger."""
    dated = f", {file.day}" if file.day else ""
    texts = dict(zip(Figure._fields, map(list, zip(*figures, strict=True)), strict=True))
    constant = {
        schema.STATED_BY: source.title,
        schema.STATED_ON: file.day,
        schema.SOURCE: f"{source.title}: {file.name}{dated}",
    }
    columns = {
        schema.PAIR: list(map("-".join, zip(texts["reporter"], texts["partner"], strict=True))),
        schema.FLOW: texts["flow"],
        schema.PERIOD: texts["period"],
        schema.VALUE: texts["value"],
        schema.UNIT: texts["unit"],
        schema.SCOPE: texts["scope"],
        schema.REPORTER: texts["reporter"],
        **{name: [text] * len(figures) for name, text in constant.items()},
        schema.NOTE: texts["note"],
    }
    return NewRows(columns, len(figures))


def _places_of(kinds: Sequence[str], kind: str) -> Iterator[int]:
    return (place for place, each in enumerate(kinds) if each == kind)


def _figure_words(row: Mapping[str, str]) -> str:
    return f"{row[schema.PAIR]} {row[schema.FLOW]} {row[schema.PERIOD]}"


def _key_words(key: Key) -> str:
    pair, flow, start, months, *_ = key
    return f"{pair} {flow} {period_text(start, months)}"
