"""UN Comtrade: the downloads of comtradeplus.un.org (Plus) and the old site (legacy), CSV and JSON.

Quirks: a Plus download has 47 names in its header and 48 fields in every row, as each row ends in a comma.
Values are dollars. A file can have one figure in parts by partner of consignment, customs procedure and mode
of transport, with or without their total (code 0 or C00), and the total of all goods beside its chapters.
Re-exports are inside exports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from tradetrack.core.errors import RequestError
from tradetrack.core.vocabulary import EXPORTS, IMPORTS
from tradetrack.sources.comtrade_rows import Row, read_rows
from tradetrack.sources.head import Head
from tradetrack.sources.partners import economy
from tradetrack.sources.reading import OWN_PARTNER, Choice, Figure, File, Reading, in_unit, require_scope
from tradetrack.sources.source import Source

VALUE_PLUS, VALUE_LEGACY = "primaryValue", "Trade Value (US$)"
_OLDEST = {"Reporter Code", "Trade Flow Code", "Partner Code", "Commodity Code", "Value"}
_FLOWS = {
    **dict.fromkeys(("M", "Import", "Imports", "1"), IMPORTS),
    **dict.fromkeys(("X", "Export", "Exports", "2"), EXPORTS),
}
_TOTALS = {"C": ("TOTAL",), "S": ("S", "200", "TOTAL")}
_CHAPTERS = 90  # of 97: a file with fewer of them is not one of all chapters
_NOTES = {EXPORTS: "FOB", IMPORTS: "CIF"}
_OTHER_FLOWS = "re-exports, re-imports and other flows, which are inside exports and imports"
_INSIDE_TOTAL = "of single products, which are inside the total"
_DEEPER = "of products within those that are added up"
_PARTS = "of parts (by consignment, customs procedure or transport), which are inside their total"

Group = dict[tuple[str, ...], list[tuple[Row, Decimal]]]


def shape(head: Head) -> str | None:
    """`Plus, CSV`, `legacy, CSV`, `Plus, JSON` or `legacy, JSON`; None for another file."""
    if VALUE_PLUS in head.names and {"flowCode", "cmdCode"} & head.names:
        return "Plus, CSV"
    if (VALUE_LEGACY in head.names and "Trade Flow" in head.names) or head.names >= _OLDEST:
        return "legacy, CSV"
    if head.text.lstrip()[:1] in ("{", "["):
        if f'"{VALUE_PLUS}"' in head.text:
            return "Plus, JSON"
        if '"TradeValue"' in head.text and '"rtCode"' in head.text:
            return "legacy, JSON"
    return None


def read(file: File, choice: Choice) -> Reading:
    """The exports and imports of a file, in USD mn, by reporter, partner and period."""
    reading = Reading()
    groups = _groups(file, reading)
    products = {row.product for rows in groups.values() for row, _ in rows}
    has_total = products & {total for totals in _TOTALS.values() for total in totals}
    chapters = {_padded(product) for product in products if len(_padded(product)) == 2}
    scope = ""
    if has_total and choice.scope:
        raise RequestError("the file has the total of all goods, which is no scope; leave it out", "scope")
    if not has_total and len(chapters) < _CHAPTERS:
        scope = require_scope(choice, (_padded(product) for product in products), "TOTAL")
    elif not has_total:
        reading.remarks.append(
            f"no TOTAL in the file: the sum of its {len(chapters)} chapters, without confidential trade"
        )
    for key, rows in groups.items():
        _take(reading, choice, key, _whole(reading, _products(reading, rows)), scope)
    return reading


def _groups(file: File, reading: Reading) -> Group:
    """The rows of exports and imports with a value, by what their figure is of."""
    groups: Group = defaultdict(list)
    for row in read_rows(file, shape(file.head) or ""):
        reading.rows += 1
        value = reading.value_of(row.value)
        if value is None:
            continue
        flow = _FLOWS.get(row.flow.strip())
        if flow is None:
            reading.leave_out(_OTHER_FLOWS, value)
            continue
        names = (row.reporter, row.reporter_name, row.partner, row.partner_name)
        groups[(row.kind or "C", row.period, flow, *names)].append((row, value))
    return groups


def _padded(product: str) -> str:
    """The code of a product, with the zero in front that a spreadsheet has lost."""
    product = product.strip()
    return (
        product.zfill(len(product) + len(product) % 2) if product.isdigit() and len(product) < 6 else product
    )


def _products(reading: Reading, rows: list[tuple[Row, Decimal]]) -> list[tuple[Row, Decimal]]:
    """The rows of the total of all products; without one, those of the broadest products."""
    if len(rows) == 1:
        return rows
    totals = next(
        (found for total in _TOTALS.get(rows[0][0].kind, ("TOTAL",)) if (found := _of_product(rows, total))),
        None,
    )
    if totals is None:
        shortest = min(len(_padded(row.product)) for row, _ in rows)
        totals = [pair for pair in rows if len(_padded(pair[0].product)) == shortest]
    reason = _INSIDE_TOTAL if totals[0][0].product in ("TOTAL", "S", "200") else _DEEPER
    _drop(reading, rows, totals, reason)
    return totals


def _of_product(rows: Sequence[tuple[Row, Decimal]], product: str) -> list[tuple[Row, Decimal]]:
    return [pair for pair in rows if pair[0].product == product]


def _whole(reading: Reading, rows: list[tuple[Row, Decimal]]) -> list[tuple[Row, Decimal]]:
    """The rows that make a figure: in each breakdown those of its total, or all where it has none."""
    if len(rows) == 1:
        return rows
    by_product: dict[str, list[tuple[Row, Decimal]]] = defaultdict(list)
    for pair in rows:
        by_product[pair[0].product].append(pair)
    kept = []
    for parts in by_product.values():
        left = parts
        for place, whole in (("partner2", "0"), ("customs", "C00"), ("transport", "0")):
            totals = [pair for pair in left if getattr(pair[0], place) in (whole, "")]
            left = totals or left
        _drop(reading, parts, left, _PARTS)
        kept += left
    return kept


def _drop(
    reading: Reading, rows: list[tuple[Row, Decimal]], kept: list[tuple[Row, Decimal]], reason: str
) -> None:
    count = len(rows) - len(kept)
    if count:
        total = sum((value for _, value in rows), Decimal(0)) - sum((value for _, value in kept), Decimal(0))
        reading.leave_out(reason, total, count)


def _take(
    reading: Reading, choice: Choice, key: tuple[str, ...], rows: list[tuple[Row, Decimal]], scope: str
) -> None:
    """Add the figure of the rows of one key."""
    kind, period, flow, *names = key
    value = sum((value for _, value in rows), Decimal(0))
    reporter = _economy(reading, choice, names[0], names[1], value, len(rows))
    partner = reporter and _economy(reading, choice, names[2], names[3], value, len(rows))
    if not reporter or not partner:
        return
    if reporter == partner:
        reading.leave_out(OWN_PARTNER, value, len(rows))
        return
    editions = {row.edition for row, _ in rows}
    added = f", sum of {len(rows)} rows" if len(rows) > 1 else ""
    note = f"{_NOTES[flow]}{added}{', ' + '+'.join(sorted(editions)) if added else ''}" if kind != "S" else ""
    text = period if len(period) == 4 else f"{period[:4]}-{period[4:]}"
    scope = "services" if kind == "S" and not scope else scope
    figure = Figure(reporter, partner, flow, text, in_unit(value, -6), "USD mn", scope, note)
    reading.take(figure, value)


def _economy(
    reading: Reading, choice: Choice, code: str, name: str, value: Decimal, cells: int
) -> str | None:
    """The economy of a row: by its code where that is one, else by its name."""
    return reading.economy_of(_known_by(code, name), choice, value, cells)


@cache
def _known_by(code: str, name: str) -> str:
    return code if not name or (code and economy(code)) else name


SOURCE = Source(
    kind="a UN Comtrade download",
    recognise=lambda head: shape(head) is not None,
    describe=lambda head: f"a UN Comtrade download ({shape(head)})",
    by_hand="copy the rows of one product, TOTAL for all goods, into a ledger (tradetrack init NEW.csv): "
    "exports or imports as flow, US dollars / 1e9 as value",
    title="UN Comtrade",
    read=read,
    cuts=(500, 100_000, 250_000),
)
