"""`tradetrack screen`: many flows beside one level, added up on an engine."""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT, Run
from jsonschema import Draft202012Validator

import tradetrack as tt
from tradetrack import workflow
from tradetrack.core.errors import LedgerError, RequestError
from tradetrack.core.units import Amount
from tradetrack.flows.waiting import wait_for
from tradetrack.flows.wanted import Wanted
from tradetrack.sources.layout import Layout

pytest.importorskip("duckdb", reason="the extra tradetrack[flows] is not installed")
pytest.importorskip("ibis", reason="the extra tradetrack[flows] is not installed")
pytest.importorskip("pyarrow", reason="the extra tradetrack[flows] is not installed")

Cli = Callable[..., Run]
SCHEMA = Draft202012Validator(json.loads((ROOT / "tradetrack/reports/schemas/screen.json").read_text()))
CODES = "country_code,country_name,country_iso2,country_iso3\n156,China,CN,CHN\n643,Russia,RU,RUS\n842,USA,US,USA\n490,Other Asia,N/A,TWN\n"
KEYS = ("growth_pct", "cagr_3_pct", "cagr_5_pct", "cagr_10_pct", "required_growth_pct", "base")


def baci(folder: Path, years: Sequence[int] = range(2010, 2024), seed: int = 7) -> pd.DataFrame:
    """A folder of BACI's shape, a file a year and the table of codes; gives all of its rows."""
    folder.mkdir()
    (folder / "country_codes_V202501.csv").write_text(CODES)
    random = np.random.default_rng(seed)
    rows = []
    for year in years:
        for exporter, importer in ((156, 643), (643, 156), (156, 842), (842, 156), (490, 156)):
            for product in ("010121", "270900", "854231"):
                value = round(random.lognormal(12, 1.5), 3)
                rows += [(year, exporter, importer, product, value)] * (random.random() > 0.15)
    frame = pd.DataFrame(rows, columns=["t", "i", "j", "k", "v"])
    for year in years:
        part = frame[frame["t"] == year].assign(q="        NA")
        part.to_csv(folder / f"BACI_HS92_Y{year}_V202501.csv", index=False)
    return frame


def flows(tradetrack: Cli, *arguments: str) -> list[dict[str, Any]]:
    run = tradetrack("screen", *arguments, "--format", "json")
    assert run.code == 0, run.err
    document = json.loads(run.out)
    SCHEMA.validate(document)
    found: list[dict[str, Any]] = document["flows"]
    return found


def wanted(target: float = 1, by: int = 2028, **more: Any) -> Wanted:
    return Wanted(Amount(target, "bn"), by, **more)


def test_a_ledger_screened_is_projected_number_for_number(tradetrack: Cli) -> None:
    (found,) = flows(tradetrack, "china-russia", "--target", "300", "--by", "2030")
    (projection,) = tt.project(tt.read_ledger("china-russia"), target=300, by=2030)
    rates = {path.assumption: path for path in projection.paths}
    assert projection.outlook is not None
    chance = projection.outlook.chance_of(2030)
    assert chance is not None
    assert (found["base_year"], found["base"]) == (projection.base.year, projection.base.value)
    assert found["growth_pct"] == rates["latest"].growth_pct
    assert [found[f"cagr_{n}_pct"] for n in (3, 5, 10)] == [rates[f"{n}-year"].growth_pct for n in (3, 5, 10)]
    assert found["reached_in_cagr_5"] == rates["5-year"].reached_in
    assert found["required_growth_pct"] == next(r.growth_pct for r in projection.required if r.by == 2030)
    assert [found["chance"], found["chance_slow"], found["chance_fast"]] == list(chance[1:])


