"""What an import took, left out and changed, in lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from tradetrack.core.numerals import listed
from tradetrack.sources.comparison import CONFLICT, NEW, RESTATED, REVISION, SAME
from tradetrack.sources.described import described, unfinished
from tradetrack.sources.importing import Intake, Merged
from tradetrack.sources.reading import Reading

_WORDS = {
    NEW: "new",
    SAME: "the same as before",
    RESTATED: "stated by another source already",
    REVISION: "revised since the last import",
    CONFLICT: "in conflict with another source",
}
_SHOWN = 3


def intake_lines(intake: Intake) -> list[str]:
    """What a file is, what is taken of it, what is left out and why."""
    if intake.is_ledger:
        rest = "".join(f", leaves out {n:,} rows {why}" for why, n in intake.reading.left_out.items())
        return [f"{intake.name}: {intake.kind}; takes {_counted(len(intake.rows), 'row')}{rest}"]
    count = _counted(len(intake.rows), "figure")
    taken = f"{intake.name}: {intake.kind}: {described(intake.rows)}; takes {count}"
    left_out = [f"{count:,} {reason}" for reason, count in intake.reading.left_out.items()]
    lines = [f"{intake.name}: leaves out {'; '.join(left_out)}"] if left_out else []
    lines.append(f"{intake.name}: {_sums(intake.reading)}")
    remarks = [*intake.reading.remarks, unfinished(intake.rows)]
    return [taken, *lines, *(f"{intake.name}: {remark}" for remark in remarks if remark)]


def merged_lines(name: str, result: Merged) -> list[str]:
    """What the figures are to those of the ledger, with examples of what a reader wants to look at."""
    lines = [
        f"{name}: {_WORDS[kind]}: {_examples(result.examples[kind], result.counts[kind])}"
        for kind in (REVISION, CONFLICT)
        if result.counts.get(kind)
    ]
    if result.gone:
        gone = _examples(result.gone[:_SHOWN], len(result.gone))
        lines.append(f"{name}: gone, imported earlier and not in this file (they stay): {gone}")
    return [f"{name}: {_counts(result.counts)}", *lines]


def _sums(reading: Reading) -> str:
    """The sums that show that nothing is lost, in the unit of the file."""
    taken, omitted = _plain(reading.taken), _plain(reading.omitted)
    total = _plain(reading.taken + reading.omitted)
    return f"its values add up to {total}: {taken} taken, {omitted} left out"


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _counted(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {_WORDS[kind]}" for kind, count in counts.items() if count) or "nothing new"


def _examples(examples: Sequence[str], count: int) -> str:
    more = count - len(examples)
    return listed([*examples, f"{more:,} more"] if more else examples)
