"""Findings as lines: for a person or an editor, and as annotations for GitHub Actions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from tradetrack.checks.finding import ERROR, NOTE, WARNING
from tradetrack.core.errors import LedgerError
from tradetrack.render.escape import harmless, visible
from tradetrack.reports.check_result import CheckResult

_LINES = 1 << 12  # that are printed at once
_COMMANDS = {ERROR: "error", WARNING: "warning", NOTE: "notice"}
_OF_DATA = re.compile(r"[%\r\n]")
_OF_PROPERTY = re.compile(r"[%\r\n:,]")


def check_lines(ledgers: Sequence[CheckResult]) -> Iterator[str]:
    """One line a finding, `file:line: warning[code]: message`, as compilers print them, in pieces."""
    return _in_pieces(
        visible(f"{ledger.name}:{f.lines[0]}: {f.severity}[{f.code}]: {f.message}")
        for ledger in ledgers
        for f in ledger
    )


def github_lines(ledgers: Sequence[CheckResult], malformed: Sequence[LedgerError]) -> Iterator[str]:
    """One workflow command a finding, which GitHub Actions shows as an annotation of the file, in pieces.

    `::warning file=trade.csv,line=5,title=growth::message`, escaped as GitHub's toolkit does it.
    """
    return _in_pieces(_annotations(ledgers, malformed))


def _in_pieces(lines: Iterator[str]) -> Iterator[str]:
    while some := list(islice(lines, _LINES)):
        yield "".join(f"{line}\n" for line in some)


def _annotations(ledgers: Sequence[CheckResult], malformed: Sequence[LedgerError]) -> Iterator[str]:
    for error in malformed:
        for p in error.problems:
            yield _annotation(ERROR, error.name, f"{p.line},col={p.column}", p.code, p.message)
    for ledger in ledgers:
        for f in ledger:
            yield _annotation(f.severity, ledger.name, str(f.lines[0]), f.code, f.message)


def _annotation(severity: str, name: str, place: str, code: str, message: str) -> str:
    properties = f"file={_escaped(name, _OF_PROPERTY)},line={place},title={_escaped(code, _OF_PROPERTY)}"
    text = harmless(f"{_COMMANDS[severity]} {properties}::{_escaped(message, _OF_DATA)}")
    return f"::{text}"  # the one command in it


def _escaped(text: str, signs: re.Pattern[str]) -> str:
    return visible(signs.sub(lambda match: f"%{ord(match[0]):02X}", text))
