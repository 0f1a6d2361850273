"""The rules of a ledger's header: which names it may have, and which it must."""

from __future__ import annotations

from collections.abc import Sequence, Set

from tradetrack.core.errors import Problem
from tradetrack.core.other_columns import synonym_of
from tradetrack.core.schema import GROWTH_PCT, LEDGER_NAMES, PERIOD, VALUE
from tradetrack.ledger.csv_parser import Field

BOM = "\ufeff"
SEPARATOR = "sep="  # the first line that Excel reads as the name of the separator
_UNNAMED = "unnamed-column"


def check_header(header: Sequence[Field]) -> list[Problem]:
    """What is wrong with the header of a ledger."""
    names = [field.text for field in header]
    if names[0].lower().startswith(SEPARATOR):
        message = "the line is for Excel, which does not need it, and not the header; delete it"
        return [Problem(header[0].line, 1, "separator-line", message)]
    problems = check_names(header, LEDGER_NAMES)
    if not _is_present(PERIOD, names):
        otherwise = "a ledger needs at least period,value"
        problems.append(_missing(header, PERIOD, "the header has no 'period'", otherwise))
    if not (_is_present(VALUE, names) or _is_present(GROWTH_PCT, names)):
        otherwise = "add the column of the figures"
        problems.append(_missing(header, VALUE, "the header has no 'value' (and no 'growth_pct')", otherwise))
    return problems


def _is_present(column: str, names: Sequence[str]) -> bool:
    """Whether a header has a column, or what is nearly its name."""
    return column in names or any(near_name(name, LEDGER_NAMES) == column for name in names)


def _missing(header: Sequence[Field], column: str, what: str, otherwise: str) -> Problem:
    """That a column is missing; the name that other files give it is named where the header has it."""
    likely = synonym_of(column, [field.text for field in header])
    place = next((field for field in header if field.text == likely), header[0])
    way_out = f"is it {likely!r}? rename that to {column}" if likely else otherwise
    return Problem(place.line, place.column, "missing-column", f"{what}; {way_out}")


def check_names(header: Sequence[Field], ours: Sequence[str]) -> list[Problem]:
    """What is wrong with the names of a header; one that is nearly one of `ours` is taken for a slip."""
    before: set[str] = set()
    faults = []
    for field in header:
        faults.append(_name_fault(field.text, before, ours))
        before.add(field.text)
    problems = [
        Problem(field.line, field.column, *fault)
        for field, fault in zip(header, faults, strict=True)
        if fault
    ]
    return _unnamed_as_one(problems)


def _unnamed_as_one(problems: list[Problem]) -> list[Problem]:
    """The problems, those of columns without a name as one: a title above the header leaves dozens."""
    unnamed = [problem for problem in problems if problem.code == _UNNAMED]
    if len(unnamed) < 2:
        return problems
    first = unnamed[0]
    message = f"{len(unnamed)} columns have no name; name or remove them, or delete a title above the header"
    one = Problem(first.line, first.column, _UNNAMED, message)
    others = (problem for problem in problems if problem is first or problem.code != _UNNAMED)
    return [one if problem is first else problem for problem in others]


def _name_fault(name: str, before: Set[str], ours: Sequence[str]) -> tuple[str, str] | None:
    """The code and the message of what is wrong with one name."""
    if not name.strip():
        return _UNNAMED, "the column has no name; name it, or remove it"
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
