"""`check`: each code with a ledger that provokes exactly it, and one beside it that does not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Run

from tradetrack.checks.finding import Finding
from tradetrack.checks.registry import check_ledger, codes
from tradetrack.ledger.location import bundled_ledgers
from tradetrack.ledger.reader import parse_ledger

Cli = Callable[..., Run]

# code, severity, lines, a ledger that has it, one that does not; `source` is filled in where there is none
CASES = (
    ("contradiction", "warning", (2, 3), "period,value\n2021,100\n2021,120", "period,value\n2021,100\n2021,100.0"),
    ("contradiction", "note", (2, 3, 4), "period,value,stated_on\n2021,100.0,2022-03\n2021,100.5,2022-01\n2021,100.52,2022-02",
     "period,value,stated_on\n2021,100.0,2022-01\n2021,100.05,2022-02"),
    ("contradiction", "warning", (2, 3), "period,value,unit\n2021,100,USD bn\n2021,90000,USD mn",
     "period,value,reporter\n2021,100,CHN\n2021,120,RUS"),
    ("falling-year", "warning", (3, 2), "period,value\n2021-01/2021-03,30\n2021-01/2021-04,25",
     "period,value\n2021-01/2021-03,30\n2021-01/2021-04,40"),
    ("falling-year", "warning", (2, 3, 4), "period,value\n2021-01/2021-02,30\n2021-01/2021-03,15\n2021-01/2021-04,20",
     "period,value,qualifier\n2021-01/2021-03,30,exact\n2021-01/2021-04,25,over"),
    ("nowcast-off", "note", (2, 3), "period,value\n2021-01/2021-06,50\n2021,200", "period,value\n2021-01/2021-06,50\n2021,104"),
    ("unit-slip", "warning", (3,), "period,value\n2019,100\n2020,1070\n2021,112", "period,value\n2019,100\n2020,107\n2021,112"),
    ("unit-slip", "warning", (2,), "period,value,unit\n2019,100,USD mn\n2020,107,USD bn\n2021,112,USD bn",
     "period,value,unit\n2019,100000,USD mn\n2020,107,USD bn\n2021,112,USD bn"),
    ("growth", "warning", (3, 2), "period,value,growth_pct\n2020,100,\n2021,120,5", "period,value,growth_pct\n2020,100,\n2021,120,20.4"),
    ("growth", "note", (2, 3, 4), "period,value,growth_pct\n2020,100.0,\n2021,120.0,16.4\n2021,120.00,16.4",
     "period,value,growth_pct,reporter\n2020,100,,RUS\n2021,120,5,CHN"),
    ("growth-parts", "warning", (2, 3, 4), "flow,period,value,growth_pct\ntotal,2021,100,9\nexports,2021,60,5\nimports,2021,40,7",
     "flow,period,value,growth_pct\ntotal,2021,100,6\nexports,2021,60,5\nimports,2021,40,7"),
    ("parts", "warning", (2, 3, 4), "flow,period,value\ntotal,2021,100\nexports,2021,63\nimports,2021,40",
     "flow,period,value\ntotal,2021,100\nexports,2021,60.4\nimports,2021,40"),
    ("parts", "note", (2, 3, 4), "flow,period,value\ntotal,2021,100.00\nexports,2021,60.20\nimports,2021,40.00",
     "flow,period,value,stated_by\ntotal,2021,100.00,A\nexports,2021,60.20,B\nimports,2021,40.00,B"),
    ("stated-early", "warning", (2,), "period,value,stated_on\n2021,100,2021-11", "period,value,stated_on\n2021,100,2021"),
    ("stated-early", "note", (2,), "period,value,stated_on\n2021,100,2021-12-30", "period,value,stated_on\n2021,100,2021-12-31"),
    ("duplicate", "warning", (3, 2), "period,value,note\n2021,100,a\n2021,100,b", "period,value,stated_by\n2021,100,a\n2021,100,b"),
    ("target-reached", "warning", (3,), "kind,period,value,stated_on\nreported,2020,100,2021-01\ntarget,2024,90,2021-02",
     "kind,period,value,stated_on\nreported,2020,100,2021-02\ntarget,2024,90,2020-11"),
    ("no-source", "note", (3,), "period,value,source\n2020,100,s\n2021,100,", "period,value,source\n2020,100,s\n2021,100,t"),
    ("no-source", "note", (2,), "period,value,source\n2020,100,\n2021,100,", "period,value,source\n2020,100,s"),
    ("unknown-code", "warning", (2, 4), "period,value,reporter\n2020,100,UAE\n2021,100,CHN\n2022,100,UAE",
     "pair,period,value,reporter\nARE-WLD,2020,100,ARE\nARE-WLD,2021,100,EU27\nARE-WLD,2022,100,SUN"),
    ("unknown-code", "note", (3,), "pair,period,value\nCHN-RUS,2021,100\nABC-CHN,2021,100", "pair,period,value\nCHN-EU27_2020,2021,1"),
    ("unknown-currency", "warning", (2, 4), "period,value,unit\n2020,100,NTD bn\n2021,100,USD bn\n2022,100,NTD bn",
     "period,value,unit\n2020,100,CNY bn\n2021,100,DEM bn\n2022,100,VND tn"),
    ("formula", "warning", (2,), "period,value,stated_by\n2021,100,=1+1", "period,value,stated_by\n2021,100,1+1"),
    ("formula", "warning", (2,), "period,value,other\n2021,100,@SUM(A1)", "period,value,note\n2021,100,-5"),
    ("formula", "warning", (2,), 'period,value,note\n2021,100,"\tx"', "period,value,note\n2021,100,-"),
    ("sums", "warning", (2, 4), "period,value\n2021,100\n2021-01/2021-06,60\n2021-07/2021-12,60",
     "period,value\n2021,119\n2021-01/2021-06,60\n2021-07/2021-12,60"),
    ("fiscal-differs", "note", (2, 3), "period,value\n2020,100\n2020-04/2021-03,130", "period,value\n2020,100\n2020-04/2021-03,120"),
    ("scopes-mixed", "note", (3,), "period,value,note\n2020,100,\n2021,110,goods and services", "period,value,note\n2020,100,\n2021,110,goods"),
    ("large-value", "warning", (2,), "pair,period,value\nCHN-USA,2021,4000", "pair,period,value\nCHN-WLD,2021,4000"),
    ("target-unit", "warning", (3,), "kind,period,value,unit\nreported,2020,1,USD bn\ntarget,2025,2,EUR bn",
     "kind,period,value,unit\nreported,2020,1,EUR mn\ntarget,2025,2,EUR mn"),
    ("target-scope", "note", (3,), "kind,period,value,scope\nreported,2020,1,\ntarget,2025,2,services",
     "kind,period,value,scope\nreported,2020,1,services\ntarget,2025,2,services"),
    ("ceiling", "note", (2,), "kind,period,value,qualifier\ntarget,2025,2,under", "kind,period,value,qualifier\ntarget,2025,2,over"),
    ("bad-accept", "warning", (2,), "period,value,note\n2021,100,accept: parts", "period,value,note\n2021,100,accept: parts since so"),
    ("bad-accept", "warning", (2,), "period,value,note\n2021,100,accept: prts why", "period,value,note\n2021,100,they accept:parts of it"),
)  # fmt: skip


def found(text: str, *wanted: str) -> list[Finding]:
    """The findings of a ledger's text, of these codes or all, with a source in every row where none has one."""
    head, *rows = text.split("\n")
    if "source" not in head:
        head, rows = f"{head},source", [f"{row},s" for row in rows]
    return [*check_ledger(parse_ledger("\n".join([head, *rows]).encode(), "test.csv"), wanted or None)]


