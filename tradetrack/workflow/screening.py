"""The use case `screen`: many flows beside one level."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tradetrack.core.errors import RequestError
from tradetrack.core.numerals import listed
from tradetrack.workflow.questions import Aims, Question
from tradetrack.workflow.views import ask

if TYPE_CHECKING:
    from tradetrack.flows.run import Found
    from tradetrack.flows.wanted import Wanted
    from tradetrack.reports.screen_result import ScreenResult

_LEDGER_KEYS = {
    "pair": "pairs",
    "flow": "flow",
    "scope": "scope",
    "currency": "currency",
    "reporter": "reporter",
}


def screen(flows: str, wanted: Wanted, watch: Callable[[float], None] = lambda _: None) -> ScreenResult:
    """The flows of files, of a ledger or of a table of an engine, in order of what is asked for.

    `watch` is called with the percentage done. Raises RequestError, AccessError, or LedgerError for a file
    that is not what it is said to be.
    """
    from tradetrack.flows.ranking import order_of
    from tradetrack.reports.screen_result import ScreenResult

    Aims(targets=(wanted.target,), by=(wanted.by,))  # refused before anything is read
    figures = _ledger(flows, wanted)
    found = _screened_ledger(flows, wanted) if figures else _screened_flows(flows, wanted, watch)
    order = order_of(found.flows, found.keys, wanted.sort)
    return ScreenResult(found, order, wanted.target, wanted.by, wanted.sort)


def _screened_flows(flows: str, wanted: Wanted, watch: Callable[[float], None]) -> Found:
    from tradetrack.flows.run import screen_flows

    found = screen_flows(flows, wanted, watch)
    last = found.flows.base_year.max(initial=0)
    if found.flows.number and last >= wanted.by:
        raise RequestError(f"{wanted.by} is not after the latest year {last:.0f}; name a later year", "by")
    return found


def _ledger(name: str, wanted: Wanted) -> bool:
    """Whether the input is a ledger of stated figures, whose headline figures are chosen by its own rules."""
    from tradetrack.flows.shapes import is_ledger
    from tradetrack.ledger.location import STDIN, bundled_ledgers
    from tradetrack.sources.head import HEAD_BYTES, Head

    if wanted.layout.period or wanted.layout.value:
        return False
    path = Path(name)
    if not path.is_file():
        return name == STDIN or name in bundled_ledgers()
    try:
        with path.open("rb") as file:
            return is_ledger(Head(file.read(HEAD_BYTES), name).header)
    except OSError:
        return False


def _screened_ledger(name: str, wanted: Wanted) -> Found:
    from tradetrack.flows.ledger import KEYS, found_in
    from tradetrack.workflow.forecasts import project
    from tradetrack.workflow.views import load

    if strange := [key for key in wanted.per if key not in KEYS]:
        raise RequestError(
            f"a ledger has no {strange[0]}; its series are told apart by {listed(KEYS)}", "per"
        )
    query: dict[str, object] = {"flow": wanted.flow or "total"}
    for key, value in wanted.where:
        if key not in _LEDGER_KEYS:
            raise RequestError(f"{name} has no {key!r}; a ledger has {listed(_LEDGER_KEYS)}", "where")
        pairs = (*_pairs(query), value)
        query[_LEDGER_KEYS[key]] = pairs if key == "pair" else value
    analysis = ask(load(name), Question(**query))  # type: ignore[arg-type]
    result = project(analysis, Aims(targets=(wanted.target,), by=(wanted.by,)))
    return found_in(analysis, list(result), wanted.by)


def _pairs(query: dict[str, object]) -> tuple[str, ...]:
    pairs = query.get("pairs", ())
    return pairs if isinstance(pairs, tuple) else ()
