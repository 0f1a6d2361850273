"""How far a second, blind coding of the archive of stated targets agrees with the first.

python tools/archive_agreement.py       the table, from data/stated-targets.csv and data/second-coding.csv

The second coder was given the pair, the flow and the address of 90 random target rows, and nothing else.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent.parent / "data"
Row = dict[str, str]

_SCALES = {"mn": 6, "bn": 9, "tn": 12, "trn": 12}  # powers of ten
_FIELDS = {
    "value": "value",
    "unit": "unit",
    "qualifier": "qualifier",
    "deadline": "period",
    "scope": "scope",
    "stated_on": "stated_on",
}


class Agreement(NamedTuple):
    """In how many of the rows that were compared both coders have the same."""

    what: str
    same: int
    compared: int


def read(name: str) -> list[Row]:
    """The rows of a table in data/."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def drifted(archive: Sequence[Row], coding: Sequence[Row]) -> list[Row]:
    """The rows of the second coding whose first coding the archive no longer has."""
    names = ("pair", "flow", "source")
    known = {tuple(row[n] for n in (*names, *_FIELDS.values())) for row in archive if row["kind"] == "target"}
    return [
        row
        for row in coding
        if (*(row[n] for n in names), *(row[f"first_{n}"] for n in _FIELDS)) not in known
    ]


def agreements(archive: Sequence[Row], coding: Sequence[Row]) -> list[Agreement]:
    """The agreement field by field; qualifier, year and scope where the deadline is the same too.

    `class` is compared where the archive has one; its words come from the notes of the first coder.
    """
    found = [row for row in coding if row["second_found"] == "yes" and row["second_value"]]
    same_target = [row for row in found if _same(row, "deadline")]
    classes = {(row["pair"], row["flow"], row["source"], row["value"], row["period"]): row for row in archive}
    judged = []
    for row in found:
        own = classes.get(
            (row["pair"], row["flow"], row["source"], row["first_value"], row["first_deadline"])
        )
        if own and own["class"] and row["second_class"]:
            judged.append(own["class"] == row["second_class"])
    return [
        _agreement("value and unit", found, _same_amount),
        _agreement("deadline", found, lambda row: _same(row, "deadline")),
        _agreement("qualifier", same_target, lambda row: _same(row, "qualifier")),
        _agreement(
            "year of the statement",
            same_target,
            lambda row: row["first_stated_on"][:4] == row["second_stated_on"][:4],
        ),
        _agreement("scope", same_target, lambda row: _same(row, "scope")),
        Agreement("class, where a note names it", sum(judged), len(judged)),
    ]


def _agreement(what: str, rows: Sequence[Row], is_same: Callable[[Row], bool]) -> Agreement:
    return Agreement(what, sum(map(is_same, rows)), len(rows))


def _same(row: Row, field: str) -> bool:
    return row[f"first_{field}"] == row[f"second_{field}"]


def _same_amount(row: Row) -> bool:
    return _amount(row, "first") == _amount(row, "second")


def _amount(row: Row, coder: str) -> tuple[str, Decimal]:
    """Currency and amount: 4 trn and 4000 bn are the same."""
    currency, scale = row[f"{coder}_unit"].split()
    return currency, Decimal(row[f"{coder}_value"]).scaleb(_SCALES[scale])


def table() -> str:
    """The agreement as a table of the documentation."""
    archive, coding = read("stated-targets.csv"), read("second-coding.csv")
    opened = [row for row in coding if row["second_found"] == "yes"]
    stated = [row for row in opened if row["second_value"]]
    rows = [
        f"| {one.what} | {one.same} of {one.compared} | {one.same / one.compared:.0%} |"
        for one in agreements(archive, coding)
    ]
    found = f"{len(coding)} rows; {len(opened)} pages were found again, {len(stated)} of them with an amount."
    return "\n".join([found, "", "| field | the same | share |", "|---|---|---|", *rows])


if __name__ == "__main__":
    print(table())
