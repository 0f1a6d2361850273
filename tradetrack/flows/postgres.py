"""PostgreSQL: its own tables, or files copied into a table that goes with the session."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from tradetrack.core.errors import AccessError
from tradetrack.flows.engine import Batches, Watch, require_package, sql_of
from tradetrack.flows.files import CSV, Files, not_what_it_says
from tradetrack.flows.waiting import wait_for

Taken = TypeVar("Taken")
_BATCH = 50_000  # rows
_PIECE = 1 << 20  # bytes
_MOST = 2047  # megabytes of work_mem that PostgreSQL allows
_LINE = re.compile(r"COPY _flows, line ([0-9]+)")
# Types by their name in the catalog, as Ibis calls them; what is none of them is read as text.
_TYPES = {"int2": "int16", "int4": "int32", "int8": "int64", "float4": "float32", "float8": "float64"}
_TYPES |= {"numeric": "decimal(38, 12)", "text": "string", "varchar": "string", "bpchar": "string"}


class Postgres:
    """One connection, read only but for its own temporary table."""

    narrow = None  # all keys are added up at once

    def __init__(self, url: str, memory: int, watch: Watch) -> None:
        require_package("psycopg", "psycopg", "postgres")
        import psycopg

        self.memory = memory
        self._watch = watch
        try:
            self._connection = psycopg.connect(url, autocommit=False)
            self._connection.execute(f"SET work_mem = '{max(64, min(memory >> 20, _MOST))}MB'")
            self._connection.execute("SET extra_float_digits = 3")
        except psycopg.Error as error:
            raise AccessError(f"PostgreSQL cannot be reached: {_first_line(error)}") from None

    def read(self, files: Files) -> Any:
        """The table of files, copied to the server: text as text, Parquet with the types that it has."""
        self._watch(0.0)
        if files.form == CSV:
            self._create(dict.fromkeys(files.names, "text"))
            encoding = "LATIN1" if files.encoding.lower().startswith("latin") else files.encoding
            how = f"FORMAT csv, HEADER true, DELIMITER '{files.delimiter}', ENCODING '{encoding}'"
            for path in files.paths:
                self._copy(path, how, _pieces(path, files.header_row))
        else:
            import pyarrow as pa
            import pyarrow.parquet as pq

            schema = pq.read_schema(files.paths[0])
            self._create({field.name: _server_type(pa, field.type) for field in schema})
            for path in files.paths:
                self._copy(path, "FORMAT csv, HEADER false", _parquet_pieces(path, schema.names))
        self._connection.execute("ANALYZE _flows")
        return self.named("_flows")

    def _create(self, columns: dict[str, str]) -> None:
        self._connection.execute("DROP TABLE IF EXISTS pg_temp._flows")
        listed = ", ".join(f"{_name(name)} {kind}" for name, kind in columns.items())
        self._connection.execute(f"CREATE TEMP TABLE _flows ({listed})")

    def _copy(self, path: str, how: str, pieces: Iterator[bytes]) -> None:
        import psycopg

        try:
            with self._connection.cursor() as cursor, cursor.copy(f"COPY _flows FROM STDIN ({how})") as copy:
                for piece in pieces:
                    copy.write(piece)
        except psycopg.Error as error:
            line = _LINE.search(str(error))
            raise not_what_it_says(path, _first_line(error), int(line[1]) if line else 1) from None

    def named(self, name: str) -> Any:
        """A table of the server, in a schema or in the search path."""
        import ibis
        import psycopg

        parts = name.split(".")
        try:
            cursor = self._connection.execute(f"SELECT * FROM {'.'.join(map(_name, parts))} LIMIT 0")
        except psycopg.Error as error:
            raise AccessError(f"the engine has no table {name!r}: {_first_line(error)}") from None
        types = self._connection.adapters.types
        columns = {}
        for column in cursor.description or ():
            known = types.get(column.type_code)
            columns[column.name] = _TYPES.get(known.name if known else "", "string")
        place = {"database": ".".join(parts[:-1])} if len(parts) > 1 else {}
        return ibis.table(columns, name=parts[-1], **place)

    def placed(self, files: Files) -> Any:
        """The table of files: rows have no place of their own here, and are named by their keys."""
        return self.read(files)

    def staged(self, table: Any) -> Any:
        """The rows as they are: the server has them already."""
        return table

    def fetch(self, table: Any, take: Callable[[Batches], Taken]) -> Taken:
        """Run an expression on a cursor of the server; an interrupt cancels it."""
        import psycopg

        text = sql_of(table, "postgres")
        try:
            return wait_for(
                lambda: take(self._batches(text, table.schema())),
                lambda: self._watch(0.0),
                self._connection.cancel,
            )
        except psycopg.Error as error:
            raise AccessError(f"the engine failed: {_first_line(error)}") from None

    def _batches(self, text: str, schema: Any) -> Batches:
        import pyarrow as pa

        kinds = [pa.float64() if kind.is_floating() else None for kind in schema.types]
        with self._connection.cursor("flows") as cursor:
            cursor.execute(text)
            while rows := cursor.fetchmany(_BATCH):
                columns = zip(zip(*rows, strict=True), kinds, strict=True)
                yield pa.record_batch(
                    [pa.array(column, kind) for column, kind in columns], list(schema.names)
                )

    def close(self) -> None:
        """Leave nothing behind."""
        self._connection.close()


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _first_line(error: BaseException) -> str:
    return str(error).strip().splitlines()[0][:300]


def _server_type(pa: Any, kind: Any) -> str:
    if pa.types.is_integer(kind):
        return "bigint"
    return "double precision" if pa.types.is_floating(kind) else "text"


def _pieces(path: str, header_row: int) -> Iterator[bytes]:
    """The bytes of a text file, without a byte order mark and what stands above the header."""
    with Path(path).open("rb") as file:
        for _ in range(header_row - 1):
            file.readline()
        first = True
        while piece := file.read(_PIECE):
            yield piece.removeprefix(b"\xef\xbb\xbf") if first else piece
            first = False


def _parquet_pieces(path: str, names: list[str]) -> Iterator[bytes]:
    import pyarrow as pa
    import pyarrow.csv as text
    import pyarrow.parquet as pq

    for batch in pq.ParquetFile(path).iter_batches(_BATCH, columns=names):
        output = io.BytesIO()
        text.write_csv(pa.Table.from_batches([batch]), output, text.WriteOptions(include_header=False))
        yield output.getvalue()