@pytest.mark.parametrize(
    ("code", "severity", "lines", "wrong", "right"), CASES, ids=lambda case: str(case)[:20]
)
def test_each_code_has_its_ledger(
    code: str, severity: str, lines: tuple[int, ...], wrong: str, right: str
) -> None:
    (finding,) = found(wrong)
    assert (finding.code, finding.severity, finding.lines) == (code, severity, lines)
    assert re.search(r"\b(check|correct|delete|add|put|write)\b", finding.message)  # what to do about it
    assert found(right) == []


def test_every_code_is_provoked_and_documented() -> None:
    assert {case[0] for case in CASES} == set(codes())
    docs = (ROOT / "docs" / "checks.md").read_text().split("## How well")[0]
    assert re.findall(r"^\| `([a-z-]+)` \|", docs, re.MULTILINE) == [*codes(), *codes("archive")]


@pytest.mark.parametrize(
    "text", ["period,value", "period,growth_pct\n2021,5", "kind,period,value\ntarget,,5"]
)
def test_next_to_nothing_gives_nothing(text: str) -> None:
    assert found(text) == []


def test_growth_is_tried_on_every_level_of_the_year_before() -> None:
    assert found(
        "period,value,growth_pct,stated_on\n2020,100,,2021-01\n2020,98,,2021-02\n2021,120,20,2022"
    ) == (found("period,value,stated_on\n2020,100,2021-01\n2020,98,2021-02\n2021,120,2022"))


