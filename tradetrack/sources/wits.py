"""The World Bank's WITS: trade by partner (CSV, workbook), bulk download, country summary and SDMX-JSON.

Quirks: the values of trade by partner are thousand dollars, exports and imports side by side, or years side
by side with the flow in a column `Indicator`. Regions stand among the partners, and the world as ` World`
with a blank before it. The first sheet of a workbook can be empty. A bulk download has products and no total
of them. The country summary has millions for some rows, thousands for others, and shares and counts.
"""

from __future__ import annotations

import re

from tradetrack.sources import wits_rows
from tradetrack.sources.head import Head
from tradetrack.sources.labels import flow_of
from tradetrack.sources.reading import OWN_PARTNER, Choice, Figure, File, Reading, in_unit, require_scope
from tradetrack.sources.source import Source
from tradetrack.sources.wits_rows import Row

_NOTES = {"exports": "FOB", "imports": "CIF"}
_IN_WORKBOOK = re.compile(r"(Export|Import) \(US\$ Thousand\)")
_SUMMARY = {"Reporter", "Partner", "Product categories", "Indicator Type", "Indicator"}
_READERS = {
    "by partner": wits_rows.by_partner,
    "by partner, years side by side": wits_rows.years_side_by_side,
    "workbook": wits_rows.of_workbook,
    "bulk": wits_rows.bulk,
    "country summary": wits_rows.summary,
    "SDMX-JSON": wits_rows.of_json,
}
_CHAPTERS = 90  # of 97: a file with fewer of them is not one of all products


def shape(head: Head) -> str | None:
    """Which of its forms a file has; None for another file."""
    if wits_rows.PARTNER in head.names:
        if head.names & wits_rows.FLOWS.keys():
            return "by partner"
        if "Indicator" in head.names and "Reporter Name" in head.names:
            return "by partner, years side by side"
    if "TradeValue in 1000 USD" in head.names:
        return "bulk"
    if head.names >= _SUMMARY:
        return "country summary"
    if wits_rows.PARTNER in head.workbook_text and _IN_WORKBOOK.search(head.workbook_text):
        return "workbook"
    is_json = head.text.lstrip().startswith("{") and '"dataSets"' in head.text
    return "SDMX-JSON" if is_json and b"TRD-VL" in head.data else None


def read(file: File, choice: Choice) -> Reading:
    """The exports and imports of every partner and year, in USD mn."""
    reading = Reading(skip=choice.skip)
    rows = list(_READERS[shape(file.head) or ""](file))
    reading.rows = len(rows)
    groups: dict[tuple[str, str, str, str], list[Row]] = {}
    products = {row.product for row in rows if flow_of(row.flow)}
    has_total = not products or any(map(wits_rows.is_total, products))
    chapters = {product.zfill(6)[:2] for product in products if product.isdigit()}
    scope = choice.scope or ""
    if not has_total and len(chapters) < _CHAPTERS:
        scope = require_scope(choice, sorted(products), "total")
    elif not has_total:
        reading.remarks.append("no total in the file: the sum of its products")
    for row in rows:
        value = reading.value_of(row.value)
        flow = flow_of(row.flow)
        if value is None:
            continue
        in_thousands = value.scaleb(row.power + 3)
        if flow is None or row.power == wits_rows.NO_MONEY:
            reading.leave_out("of re-exports, shares, counts and other indicators", None)
        elif has_total and not wits_rows.is_total(row.product):
            reading.leave_out("of single products, which are inside the total", in_thousands)
        else:
            key = (row.reporter, row.partner, flow, row.period)
            groups.setdefault(key, []).append(row._replace(value=f"{in_thousands:f}"))
    for key, same in groups.items():
        _take(reading, choice, key, same, scope)
    return reading


def _take(
    reading: Reading, choice: Choice, key: tuple[str, str, str, str], rows: list[Row], scope: str
) -> None:
    """Add the figure of a key: of one total the finest statement, of products the sum."""
    who, with_whom, flow, period = key
    values = [value for row in rows if (value := reading.value_of(row.value)) is not None]
    if wits_rows.is_total(rows[0].product) and len(rows) > 1:
        finest = min(range(len(rows)), key=lambda place: rows[place].power)
        for place, value in enumerate(values):
            if place != finest:
                reading.leave_out("that say in millions, or again, what another row says", value)
        values = [values[finest]]
    total = sum(values)
    reporter = reading.economy_of(who, choice, total, len(values))
    partner = reporter and reading.economy_of(with_whom, choice, total, len(values))
    if reporter and reporter == partner:
        reading.leave_out(OWN_PARTNER, total, len(values))
    elif reporter and partner and total is not None:
        note = f"{_NOTES[flow]}{f', sum of {len(values)} rows' if len(values) > 1 else ''}"
        text = in_unit(values[0] if len(values) == 1 else sum(values[1:], values[0]), -3)
        reading.take(
            Figure(reporter, partner, flow, period, text, "USD mn", scope, note), sum(values[1:], values[0])
        )


SOURCE = Source(
    kind="a World Bank WITS download",
    recognise=lambda head: shape(head) is not None,
    describe=lambda head: f"a World Bank WITS download ({shape(head)})",
    by_hand="copy the rows of one partner into a ledger (tradetrack init NEW.csv): Year as period, "
    "Export and Import as flows, thousand dollars / 1e6 as USD bn",
    title="WITS",
    read=read,
    reads=lambda head: shape(head) != "by partner" or {"Reporter Name", "Year"} <= head.names,
)
