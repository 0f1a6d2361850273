"""What a CI runner makes of the output: the annotations that are meant, and nothing else."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from conftest import EVERY_EXAMPLE, Run, examples

Cli = Callable[..., Run]

OBEYED = re.compile(r"^\s*(::|##|section_(start|end):|travis_(fold|time):)|##(\[|vso\[|teamcity\[)")
NAMES = ["::error title=x::pwn.csv", "a\n::error::pwn.csv", " \r::warning::b.csv", "##[add-mask]c.csv", "##vso[task.setvariable]d.csv"]  # fmt: skip
TEXTS = ["::error::pwn", "one\n::error::pwn", "a long text that goes on and on until it has to be broken ::error::pwn " * 3, "x ##[add-mask]secret", "##vso[task.complete]", "##teamcity[x]", "section_start:1:x", "\n \t::set-output name=x::y"]  # fmt: skip
COMMANDS = [
    ("show", "--data"), ("show", "--all", "--data"), ("show", "--format", "json", "--data"), ("show", "--format", "csv", "--data"),
    ("show", "--format", "markdown", "--data"), ("project", "--data"), ("targets", "--data"), ("targets", "--format", "csv", "--data"), ("check",),
    ("check", "--format", "json"), ("check", "--format", "sarif"), ("backtest", "--series"), ("init",),
    ("add", "--period", "2025", "--value", "9", "--note", "::error::x ##[group]", "--data"),
    ("add", "--dry-run", "--period", "2026", "--value", "9", "--source", "::error::x", "--data"),
]  # fmt: skip


def hostile(path: Path) -> None:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(["kind", "period", "value", "stated_by", "stated_on", "source", "note", "extra"])
    for place, text in enumerate(TEXTS):
        writer.writerow(
            ["reported", f"{2010 + place}", f"{100 + 90 * (place % 2)}", text, "2030", text, text, text]
        )
        writer.writerow(["target", "", f"{500 + place}", text, "2030", text, "", text])
    path.write_text(out.getvalue(), newline="")  # fmt: skip


def obeyed(text: str) -> list[str]:
    return [line for line in re.split(r"[\r\n]", text) if OBEYED.search(line)]


@pytest.mark.parametrize("place", range(len(NAMES)))
def test_no_name_and_no_cell_is_obeyed(tradetrack: Cli, tmp_path: Path, place: int) -> None:
    name = NAMES[place]
    hostile(tmp_path / name)
    for command in COMMANDS if EVERY_EXAMPLE else COMMANDS[place :: len(NAMES)]:
        for width in ("120", "40")[: examples(8)]:
            run = tradetrack(*command, name, COLUMNS=width)
            assert run.code != 70, (command, run.err)
            out = re.sub(r"(?<=.)##\[", "", run.out) if "csv" in command else run.out  # exact within a line
            out = re.sub(r"(?<=.)##(vso|teamcity)\[", "", out) if "csv" in command else out
            assert obeyed(out) + obeyed(run.err) == [], (command, width)


def test_a_fault_of_a_hostile_cell_is_not_obeyed_either(tradetrack: Cli, tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / name).write_text(
            'period,value,note\n"::error::x","##[add-mask]y",z,1\n"2021\n::error::",x,\n'
        )
        for command in (
            ("show", "--data"),
            ("check",),
            ("add", "--period", "2021", "--value", "5", "--data"),
        ):
            run = tradetrack(*command, name)
            assert (run.code, obeyed(run.out + run.err)) == (1, []), command
        for command in (("show", "--data"), ("check",), ("show", "--pair"), ("show", "--format")):
            run = tradetrack(*command, f"{name}-missing")
            assert (run.code in (2, 4), obeyed(run.out + run.err)) == (True, []), command


def test_json_says_the_same_text(tradetrack: Cli, tmp_path: Path) -> None:
    hostile(tmp_path / "f.csv")
    figures = json.loads(tradetrack("show", "--data", "f.csv", "--format", "json").out)["figures"]
    assert [f["note"] for f in figures if f["kind"] == "reported"] == TEXTS


def test_csv_is_exact_but_for_a_later_line_of_a_cell(tradetrack: Cli, tmp_path: Path) -> None:
    hostile(tmp_path / "f.csv")
    out = tradetrack("show", "--data", "f.csv", "--format", "csv").out
    notes = [row["note"] for row in csv.DictReader(io.StringIO(out)) if row["kind"] == "reported"]
    changed = {TEXTS[1]: "one\n\\x3a:error::pwn", TEXTS[7]: "\n \t\\x3a:set-output name=x::y"}
    assert notes == [changed.get(text, text) for text in TEXTS]


# The formats that are meant for a runner

ANNOTATION = re.compile(r"::(error|warning|notice) file=([^:,\r\n]+),line=([0-9]+)(?:,col=([0-9]+))?,title=([a-z-]+)::(.*)")  # fmt: skip


def unescaped(text: str) -> str:
    for code, sign in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_github_gets_an_annotation_a_finding(tradetrack: Cli, tmp_path: Path) -> None:
    names = ["::error title=x::100%,a.csv", "b\n::error::b.csv", "bad.csv"]
    for name in names[:2]:
        hostile(tmp_path / name)
    (tmp_path / "bad.csv").write_text("period,value\n2021,100%\n")
    run = tradetrack("check", *names, "--format", "github")
    assert run.code == 1
    found = [ANNOTATION.fullmatch(line) for line in run.out.splitlines()]
    assert found
    findings = json.loads(tradetrack("check", *names, "--format", "json").out)["findings"]
    severities = {"error": "error", "warning": "warning", "notice": "note"}
    assert [(severities[m[1]], unescaped(m[2]), int(m[3]), m[4] and int(m[4]), m[5]) for m in found if m] == [
        (f["severity"], f["file"], f["lines"][0], f["column"], f["code"]) for f in findings
    ]
    assert "::error file=bad.csv,line=2,col=6,title=bad-value::'100%25' is not a plain number" in run.out


def test_no_finding_is_no_annotation(tradetrack: Cli) -> None:
    ledger = "period,value,source\n2021,5,x\n"
    run = tradetrack("check", "-", "--format", "github", stdin=ledger)
    assert (run.code, run.out) == (0, "")


# The part of the schema of SARIF 2.1.0 that a log of ours has; nothing else may be in it.
TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}, "additionalProperties": False}  # fmt: skip


def of(required: str, **properties: object) -> dict[str, object]:
    return {
        "type": "object",
        "required": required.split(),
        "properties": properties,
        "additionalProperties": False,
    }


LOCATION = of(
    "physicalLocation",
    physicalLocation=of(
        "artifactLocation region",
        artifactLocation=of("uri", uri={"type": "string", "pattern": r"^(file:///)?[A-Za-z0-9._~%/-]+$"}),
        region=of("startLine", startLine={"type": "integer", "minimum": 1}, startColumn={"type": "integer", "minimum": 1}),
    ),
)  # fmt: skip
RULES = {
    "type": "array",
    "uniqueItems": True,
    "items": of("id", id={"type": "string"}, shortDescription=TEXT),
}
RESULT = of(
    "message ruleId level locations",
    ruleId={"type": "string"},
    ruleIndex={"type": "integer", "minimum": 0},
    level={"enum": ["none", "note", "warning", "error"]},
    message=TEXT,
    locations={"type": "array", "minItems": 1, "maxItems": 1, "items": LOCATION},
    relatedLocations={"type": "array", "uniqueItems": True, "items": LOCATION},
)
SARIF = of(
    "version runs",
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"const": "2.1.0"},
    runs={
        "type": "array",
        "items": of(
            "tool results",
            tool=of("driver", driver=of("name", name={"type": "string"}, version={"type": "string"}, rules=RULES)),
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            results={"type": "array", "items": RESULT},
        ),
    },
)  # fmt: skip


def test_sarif_is_a_log_of_the_same_findings(tradetrack: Cli, tmp_path: Path) -> None:
    hostile(tmp_path / NAMES[0])
    (tmp_path / "bad.csv").write_text("period,value\n2021,100%\n")
    sources = [NAMES[0], "bad.csv", "china-russia", str(tmp_path / "bad.csv")]
    run = tradetrack("check", *sources, "--format", "sarif")
    log = json.loads(run.out)
    jsonschema.validate(log, SARIF, cls=jsonschema.Draft202012Validator)
    (one,) = log["runs"]
    rules = one["tool"]["driver"]["rules"]
    findings = json.loads(tradetrack("check", *sources, "--format", "json").out)["findings"]
    assert len(one["results"]) == len(findings) > 30
    for result, finding in zip(one["results"], findings, strict=True):
        (place,) = result["locations"]
        others = [
            each["physicalLocation"]["region"]["startLine"] for each in result.get("relatedLocations", [])
        ]
        region = place["physicalLocation"]["region"]
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding["code"]
        assert (result["level"], result["message"]["text"]) == (finding["severity"], finding["message"])
        assert [region["startLine"], *others] == list(dict.fromkeys(finding["lines"]))
        assert region.get("startColumn") == finding["column"]
    assert run.code == 1
