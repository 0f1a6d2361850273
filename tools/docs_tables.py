"""The tables of the documentation that are made from the code.

python tools/docs_tables.py            write them
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from archive_agreement import table as agreement_table

from tradetrack.checks.registry import checks
from tradetrack.core.faults import FAULTS

DOCS = Path(__file__).parent.parent / "docs"


def checks_table(profile: str = "") -> str:
    """A row a check: its code, how serious it is, what it finds, what to do."""
    own = [each for each in checks() if each.profile == profile]
    rows = [f"| `{each.code}` | {each.severity} | {each.finds} | {each.advice} |" for each in own]
    return "\n".join(["| code | severity | finds | what to do |", "|---|---|---|---|", *rows])


def faults_table() -> str:
    """A row a code of a ledger's faults."""
    rows = [f"| `{code}` | {when} |" for code, when in FAULTS.items()]
    return "\n".join(["| code | when |", "|---|---|", *rows])


TABLES: dict[str, list[tuple[str, Callable[[], str]]]] = {
    "checks.md": [("checks", checks_table), ("archive checks", partial(checks_table, "archive"))],
    "errors.md": [("faults", faults_table)],
    "codebook.md": [("agreement", agreement_table)],
}


def with_table(text: str, name: str, table: str) -> str:
    """The text with the table between the comments that name it."""
    start, end = f"<!-- {name} -->\n", f"\n<!-- end of {name} -->"
    head, _, rest = text.partition(start)
    _, _, tail = rest.partition(end)
    return f"{head}{start}{table}{end}{tail}"


def rendered(file: str) -> str:
    """A page as it is with its tables made anew."""
    text = (DOCS / file).read_text(encoding="utf-8")
    for name, make in TABLES[file]:
        text = with_table(text, name, make())
    return text


def main() -> None:
    """Write every table."""
    for file in TABLES:
        (DOCS / file).write_text(rendered(file), encoding="utf-8")


if __name__ == "__main__":
    main()
