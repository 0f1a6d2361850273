"""The descent of targets: which earlier target of a series a target changes, and how."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from tradetrack.series.outcome import is_ceiling

if TYPE_CHECKING:
    from tradetrack.series.target_record import TargetRecord

BROUGHT_FORWARD = "brought forward"
PUSHED_BACK = "pushed back"
RAISED = "raised"
LOWERED = "lowered"
DEADLINE_SET = "deadline set"
DEADLINE_DROPPED = "deadline dropped"


class Ancestor(NamedTuple):
    """The target that another one changes, and what the change is."""

    change: str
    value: float
    deadline: int | None


def with_lineage(records: Sequence[TargetRecord]) -> list[TargetRecord]:
    """The records, each with the latest earlier one of its series that differs in value or deadline alone.

    `records` are in order of statement. Of two changes at once none is told; a ceiling is of no line.
    """
    latest: dict[tuple[int, str, object], TargetRecord] = {}
    order: dict[int, int] = {}
    found = []
    for place, record in enumerate(records):
        if is_ceiling(record.qualifier):
            found.append(record)
            continue
        keys = ((record.series, "value", record.amount), (record.series, "deadline", record.deadline))
        before = [latest[key] for key in keys if key in latest]
        ancestor = max(before, key=lambda earlier: order[id(earlier)], default=None)
        found.append(record._replace(lineage=_ancestor(record, ancestor)) if ancestor else record)
        order[id(record)] = place
        latest |= dict.fromkeys(keys, record)
    return found


def _ancestor(record: TargetRecord, before: TargetRecord) -> Ancestor:
    if before.amount != record.amount:
        change = RAISED if record.amount > before.amount else LOWERED
    elif before.deadline is None:
        change = DEADLINE_SET
    elif record.deadline is None:
        change = DEADLINE_DROPPED
    else:
        change = BROUGHT_FORWARD if record.deadline < before.deadline else PUSHED_BACK
    return Ancestor(change, before.value, before.deadline)
