"""`init` and `add` as a person uses them: what they understand, write, say and refuse."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Run, scrubbed

from tradetrack.core.errors import LedgerError, RequestError
from tradetrack.core.schema import LEDGER_NAMES
from tradetrack.ledger.append import with_row
from tradetrack.ledger.cells import CellError
from tradetrack.ledger.reader import parse_ledger
from tradetrack.ledger.stated_value import Stated, parse_stated
from tradetrack.reports.add import effects

Cli = Callable[..., Run]
TRADE = (ROOT / "data" / "trade.csv").read_bytes()
CHINA = [
    "--pair",
    "CHN-RUS",
    "--period",
    "2022",
    "--value",
    "190.27",
    "--growth",
    "29.3",
    "--reporter",
    "CHN",
    "--stated-on",
    "2023-01-13",
]


def added(old: str | bytes, **cells: str) -> bytes:
    data = old.encode() if isinstance(old, str) else old
    return with_row(data, "my.csv", cells).new


def told(old: str | bytes, **cells: str) -> list[str]:
    data = old.encode() if isinstance(old, str) else old
    return effects(with_row(data, "my.csv", cells))


# The value as it was stated


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("146.87", ("146.87", "USD bn", "exact")),
        ("over 140", ("140", "USD bn", "over")),
        ("More than $1.2 trillion", ("1.2", "USD tn", "over")),
        ("~146.87", ("146.87", "USD bn", "about")),
        ("about 146.870", ("146.870", "USD bn", "about")),
        ("146.87bn", ("146.87", "USD bn", "exact")),
        ("$146.87 billion", ("146.87", "USD bn", "exact")),
        ("US$1.2tn", ("1.2", "USD tn", "exact")),
        ("950 million US dollars", ("950", "USD mn", "exact")),
        ("CNY 1.28 trillion", ("1.28", "CNY tn", "exact")),
        ("under €5bn", ("5", "EUR bn", "under")),
        ("1.28 tn yuan", ("1.28", "CNY tn", "exact")),
    ],
)
def test_a_value_is_understood_as_people_state_it(text: str, understood: tuple[str, str, str]) -> None:
    assert parse_stated(text) == Stated(*understood)


def test_unit_and_qualifier_may_stand_beside_the_value() -> None:
    assert parse_stated("140", "CNY mn", "over") == Stated("140", "CNY mn", "over")
    assert parse_stated("over $140", "USD mn", "over") == Stated("140", "USD mn", "over")


@pytest.mark.parametrize(
    ("text", "unit", "qualifier"),
    [("~140", None, "over"), ("140bn", "USD mn", None), ("$140", "CNY bn", None)],
)
def test_what_contradicts_itself_is_refused(text: str, unit: str | None, qualifier: str | None) -> None:
    with pytest.raises(RequestError, match="give one of them"):
        parse_stated(text, unit, qualifier)


@pytest.mark.parametrize("text", ["", "1,234", "94,8", "-5", "five", "$", "over", "1e3", "$146.87", "5 bnx", "USD 5bn EUR", "١٢"])  # fmt: skip
def test_what_is_no_value_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        parse_stated(text)


# The bytes


@pytest.mark.parametrize(
    ("old", "row"),
    [
        ("period,value\n2020,5\n", "2021,6\n"),
        ("period,value\n2020,5", "\n2021,6\n"),
        ("period,value", "\n2021,6\n"),
        ("period,value\r\n2020,5\r\n", "2021,6\r\n"),
        ("period,value\r\n2020,5", "\r\n2021,6\r\n"),
        ("period,value\r2020,5\r", "2021,6\r"),
        ("\ufeffperiod,value\n2020,5\n", "2021,6\n"),
        ("period,value\n2020,5\n\n  \n\n", "2021,6\n"),
        ("\n\nperiod,value\n2020,5\n", "2021,6\n"),
        ("value,mine,period\n5,x,2020\n", "6,,2021\n"),
        ('period,value,note\r\n2020,5,"two\nlines, ""so"""\r\n', "2021,6,\r\n"),
        ("period,value,unit,qualifier,flow\n", "2021,6,USD bn,exact,total\n"),
        ("note,period,value\nNA,2020,5.00\n", ",2021,6\n"),
    ],
)
def test_the_old_bytes_stay_and_the_row_is_like_them(old: str, row: str) -> None:
    assert added(old, period="2021", value="6") == (old + row).encode()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("period,value\n2020,5\n", "period,value,kind,note\n2020,5,,\n2030,6,target,x\n"),
        ("period,value\r\n2020,5", "period,value,kind,note\r\n2020,5,,\r\n2030,6,target,x\r\n"),
        ("\ufeff\nperiod,value\n\n2020,5\n", "\ufeff\nperiod,value,kind,note\n\n2020,5,,\n2030,6,target,x\n"),
        ('value,"my ""own""\nhead",period\n5,"a\n\nb",2020\n', 'value,"my ""own""\nhead",period,kind,note\n5,"a\n\nb",2020,,\n6,,2030,target,x\n'),
        ("note,period,value\nNA,2020,5\n", "note,period,value,kind\nNA,2020,5,\nx,2030,6,target\n"),
        ('period,value,note\n2020,5,7" pipe\n\n2021,6,', 'period,value,note,kind\n2020,5,7" pipe,\n\n2021,6,,\n2030,6,x,target\n'),
    ],
)  # fmt: skip
def test_a_file_gets_the_columns_that_the_row_needs(old: str, new: str) -> None:
    addition = with_row(
        old.encode(), "my.csv", {"kind": "target", "period": "2030", "value": "6", "note": "x"}
    )
    assert addition.new.decode() == new
    before = parse_ledger(old.encode(), "my.csv")
    assert addition.before["value"].tolist() == before["value"].tolist()
    assert set(addition.before["kind"]) == {"reported"}
    assert effects(addition)[0].startswith("every line has got the column")


