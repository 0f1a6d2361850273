"""Every engine gives the table that pandas gives: the same flows, with all that engines treat differently.

`make test-engines` runs them for real: Spark in local mode, and a PostgreSQL that is started for the purpose.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import EVERY_EXAMPLE

from tradetrack import workflow
from tradetrack.core.errors import AccessError, LedgerError
from tradetrack.core.units import Amount
from tradetrack.flows.wanted import Wanted
from tradetrack.sources.layout import Layout

pytest.importorskip("duckdb", reason="the extra tradetrack[flows] is not installed")
pytest.importorskip("ibis", reason="the extra tradetrack[flows] is not installed")
pytest.importorskip("pyarrow", reason="the extra tradetrack[flows] is not installed")

ENGINES = ("duckdb", "pyspark", "postgres")
PACKAGES = {"duckdb": "duckdb", "pyspark": "pyspark", "postgres": "psycopg"}


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL with a folder of its own; root starts it as the user `postgres`."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = shutil.which("initdb") or (str(places[-1]) if places else "")
    if not initdb:
        pytest.skip("PostgreSQL is not on this machine")
    folder = Path(tempfile.mkdtemp(prefix="tradetrack-postgres-"))
    runner: list[str] = []
    if os.geteuid() == 0:
        if not shutil.which("runuser"):
            pytest.skip("PostgreSQL does not run as root")
        runner = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, "postgres")
    data, control = str(folder / "data"), str(Path(initdb).with_name("pg_ctl"))
    port = _free_port()  # another run may have a server of its own
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
    subprocess.run(
        [*runner, initdb, "-D", data, "-A", "trust", "-U", "postgres"], check=True, capture_output=True
    )
    start = [*runner, control, "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start"]
    subprocess.run(start, check=True, stdout=subprocess.DEVNULL)
    yield f"postgres://postgres@127.0.0.1:{port}/postgres"
    stop = [*runner, control, "-D", data, "-m", "fast", "-w", "stop"]
    subprocess.run(stop, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The address of one engine."""
    name = str(request.param)
    pytest.importorskip(PACKAGES[name], reason=f"the package of {name} is not installed")
    if name == "duckdb":
        return "duckdb://"
    if not EVERY_EXAMPLE:
        pytest.skip("make test-engines starts Spark and PostgreSQL")
    if name == "postgres":
        return str(request.getfixturevalue("server"))
    if not shutil.which("java"):
        pytest.skip("Java is not on this machine")
    return "pyspark://local[2]"


def awkward(seed: int = 3) -> pd.DataFrame:
    """Flows with missing years, zeros, two rows a year, marks of nothing and what is no number, as text."""
    random = np.random.default_rng(seed)
    rows = []
    for exporter in ("CHN", "RUS", "USA"):
        for product in ("010121", "270900"):
            for year in range(2012, 2024):
                values = [f"{random.lognormal(18, 2):.2f}" for _ in range(random.integers(0, 3))]
                rows += [(exporter, "DEU", product, str(year), value) for value in values]
    rows += [("CHN", "DEU", "zero", str(year), "0") for year in (2021, 2022, 2023)]
    rows += [("CHN", "DEU", "late", "2023", text) for text in ("7.5", "abc", "NA", "", "inf", "nan", "-3")]
    rows += [("CHN", "DEU", "late", "2022", text) for text in ("1e3", " 2 ", "1,000", "1d", "0x1F", "1_000")]
    return pd.DataFrame(rows, columns=["exporter", "importer", "product", "year", "value"])


def sums_of(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """What pandas adds up: the cells that are plain numbers, by keys and year."""
    text = frame["value"].str.strip().replace({"1,000": "1000"})
    plain = text.str.fullmatch(r"[0-9]+(\.[0-9]*)?(e[0-9]+)?")
    good = frame[plain].assign(value=text[plain].astype(float), year=frame["year"].astype(int))
    return good.groupby([*keys, "year"])["value"].sum().unstack()


@pytest.mark.parametrize("per", [("exporter", "product"), ("product",)])
def test_each_engine_adds_up_what_pandas_does(engine: str, per: tuple[str, ...], tmp_path: Path) -> None:
    frame = awkward()
    frame.to_csv(tmp_path / "flows.csv", index=False)
    wanted = Wanted(Amount(1, "bn"), 2030, per=per, layout=Layout(unit="USD"), engine=engine)
    found = workflow.screen(str(tmp_path / "flows.csv"), wanted)
    sums = sums_of(frame, list(per))
    table = found.to_frame().set_index(list(per)).sort_index()
    assert list(table.index) == list(sums.index)
    assert table["years"].tolist() == sums.notna().sum(axis=1).tolist()
    last = sums.apply(lambda row: row[row.last_valid_index()], axis=1)
    assert table["base"].to_numpy() == pytest.approx(last.to_numpy() / 1e9, rel=1e-9)
    assert found.found.survey.refused == 6
    embedded = workflow.screen(str(tmp_path / "flows.csv"), wanted._replace(engine="duckdb://")).to_frame()
    pd.testing.assert_frame_equal(found.to_frame(), embedded, rtol=1e-9, atol=0)


def test_each_engine_reads_parquet_alike(engine: str, tmp_path: Path) -> None:
    frame = awkward()
    number = pd.to_numeric(frame["value"], errors="coerce")
    frame = frame.assign(value=number, year=frame["year"].astype(int))
    frame.to_parquet(tmp_path / "flows.parquet", index=False)
    wanted = Wanted(Amount(1, "bn"), 2030, where=(("exporter", "CHN"),), layout=Layout(unit="USD"))
    found = workflow.screen(str(tmp_path / "flows.parquet"), wanted._replace(engine=engine)).to_frame()
    embedded = workflow.screen(str(tmp_path / "flows.parquet"), wanted).to_frame()
    assert set(found["product"]) == {"010121", "270900", "zero", "late"}
    pd.testing.assert_frame_equal(found, embedded, rtol=1e-9, atol=0)


def test_each_engine_refuses_a_damaged_row(engine: str, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text("exporter,importer,year,value\nCHN,RUS,2020,5\nCHN,RUS,2021\n")
    wanted = Wanted(Amount(1, "bn"), 2030, layout=Layout(unit="USD"), engine=engine)
    with pytest.raises(LedgerError, match=r"f\.csv"):
        workflow.screen(str(tmp_path / "f.csv"), wanted)


def test_each_engine_names_a_table_that_is_not_there(engine: str) -> None:
    wanted = Wanted(Amount(1, "bn"), 2030, layout=Layout(unit="USD"), engine=engine)
    with pytest.raises(AccessError, match="no_such_table"):
        workflow.screen("no_such_table", wanted)
