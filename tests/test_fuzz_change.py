"""`edit`, `remove`, `add --from` and `import` on whatever file: what is not named stays to the byte, or all does."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from test_fuzz import NAMES, ROWS, explore
from test_fuzz_add import CELLS, TEXTS

from tradetrack.core.errors import LedgerError, RequestError
from tradetrack.ledger.change import with_cells, without_row
from tradetrack.ledger.reader import parse_ledger
from tradetrack.ledger.typed import Typed
from tradetrack.ledger.typed_rows import TypedRows, read_rows, with_typed_rows
from tradetrack.sources.importing import merged, take_in
from tradetrack.sources.reading import Choice
from tradetrack.storage.atomic import rewrite

BOM = b"\xef\xbb\xbf"
FIELD = r'(?:"(?:[^"]|"")*"|[^",\r\n][^,\r\n]*|)'
RECORD = re.compile(rf"{FIELD}(?:,{FIELD})*(?:\r\n|\r|\n|\Z)")
GOOD = st.fixed_dictionaries(
    {},
    optional={
        "value": st.sampled_from(["7", "0.50", "over 140bn", "5 USD tn"]),
        "period": st.sampled_from(["2022", "2022-Q1", "2023"]),
        "kind": st.just("reported"),
        "growth_pct": st.sampled_from(["5", "-3.2", ""]),
        "note": TEXTS,
        "source": TEXTS,
        "stated_by": TEXTS,
    },
)
EXTRA = ("mine", "# comment")


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Ledgers as other programs and people leave them: quotes everywhere or nowhere, blank lines, own columns."""
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    rows = [ROWS[place] for place in draw(st.lists(st.integers(0, len(ROWS) - 1), max_size=5))]
    cells = st.sampled_from(["", "x", "a, b", "two\nlines", "two\r\nlines", 'so "so"', "# not a figure", " "])
    lines = [[*NAMES, *EXTRA], *([*row, draw(cells), draw(cells)] for row in rows)]
    data = end.join(",".join(_written(draw, cell) for cell in line) + draw(_blanks(end)) for line in lines)
    tail = draw(st.sampled_from(["", end, end, end * 2, end + "  " + end, '"', "x" + end]))
    return draw(st.sampled_from([b"", BOM])) + (data + tail).encode()