def test_a_minimal_ledger_gets_a_target_and_its_own_pair(tradetrack: Cli, tmp_path: Path) -> None:
    (tmp_path / "my.csv").write_text("period,value\n2020,5\n")
    assert (
        tradetrack("add", "--data", "my.csv", "--kind", "target", "--period", "2030", "--value", "9").code
        == 0
    )
    assert tradetrack("targets", "--data", "my.csv", "--format", "csv").out.count("2030") == 1
    (tmp_path / "one.csv").write_text("pair,period,value,unit\nCHN-DEU,2020,212,EUR bn\n")
    added = tradetrack("add", "--data", "one.csv", "--period", "2021", "--value", "245")
    assert "understood as CHN-DEU, total, reported, 2021, 245 EUR bn" in added.out
    (tmp_path / "two.csv").write_text("pair,period,value\nCHN-DEU,2020,212\nCHN-RUS,2020,108\n")
    refused = tradetrack("add", "--data", "two.csv", "--period", "2021", "--value", "245")
    assert (refused.code, "--pair: the ledger names its pairs" in refused.err) == (2, True)


def test_cells_are_quoted_where_they_must_be() -> None:
    note = 'he said "more, soon"\nand left'
    data = added("period,value,note\n", period="2021", value="6", note=note)
    assert data.endswith(b'2021,6,"he said ""more, soon""\nand left"\n')


@pytest.mark.parametrize("old", ["period,value,note\n", "note,value,period\r\n", "period,value,note\r"])
@pytest.mark.parametrize("note", ["a\nb", "a\rb", "a\r\nb", ",", '"', '""', " x ", "\ufeff", "\u2028", "\x1b[31m", "'", "=1+1", "NA", "é 中"])  # fmt: skip
def test_a_cell_is_read_back_as_it_was_given(old: str, note: str) -> None:
    addition = with_row(old.encode(), "my.csv", {"period": "2021", "value": "6", "note": note})
    again = with_row(addition.new, "my.csv", {"period": "2022", "value": "7"})
    assert again.after["note"].tolist() == [note, ""]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"period": "Jan 2021", "value": "6"}, "period: 'Jan 2021' is not a period; write"),
        ({"period": "2021"}, "value: the row has no figure"),
        ({"period": "2021", "value": "6", "growth_pct": "5%"}, "growth_pct: '5%' is not"),
        ({"period": "2021", "value": "6", "note": "a\0b"}, "note: .* is not text"),
        ({"period": "2021", "value": "6", "note": "\udcff"}, "note: .* is not text"),
        ({"period": "2021-Q1", "value": "6", "kind": "target"}, "a target's deadline is a year"),
    ],
)
def test_a_row_that_no_ledger_may_have_is_refused(cells: dict[str, str], message: str) -> None:
    with pytest.raises(RequestError, match=message):
        added("period,value\n", **cells)


