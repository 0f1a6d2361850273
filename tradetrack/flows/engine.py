"""The engines that flows are added up on, and what they have in common."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol, TypeVar

from tradetrack.core.errors import AccessError, RequestError
from tradetrack.core.numerals import listed
from tradetrack.flows.files import Files

Taken = TypeVar("Taken")
Watch = Callable[[float], None]  # called with the percentage done, from time to time
Batches = Iterator[Any]  # Arrow record batches
SHARE = 0.5  # of the machine's memory: what an engine may take
SMALLEST = 200_000_000  # bytes
_GROUPS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")

Narrow = Callable[[str, Any, Any], None]


class Engine(Protocol):
    """What runs expressions: on files, or on its own tables; `memory` is what it may take, in bytes."""

    memory: int

    def read(self, files: Files) -> Any:
        """The table of files: text as text, Parquet with the types that it has."""

    def named(self, name: str) -> Any:
        """A table of the engine. Raises AccessError where there is none."""

    def placed(self, files: Files) -> Any:
        """The table of Parquet files with the file and the row of each row, where the engine knows them."""

    def staged(self, table: Any) -> Any:
        """The same rows, where they can be read several times without parsing them again."""

    @property
    def narrow(self) -> Narrow | None:
        """Has the table consist of the rows with a column above a bound and up to another; None is no bound.

        None itself for an engine that adds up all keys at once.
        """

    def fetch(self, table: Any, take: Callable[[Batches], Taken]) -> Taken:
        """What `take` makes of the record batches of an expression; an interrupt stops the engine."""

    def close(self) -> None:
        """Let the engine go, and what it left on disk."""


def memory_of_machine() -> int:
    """The bytes that this process may use: the machine's, or less where a container or a limit says so."""
    import resource

    found = [os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")]
    for place in _GROUPS:
        try:
            text = Path(place).read_text(encoding="ascii").strip()
        except OSError:
            continue
        if text.isdigit():
            found.append(int(text))
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit > 0:
        found.append(limit)
    return min(found)


def engine_of(url: str, memory: int | None, watch: Watch) -> Engine:
    """The engine that an address names. Raises RequestError, or AccessError where it is not installed."""
    scheme, _, rest = url.partition("://")
    budget = memory or max(int(memory_of_machine() * SHARE), SMALLEST)
    if scheme == "duckdb":
        from tradetrack.flows.duck import Duck

        return Duck(rest, budget, watch)
    if scheme in ("pyspark", "spark"):
        from tradetrack.flows.spark import Spark

        return Spark(url if scheme == "spark" else rest, budget, watch)
    if scheme in ("postgres", "postgresql"):
        from tradetrack.flows.postgres import Postgres

        return Postgres(url, budget, watch)
    known = listed(("duckdb://", "pyspark://local[*]", "spark://HOST:PORT", "postgres://HOST/DATABASE"), "or")
    raise RequestError(f"{scheme!r} is not an engine; write {known}", "engine")


def sql_of(table: Any, dialect: str) -> str:
    """An expression in the SQL of an engine."""
    import ibis

    return str(ibis.to_sql(table, dialect=dialect))


def require_package(module: str, package: str, extra: str) -> None:
    """Raise AccessError that names the extra where a package is missing."""
    from importlib.util import find_spec

    if find_spec(module) is None:
        raise AccessError(f"screen needs the package {package}: pip install 'tradetrack[{extra}]'")
