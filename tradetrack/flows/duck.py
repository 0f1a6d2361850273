"""DuckDB, embedded: files of any size on one machine, within a bound of memory."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from tradetrack.core.errors import AccessError, RequestError, TradetrackError
from tradetrack.flows.engine import Batches, Watch, sql_of
from tradetrack.flows.expression import FILE_NAME, ROW_NAME
from tradetrack.flows.files import CSV, Files, not_what_it_says
from tradetrack.flows.waiting import wait_for

Taken = TypeVar("Taken")
_BATCH = 100_000  # rows
_CSV_FAULT = re.compile(r"CSV Error on Line: ([0-9]+)")
_FILE = re.compile(r"[Ff]ile:? ?[\"'=]* ?([^\"'\n]+?\.[a-z]+)[\"']?(?:\s|$)")
_ENCODINGS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-16": "utf-16",
    "latin-1": "latin-1",
    "latin1": "latin-1",
}


class Duck:
    """One connection, with a folder of its own for what does not fit into memory."""

    def __init__(self, place: str, memory: int, watch: Watch) -> None:
        import duckdb

        self.memory = memory
        self._folder = tempfile.mkdtemp(prefix="tradetrack-")
        self._watch = watch
        self._staged = 0
        self._source = ("", "")
        self._text: tuple[Any, str] | None = None  # the last expression and its SQL
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": f"{memory >> 20}MiB",
            "temp_directory": self._folder,
            "preserve_insertion_order": "false",
            "allocator_flush_threshold": "8MiB",  # what one part took is free for the next
            "autoinstall_known_extensions": "false",  # nothing is fetched
        }
        try:
            own = place.removeprefix("/") if place.startswith("//") else place
            self._connection = duckdb.connect(own or ":memory:", read_only=bool(own), config=settings)
            # By default a query of more than two seconds draws a bar on standard output, amid the answer.
            self._connection.execute("SET enable_progress_bar_print = false")
        except duckdb.Error as error:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise AccessError(f"duckdb://{place}: cannot be opened: {_first_line(error)}") from None

    def read(self, files: Files) -> Any:
        """The table of files, as a view."""
        paths = ", ".join(map(_quoted, files.paths))
        if files.form == CSV:
            columns = ", ".join(f"{_quoted(name)}: 'VARCHAR'" for name in files.names)
            encoding = _ENCODINGS.get(files.encoding.lower(), files.encoding)
            source = (
                f"read_csv([{paths}], auto_detect = false, header = true, skip = {files.header_row - 1}, "
                f"columns = {{{columns}}}, delim = {_quoted(files.delimiter)}, quote = '\"', escape = '\"', "
                f"strict_mode = true, null_padding = false, encoding = {_quoted(encoding)})"
            )
        else:
            source = f"read_parquet([{paths}], union_by_name = true, hive_partitioning = false)"
        return self._view("_flows", source)

    def placed(self, files: Files) -> Any:
        """The rows of Parquet files with their places."""
        paths = ", ".join(map(_quoted, files.paths))
        places = f"filename = {_quoted(FILE_NAME)}, file_row_number = true"
        source = f"read_parquet([{paths}], union_by_name = true, hive_partitioning = false, {places})"
        kept, self._source = self._source, ("", "")
        table = self._view("_placed", f"(SELECT *, file_row_number AS {ROW_NAME} FROM {source})")
        self._source = kept
        return table

    def named(self, name: str) -> Any:
        """A table of the database."""
        try:
            self._described(name)
        except AccessError as error:
            raise AccessError(f"the engine has no table {name!r}: {_first_line(error)}") from None
        return self._view("_flows", _identifier(name))

    def _described(self, name: str) -> Any:
        """A table as Ibis knows it, by the names and types of its columns."""
        import ibis

        text = f"SELECT * FROM {_identifier(name)} LIMIT 0"
        schema = self._run(lambda: self._connection.sql(text).to_arrow_table()).schema
        return ibis.table(ibis.schema(schema), name=name)

    def staged(self, table: Any) -> Any:
        """The rows as Parquet in the engine's own folder: text is parsed once."""
        self._staged += 1
        path = Path(self._folder) / f"staged{self._staged}.parquet"
        form = "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"
        text = f"COPY ({sql_of(table, 'duckdb')}) TO {_quoted(str(path))} {form}"
        self._run(lambda: self._connection.execute(text))
        return self._view(f"_staged{self._staged}", f"read_parquet({_quoted(str(path))})")

    def _view(self, name: str, source: str) -> Any:
        """The table of a view of what is read."""
        self._source = (name, source)
        self._define(name, source)
        return self._described(name)

    def _define(self, name: str, source: str, condition: str = "") -> None:
        text = f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM {source} {condition}"
        self._run(lambda: self._connection.execute(text))

    def narrow(self, column: str, low: Any, high: Any) -> None:
        """Have the view of the files have the rows of a range of values of a column; null is in the first."""
        name = '"' + column.replace('"', '""') + '"'
        above = f"{name} > {_literal(low)}" if low is not None else ""
        below = f"{name} <= {_literal(high)}" if high is not None else ""
        condition = " AND ".join(part for part in (above, below) if part)
        if low is None and condition:
            condition = f"({condition} OR {name} IS NULL)"
        self._define(*self._source, f"WHERE {condition}" if condition else "")

    def fetch(self, table: Any, take: Callable[[Batches], Taken]) -> Taken:
        """Run an expression in a thread, so that an interrupt can stop it."""
        if self._text is None or self._text[0] is not table:
            self._text = (table, sql_of(table, "duckdb"))
        text = self._text[1]
        return self._run(lambda: take(iter(self._connection.sql(text).to_arrow_reader(_BATCH))))

    def _run(self, work: Callable[[], Taken]) -> Taken:
        import duckdb

        connection = self._connection
        try:
            return wait_for(work, lambda: self._watch(connection.query_progress()), connection.interrupt)
        except duckdb.Error as error:
            raise _translated(error) from None

    def close(self) -> None:
        """Close the connection and remove its folder."""
        self._connection.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _identifier(name: str) -> str:
    """The name of a table, in a schema or not, as SQL has it."""
    return ".".join('"' + part.replace('"', '""') + '"' for part in name.split("."))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _literal(value: Any) -> str:
    return _quoted(value) if isinstance(value, str) else repr(value)


def _first_line(error: BaseException) -> str:
    return str(error).strip().splitlines()[0][:300]


def _translated(error: BaseException) -> TradetrackError:
    """What DuckDB says, as one error with its place."""
    import duckdb

    text = str(error)
    path = _FILE.search(text)
    if fault := _CSV_FAULT.search(text):
        told = (line.strip() for line in text.splitlines()[2:4] if "Line:" not in line)
        return not_what_it_says(path[1] if path else "flows", next(told, "the row is damaged"), int(fault[1]))
    if isinstance(error, duckdb.OutOfMemoryException):
        return RequestError("the flows do not fit into the memory given; allow more", "memory")
    if path:
        return not_what_it_says(path[1], _first_line(error))
    return AccessError(f"the engine failed: {_first_line(error)}")