def test_flows_added_up_are_projected_number_for_number(tradetrack: Cli, tmp_path: Path) -> None:
    frame = baci(tmp_path / "baci")
    lines = []
    for pair, exporter, importer in (("CHN-RUS", 156, 643), ("CHN-USA", 156, 842), ("TWN-CHN", 490, 156)):
        sums = frame[(frame["i"] == exporter) & (frame["j"] == importer)].groupby("t")["v"].sum()
        lines += [f"{pair},{year},{value / 1e6:.9f},USD bn,exports" for year, value in sums.items()]
    (tmp_path / "ledger.csv").write_text("\n".join(["pair,period,value,unit,flow", *lines, ""]))
    options = ("--target", "1.1 bn", "--by", "2027")
    of_ledger = {one["pair"]: one for one in flows(tradetrack, "ledger.csv", *options, "--flow", "exports")}
    of_flows = {one["pair"]: one for one in flows(tradetrack, "baci", *options, "--per", "pair")}
    assert set(of_ledger) == {"CHN-RUS", "CHN-USA", "TWN-CHN"}
    for pair, found in of_ledger.items():
        for name, value in found.items():
            if name in of_flows[pair] and not isinstance(value, str):
                assert of_flows[pair][name] == (value if value is None else pytest.approx(value, rel=1e-9)), (
                    name
                )


def test_text_and_parquet_of_the_same_flows_agree(tradetrack: Cli, tmp_path: Path) -> None:
    frame = baci(tmp_path / "baci")
    frame.to_parquet(tmp_path / "flows.parquet", index=False)
    options = ("--target", "1 bn", "--by", "2030")
    assert flows(tradetrack, "baci", *options) == flows(tradetrack, "flows.parquet", *options)


def test_flows_of_one_exporter_by_product_are_the_sums_of_pandas(tradetrack: Cli, tmp_path: Path) -> None:
    frame = baci(tmp_path / "baci")
    options = ("--target", "1 bn", "--by", "2030", "--per", "product", "--where", "exporter=CHN")
    found = {one["product"]: one for one in flows(tradetrack, "baci", *options)}
    sums = frame[frame["i"] == 156].groupby(["k", "t"])["v"].sum().unstack()
    assert sorted(found) == ["010121", "270900", "854231"]
    for product, one in found.items():
        known = sums.loc[product].dropna()
        assert one["years"] == len(known)
        assert one["base"] == pytest.approx(known.iloc[-1] / 1e6, rel=1e-12)
        growth = (known.iloc[-1] / sums.loc[product].get(one["base_year"] - 1, math.nan) - 1) * 100
        assert one["growth_pct"] == (None if math.isnan(growth) else pytest.approx(growth, rel=1e-9))


def test_combined_keys_and_a_directed_pair(tradetrack: Cli, tmp_path: Path) -> None:
    baci(tmp_path / "baci")
    both = flows(tradetrack, "baci", "--target", "1 bn", "--by", "2030", "--per", "pair,product")
    assert len(both) == 15
    assert {"CHN-RUS", "RUS-CHN"} < {one["pair"] for one in both}
    one = flows(tradetrack, "baci", "--target", "1 bn", "--by", "2030", "--where", "pair=RUS-CHN")
    assert {flow["pair"] for flow in one} == {"RUS-CHN"}


def table(path: Path, *rows: str, header: str = "exporter,importer,product,year,value") -> str:
    path.write_text("\n".join([header, *rows, ""]))
    return str(path)


USD = ("--unit", "USD", "--target", "1 bn", "--by", "2030")


def test_a_zero_is_a_level_and_a_missing_year_is_none(tradetrack: Cli, tmp_path: Path) -> None:
    name = table(
        tmp_path / "f.csv",
        "CHN,RUS,a,2020,5e8", "CHN,RUS,a,2021,0", "CHN,RUS,a,2022,6e8",
        "CHN,RUS,b,2020,5e8", "CHN,RUS,b,2022,6e8", "CHN,RUS,b,2021,NA",
    )  # fmt: skip
    zero, missing = sorted(flows(tradetrack, name, *USD), key=lambda one: one["product"])
    assert (zero["years"], missing["years"]) == (3, 2)
    assert zero["growth_pct"] is None  # growth on 0 is none
    assert missing["growth_pct"] is None
    ends_in_0 = table(tmp_path / "g.csv", "CHN,RUS,a,2020,5e8", "CHN,RUS,a,2021,0")
    (one,) = flows(tradetrack, ends_in_0, *USD)
    assert (one["base"], one["growth_pct"], one["chance"]) == (0, -100, None)