def questions(text: str) -> list[str]:
    return [finding.message for finding in found(text, "unknown-code")]


def test_a_code_that_is_not_known_is_asked_about_once_with_the_one_that_is_meant() -> None:
    text = "pair,period,value,reporter\nCN-RUS,2020,100,\nCHN-RUS,2021,125,CN\nRUS-CHN,2022,130,CHN"
    assert questions(text) == [
        "CN is not the code of an economy; for CN-RUS write CHN-RUS and for CN write CHN (lines 2 and 3)"
    ]
    for wrong, right in (
        ("CN-RU", "CHN-RUS"),
        ("156-643", "CHN-RUS"),
        ("UK-UAE", "GBR-ARE"),
        ("KSA-ROM", "SAU-ROU"),
    ):
        one, other = questions(f"pair,period,value\n{wrong},2020,100")
        assert f"; for {wrong} write {right} (line 2)" in one
        assert f"; for {wrong} write {right} (line 2)" in other


def test_a_code_that_means_nothing_may_stand() -> None:
    text = "pair,period,value\nABC-CN,2020,100"
    assert questions(text) == [
        "ABC names no economy that tradetrack knows; a bloc of your own may stand; check line 2",
        "CN is not the code of an economy; for ABC-CN write ABC-CHN (line 2)",
    ]


def test_a_code_in_many_cells_is_rewritten_in_a_few() -> None:
    rows = "".join(f"\nCN-{code},2020,100" for code in ("RUS", "USA", "IND", "BRA", "ZAF"))
    (asked,) = questions(f"pair,period,value{rows}")
    assert asked.endswith("for CN-IND write CHN-IND and likewise in 2 more (lines 2, 3, 4, 5 and 6)")
    assert "CN-BRA" not in asked


def test_a_note_accepts_a_code_on_its_line_only() -> None:
    text = "period,value,note\n2021,100,\n2021,120,{}\n2022,50,\n2022,60,"
    assert [f.lines for f in found(text.format(""))] == [(2, 3), (4, 5)]
    accepted = found(text.format("told by both; accept: contradiction two methods; the rest"))
    assert [f.lines for f in accepted] == [(4, 5)]
    assert [f.code for f in found(text.format("accept: parts not here"))] == ["contradiction"] * 2
    several = found(text.format('"first\n  accept: contradiction two methods\nlast"'))
    assert [f.lines for f in several] == [(6, 7)]


