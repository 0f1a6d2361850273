"""Spark, in local mode or on a cluster, by PySpark: the same expression where one machine is outgrown."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from tradetrack.core.errors import AccessError, RequestError
from tradetrack.flows.engine import Batches, Watch, require_package, sql_of
from tradetrack.flows.files import CSV, Files, not_what_it_says
from tradetrack.flows.waiting import wait_for

Taken = TypeVar("Taken")
_PARTITIONS = 8  # of what is added up: Spark's own 200 are for clusters
_BATCH = 100_000  # rows
_STDERR = 2
_PATH = re.compile(r"file:/*(/[^\s,;'\"]+?\.[a-z]+)")


class Spark:
    """One session, with a folder of its own for what does not fit into memory."""

    narrow = None  # all keys are added up at once

    def __init__(self, master: str, memory: int, watch: Watch) -> None:
        require_package("pyspark", "pyspark", "spark")
        if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
            raise AccessError("Spark needs Java 17 or later, which is not on this machine")
        import ibis
        from pyspark.sql import SparkSession

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # PySpark's, of pandas 3: a screening has no frame
            _ = ibis.pyspark.name  # asked for, it registers the options that its compiler reads
        self.memory = memory
        self._watch = watch
        self._folder = tempfile.mkdtemp(prefix="tradetrack-")
        builder = SparkSession.builder.master(master or "local[*]").appName("tradetrack")
        settings = {
            "spark.driver.memory": f"{memory >> 20}m",
            "spark.driver.host": "127.0.0.1" if not master or master.startswith("local") else "",
            "spark.local.dir": self._folder,
            "spark.sql.warehouse.dir": self._folder,
            "spark.sql.shuffle.partitions": str(_PARTITIONS),
            "spark.sql.csv.parser.columnPruning.enabled": "false",  # else a row too short passes
            "spark.sql.execution.arrow.maxRecordsPerBatch": str(_BATCH),
            "spark.sql.session.timeZone": "UTC",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
        }
        for name, value in settings.items():
            builder = builder.config(name, value) if value else builder
        try:
            with _quiet():
                self._session = builder.getOrCreate()
                self._session.sparkContext.setLogLevel("OFF")
        except Exception as error:  # noqa: BLE001 - py4j and the gateway raise what they like
            shutil.rmtree(self._folder, ignore_errors=True)
            raise AccessError(f"Spark cannot be started: {_first_line(error)}") from None

    def read(self, files: Files) -> Any:
        """The table of files, as a view."""
        reader = self._session.read
        if files.form == CSV:
            if files.header_row != 1:
                raise RequestError("Spark reads files whose header is their first row", "header")
            quoted = ", ".join(f"`{name.replace('`', '``')}` STRING" for name in files.names)
            reader = reader.schema(quoted).option("header", "true").option("sep", files.delimiter)
            reader = reader.option("quote", '"').option("escape", '"').option("mode", "FAILFAST")
            frame = reader.option("encoding", files.encoding).csv(list(files.paths))
        else:
            frame = self._run(lambda: reader.option("mergeSchema", "true").parquet(*files.paths))
        frame.createOrReplaceTempView("_flows")
        return self._described("_flows")

    def named(self, name: str) -> Any:
        """A table of the session's catalog."""
        try:
            return self._described(name)
        except AccessError:
            raise AccessError(f"the engine has no table {name!r}") from None

    def _described(self, name: str) -> Any:
        import ibis

        schema = self._run(lambda: self._session.table(name).limit(0).toArrow()).schema
        return ibis.table(ibis.schema(schema), name=name)

    def placed(self, files: Files) -> Any:
        """The table of files: rows have no place of their own here, and are named by their keys."""
        return self.read(files)

    def staged(self, table: Any) -> Any:
        """The rows, kept by Spark in memory or on disk."""
        frame = self._session.sql(sql_of(table, "pyspark")).persist()
        frame.createOrReplaceTempView("_staged")
        return self._described("_staged")

    def fetch(self, table: Any, take: Callable[[Batches], Taken]) -> Taken:
        """Run an expression; an interrupt cancels its jobs."""
        text = sql_of(table, "pyspark")
        return self._run(lambda: take(iter(self._session.sql(text).toArrow().to_batches())))

    def _run(self, work: Callable[[], Taken]) -> Taken:
        try:
            return wait_for(work, lambda: self._watch(0.0), self._session.sparkContext.cancelAllJobs)
        except Exception as error:
            if not type(error).__module__.startswith(("pyspark", "py4j")):
                raise
            raise _translated(error) from None

    def close(self) -> None:
        """Stop the session and remove its folder."""
        with _quiet():
            self._session.stop()
        shutil.rmtree(self._folder, ignore_errors=True)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what the JVM says as it starts and stops from standard error."""
    kept = os.dup(_STDERR)
    with Path(os.devnull).open("wb") as nothing:
        os.dup2(nothing.fileno(), _STDERR)
    try:
        yield
    finally:
        os.dup2(kept, _STDERR)
        os.close(kept)


def _first_line(error: BaseException) -> str:
    return str(error).strip().splitlines()[0][:300]


def _translated(error: BaseException) -> Exception:
    """What Spark says, as one error with its place."""
    text = str(error)
    path = _PATH.search(text)
    if "MALFORMED" in text or "FAILED_READ_FILE" in text:
        return not_what_it_says(path[1] if path else "flows", "a row is longer or shorter than the header")
    if "OutOfMemory" in text:
        return RequestError("the flows do not fit into the memory given; allow more", "memory")
    return AccessError(f"the engine failed: {_first_line(error)}")