@pytest.mark.parametrize(
    ("old", "message"),
    [
        ("", "my.csv:1:1: error.no-header"),
        ("period,value\n2020,x\n", "my.csv:2:6: error.bad-value"),
        ('period,value,note\n2020,5,"open', "my.csv:2:8: error.bad-quote"),
        ("period;value\n", "semicolons"),
    ],
)
def test_a_ledger_with_faults_gets_no_row(old: str, message: str) -> None:
    with pytest.raises(LedgerError, match=message):
        added(old, period="2021", value="6")


def test_an_open_quote_is_not_closed_by_the_row() -> None:
    with pytest.raises(LedgerError, match=r"my\.csv:2:8: error.bad-quote"):
        added('period,value,note\n2020,5,"open', period="2021", value="6", note='",')


def test_a_ledger_that_names_its_pairs_wants_one() -> None:
    with pytest.raises(RequestError, match=r"^pair: .* such as CHN-RUS"):
        added(TRADE, period="2022", value="5")


def test_a_duplicate_is_equal_in_all_but_the_note() -> None:
    old = added("period,value,stated_by,note\n", period="2021", value="6", stated_by="Xi")
    with pytest.raises(LedgerError, match=r"my\.csv:2:1: error.duplicate-figure"):
        added(old, period="2021", value="6", stated_by="Xi", note="again")
    for cells in ({"stated_by": "Li"}, {"value": "6.0"}, {"period": "2022"}):
        assert added(old, **{"period": "2021", "value": "6", "stated_by": "Xi"} | cells)
    rate = added("period,value,growth_pct\n", period="2021", growth_pct="5")
    with pytest.raises(LedgerError, match="duplicate-figure"):
        added(rate, period="2021", growth_pct="5")


# What it says


def test_it_says_what_the_row_does() -> None:
    old = "period,value,qualifier,growth_pct,stated_on,kind\n2020,100,exact,,2021,\n2021,120,exact,,2022-01,\n,200,over,,2022,target\n"
    assert told(old, period="2022", value="150", stated_on="2023-01")[1:] == [
        "becomes the headline figure of 2022: the only figure",
        "growth of 2022: none before, now +25.0 %",
    ]
    assert told(old, period="2021", value="120", stated_on="2022-02")[1:] == ["restated: states the value of line 3 again"]  # fmt: skip
    assert told(old, period="2021", value="110", qualifier="over", stated_on="2022-02")[1:] == ["rounded: agrees with 120 of line 3"]  # fmt: skip
    assert told(old, period="2021", value="130", qualifier="over", stated_on="2022-02")[1:] == ["conflict: contradicts 120 of line 3"]  # fmt: skip
    assert told(old, period="2021", value="125", stated_on="2022-02")[1:] == [
        "becomes the headline figure of 2021: chosen of 2 figures",
        "120 of line 3 is replaced by 125 of line 5 as the headline figure: now superseded",
        "growth of 2021: +20.0 % before, now +25.0 %",
    ]
    assert told(old, period="2022", growth_pct="9")[1:] == ["growth only: states a rate and no level"]
    assert told(old, kind="target", value="200")[1:] == ["restates the target of line 4"]
    assert told(old, kind="target", value="200", period="2024")[1:] == ["a new target"]


def test_it_tells_of_the_pair_from_its_other_side() -> None:
    old = "pair,flow,period,value\n" + "".join(
        f"CHN-RUS,exports,{year},{year - 2000}\nUSA-CHN,exports,{year},5\n" for year in range(2010, 2020)
    )
    assert told(old, pair="RUS-CHN", flow="imports", period="2020", value="20")[1:] == [
        "becomes the headline figure of 2020: the only figure",
        "growth of 2020: none before, now +5.3 %",
    ]


def test_it_asks_about_codes_that_are_not_known() -> None:
    old = "pair,period,value,reporter\nCHN-RUS,2020,100,CHN\n"
    assert told(old, pair="CN-RUS", period="2021", value="120", reporter="UAE")[:3] == [
        "understood as CN-RUS, total, reported, 2021, 120 USD bn, exact",
        "CN is not the code of an economy; for CN-RUS write CHN-RUS",
        "UAE is not the code of an economy; for UAE write ARE",
    ]
    assert told(old, pair="ABC-RUS", period="2021", value="120")[1] == (
        "ABC names no economy that tradetrack knows; a bloc of your own may stand"
    )
    assert told(old, pair="CHN-EU27_2020", period="2021", value="120", reporter="CHN")[:2] == [
        "understood as CHN-EU27, total, reported, 2021, 120 USD bn, exact",
        "becomes the headline figure of 2021: the only figure",
    ]