def _written(draw: st.DrawFn, cell: str) -> str:
    if draw(st.booleans()) or any(sign in cell for sign in ',"\r\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _blanks(end: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["", "", "", end, f"{end} \t"])


def split(data: bytes) -> list[tuple[int, str]]:
    """The lines and rows of a ledger as they stand in it, with their line ends, and the line each starts on."""
    text, position, line, parts = data.removeprefix(BOM).decode(), 0, 1, []
    while position < len(text):
        match = RECORD.match(text, position)
        assert match
        parts.append((line, match[0]))
        line += len(re.findall(r"\r\n|\r|\n", match[0]))
        position = match.end()
    return parts


def line_of(data: bytes, place: int) -> int:
    """The line of a row, or one on which no row starts; so too where the test cannot tell."""
    try:
        lines = [at for at, part in split(data) if part.strip()][1:]
    except AssertionError:
        lines = []
    return lines[place % len(lines)] if lines and place < 8 else place


def cells_of(part: str) -> list[str]:
    """The cells of one row, without the product."""
    return next(csv.reader(io.StringIO(part.rstrip("\r\n"), newline=""), strict=True), [])


def changed(old: bytes, change: Callable[[bytes], bytes]) -> bytes | None:
    """What the safe writer makes of the file; None where it is refused, and the file as it was."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "my.csv"
        file.write_bytes(old)
        try:
            rewrite(str(file), change)
        except (LedgerError, RequestError):
            assert file.read_bytes() == old
            return None
        finally:
            assert list(Path(folder).iterdir()) == [file]
        return file.read_bytes()


def stated(name: str, given: dict[str, str]) -> set[str]:
    """What the cell says that a stated value names, where it does."""
    return {
        ("value", "over 140bn"): {"140"},
        ("unit", "over 140bn"): {"USD bn", "EUR bn"},
        ("qualifier", "over 140bn"): {"over"},
        ("value", "5 USD tn"): {"5"},
        ("unit", "5 USD tn"): {"USD tn"},
    }.get((name, given.get("value", "")), set())


@given(files(), st.integers(0, 8), st.one_of(GOOD, GOOD, CELLS))
def only_the_named_cells_change(old: bytes, place: int, cells: dict[str, str]) -> None:
    line = line_of(old, place)
    given = {name: text for name, text in cells.items() if name in NAMES}
    new = changed(old, lambda data: with_cells(data, "my.csv", line, lambda _: Typed(given, ())).new)
    if new is None:
        return
    before, after = split(old), split(new)
    assert new.startswith(BOM) == old.startswith(BOM)
    assert [part for at, part in before if at != line] == [part for at, part in after if at != line]
    was, now = dict(before)[line], dict(after)[line]
    assert was[len(was.rstrip("\r\n")) :] == now[len(now.rstrip("\r\n")) :]
    named = dict(zip([*NAMES, *EXTRA], zip(cells_of(was), cells_of(now), strict=True), strict=True))
    for name, (old_cell, new_cell) in named.items():
        wanted = stated(name, given) or {given.get(name, old_cell)}
        assert new_cell in wanted, name
    parse_ledger(new, "my.csv")


@given(files(), st.integers(0, 8))
def only_the_named_row_goes(old: bytes, place: int) -> None:
    line = line_of(old, place)
    new = changed(old, lambda data: without_row(data, "my.csv", line).new)
    if new is None:
        return
    parts = [part for at, part in split(old) if at != line]
    assert len(parts) == len(split(old)) - 1
    assert new == (BOM if old.startswith(BOM) else b"") + "".join(parts).encode()
    parse_ledger(new, "my.csv")


@given(files(), st.lists(CELLS, max_size=3), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def the_rows_stand_after_the_old_file(old: bytes, rows: list[dict[str, str]], end: str, twice: bool) -> None:
    names = sorted({name for row in rows for name in row} | {"period", "value"})
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    text = end.join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    new = changed(old, lambda data: with_typed_rows(data, "my.csv", read(text), twice).new)
    if new is None:
        return
    assert new.startswith(old)
    count = len(rows)
    if not count:
        assert new == old
        return
    added = parse_ledger(new, "my.csv").iloc[-count:]
    assert len(parse_ledger(new, "my.csv")) == len(parse_ledger(old, "my.csv")) + count
    for name in {"note", "source", "stated_by"} & set(names):
        wanted = [row.get(name, "") if row.get(name, "").strip() else "" for row in rows]
        assert added[name].tolist() == wanted


MONTHS = st.lists(
    st.tuples(
        st.sampled_from([f"2021-{month:02d}-01" for month in range(1, 10)] + ["2021-01-01"]),
        st.sampled_from(["35774.8", "31000", "0.5", ".", "12,5", "some", ""]),
    ),
    max_size=6,
)


@given(
    files(), MONTHS, st.sampled_from(["IMPCH", "EXP5330", "NOBODY"]), st.sampled_from(["", "\n", '"', ",x"])
)
def an_import_stands_after_the_old_file(
    old: bytes, months: list[tuple[str, str]], series: str, tail: str
) -> None:
    lines = [("observation_date", series), *months]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "fred.csv"
        source.write_text("\n".join(map(",".join, lines)) + tail, encoding="utf-8")
        new = changed(old, lambda data: merged(data, "my.csv", take_in(str(source), Choice())).data)
    if new is None:
        return
    assert new.startswith(old)
    before, after = parse_ledger(old, "my.csv"), parse_ledger(new, "my.csv")
    added = after.iloc[len(before) :]
    # by the first month, as January and April alone are read as quarters
    stated = {(2021 * 12 + int(day[5:7]) - 1, value) for day, value in months if value not in (".", "")}
    assert set(zip(added["start"], added["value_text"], strict=True)) == stated
    assert after.iloc[: len(before)]["line"].tolist() == before["line"].tolist()


def read(text: str) -> TypedRows:
    """The rows of a text, as the product reads them."""
    return read_rows(text.encode(), "rows.csv", {})


def test_edit_changes_the_named_cells() -> None:
    explore(only_the_named_cells_change, 150)


def test_remove_takes_one_row_out() -> None:
    explore(only_the_named_row_goes, 80)


def test_many_rows_are_added_after_what_is_there() -> None:
    explore(the_rows_stand_after_the_old_file, 80)


def test_an_import_adds_after_what_is_there() -> None:
    explore(an_import_stands_after_the_old_file, 80)