def test_bad_rows_are_counted_and_never_added(tradetrack: Cli, tmp_path: Path) -> None:
    name = table(
        tmp_path / "f.csv",
        "CHN,RUS,a,2020,100", "CHN,RUS,a,2020,abc", "CHN,RUS,a,2020,-5", "CHN,RUS,a,2020,nan",
        "CHN,RUS,a,2020,inf", "CHN,RUS,a,2020,1_000", "CHN,RUS,a,20x0,7", 'CHN,RUS,a,2020,"1,000"',
    )  # fmt: skip
    run = tradetrack("screen", name, *USD, "--format", "json")
    (one,) = json.loads(run.out)["flows"]
    assert one["base"] == 1100 / 1e9
    assert "left out: 4 rows whose value is not a number from 0 up" in run.err
    assert "left out: 1 row whose period is not a year or a month" in run.err
    assert "f.csv:3: 'abc' is not a number from 0 up" in run.err
    assert run.err.count("for example") == 3


def test_bad_rows_of_a_parquet_file_are_named_by_their_rows(tradetrack: Cli, tmp_path: Path) -> None:
    columns = {"product": ["a", "a", "a"], "year": [2020, 2021, 20333], "value": [1.0, -5.0, math.inf]}
    pd.DataFrame(columns).to_parquet(tmp_path / "f.parquet", index=False)
    run = tradetrack("screen", "f.parquet", *USD, "--format", "json")
    assert [one["base_year"] for one in json.loads(run.out)["flows"]] == [2020]
    assert "for example f.parquet: row 2: value is -5.0, year is 2021" in run.err
    assert "for example f.parquet: row 3: value is inf, year is 20333" in run.err


def test_no_type_is_guessed_from_the_first_rows(tradetrack: Cli, tmp_path: Path) -> None:
    rows = [f"CHN,RUS,{place},2020,1" for place in range(21_000)]
    name = table(tmp_path / "f.csv", *rows, "CHN,RUS,last,2020,2.75")
    found = flows(tradetrack, name, *USD, "--where", "product=last")
    assert [one["base"] for one in found] == [2.75 / 1e9]


def test_a_filter_on_what_the_file_lacks_is_an_error(tradetrack: Cli, tmp_path: Path) -> None:
    baci(tmp_path / "baci")
    options = ("baci", "--target", "1 bn", "--by", "2030")
    lacking = tradetrack("screen", *options, "--where", "colour=red")
    assert (lacking.code, lacking.out) == (2, "")
    assert "baci has no 'colour'; there is pair, exporter, importer, product" in lacking.err
    unknown = tradetrack("screen", *options, "--where", "exporter=FRA")
    assert (unknown.code, unknown.out) == (2, "")
    assert "no flow has the exporter 'FRA'; there is CHN, RUS, TWN and USA" in unknown.err


def test_the_order_is_total_and_the_parquet_file_complete(tradetrack: Cli, tmp_path: Path) -> None:
    rows = [f"CHN,RUS,p{place:03d},{year},5e8" for year in (2020, 2021) for place in range(200)]
    name = table(tmp_path / "f.csv", *reversed(rows))
    run = tradetrack("screen", name, *USD, "--top", "3", "-o", "all.parquet", "--format", "csv")
    assert [line.split(",")[1] for line in run.out.splitlines()] == ["product", "p000", "p001", "p002"]
    written = pd.read_parquet(tmp_path / "all.parquet")
    assert written["product"].tolist() == [f"p{place:03d}" for place in range(200)]
    assert written["base_year"].dtype == np.int64
    for sort in ("growth", "gap", "base"):
        found = flows(tradetrack, name, *USD, "--sort", sort, "--top", "2")
        assert [one["product"] for one in found] == ["p000", "p001"]