def test_it_tells_of_a_series_that_changes_its_reporter_in_few_lines() -> None:
    old = "period,value,reporter\n" + "".join(
        f"{year},{year - 2000},CHN\n{year},{year - 1900},RUS\n" for year in range(2010, 2020)
    )
    said = told(old, period="2020", value="120", reporter="RUS")
    assert "10 of line 2 is replaced by 110 of line 3 as the headline figure: now other reporter" in said
    assert len(said) == 14
    assert said[7] == "and 15 more of this kind"


# The commands


def test_the_example_of_a_ledger_of_ones_own(tradetrack: Cli, tmp_path: Path) -> None:
    assert tradetrack("init", "my.csv", "--from", "trade").code == 0
    done = tradetrack("add", "--data", "my.csv", *CHINA, "--stated-by", "China Customs", "--source", "URL")
    assert (done.code, done.err) == (0, "")
    assert "growth of 2022: none before, now +29.5 %" in done.out
    row = b"CHN-RUS,total,reported,2022,190.27,USD bn,exact,29.3,CHN,China Customs,2023-01-13,URL,\n"
    assert (tmp_path / "my.csv").read_bytes() == TRADE + row
    shown = tradetrack("project", "--data", "my.csv", "--target", "200", "--format", "json")
    projection = json.loads(shown.out)["projections"][0]
    assert projection["base"]["year"] == 2022
    latest = next(path for path in projection["paths"] if path["assumption"] == "latest")
    assert round(latest["growth_pct"], 2) == 29.55  # 190.27 / 146.87
    again = tradetrack("add", "--data", "my.csv", *CHINA, "--stated-by", "China Customs", "--source", "URL")
    assert (again.code, again.out) == (1, "")
    assert again.err.startswith("my.csv:8:1: error[duplicate-figure]: ")
    twice = tradetrack("add", "--data", "my.csv", *CHINA, "--stated-by", "China Customs", "--source", "URL", "--allow-duplicate")  # fmt: skip
    assert twice.code == 0
    assert (tmp_path / "my.csv").read_bytes() == TRADE + row + row


def test_a_reporter_is_read_by_the_rule_of_its_column(tradetrack: Cli, tmp_path: Path) -> None:
    (tmp_path / "my.csv").write_text("pair,period,value,reporter\n")
    row = ["add", "--data", "my.csv", "--period", "2022", "--value", "5"]
    refused = tradetrack(*row, "--pair", "india-uae", "--reporter", "China Customs")
    assert (refused.code, refused.out) == (2, "")
    assert "--reporter: 'China Customs' is not the code of a reporter; write CHN\n" in refused.err
    accepted = tradetrack(*row, "--pair", "CN-RUS", "--reporter", "CN")
    assert accepted.code == 0
    assert "CN is not the code of an economy; for CN-RUS write CHN-RUS\n" in accepted.out
    assert "CN is not the code of an economy; for CN write CHN\n" in accepted.out
    assert (tmp_path / "my.csv").read_text().endswith("\nCN-RUS,2022,5,CN\n")


def test_a_dry_run_shows_the_change_and_writes_nothing(tradetrack: Cli, tmp_path: Path) -> None:
    (tmp_path / "my.csv").write_bytes(b"period,value\n2020,5\n")
    done = tradetrack("add", "--data", "my.csv", "--period", "2021", "--value", "$6bn", "--dry-run")
    assert done.code == 0
    assert "\n 2020,5\n+2021,6\nunderstood as total, reported, 2021, 6 USD bn, exact\n" in done.out
    assert "nothing was written" in done.err
    assert (tmp_path / "my.csv").read_bytes() == b"period,value\n2020,5\n"
    assert len(list(tmp_path.iterdir())) == 1