def test_trade_has_the_december_gap_as_a_note(tradetrack: Cli) -> None:
    run = tradetrack("check", "--data", "trade")
    assert run.code == 0
    assert run.out.startswith("trade.csv:3: note[nowcast-off]: ≈ 123 USD bn (line 3) in 11 months leads to")
    assert run.out.count("\n") == 1
    assert run.err == "tradetrack: trade.csv: 1 note\n"
    assert tradetrack("check", "--severity", "note").code == 1


ADMITTED = (62, 99, 110, 111, 112, 150, 191, 192, 326, 352, 385, 412, 481, 652, 696, 720, 721, 746, 754, 782)
NOT_FOUND = (138, 209, 719)


def test_the_slips_that_china_russia_admits_are_found() -> None:
    path = bundled_ledgers()["china-russia"]
    findings = check_ledger(parse_ledger(path.read_bytes(), path.name))
    lines = {line for f in findings if f.code != "growth" or f.severity == "warning" for line in f.lines}
    assert set(ADMITTED) <= lines
    assert not set(NOT_FOUND) & lines
    assert len(findings) <= 38
    assert sum(f.severity == "warning" for f in findings) <= 25


def test_exit_codes_and_severity(tradetrack: Cli, tmp_path: Path) -> None:
    (tmp_path / "w.csv").write_text("period,value,source\n2021,100,s\n2021,120,s\n")
    assert tradetrack("check", "w.csv").code == 1
    lax = tradetrack("check", "w.csv", "--severity", "error")
    assert (lax.code, lax.out.count("\n")) == (0, 1)
    assert tradetrack("check", "w.csv", "--ignore", "contradiction").out == ""
    assert tradetrack("check", "w.csv", "--select", "parts", "--select", "growth").code == 0
    unknown = tradetrack("check", "w.csv", "--select", "contradicton")
    assert unknown.code == 2
    assert "did you mean contradiction?" in unknown.err
    assert tradetrack("check", "none.csv").code == 4


def test_errors_of_form_come_first_and_other_files_are_checked(tradetrack: Cli, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text('period,value\n2021,"1,234"\n')
    (tmp_path / "good.csv").write_text("period,value,source\n2021,100,s\n2021,120,s\n")
    run = tradetrack("check", "bad.csv", "good.csv", "--severity", "error")
    assert run.code == 1
    assert run.err.startswith("bad.csv:2:6: error[bad-value]: ")
    assert run.out.startswith("good.csv:2: warning[contradiction]: ")


def test_json_of_check(tradetrack: Cli) -> None:
    run = tradetrack("check", "-", "--format", "json", stdin="period,value,stated_by\n2021,1,=A1\n2022,1,x\n")
    assert run.code == 1
    findings = json.loads(run.out)["findings"]
    assert [list(f) for f in findings] == [["file", "code", "severity", "lines", "column", "message"]] * 2
    assert [(f["code"], f["lines"]) for f in findings] == [("formula", [2]), ("no-source", [2])]


def test_faults_of_form_are_findings_and_a_missing_file_hides_nothing(
    tradetrack: Cli, tmp_path: Path
) -> None:
    (tmp_path / "bad.csv").write_text("period,value\n2020,x\n")
    (tmp_path / "good.csv").write_text("period,value\n2020,5\n")
    run = tradetrack("check", "bad.csv", "nowhere.csv", "good.csv", "--format", "json")
    findings = json.loads(run.out)["findings"]
    assert [(f["file"], f["code"], f["severity"], f["lines"], f["column"]) for f in findings] == [
        ("bad.csv", "bad-value", "error", [2], 6),
        ("good.csv", "no-source", "note", [2], None),
    ]
    assert (run.code, "nowhere.csv: no such file" in run.err) == (4, True)


def test_names_and_texts_are_made_visible(tradetrack: Cli, tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m.csv").write_text('period,value,source,"c\x1b]0;x"\n2021,100,s,=1+1\n')
    run = tradetrack("check", "a\x1b[31m.csv")
    assert run.code == 1
    assert "\x1b" not in run.out + run.err
    assert r"a\x1b[31m.csv:2: warning[formula]" in run.out
