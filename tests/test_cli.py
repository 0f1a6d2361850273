"""The product as a user meets it: a process of its own, with an environment that owes nothing to us."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from conftest import Run, fewer, scrubbed

import tradetrack as tt

Cli = Callable[..., Run]


def test_show_has_all_six_figures_on_the_screen(tradetrack: Cli) -> None:
    run = tradetrack("show")
    assert run.code == 0
    for words in (
        "> 100",
        "≈ 123",
        "> 140 (agrees)",
        "≈ 146.87",
        "> 200",
        "250",
        "+36.2 %",
        "73 % of the way",
    ):
        assert words in run.out
    assert "Jan-Sep 2021" in run.out
    assert "implied by 2021's 35.9 %" in run.out


def test_show_json_is_the_contract(tradetrack: Cli) -> None:
    document = json.loads(tradetrack("show", "--format", "json").out)
    figures = document["figures"]
    assert [f["value"] for f in figures] == [100, 123, 200, 146.87, 140, 250]
    assert [f["period"] for f in figures] == [
        "2021-01/2021-09",
        "2021-01/2021-11",
        None,
        "2021",
        "2021",
        None,
    ]
    assert [f["status"] for f in figures] == [
        "headline",
        "headline",
        "target",
        "headline",
        "rounded",
        "target",
    ]
    keys = "pair flow kind period value unit qualifier scope growth_pct reporter stated_by stated_on source note line status"
    assert list(figures[0]) == keys.split()
    implied, reported = document["annual"]
    assert (implied["year"], implied["basis"]) == (2020, "implied")
    assert implied["value"] == pytest.approx(108.07, abs=5e-3)
    assert (reported["year"], reported["value"], reported["basis"]) == (2021, 146.87, "reported")
    assert (reported["growth_pct"], reported["stated_growth_pct"]) == (None, 35.9)
    keys = "pair flow scope unit reporter year label value qualifier basis parts floor growth_pct growth_bound stated_growth_pct method interval_80"
    assert list(reported)[:17] == keys.split()


def test_project_json_is_the_contract(tradetrack: Cli) -> None:
    run = tradetrack(
        "project", "--target", "200", "--target", "140", "--by", "2024", "--growth", "-3", "--format", "json"
    )
    two_hundred, one_forty = json.loads(run.out)["projections"]
    assert two_hundred["base"] == {"year": 2021, "value": 146.87, "qualifier": "about", "basis": "reported"}
    assert [p["assumption"] for p in two_hundred["paths"]] == ["stated", "given"]
    assert (two_hundred["paths"][1]["years"], two_hundred["paths"][1]["reached_in"]) == (None, None)
    assert one_forty["already_reached_in"] == 2021
    keys = "pair flow scope unit base target already_reached_in pace paths required rating outlook base_rate"
    assert list(two_hundred) == keys.split()


def test_project_without_target_takes_the_ledgers(tradetrack: Cli) -> None:
    projections = json.loads(tradetrack("project", "--format", "json").out)["projections"]
    assert [p["target"]["value"] for p in projections] == [200, 250]
    assert projections[0]["target"]["stated_by"] == "Vladimir Putin"


def test_the_three_ends_are_said_in_words(tradetrack: Cli) -> None:
    run = tradetrack("project", "--target", "140", "--target", "200", "--growth", "-3")
    assert "Already reached: 140 in 2021 (≈ 146.87)." in run.out
    assert "never" in run.out
    alone = tradetrack("project", "--data", "-", "--target", "200", stdin="period,value\n2021,100\n")
    assert "give one with --growth" in alone.out


def test_csv_of_show_is_a_ledger_again(tradetrack: Cli, tmp_path: Path) -> None:
    first = tradetrack("show", "--format", "csv")
    (tmp_path / "again.csv").write_text(first.out)
    second = tradetrack("show", "--format", "csv", "--data", "again.csv")
    assert second.out == first.out
    rows = list(csv.DictReader(io.StringIO(first.out)))
    assert rows[3]["value"] == "146.87"
    assert rows[3]["status"] == "headline"


def test_csv_of_project_has_a_row_a_path(tradetrack: Cli) -> None:
    run = tradetrack("project", "--target", "200", "--target", "140", "--growth", "10", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(run.out)))
    assert [(r["target"], r["assumption"], r["reached_in"]) for r in rows] == [
        ("200", "stated", "2023"),
        ("200", "given", "2025"),
        ("140", "", ""),
    ]


def test_markdown_is_literal(tradetrack: Cli) -> None:
    ledger = "period,value,stated_by\n2021,100,a|b *c* <d>\n"
    run = tradetrack("show", "--data", "-", "--format", "markdown", stdin=ledger)
    assert r"a\|b \*c\* \<d\>" in run.out
    assert run.out.count("\n| ---") == 1


def test_since_and_until_narrow(tradetrack: Cli) -> None:
    ledger = "period,value\n2019,80\n2020,100\n2021,125\n"
    run = tradetrack(
        "show", "--data", "-", "--since", "2020", "--until", "2020", "--format", "json", stdin=ledger
    )
    document = json.loads(run.out)
    assert [a["year"] for a in document["annual"]] == [2020]
    assert document["annual"][0]["growth_pct"] == 25
    assert len(document["figures"]) == 1


def test_all_lists_every_figure_with_its_reason(tradetrack: Cli) -> None:
    run = tradetrack("show", "--all", COLUMNS="200")
    assert "agrees with ≈ 146.87 of line 5" in run.out
    assert run.out.count("headline") == 3


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["show", "--data", "missing.csv"], 4, "no such file"),
        (["show", "--data", "."], 4, "cannot read it"),
        (["show", "--data", "https://example.org/x.csv"], 2, "download"),
        (["show", "--pair", "CHN-RUZ"], 2, "did you mean CHN-RUS"),
        (["show", "--flow", "both"], 2, "total"),
        (["show", "--reporter", "USA"], 2, "CHN"),
        (["show", "--as-of", "yesterday"], 2, "2022-02-04"),
        (["show", "--since", "20"], 2, "2024"),
        (["show", "--format", "xml"], 2, "table"),
        (["show", "--nonsense"], 2, "--nonsense"),
        (["nonsense"], 2, "nonsense"),
        (["project", "--growth", "nan"], 2, "growth"),
        (["project", "--growth", "1e9"], 2, "growth"),
        (["project", "--growth", "-100"], 2, "growth"),
        (["project", "--growth", "1_000"], 2, "growth"),
        (["project", "--target", "0"], 2, "positive"),
        (["project", "--target", "-5"], 2, "positive"),
        (["project", "--target", "many"], 2, "positive"),
        (["project", "--target", "200", "--by", "2020"], 2, "2021"),
        (["project", "--target", "200", "--base", "2020"], 2, "2020"),
        (["chart", "-o", "x.gif"], 2, ".png"),
        (["chart", "-o", "."], 2, ".png"),
        (["chart", "-o", "no/folder/x.png"], 4, "cannot write"),
        (["chart"], 2, "-o"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line_and_a_code(
    tradetrack: Cli, arguments: list[str], code: int, words: str
) -> None:
    run = tradetrack(*arguments)
    assert run.code == code
    assert run.out == ""
    assert words in run.err
    assert run.err.count("\n") == 1
    assert "Traceback" not in run.err


def test_faults_of_a_ledger_are_all_said_and_code_1(tradetrack: Cli) -> None:
    run = tradetrack("show", "--data", "-", stdin='period,value\n2020,"1,234"\n2021,NA\n')
    assert run.code == 1
    assert run.err.splitlines() == [
        "<stdin>:2:6: error[bad-value]: '1,234' is not a plain number; write 1234",
        "<stdin>:3:6: error[bad-value]: 'NA' is not a plain number; write digits with a point, such as 146.87, or delete the row if it has no figure",
    ]


def test_binary_input_is_a_clear_error(tradetrack: Cli) -> None:
    run = tradetrack("show", "--data", "-", stdin=b"PK\x03\x04\x00\x00\xff\xfe")
    assert run.code == 1
    assert "error[encoding]" in run.err


def test_the_environment_names_the_ledger(tradetrack: Cli, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("period,value\n2021,7\n")
    run = tradetrack("show", "--format", "json", TRADETRACK_DATA="own.csv")
    assert json.loads(run.out)["annual"][0]["value"] == 7


def test_an_empty_view_is_done_with_a_note(tradetrack: Cli) -> None:
    run = tradetrack("show", "--data", "-", stdin="period,value\n")
    assert (run.code, run.out) == (0, "")
    assert "nothing to show" in run.err
    assert tradetrack("show", "--as-of", "1990").code == 0


def test_hostile_text_is_shown_literally_and_harmlessly(tradetrack: Cli) -> None:
    hostile = "[red]x[/red] [/] :smile: \x1b[31m\u202e\x07\\"
    ledger = f"period,value,stated_by,source,note\n2021,100,{hostile},{hostile},{hostile}\n"
    for arguments in (["show"], ["show", "--all"], ["show", "--format", "markdown"]):
        run = tradetrack(*arguments, "--data", "-", stdin=ledger)
        assert run.code == 0
        assert not set(run.out) & {"\x1b", "\u202e", "\x07"}
        assert "x1b" in run.out
    assert (
        "[red]x[/red] [/] :smile: \\x1b[31m\\u202e\\x07\\"
        in tradetrack("show", "--data", "-", stdin=ledger).out
    )
    raw = json.loads(tradetrack("show", "--data", "-", "--format", "json", stdin=ledger).out)
    assert raw["figures"][0]["note"] == hostile


@pytest.mark.parametrize("width", ["40", "60", "80", "120"])
def test_no_line_is_wider_than_columns_and_no_number_is_cut(tradetrack: Cli, width: str) -> None:
    run = tradetrack("show", COLUMNS=width)
    assert max(len(line) for line in run.out.splitlines()) <= int(width)
    assert "…" not in run.out
    for number in ("> 100", "≈ 123", "≈ 146.87", "+36.2 %", "2021-12-15"):
        assert number in run.out


def test_a_senseless_columns_is_as_if_unset(tradetrack: Cli) -> None:
    shown, help_text = tradetrack("show").out, tradetrack("show", "--help").out
    for columns in ("0", "-5", "abc", ""):
        assert tradetrack("show", COLUMNS=columns).out == shown
        assert tradetrack("show", "--help", COLUMNS=columns).out == help_text
    assert tradetrack("show", TERM="dumb", COLUMNS="200").out == tradetrack("show", COLUMNS="200").out


def test_color_beats_no_color_beats_force_color(tradetrack: Cli) -> None:
    assert "\x1b" in tradetrack("show", "--color", "always", NO_COLOR="1").out
    assert "\x1b" not in tradetrack("show", NO_COLOR="1", FORCE_COLOR="1").out
    assert "\x1b" in tradetrack("show", FORCE_COLOR="1").out
    assert "\x1b" not in tradetrack("show", FORCE_COLOR="0").out
    assert "\x1b" not in tradetrack("show", "--color", "never", FORCE_COLOR="1").out


def test_an_encoding_without_the_signs_gets_others(tradetrack: Cli) -> None:
    run = tradetrack("show", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert run.code == 0
    assert "~ 146.87" in run.out
    assert run.out.isascii()


def test_a_reader_that_leaves_ends_it_quietly(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "tradetrack", "show"],
        stdout=write, stderr=subprocess.PIPE, env=scrubbed(tmp_path), check=False,
    )  # fmt: skip
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("arguments", fewer([["show"], ["--help"], ["--version"], ["show", "--help"]], 2))
def test_a_full_device_is_one_line_and_4(tmp_path: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tradetrack", *arguments],
            stdout=full, stderr=subprocess.PIPE, env=scrubbed(tmp_path), check=False,
        )  # fmt: skip
    assert done.returncode == 4
    assert done.stderr.count(b"\n") == 1


def test_help_and_version_import_neither_pandas_nor_matplotlib(tmp_path: Path) -> None:
    for arguments in (
        ["--help"],
        ["--version"],
        ["show", "--help"],
        ["project", "-h"],
        ["chart", "-h"],
        ["add", "-h"],
        ["init", "-h"],
    ):
        code = (
            "import sys; from tradetrack.cli.main import run; code = run(sys.argv[1:]);"
            "sys.exit(code or sorted({'pandas', 'matplotlib', 'numpy'} & set(sys.modules)) or 0)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], capture_output=True, env=scrubbed(tmp_path), check=False
        )
        assert (done.returncode, done.stderr) == (0, b""), arguments


def test_the_same_input_gives_the_same_bytes(tradetrack: Cli) -> None:
    here, elsewhere = (
        tradetrack("show", "--all", **more) for more in ({}, {"PYTHONHASHSEED": "1", "LC_ALL": "C"})
    )
    assert here.out == elsewhere.out


def test_columns_of_the_user_survive_whatever_their_names(tradetrack: Cli) -> None:
    ledger = "period,value,amount,series,level,start,x\n2021,100,a,b,c,d,e\n"
    rows = list(
        csv.DictReader(io.StringIO(tradetrack("show", "--data", "-", "--format", "csv", stdin=ledger).out))
    )
    assert [rows[0][name] for name in ("amount", "series", "level", "start", "x")] == list("abcde")


def test_csv_keeps_what_is_hard_to_keep(tradetrack: Cli, tmp_path: Path) -> None:
    (tmp_path / "hard.csv").write_bytes(
        b'period,value,growth_pct,note\n2021,1.50,0.00001,"a\rb"\n2022,2,10000000000000000,"c,""d"\n'
    )
    first = tradetrack("show", "--data", "hard.csv", "--format", "csv").out
    again = tradetrack("show", "--data", "-", "--format", "csv", stdin=first)
    assert (again.code, again.out) == (0, first)


@pytest.mark.parametrize(("close", "arguments", "code"), fewer([
    (">&-", "--help", 4), ("<&-", "show --data -", 4), ("2>&-", "bogus", 2), (">&-", "show", 4), ("2>&-", "show --data nofile", 4),
], 3))  # fmt: skip
def test_closed_streams_are_no_bug(tmp_path: Path, close: str, arguments: str, code: int) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m tradetrack {arguments} {close}"],  # noqa: S607
        capture_output=True, env=scrubbed(tmp_path), check=False,
    )  # fmt: skip
    assert done.returncode == code
    assert b"bug" not in done.stderr


def test_a_terminal_is_noticed(tmp_path: Path) -> None:
    import pty

    main, terminal = pty.openpty()
    os.set_blocking(main, False)
    env = scrubbed(tmp_path, TERM="xterm")
    subprocess.run(["stty", "cols", "60"], stdin=terminal, check=True)  # noqa: S607
    subprocess.run([sys.executable, "-m", "tradetrack", "show"], stdout=terminal, env=env, check=True)
    shown = b""
    with __import__("contextlib").suppress(BlockingIOError):
        while chunk := os.read(main, 65536):
            shown += chunk
    os.close(terminal)
    os.close(main)
    text = shown.decode()
    assert "\x1b[1m" in text
    plain = __import__("re").sub(r"\x1b\[[0-9;]*m", "", text)
    assert max(len(line.rstrip()) for line in plain.splitlines()) <= 60


def test_a_huge_columns_costs_nothing(tradetrack: Cli) -> None:
    assert tradetrack("show", COLUMNS="99999999").code == 0


def test_help_has_examples_line_by_line(tradetrack: Cli) -> None:
    run = tradetrack("show", "--help")
    assert "\n  tradetrack show --all\n" in run.out
    assert "\\b" not in run.out


def test_semicolons_are_named_quoted_or_not(tradetrack: Cli) -> None:
    for ledger in ("period;value\n2020;94,8\n", '"period";"value"\n"2020";"94,8"\n'):
        run = tradetrack("show", "--data", "-", stdin=ledger)
        assert run.err.startswith("<stdin>:1:1: error[delimiter]")
        assert run.err.count("\n") == 1


def test_no_usual_command_pays_for_typers_coercion(tmp_path: Path) -> None:
    commands = (
        ["show"],
        ["show", "--data", "trade", "--flow", "total", "--format", "csv", "--since", "2020"],
        ["project", "--target", "200", "--growth", "10", "--pair", "RUS-CHN", "--all"],
        ["targets"],
    )
    code = f"""if True:
        import sys
        from tradetrack.cli.main import run
        for arguments in {commands}:
            assert run(arguments) == 0 and "pydantic" not in sys.modules, arguments
    """
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=scrubbed(tmp_path), check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_csv_and_markdown_are_utf8_whatever_the_terminal_has(process: Cli) -> None:
    rows = "period,value,stated_by\n2021,125,Ministère\n"
    for output_format in fewer(["csv", "markdown"], 1):
        environment = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
        run = process("show", "--data", "-", "--format", output_format, stdin=rows, **environment)
        assert "Ministère" in run.out


def test_numbers_of_csv_have_no_exponent(tradetrack: Cli) -> None:
    rows = "period,value\n2020,0.00001\n2021,0.00002\n"
    run = tradetrack("project", "--data", "-", "--target", "0.00004", "--format", "csv", stdin=rows)
    assert run.out.splitlines()[1].startswith(",total,,USD bn,2021,0.00002,exact,reported,0.00004,")


def test_a_rate_that_is_not_0_is_not_shown_as_0(tradetrack: Cli) -> None:
    rows = "period,value\n2020,100\n2021,100\n"
    out = tradetrack(
        "project", "--data", "-", "--target", "101", "--growth", "0.04", "--growth", "-0.01", stdin=rows
    ).out
    assert "given                  0.04 %  24.88        2046" in out
    assert "given                 -0.01 %              never" in out


def test_labels_that_are_printed_are_accepted(tradetrack: Cli) -> None:
    rows = "period,value\n2019-04/2020-03,88.91\n2020-04/2021-03,80.51\n2021-04/2022-03,119.42\n"
    run = tradetrack(
        "project", "--data", "-", "--target", "200", "--by", "2029-30", "--by", "2030", stdin=rows
    )
    heading = next(line for line in run.out.splitlines() if line.startswith("Needed"))
    assert heading.split()[-2:] == ["2026-27", "2029-30"]
    shown = tradetrack("show", "--data", "-", "--since", "2020-21", stdin=rows).out
    assert "2019-20" not in shown
    assert "2020-21" in shown
    wrong = tradetrack("project", "--data", "-", "--target", "200", "--by", "2029-35", stdin=rows)
    assert (wrong.code, "write 2024, or 2024-25 for a fiscal year" in wrong.err) == (2, True)


def test_numbers_in_options_may_be_written_as_people_do(tradetrack: Cli) -> None:
    rows = "period,value\n2020,900\n2021,950\n"

    def failed_with(target: str) -> str:
        failed = tradetrack("project", "--data", "-", "--target", target, stdin=rows)
        assert (failed.code, failed.out) == (2, "")
        return failed.err

    run = tradetrack(
        "project", "--data", "-", "--target", "1,000", "--growth", "7,5", "--growth", "7%", stdin=rows
    )
    assert "to 1,000, from 950" in run.out
    assert re.search(r"given +7\.5 %", run.out)
    assert "no series is in EUR; there is USD" in failed_with("€300bn")
    for text, told in (
        ("1.234,5", "write 1234.5, or 1234.5bn"),
        ("$300", "names a currency and no scale; write 300bn"),
        ("00 billion", "starts with a 0 too many"),
        ("over 300", "write 300, or 300bn"),
        ("1e3", "write 1000, or 1000bn"),
        ("200k", "write a level, such as 200 or 200bn"),
    ):
        assert told in failed_with(text)


def test_a_target_may_name_its_unit(tradetrack: Cli, ledger: Callable[[str], pd.DataFrame]) -> None:
    rows = "period,value,unit\n2020,90000,USD mn\n2021,95000,USD mn\n"
    for text in ("200bn", "US$0.2 tn", "$200 billion", "200,000"):
        run = tradetrack("project", "--data", "-", "--target", text, "--format", "json", stdin=rows)
        assert json.loads(run.out)["projections"][0]["target"]["value"] == 200_000
        assert run.err == (
            "tradetrack: --target 200,000 is read with a comma between thousands\n" if "," in text else ""
        )
    dust = tradetrack("project", "--data", "-", "--target", "111.5869bn", "--format", "csv", stdin=rows).out
    assert ",111586.9," in dust
    small = tradetrack("project", "--data", "-", "--target", "200", stdin=rows)
    assert "--target 200 is taken as 200 USD mn, the unit of the series" in small.err
    assert tt.project(ledger(rows), target="200bn")[0].target_value == 200_000
    with pytest.raises(tt.RequestError, match="not a positive number") as error:
        tt.project(ledger(rows), target="many")
    assert error.value.parameter == "target"


LIVE = {
    "@octocat": r"@\w",
    "mail a@example.org": r"\w@\w",
    "$x^2$ and $$y$$": r"\$\S",
    "a :smile: or :+1:": r":[\w+-]+:",
    "see https://example.org/a": r"://",
    "see ftp://example.org": r"://",
    "WWW.example.org": r"(?i)www\.\w",
    "fixes #12, group/project!7": r"[#!]\d",
    "see GH-12": r"GH-\d",
    f"as in {'0a' * 20}": r"[0-9a-f]{40}",
    "[a](b) ![c](d) <img src=x>": r"(?<!\\)\]\(|(?<!\\)<img",
}


def test_nothing_in_markdown_is_live(tradetrack: Cli) -> None:
    rows = (
        f'reported,{2010 + at},100,"{text}","{text}","{text}"\ntarget,{2030 + at},200,"{text}",,"{text}"\n'
        for at, text in enumerate(LIVE)
    )
    ledger = "kind,period,value,stated_by,note,source\n" + "".join(rows)
    for command in (("show", "--since", "2010"), ("show", "--all"), ("targets",)):
        out = tradetrack(*command, "--data", "-", "--format", "markdown", stdin=ledger).out
        seen = re.sub(r"\\(?=[^\w\s])", "", out.replace("<!-- -->", "").replace("&#36;", "$"))
        out = out.replace("&#36;", "")
        for text, live in LIVE.items():
            assert not re.search(live, out)
            assert seen.count(text) >= 2


def test_the_address_of_a_source_is_a_link_of_ours(tradetrack: Cli) -> None:
    ledger = (
        "period,value,source\n2021,100,https://example.org/a_(b)?c=1&d\n2022,110,https://example.org/a> x\n"
    )
    out = tradetrack("show", "--data", "-", "--format", "markdown", stdin=ledger).out
    assert "\\[1\\] <https://example.org/a_(b)?c=1&d>\n" in out
    assert "\\[2\\] https:<!-- -->//example.org/a\\> x\n" in out


def test_add_warns_of_text_that_a_spreadsheet_would_run(tradetrack: Cli, tmp_path: Path) -> None:
    row = ("add", "--data", "my.csv", "--period", "2021", "--value", "5")
    for texts, columns in (
        (("--note", "=1+1"), "note"),
        (("--stated-by", "@SUM(A1)", "--source", "+x"), "stated_by and source"),
    ):
        (tmp_path / "my.csv").write_text("period,value,stated_by,source,note\n")
        run = tradetrack(*row, *texts)
        assert (run.code, f"warning: a spreadsheet would run the text in {columns}" in run.out) == (0, True)
    (tmp_path / "my.csv").write_text("period,value,stated_by,source,note\n")
    assert "spreadsheet" not in tradetrack(*row, "--note", "-5").out


def test_a_target_above_by_less_than_a_currency_unit_is_reached(tradetrack: Cli) -> None:
    ledger = "kind,period,value,stated_on\nreported,2020,100,2021\nreported,2021,110,2022\ntarget,2030,110.0000000001,2023\n"
    document = tradetrack("project", "--data", "-", "--all", "--format", "json", stdin=ledger)
    (projection,) = json.loads(document.out)["projections"]
    assert (projection["already_reached_in"], projection["paths"], projection["required"]) == (2021, [], [])
    given = tradetrack(
        "project", "--data", "-", "--target", "110.0000000001", "--format", "json", stdin=ledger
    )
    (projection,) = json.loads(given.out)["projections"]
    assert (projection["already_reached_in"], projection["paths"], projection["outlook"]) == (2021, [], None)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("target,0000,5", "bad-period"),
        ("reported,0000-01,5", "bad-period"),
        ("reported,2021,0.0000000001", "bad-value"),
    ],
)
def test_no_year_0_and_no_value_below_a_currency_unit(tradetrack: Cli, row: str, code: str) -> None:
    run = tradetrack("show", "--data", "-", stdin=f"kind,period,value\n{row}\n")
    assert (run.code, f"error[{code}]" in run.err) == (1, True)
    for option in ("--since", "--until"):
        assert tradetrack("show", option, "0000").code == 2