def test_flows_without_an_answer_come_last(tradetrack: Cli, tmp_path: Path) -> None:
    name = table(
        tmp_path / "f.csv", "CHN,RUS,has,2020,2e9", "CHN,RUS,near,2020,8e8", "CHN,RUS,far,2020,1e6"
    )  # fmt: skip
    for sort in ("chance", "gap"):
        assert [one["product"] for one in flows(tradetrack, name, *USD, "--sort", sort)] == [
            "near",
            "far",
            "has",
        ]
    text = tradetrack("screen", name, *USD).out
    assert "has it" in text


def test_the_unit_is_never_guessed(tradetrack: Cli, tmp_path: Path) -> None:
    name = table(tmp_path / "f.csv", "CHN,RUS,a,2020,5")
    run = tradetrack("screen", name, "--target", "1 bn", "--by", "2030")
    assert run.code == 2
    assert "--unit: name the unit of the values" in run.err
    (one,) = flows(tradetrack, name, "--target", "9", "--by", "2030", "--unit", "EUR bn")
    assert (one["base"], one["unit"]) == (5, "EUR bn")


def test_columns_of_any_table_are_named_by_options(tradetrack: Cli, tmp_path: Path) -> None:
    table(
        tmp_path / "f.csv", "2020;CN;Russia;1,5", "2021;CN;Russia;1.750,25", "2021;CN;Russia;2,5",
        header="jahr;von;nach;wert",
    )  # fmt: skip
    options = ("--period", "jahr", "--value", "wert", "--reporter-column", "von", "--partner-column", "nach")
    found = flows(
        tradetrack, "f.csv", *options, "--flow", "exports", "--decimal", ",", "--unit", "USD mn",
        "--target", "2x", "--by", "2025",
    )  # fmt: skip
    assert [(one["pair"], one["base"]) for one in found] == [("CHN-RUS", 1.75275)]


COMTRADE = "typeCode,freqCode,refYear,period,reporterISO,flowCode,partnerISO,partner2Code,cmdCode,customsCode,motCode,primaryValue"


def test_a_comtrade_file_counts_nothing_twice(tradetrack: Cli, tmp_path: Path) -> None:
    rows = []
    for year in (2021, 2022):
        base = f"C,A,{year},{year},CHN"
        rows += [
            f"{base},X,RUS,0,TOTAL,C00,0,100,",
            f"{base},X,RUS,0,27,C00,0,60,",
            f"{base},X,RUS,0,85,C00,0,40,",
            f"{base},X,RUS,0,85,C00,1000,30,",
            f"{base},X,W00,0,TOTAL,C00,0,900,",
            f"{base},X,CHN,0,TOTAL,C00,0,5,",
            f"{base},M,RUS,0,TOTAL,C00,0,70,",
            f"{base},RX,RUS,0,TOTAL,C00,0,8,",
        ]
    name = table(tmp_path / "f.csv", *rows, header=COMTRADE)
    options = (name, "--target", "1 bn", "--by", "2025")
    (total,) = flows(tradetrack, *options, "--per", "pair")
    assert (total["pair"], total["base"]) == ("CHN-RUS", 100 / 1e9)
    products = flows(tradetrack, *options, "--per", "pair,product")
    assert {one["product"]: round(one["base"] * 1e9, 3) for one in products} == {"27": 60, "85": 40}
    (other,) = flows(tradetrack, *options, "--per", "pair", "--flow", "imports")
    assert (other["pair"], other["base"]) == ("RUS-CHN", 70 / 1e9)
    run = tradetrack("screen", *options, "--per", "pair")
    assert "of imports (--flow imports)" in run.err


