"""The rules of a ledger's header: which names it may have, and which it must."""

from __future__ import annotations

from collections.abc import Sequence, Set

from tradetrack.core.errors import Problem
from tradetrack.core.schema import GROWTH_PCT, LEDGER_NAMES, PERIOD, VALUE
from tradetrack.ledger.csv_parser import Field

BOM = "\ufeff"


def check_header(header: Sequence[Field]) -> list[Problem]:
    """What is wrong with the header of a ledger."""
    names = [field.text for field in header]
    problems = check_names(header, LEDGER_NAMES)
    if not _is_present(PERIOD, names):
        message = "the header has no 'period'; a ledger needs at least period,value"
        problems.append(Problem(header[0].line, 1, "missing-column", message))
    if not (_is_present(VALUE, names) or _is_present(GROWTH_PCT, names)):
        message = "the header has no 'value' (and no 'growth_pct'); add the column of the figures"
        problems.append(Problem(header[0].line, 1, "missing-column", message))
    return problems


def _is_present(column: str, names: Sequence[str]) -> bool:
    """Whether a header has a column, or what is nearly its name."""
    return column in names or any(near_name(name, LEDGER_NAMES) == column for name in names)


def check_names(header: Sequence[Field], ours: Sequence[str]) -> list[Problem]:
    """What is wrong with the names of a header; one that is nearly one of `ours` is taken for a slip."""
    before: set[str] = set()
    faults = []
    for field in header:
        faults.append(_name_fault(field.text, before, ours))
        before.add(field.text)
    return [
        Problem(field.line, field.column, *fault)
        for field, fault in zip(header, faults, strict=True)
        if fault
    ]


def _name_fault(name: str, before: Set[str], ours: Sequence[str]) -> tuple[str, str] | None:
    """The code and the message of what is wrong with one name."""
    if not name.strip():
        return "unnamed-column", "the column has no name; name it, or remove it"
    if name in before:
        return "duplicate-column", f"{name!r} stands twice; remove or rename one"
    if BOM in name:
        return "misspelt-column", "a byte order mark stands in the middle of the file; remove it"
    if near := near_name(name, ours):
        return "misspelt-column", f"{name!r} is not a column; did you mean {near!r}?"
    return None


def other_delimiter(line: str) -> str | None:
    """What separates the columns of a first line that has no comma, if it is no comma."""
    if "," in line:
        return None
    return next((spoken for sign, spoken in ((";", "semicolons"), ("\t", "tabs")) if sign in line), None)


def near_name(name: str, ours: Sequence[str]) -> str | None:
    """Which of `ours` the name is a slip for: the same but for case, or one edit away."""
    if name in ours:
        return None
    lower, length = name.strip().lower(), len(name)
    near = (own for own in ours if lower == own or (-2 < len(own) - length < 2 and one_edit_apart(name, own)))
    return next(near, None)


def one_edit_apart(a: str, b: str) -> bool:
    """Whether one letter put in, left out, changed, or swapped with the next turns `a` into `b`."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[start:], b[start:]
    swapped = rest_a[1::-1] + rest_a[2:]
    return rest_b in (swapped, rest_b[:1] + rest_a[1:]) or rest_a[1:] == rest_b or rest_a == rest_b[1:]
