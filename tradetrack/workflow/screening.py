"""The use case `screen`: many flows beside one level."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tradetrack.core.errors import RequestError
from tradetrack.core.numerals import listed
from tradetrack.workflow.questions import Aims, Question, amount
from tradetrack.workflow.views import ask

if TYPE_CHECKING:
    import pandas as pd

    from tradetrack.flows.run import Found
    from tradetrack.flows.wanted import Wanted
    from tradetrack.reports.screen_result import ScreenResult
    from tradetrack.series.analysis import Analysis
    from tradetrack.sources.layout import Layout

_LEDGER_KEYS = ("pair", "flow", "scope", "currency", "reporter")


def wanted_of(
    target: float | str,
    by: int,
    per: Iterable[str],
    where: Iterable[tuple[str, str]],
    flow: str | None,
    layout: Layout,
    product: str | None,
    sort: str,
    engine: str,
    memory: int | None,
) -> Wanted:
    """What a screening is asked for; `per` has a key each, or several with commas. Raises RequestError."""
    from tradetrack.flows.wanted import SORTS, Wanted

    if flow not in (None, "exports", "imports", "total"):
        raise RequestError(f"{flow!r} is not a flow; write exports or imports", "flow")
    if sort not in SORTS:
        raise RequestError(f"{sort!r} is not an order; choose {listed(SORTS, 'or')}", "sort")
    keys = [key.strip() for text in per for key in text.split(",")]
    return Wanted(
        amount(target),
        by,
        tuple(dict.fromkeys(key for key in keys if key)),
        tuple(where),
        flow,
        layout,
        product,
        sort,
        engine,
        memory,
    )


def screen(
    flows: str | pd.DataFrame, wanted: Wanted, watch: Callable[[float], None] = lambda _: None
) -> ScreenResult:
    """The flows of files, of a ledger or of a table of an engine, in order of what is asked for.

    A frame is one of figures, as a ledger is read. `watch` is called with the percentage done. Raises
    RequestError, AccessError, or LedgerError for a file that is not what it is said to be.
    """
    from tradetrack.flows.ranking import order_of
    from tradetrack.reports.screen_result import ScreenResult

    Aims(targets=(wanted.target,), by=(wanted.by,))  # refused before anything is read
    analysis = _analysis(flows, wanted)
    if analysis is not None:
        found = _screened_ledger(analysis, wanted)
    else:
        found = _screened_flows(str(flows), wanted, watch)
    order = order_of(found.flows, found.keys, wanted.sort)
    data = analysis.data if analysis is not None else None
    return ScreenResult(found, order, wanted.target, wanted.by, wanted.sort, data)


def _screened_flows(flows: str, wanted: Wanted, watch: Callable[[float], None]) -> Found:
    from tradetrack.flows.run import screen_flows

    found = screen_flows(flows, wanted, watch)
    last = found.flows.base_year.max(initial=0)
    if found.flows.number and last >= wanted.by:
        raise RequestError(f"{wanted.by} is not after the latest year {last:.0f}; name a later year", "by")
    return found


def _analysis(flows: str | pd.DataFrame, wanted: Wanted) -> Analysis | None:
    """The analysis of a ledger, the rules of which choose its figures; None where the flows are none."""
    from tradetrack.workflow.views import load

    if isinstance(flows, str) and not _is_ledger(flows, wanted):
        return None
    name = flows if isinstance(flows, str) else "the frame"
    layout = wanted.layout
    columns = {"reporter": layout.reporter, "partner": layout.partner, "flow": layout.flow}
    given = {"unit": layout.unit, **{f"{key}_column": column for key, column in columns.items()}}
    given["product_column"] = wanted.product
    if strange := next((parameter for parameter, one in given.items() if one), None):
        raise RequestError(f"{name} is a ledger, which says itself what its figures are", strange)
    question = _question(name, wanted)
    return ask(load(flows) if isinstance(flows, str) else flows, question)


def _is_ledger(name: str, wanted: Wanted) -> bool:
    from tradetrack.flows.shapes import is_ledger
    from tradetrack.flows.wanted import DEFAULT_ENGINE
    from tradetrack.ledger.location import STDIN, bundled_ledgers
    from tradetrack.sources.head import HEAD_BYTES, Head

    if wanted.layout.period or wanted.layout.value:
        return False
    path = Path(name)
    if not path.is_file():
        is_table = wanted.engine != DEFAULT_ENGINE
        return name == STDIN or (name in bundled_ledgers() and not is_table and not path.is_dir())
    try:
        with path.open("rb") as file:
            return is_ledger(Head(file.read(HEAD_BYTES), name).header)
    except OSError:
        return False


def _question(name: str, wanted: Wanted) -> Question:
    """The question of a ledger that a screening asks. Raises RequestError for a key that it lacks."""
    from tradetrack.flows.ledger import KEYS

    if strange := [key for key in wanted.per if key not in KEYS]:
        raise RequestError(
            f"a ledger has no {strange[0]}; its series are told apart by {listed(KEYS)}", "per"
        )
    asked: dict[str, list[str]] = {}
    for key, value in wanted.where:
        if key not in _LEDGER_KEYS:
            raise RequestError(f"{name} has no {key!r}; a ledger has {listed(_LEDGER_KEYS)}", "where")
        asked.setdefault(key, []).append(value)
    pairs = tuple(asked.pop("pair", ()))
    if several := [key for key, values in asked.items() if len(set(values)) > 1]:
        raise RequestError(f"a ledger is screened by one {several[0]} at a time", "where")
    one = {key: values[0] for key, values in asked.items()}
    flow = one.get("flow") or wanted.flow or "total"
    return Question(pairs, flow, one.get("reporter"), scope=one.get("scope"), currency=one.get("currency"))


def _screened_ledger(analysis: Analysis, wanted: Wanted) -> Found:
    from tradetrack.flows.ledger import found_in
    from tradetrack.workflow.forecasts import project

    result = project(analysis, Aims(targets=(wanted.target,), by=(wanted.by,)))
    return found_in(analysis, list(result), wanted.by)