def test_months_make_a_year_only_where_all_twelve_are_there(tradetrack: Cli, tmp_path: Path) -> None:
    rows = [f"a,{year}-{month:02d},10" for year in (2020, 2021) for month in range(1, 13)]
    name = table(tmp_path / "f.csv", *rows, "a,2022-01,99", header="product,period,value")
    run = tradetrack(
        "screen",
        name,
        *USD,
        "--period",
        "period",
        "--value",
        "value",
        "--product-column",
        "product",
        "--format",
        "json",
    )
    (one,) = json.loads(run.out)["flows"]
    assert (one["base_year"], one["base"]) == (2021, 120 / 1e9)
    assert "left out: 1 row of 2022, which has 1 of twelve months" in run.err


@pytest.mark.parametrize(
    ("name", "data", "place", "message"),
    [
        ("f.parquet", b"t,i,j,k,v\n", "f.parquet:1:1", "this is not a Parquet file"),
        ("f.csv", b"PAR1\0\0\0\0PAR1", "f.csv:1:1", "this is a Parquet file"),
        ("f.csv", b"\x1f\x8b\x08\0\0", "f.csv:1:1", "this is packed (gzip)"),
        ("f.csv", b"", "f.csv:1:1", "the file is empty"),
        ("f.csv", b"t,i,j,k,v\n2020,156,643,1,5\n2021,156,643,1\n", "f.csv:3:1", ""),
        ("f.csv", b"t,i,j,k,v\n2020,156,643,1,5\n2021,156,643,1,5,6\n", "f.csv:3:1", ""),
        ("f.parquet", b"PAR1 and then nothing of it", "f.parquet:1:1", "damaged"),
    ],
)  # fmt: skip
def test_a_file_that_is_something_else_is_one_error_with_its_place(
    name: str, data: bytes, place: str, message: str, tmp_path: Path, tradetrack: Cli
) -> None:
    (tmp_path / name).write_bytes(data)
    run = tradetrack("screen", name, "--target", "1 bn", "--by", "2030")
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith(f"{place}: error[foreign-file]: ")
    assert message in run.err
    assert run.err.count("\n") == 1


def test_files_of_other_columns_in_a_folder_are_named(tmp_path: Path) -> None:
    baci(tmp_path / "baci", years=(2020,))
    (tmp_path / "baci" / "other.csv").write_text("t,i,j,k,w\n2020,156,643,1,5\n")
    with pytest.raises(LedgerError, match=r"other\.csv.*it has 'w', lacks 'v'"):
        workflow.screen(str(tmp_path / "baci"), wanted())


def test_a_late_base_and_another_currency_are_refused(tmp_path: Path) -> None:
    name = table(tmp_path / "f.csv", "CHN,RUS,a,2020,5")
    layout = Layout(unit="USD bn")
    with pytest.raises(RequestError, match="2020 is not after the latest year 2020"):
        workflow.screen(name, wanted(by=2020, layout=layout))
    with pytest.raises(RequestError, match="the flows are in USD"):
        workflow.screen(name, Wanted(Amount(1, "bn", "EUR"), 2030, layout=layout))


def test_one_economy_under_two_codes_is_one_flow(tradetrack: Cli, tmp_path: Path) -> None:
    name = table(tmp_path / "f.csv", "156,RUS,a,2020,5", "CHN,643,a,2020,7", "CHN,643,a,2019,3")
    (one,) = flows(tradetrack, name, *USD)
    assert (one["pair"], one["years"], one["base"]) == ("CHN-RUS", 2, 12 / 1e9)


def test_an_interrupt_waits_until_the_engine_has_stopped() -> None:
    begun, stopped = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        stopped.wait(10)

    def interrupt() -> None:
        begun.wait(10)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        wait_for(work, interrupt, stopped.set)
    assert stopped.is_set()


