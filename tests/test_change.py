"""`edit`, `remove` and `add --from` as a person uses them: what they write, say and refuse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Run

from tradetrack.core.errors import LedgerError, RequestError
from tradetrack.ledger.change import with_cells, without_row
from tradetrack.ledger.reader import parse_ledger
from tradetrack.ledger.typed import Typed, typed_cells
from tradetrack.ledger.typed_rows import read_rows, with_typed_rows
from tradetrack.reports.row_change import batch_effects, change_effects

Cli = Callable[..., Run]
LEDGER = (
    '\ufeffperiod,value,qualifier,note,mine\r\n2019,"90",exact,"a, ""b""\r\nc",x\r\n\r\n2020,100,,NA,"y"\r\n'
    "2021,120,about,,z"
).encode()


def edited(old: bytes, line: int, **cells: str) -> bytes:
    def typed(_own: dict[str, str]) -> Typed:
        return typed_cells(cells, lambda _: 4)

    return with_cells(old, "my.csv", line, typed).new


# The bytes


@pytest.mark.parametrize(
    ("line", "cells", "was", "now"),
    [
        (2, {"value": "95"}, b'2019,"90",', b'2019,"95",'),
        (2, {"note": ""}, b'"a, ""b""\r\nc"', b'""'),
        (5, {"value": "over 101.50"}, b"2020,100,,", b"2020,101.50,over,"),
        (5, {"value": "101"}, b"2020,100,,", b"2020,101,,"),
        (5, {"note": 'so "so", he\rsaid'}, b",NA,", b',"so ""so"", he\rsaid",'),
        (6, {"value": "exactly 121bn"}, b"2021,120,about,", b"2021,121,exact,"),
        (6, {"value": "119-122"}, b"2021,120,about,,", b"2021,120.5,about,stated as 119-122,"),
        (6, {"period": "Q1 2021"}, b"2021,120", b"2021-Q1,120"),
    ],
)
def test_only_the_cell_changes(line: int, cells: dict[str, str], was: bytes, now: bytes) -> None:
    assert LEDGER.count(was) == 1
    assert edited(LEDGER, line, **cells) == LEDGER.replace(was, now)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("tail", ["", "end"])
def test_a_row_goes_with_its_line_end(end: str, tail: str) -> None:
    lines = ["period,value,note", "2019,90,", '2020,100,"two' + end + 'lines"', "", "2021,120,"]
    old = end.join(lines) + (end if tail else "")
    for place, line in ((1, 2), (2, 3), (4, 6)):
        kept = end.join(text for at, text in enumerate(lines) if at != place) + (
            end if tail or place == 4 else ""
        )
        assert without_row(old.encode(), "my.csv", line).new.decode() == kept


def test_a_column_that_the_file_lacks_is_added_to_every_line() -> None:
    new = edited(b"value,period\n5,2020\n6,2021\n", 3, value="7 bn EUR", growth_pct="+7%")
    assert new == b"value,period,unit,growth_pct\n5,2020,,\n7,2021,EUR bn,7\n"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (1, "line 1 of my.csv is the header"),
        (3, "line 3 of my.csv is part of the row that starts on line 2"),
        (4, "line 4 of my.csv is blank"),
        (7, "my.csv has no line 7; its last one is 6"),
        (0, "my.csv has no line 0"),
    ],
)
def test_a_line_on_which_no_row_starts_is_refused(line: int, message: str) -> None:
    for refused in (lambda: edited(LEDGER, line, value="5"), lambda: without_row(LEDGER, "my.csv", line)):
        with pytest.raises(RequestError, match=message):
            refused()


@pytest.mark.parametrize(
    ("cells", "error", "message"),
    [
        ({"value": "five"}, RequestError, "value: 'five' is not a plain number"),
        ({"period": "soon"}, RequestError, "period: 'soon' is not a period"),
        ({"value": ""}, LedgerError, "my.csv:5:6: error.missing-value"),
        ({"kind": "target", "value": "0"}, RequestError, "a target of 0"),
        ({"period": "2021", "value": "120", "qualifier": "about"}, LedgerError, "duplicate-figure"),
        ({"note": "a\0b"}, RequestError, "note: .* is not text"),
    ],
)
def test_what_no_row_may_say_is_refused(cells: dict[str, str], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        edited(LEDGER, 5, **cells)


def test_a_row_at_fault_can_be_mended_or_taken_out() -> None:
    broken = b"period,value\n2020,x\n2021,5\n"
    assert edited(broken, 2, value="1,234") == b"period,value\n2020,1234\n2021,5\n"
    assert without_row(broken, "my.csv", 2).new == b"period,value\n2021,5\n"
    with pytest.raises(LedgerError, match=r"my\.csv:2:6: error.bad-value"):
        edited(broken, 3, value="6")
    with pytest.raises(LedgerError, match=r"my\.csv:3:6: error.bad-quote"):
        edited(b'period,value\n2020,5\n2021,"6', 2, value="6")


# What it says


def test_it_says_what_a_change_does_to_figures_years_and_targets() -> None:
    old = b"kind,period,value,stated_on\nreported,2020,100,2021\nreported,2021,120,2022\nreported,2021,120,2023\ntarget,2021,130,2020\n"
    change = with_cells(old, "my.csv", 3, lambda _: typed_cells({"value": "140"}, lambda _: 4))
    assert change_effects(change) == [
        "understood as total, reported, 2021, 140 USD bn, exact",
        "superseded: replaced by 120 of line 4, stated 2023",
        "120 of line 4 was restated, is now headline",
    ]
    assert change_effects(without_row(old, "my.csv", 4)) == ["no other figure and no answer changes"]
    assert change_effects(without_row(old.replace(b"130", b"110"), "my.csv", 2)) == [
        "2020 (total, USD bn): 100 before, now nothing",
        "2021 (total, USD bn): 120, +20.0 % before, now 120",
    ]
    met = with_cells(old, "my.csv", 5, lambda _: typed_cells({"value": "110"}, lambda _: 4))
    assert change_effects(met)[1:] == [
        "a new target",
        "target 110 by 2021 (total, USD bn): nothing before, now met in 2021 (120)",
        "target 130 by 2021 (total, USD bn): missed (120 of 130) before, now nothing",
    ]


def test_a_headline_figure_that_stays_one_is_said_to() -> None:
    old = b"period,value,note\n2020,100,\n2021,120,\n"
    noted = with_cells(old, "my.csv", 3, lambda _: typed_cells({"note": "seen"}, lambda _: 4))
    assert change_effects(noted) == [
        "understood as total, reported, 2021, 120 USD bn, exact",
        "stays the headline figure of 2021",
        "no other figure and no answer changes",
    ]
    moved = with_cells(old, "my.csv", 3, lambda _: typed_cells({"period": "2022"}, lambda _: 4))
    assert change_effects(moved)[1] == "becomes the headline figure of 2022: the only figure"


def test_a_row_that_moves_to_another_pair_changes_both() -> None:
    old = b"pair,period,value\nCHN-RUS,2020,100\nCHN-DEU,2020,200\n"
    change = with_cells(old, "my.csv", 2, lambda _: typed_cells({"pair": "China and India"}, lambda _: 4))
    assert change.new == old.replace(b"CHN-RUS", b"CHN-IND")
    assert change_effects(change)[2:] == [
        "2020 (CHN-IND, total, USD bn): nothing before, now 100",
        "2020 (CHN-RUS, total, USD bn): 100 before, now nothing",
    ]


# The commands


def test_a_row_is_shown_then_changed_then_taken_out(tradetrack: Cli, tmp_path: Path) -> None:
    file = tmp_path / "my.csv"
    file.write_bytes(b"period,value\n2020,100\n2021,120\n")
    shown = tradetrack("edit", "3", "--data", "my.csv")
    assert (shown.code, shown.out) == (0, "my.csv:3: 2021,120\n")
    word = shown.err.partition("--expect ")[2].split()[0]
    tried = tradetrack("edit", "3", "--data", "my.csv", "--value", "$130bn", "--expect", word, "--dry-run")
    assert (tried.code, file.read_bytes()) == (0, b"period,value\n2020,100\n2021,120\n")
    assert "\n-2021,120\n+2021,130\n" in tried.out
    assert f"--expect {word} " in tried.out
    done = tradetrack("edit", "3", "--data", "my.csv", "--value", "125", "--expect", word)
    assert (done.code, done.err) == (0, "")
    assert "2021 (total, USD bn): 120, +20.0 % before, now 125, +25.0 %\n" in done.out
    assert file.read_bytes() == b"period,value\n2020,100\n2021,125\n"
    late = tradetrack("remove", "3", "--data", "my.csv", "--expect", word)
    assert (late.code, late.out) == (2, "")
    assert "--expect: line 3 of my.csv is not what was expected, but 2021,125 (" in late.err
    again = tradetrack("edit", "3", "--data", "my.csv", "--value", "125")
    assert (again.code, "nothing to change" in again.out) == (0, True)
    gone = tradetrack("remove", "3", "--data", "my.csv", "--expect", "2021,125")
    assert (gone.code, file.read_bytes()) == (0, b"period,value\n2020,100\n")
    assert "\n-2021,125\n" in gone.out
    assert [path.name for path in tmp_path.iterdir()] == ["my.csv"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["edit", "2", "--data", "trade", "--value", "5"], 2, "bundled ledger trade is read-only"),
        (["remove", "2"], 2, "bundled ledger trade is read-only"),
        (["remove", "2", "--data", "-"], 2, "name one"),
        (["edit", "2", "--data", "no.csv", "--value", "5"], 4, "no such file"),
        (["edit", "x", "--data", "my.csv"], 2, "LINE"),
        (["edit", "9", "--data", "my.csv"], 2, "has no line 9"),
        (["edit", "2", "--data", "my.csv", "--period", "2021", "--value", "120"], 1, "--allow-duplicate lets it pass"),
    ],
)  # fmt: skip
def test_what_cannot_be_changed_says_why(
    tradetrack: Cli, tmp_path: Path, arguments: list[str], code: int, message: str
) -> None:
    (tmp_path / "my.csv").write_bytes(b"period,value\n2020,100\n2021,120\n")
    done = tradetrack(*arguments)
    assert (done.code, done.out) == (code, "")
    assert message in done.err
    assert (tmp_path / "my.csv").read_bytes() == b"period,value\n2020,100\n2021,120\n"


def test_a_row_that_another_program_has_just_changed_is_left_alone(
    tradetrack: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tradetrack.ledger import change

    file = tmp_path / "my.csv"
    file.write_bytes(b"period,value\n2020,100\n2021,120\n")

    def meanwhile(*arguments: object) -> object:
        found = without_row(*arguments)  # type: ignore[arg-type]
        file.write_bytes(b"period,value\n2019,90\n2020,100\n2021,120\n")
        return found

    monkeypatch.setattr(change, "without_row", meanwhile)
    done = tradetrack("remove", "3", "--data", "my.csv")
    assert (done.code, done.out) == (2, "")
    assert "line 3 of my.csv has just been changed by another program; nothing was written" in done.err
    assert file.read_bytes() == b"period,value\n2019,90\n2020,100\n2021,120\n"


# Many rows


ROWS = b'period,value,mine,kind,note\r\nQ1 2020,"1,234 mn",a,,"two\r\nlines"\r\n2022,nearly 190bn,,,\r\nby 2024,$200 billion,b,,\r\n'


def batch(old: bytes, rows: bytes = ROWS, **otherwise: str) -> bytes:
    return with_typed_rows(old, "my.csv", read_rows(rows, "rows.csv", otherwise)).new


def test_rows_are_added_as_they_are_meant() -> None:
    old = b"mine,pair,period,value,unit,qualifier,kind,note\nx,CHN-RUS,2021,146.87,USD bn,about,reported,"
    assert batch(old, reporter="China") == (
        b"mine,pair,period,value,unit,qualifier,kind,note,reporter\nx,CHN-RUS,2021,146.87,USD bn,about,reported,,\n"
        b'a,CHN-RUS,2020-Q1,1234,USD mn,exact,reported,"two\r\nlines",CHN\n'
        b",CHN-RUS,2022,190,USD bn,about,reported,,CHN\nb,CHN-RUS,2024,200,USD bn,exact,target,,CHN\n"
    )


@pytest.mark.parametrize(
    ("rows", "messages"),
    [
        (b"", ["rows.csv:1:1: error[no-header]"]),
        (b"period;value\n", ["rows.csv:1:1: error[delimiter]"]),
        (b"Period,value\n2020,5\n", ["rows.csv:1:1: error[misspelt-column]"]),
        (b"period,value\n2020,5\n2021\n", ["rows.csv:3:1: error[field-count]"]),
        (b'period,value,note\n2020,5,"a\nb"\nsoon,5,\n2022,x,\n', ["rows.csv:4:1: error[bad-period]", "rows.csv:5:6: error[bad-value]"]),
        (b"period,value,stated_on\n2020,5,1/2/2022\n", ["rows.csv:2:8: error[bad-date]"]),
        (b"period,value\n2020,\n", ["rows.csv:2:6: error[missing-value]"]),
        (b"period,value\n2021,5\n2022,6\n2022,6\n", ["rows.csv:2:1: error[duplicate-figure]: the figure stands in line 2 of my.csv already", "rows.csv:4:1: error[duplicate-figure]: the figure stands in line 3 already"]),
    ],
)  # fmt: skip
def test_every_fault_of_the_rows_is_told_at_its_place(rows: bytes, messages: list[str]) -> None:
    with pytest.raises(LedgerError) as caught:
        batch(b"period,value\n2021,5\n", rows)
    lines = list(caught.value.lines())
    assert len(lines) == len(messages)
    assert all(line.startswith(message) for line, message in zip(lines, messages, strict=True)), lines


def test_rows_want_a_pair_where_the_ledger_has_several() -> None:
    two = b"pair,period,value\nCHN-RUS,2020,100\nCHN-DEU,2020,200\n"
    with pytest.raises(LedgerError, match=r"rows\.csv:2:1: error.bad-pair.: the ledger names its pairs"):
        batch(two, b"period,value\n2021,5\n")
    assert batch(two, b"period,value\n2021,5\n", pair="CHN-IND") == two + b"CHN-IND,2021,5\n"


def test_one_summary_tells_what_many_rows_do() -> None:
    old = b"pair,kind,period,value,stated_on,reporter\nCHN-RUS,reported,2020,100,2021,\nCHN-RUS,reported,2021,120,2022,\nCHN-RUS,target,,150,2021,\n"
    rows = b"period,value,stated_on,remark\n2021,121,2023,x\n2020,100,2022,\n2022,160,2023,\n"
    told = with_typed_rows(old, "my.csv", read_rows(rows, "rows.csv", {}))
    assert batch_effects(told, "my.csv") == [
        "my.csv: 3 rows added, lines 5 to 7: 3 reported figures, of CHN-RUS",
        "left out: the column remark",
        "among the figures: 2 headline and 1 restated",
        "120 of line 3 is replaced by 121 of line 5 as the headline figure: now superseded",
        "2021 (CHN-RUS, total, USD bn): 120, +20.0 % before, now 121, +21.0 %",
        "2022 (CHN-RUS, total, USD bn): nothing before, now 160, +32.2 %",
        "target 150 (CHN-RUS, total, USD bn): open before, now met in 2022 (160)",
    ]


def test_many_rows_come_from_a_file_or_from_standard_input(tradetrack: Cli, tmp_path: Path) -> None:
    file = tmp_path / "my.csv"
    file.write_bytes(b"period,value\n2020,100\n")
    (tmp_path / "rows.csv").write_bytes(b"period,value,growth_pct\n2021,nearly 120bn,+20%\n")
    tried = tradetrack("add", "--data", "my.csv", "--from", "rows.csv", "--dry-run")
    assert (tried.code, file.read_bytes()) == (0, b"period,value\n2020,100\n")
    assert "+2021,120,about,20\n" in tried.out
    done = tradetrack("add", "--data", "my.csv", "--from", "rows.csv", "--reporter", "CHN")
    assert (done.code, done.err) == (0, "")
    assert (
        file.read_bytes()
        == b"period,value,qualifier,growth_pct,reporter\n2020,100,,,\n2021,120,about,20,CHN\n"
    )
    stdin = "period,value\n2022,x\n"
    refused = tradetrack("add", "--data", "my.csv", "--from", "-", stdin=stdin)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("<stdin>:2:6: error[bad-value]: ")
    nothing = tradetrack("add", "--data", "my.csv", "--from", "-", stdin="period,value\n")
    assert (nothing.code, nothing.out) == (0, "there are no rows to add\n")
    both = tradetrack("add", "--data", "my.csv", "--from", "-", "--value", "5", stdin=stdin)
    assert (both.code, "--value: the rows of - have their own" in both.err) == (2, True)


def test_the_rows_of_a_bundled_ledger_can_be_added_whole() -> None:
    rows = (ROOT / "data" / "china-russia.csv").read_bytes()
    header = rows.partition(b"\n")[0] + b"\n"
    new = with_typed_rows(header, "my.csv", read_rows(rows, "rows.csv", {}), allow_duplicate=True).new
    ours, theirs = parse_ledger(new, "my.csv"), parse_ledger(rows, "rows.csv")
    assert ours.astype(object).equals(theirs.astype(object))
