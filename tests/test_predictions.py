"""Stored predictions, and how they are held against what a ledger knows later."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from conftest import EVERY_EXAMPLE, ROOT, Run
from jsonschema import Draft202012Validator

from tradetrack.forecast.prediction import brier, smoothed
from tradetrack.sources.predictions import ends_in, read_predictions

Cli = Callable[..., Run]
HEAD = "pair,flow,kind,period,value,stated_on\n"
THEN = (
    "CHN-RUS,total,reported,2019,100,2020-01\nCHN-RUS,total,reported,2020,108,2021-01\n"
    "CHN-RUS,total,target,2022,120,2021-02\nCHN-RUS,total,target,2024,200,2021-02\n"
    "CHN-RUS,total,target,,300,2021-02\nCHN-VNM,exports,reported,2020-04/2021-03,10,2021-05\n"
    "CHN-VNM,exports,target,2023,12,2021-06\nCHN-VNM,exports,target,2030,30,2021-06\n"
)
SINCE = (
    "CHN-RUS,total,reported,2022,130,2023-01\nCHN-RUS,total,reported,2024,180,2025-01\n"
    "VNM-CHN,imports,reported,2022-04/2023-03,11,2023-05\n"
)


@pytest.fixture
def stored(tradetrack: Cli, tmp_path: Path) -> Path:
    """What `project` printed of both flows of the earlier ledger, in one file."""
    (tmp_path / "then.csv").write_text(HEAD + THEN)
    runs = [
        json.loads(tradetrack("project", "--data", "then.csv", "--flow", flow, "--format", "json").out)
        for flow in ("total", "exports")
    ]
    document = {**runs[0], "projections": [one for run in runs for one in run["projections"]]}
    (tmp_path / "old.json").write_text(json.dumps(document))
    (tmp_path / "now.csv").write_text(HEAD + THEN + SINCE)
    return tmp_path / "old.json"


def test_a_prediction_is_a_projection_with_a_chance_by_its_deadline(stored: Path) -> None:
    read = read_predictions(str(stored))
    assert read.as_of == "2021-06-30"
    assert [(one.deadline, one.value) for one in read.predictions] == [
        (2022, 120),
        (2024, 200),
        (2023, 12),
        (2030, 30),
    ]
    assert read.others == 1  # without a deadline
    first, second, fiscal, _ = read.predictions
    assert (first.naive, second.naive) == (1, 0)  # 108 at 8 % a year is 126 in 2022, 147 in 2024
    assert first.chance > second.chance
    document = json.loads(stored.read_text())
    by_year = {c["year"]: c["chance"] for c in document["projections"][3]["outlook"]["chance_by"]}
    assert fiscal.chance == by_year[2022]  # due in 2022-23


def test_a_score_holds_what_was_said_against_what_came(stored: Path, tradetrack: Cli) -> None:
    done = tradetrack("targets", "--data", "now.csv", "--score", stored.name, "--format", "json")
    document = json.loads(done.out)
    assert [one["outcome"] for one in document["predictions"]] == ["met", "missed", "missed", "open"]
    assert (document["settled"], document["met"], document["open"]) == (3, 1, 1)
    assert document["predicted_on"] == "2021-06-30"
    # the target of VNM-CHN has no known growth, so no naive forecast: the scores are over the other two
    said = [one["chance"] for one in document["predictions"][:2]]
    assert document["brier"]["chance"] == pytest.approx(((1 - said[0]) ** 2 + said[1] ** 2) / 2)
    assert document["brier"]["naive"] == 0
    schema = json.loads(files("tradetrack.reports").joinpath("schemas/targets-score.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(document)


def test_the_score_as_a_table_and_csv(stored: Path, tradetrack: Cli) -> None:
    said = tradetrack("targets", "--data", "now.csv", "--score", stored.name).out
    assert said.startswith("Predictions of 2021-06-30")
    assert "met (130 in 2022)" in said
    assert "3 of 4 are settled: 1 met, 2 missed." in said
    lines = tradetrack("targets", "--data", "now.csv", "--score", stored.name, "--format", "csv").out
    assert len(lines.splitlines()) == 5


def test_a_target_that_the_ledger_has_not_is_said(stored: Path, tradetrack: Cli) -> None:
    done = tradetrack("targets", "--data", "trade", "--score", stored.name)
    assert done.out.count("not in this ledger") == 4


@pytest.mark.parametrize(
    ("text", "code"), [("[]", 2), ("{", 2), ('{"projections": [{"target": 5}]}', 2), (None, 4)]
)
def test_another_file_is_no_prediction(text: str | None, code: int, tradetrack: Cli, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "bad.json").write_text(text)
    done = tradetrack("targets", "--score", "bad.json")
    assert done.code == code
    assert "bad.json" in done.err
    assert "Traceback" not in done.err


def test_summary_and_score_are_two_questions(tradetrack: Cli) -> None:
    done = tradetrack("targets", "--summary", "--score", "x.json")
    assert (done.code, done.err.count("--summary")) == (2, 1)


def test_brier_by_hand() -> None:
    assert brier([0.8, 0.2, None], [1, 0, 1]) == pytest.approx(0.04)
    assert brier([0.5], [None]) is None
    assert smoothed(0, 0) == 0.5


@pytest.mark.parametrize(
    ("label", "fits"), [("2030", True), ("2029-30", True), ("2030-31", False), ("2029", False)]
)
def test_a_year_ends_in_the_deadline(label: str, fits: bool) -> None:
    assert ends_in(label, 2030) is fits


def test_the_page_of_predictions_is_made_of_stored_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    tool = __import__("predictions")
    assert (ROOT / "docs" / "predictions.md").read_text("utf-8") == tool.page(), "run make archive-evidence"
    with pytest.raises(FileExistsError):
        tool.write_new(next(tool.STORE.glob("*.json")), "{}")


def test_the_evidence_is_made_of_cases_known_on_their_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    tool = __import__("archive_cases")
    assert tool.reference_before(1990) == tool.reference_before(2002)  # the first year that was fitted
    early, late = (tool.reference_before(year) for year in (2003, 2020))
    assert early.slow_growth is None  # 2009 was not known
    assert late.slow_growth is not None
    one = tool.Case("A-B", 3, 12.0, 1.0, 0.8, 0.7, 1.0)
    others = [
        one,
        one._replace(pair="C-D", met=0.0),
        one._replace(pair="E-F", ahead=0),
        one._replace(pair="G-H"),
    ]
    assert tool.rate_of_others(one, others) == smoothed(1, 2)  # its own pair and the one-year goal left out
    perfect = tool.skill(others, lambda c: c.met, lambda _: 0.5)
    assert (perfect.score, perfect.skill, perfect.low) == (0, 1, 1)


@pytest.mark.skipif(not EVERY_EXAMPLE, reason="make test-all makes the whole page again")
def test_the_evidence_is_what_the_tool_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    tool = __import__("archive_evidence")
    assert (ROOT / "docs" / "archive-evidence.md").read_text("utf-8") == tool.page()