def test_a_large_table_of_a_database_is_added_up_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import duckdb

    monkeypatch.setattr("tradetrack.flows.parts._ROWS", 20)
    text = "CREATE TYPE code AS ENUM ('CHN', 'RUS', 'USA'); CREATE TABLE flows AS SELECT "
    text += "enum_range(NULL::code)[1 + range % 3] AS exporter, 2000 + range // 3 AS year, "
    text += "CASE WHEN range = 1 THEN -1 ELSE range * 1e8 END AS value FROM range(60)"
    with duckdb.connect(str(tmp_path / "flows.db")) as database:
        database.execute(text)
    engine = f"duckdb://{tmp_path / 'flows.db'}"
    found = tt.screen("flows", 9, 2030, per="exporter", sort="base", engine=engine, unit="USD")
    assert [(flow.keys, flow.years, flow.base) for flow in found] == [
        (("USA",), 20, 5.9), (("RUS",), 19, 5.8), (("CHN",), 20, 5.7)
    ]  # fmt: skip
    assert found.found.examples == ("exporter RUS: value is -1.0, year is 2000",)
    with pytest.raises(tt.AccessError, match="the engine has no table 'nothing'"):
        tt.screen("nothing", 9, 2030, engine=engine, unit="USD")


def test_a_long_query_draws_nothing_on_standard_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    import duckdb

    connect = duckdb.connect

    def at_once(*given: Any, **options: Any) -> duckdb.DuckDBPyConnection:
        connection = connect(*given, **options)
        connection.execute("SET progress_bar_time = 1")  # milliseconds, of which a bar waits for 2,000
        return connection

    text = "CREATE VIEW flows AS SELECT 'CHN' AS exporter, 2000 + range % 20 AS year, "
    text += "abs(sin(sin(sin(sin(range))))) AS value FROM range(3000000)"
    with connect(str(tmp_path / "flows.db")) as database:
        database.execute(text)
    monkeypatch.setattr("duckdb.connect", at_once)
    engine = f"duckdb://{tmp_path / 'flows.db'}"
    assert len(tt.screen("flows", 9, 2030, per="exporter", engine=engine, unit="USD")) == 1
    assert capfd.readouterr() == ("", "")


def test_in_python_flows_are_screened_as_on_the_command_line(tradetrack: Cli, tmp_path: Path) -> None:
    baci(tmp_path / "baci")
    told = flows(tradetrack, "baci", "--target", "1 bn", "--by", "2030", "--where", "exporter=CHN")
    found = tt.screen(tmp_path / "baci", "1 bn", 2030, where={"exporter": ["CHN"]})
    assert [flow.chance for flow in found] == [one["chance"] for one in told]
    assert found[-1] == found.rows()[-1]
    assert found[:2] == tuple(found.rows(2))
    assert list(found.to_frame()["unit"]) == ["USD bn"] * len(found)
    ledger = tt.read_ledger("china-russia")
    (row,) = tt.screen(ledger, 300, 2030)
    assert (row.keys, row.unit) == (("CHN-RUS", "total", "", "USD"), "USD bn")
    assert tt.screen("china-russia", 300, 2030).data == tt.project(ledger, target=300).data
    wrongs: list[dict[str, Any]] = [{"sort": "size"}, {"memory": "5"}, {"unit": "USD"}]
    for wrong in wrongs:
        with pytest.raises(tt.RequestError) as refused:
            tt.screen(ledger, 300, 2030, **wrong)
        assert [refused.value.parameter] == list(wrong)
    with pytest.raises(TypeError, match="'colour'"):
        tt.screen(ledger, 300, 2030, colour="red")  # type: ignore[call-arg]


def test_a_missing_extra_is_named(tradetrack: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    baci(tmp_path / "baci", years=(2020,))
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    run = tradetrack("screen", "baci", "--target", "1 bn", "--by", "2030")
    assert (run.code, run.out) == (4, "")
    assert "pip install 'tradetrack[flows]'" in run.err