def test_an_empty_ledger_has_the_header_and_is_not_overwritten(tradetrack: Cli, tmp_path: Path) -> None:
    assert tradetrack("init", "my.csv").code == 0
    header = ",".join(LEDGER_NAMES).encode() + b"\n"
    assert (tmp_path / "my.csv").read_bytes() == header
    again = tradetrack("init", "my.csv", "--from", "trade")
    assert (again.code, again.out) == (4, "")
    assert "my.csv: is there already" in again.err
    assert (tmp_path / "my.csv").read_bytes() == header
    assert tradetrack("show", "--data", "my.csv").code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["init", "-"], 2, "name the new file"),
        (["init", "x.csv", "--from", "nope"], 2, "china-russia, stated-targets and trade"),
        (["init", "no/x.csv"], 4, "No such file or directory"),
        (["add", "--period", "2022", "--value", "5"], 2, "tradetrack init FILE --from trade"),
        (["add", "--data", "china-russia", "--period", "2022", "--value", "5"], 2, "--from china-russia"),
        (["add", "--data", str(ROOT / "data" / "trade.csv"), "--period", "2022", "--value", "5"], 2, "read-only"),
        (["add", "--data", "-", "--period", "2022", "--value", "5"], 2, "name one"),
        (["add", "--data", "no.csv", "--period", "2022", "--value", "5"], 4, "tradetrack init makes"),
        (["add", "--data", "no.csv", "--value", "5"], 2, "the figure has no period"),
        (["add", "--data", "no.csv", "--period", "2022"], 2, "the figure has no value"),
        (["add", "--data", "no.csv", "--kind", "target", "--growth", "3"], 2, "the figure has no value"),
        (["add", "--data", "no.csv", "--period", "2022", "--value", "five"], 2, "--value: 'five' is not a plain number"),
        (["add", "--data", "no.csv", "--period", "2022", "--value", "5bn", "--unit", "dollars"], 2, "such as USD bn"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_says_why(
    tradetrack: Cli, tmp_path: Path, arguments: list[str], code: int, message: str
) -> None:
    done = tradetrack(*arguments)
    assert (done.code, done.out) == (code, "")
    assert message in done.err
    assert list(tmp_path.iterdir()) == []


def test_on_a_terminal_it_asks_for_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "my.csv").write_bytes(b"period,value\n2020,5\n")
    ours, theirs = pty.openpty()
    os.write(ours, b"2021\n6\n")
    done = subprocess.run(
        [sys.executable, "-m", "tradetrack", "add", "--data", "my.csv"],
        stdin=theirs, capture_output=True, cwd=tmp_path, env=scrubbed(tmp_path), check=False, timeout=60,
    )  # fmt: skip
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0, done.stderr
    assert b"period (2021," in done.stderr
    assert b"value (146.87," in done.stderr
    assert (tmp_path / "my.csv").read_bytes() == b"period,value\n2020,5\n2021,6\n"


def test_a_value_without_a_unit_is_in_that_of_its_pair(tradetrack: Cli, tmp_path: Path) -> None:
    rows = "pair,kind,period,value,unit\nCHN-DEU,reported,2020,212,EUR bn\nCHN-DEU,reported,2021,245,EUR bn\n"
    (tmp_path / "my.csv").write_text(rows + "CHN-RUS,reported,2020,108,USD bn\n")
    added = tradetrack(
        "add",
        "--data",
        "my.csv",
        "--pair",
        "DEU-CHN",
        "--kind",
        "target",
        "--period",
        "2030",
        "--value",
        "300",
    )
    assert "300 EUR bn, exact" in added.out
    other = tradetrack("add", "--data", "my.csv", "--pair", "IND-RUS", "--period", "2021", "--value", "12")
    assert "12 USD bn, exact" in other.out
    named = tradetrack(
        "add", "--data", "my.csv", "--pair", "CHN-DEU", "--period", "2022", "--value", "$300bn"
    )
    assert "300 USD bn, exact" in named.out


def test_a_value_that_the_shell_has_eaten_is_refused(tradetrack: Cli, tmp_path: Path) -> None:
    (tmp_path / "my.csv").write_text("kind,period,value\nreported,2020,100\n")
    eaten = tradetrack("add", "--data", "my.csv", "--kind", "target", "--value", "00 billion")
    assert (eaten.code, "write '$100 billion' in single quotes" in eaten.err) == (2, True)
    nothing = tradetrack("add", "--data", "my.csv", "--kind", "target", "--value", "0")
    assert (nothing.code, "is a target of 0" in nothing.err) == (2, True)
    assert (tmp_path / "my.csv").read_text() == "kind,period,value\nreported,2020,100\n"


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("$1,234.5 bn", "$1234.5 bn"),
        ("over 1,000", "over 1000"),
        ("1.234,5 bn", "1234.5 bn"),
        ("100 bn.", "100 bn"),
        (".5tn", "0.5 tn"),
        ("5 crore", "one such as 146.87, over 140 or ~146.87bn"),
        ("100-110", "one such as 146.87, over 140 or ~146.87bn"),
    ],
)
def test_a_value_that_is_none_is_answered_with_what_to_write(value: str, meant: str) -> None:
    with pytest.raises(CellError, match=re.escape(f"{value!r} is not a plain number; write {meant}")):
        parse_stated(value)
    if "such as" not in meant:
        parse_stated(meant)
