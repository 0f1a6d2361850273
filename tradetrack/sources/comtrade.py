"""UN Comtrade: the downloads of comtradeplus.un.org (Plus) and the old site (legacy), CSV and JSON.

Quirks: a Plus download has 47 names in its header and 48 fields in every row, as each row ends in a comma.
Values are dollars. A file can have one figure in parts by partner of consignment, customs procedure and mode
of transport, with or without their total (code 0 or C00), and the total of all goods beside its chapters.
Re-exports are inside exports.
"""

from __future__ import annotations

from itertools import repeat
from typing import NamedTuple

import numpy as np

from tradetrack.core.errors import RequestError
from tradetrack.core.vocabulary import EXPORTS, IMPORTS
from tradetrack.sources.columns import Column, Ints, Mask, Objects, Table, given, groups_of, only, values_of
from tradetrack.sources.comtrade_rows import read_columns
from tradetrack.sources.head import Head
from tradetrack.sources.partners import economy
from tradetrack.sources.reading import Choice, Figure, File, Reading, in_unit, require_scope
from tradetrack.sources.source import Source
from tradetrack.sources.sums import sides_of, sums_of

VALUE_PLUS, VALUE_LEGACY = "primaryValue", "Trade Value (US$)"
_OLDEST = {"Reporter Code", "Trade Flow Code", "Partner Code", "Commodity Code", "Value"}
_FLOWS = {
    **dict.fromkeys(("M", "Import", "Imports", "1"), IMPORTS),
    **dict.fromkeys(("X", "Export", "Exports", "2"), EXPORTS),
}
_TOTALS = {"C": ("TOTAL",), "S": ("S", "200", "TOTAL")}
_NO_TOTAL = 10  # more than any total's place in its list
_KEY = ("kind", "period", "flow", "reporter", "reporter_name", "partner", "partner_name")  # of a figure
_CHAPTERS = 90  # of 97: a file with fewer of them is not one of all chapters
_NOTES = {EXPORTS: "FOB", IMPORTS: "CIF"}
_OTHER_FLOWS = "re-exports, re-imports and other flows, which are inside exports and imports"
_INSIDE_TOTAL = "of single products, which are inside the total"
_DEEPER = "of products within those that are added up"
_PARTS = "of parts (by consignment, customs procedure or transport), which are inside their total"


class _Rows(NamedTuple):
    """The rows of exports and imports: their columns and values, and for each the number of its figure."""

    columns: Table
    values: Objects
    figures: Ints

    def only(self, rows: Mask) -> _Rows:
        return _Rows(only(self.columns, rows), self.values[rows], self.figures[rows])


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
    reading = Reading(skip=choice.skip)
    rows = _flows(reading, read_columns(file, shape(file.head) or ""))
    products = set(rows.columns["product"].present())
    has_total = products & {total for totals in _TOTALS.values() for total in totals}
    chapters = {_padded(product) for product in products if len(_padded(product)) == 2}
    scope = ""
    if has_total and choice.scope:
        raise RequestError("the file has the total of all goods, which is no scope; leave it out", "scope")
    if not has_total and len(chapters) < _CHAPTERS:
        scope = require_scope(choice, sorted(map(_padded, products)), "TOTAL")
    elif not has_total:
        reading.remarks.append(
            f"no TOTAL in the file: the sum of its {len(chapters)} chapters, without confidential trade"
        )
    _take(reading, choice, _whole(reading, _broadest(reading, rows)), scope)
    return reading


def _flows(reading: Reading, columns: Table) -> _Rows:
    """The rows of exports and imports with a value; those of one figure have the same number."""
    values = values_of(reading, columns["value"])
    reading.rows += len(values)
    has_value = given(values)
    is_flow = columns["flow"].are(lambda text: text.strip() in _FLOWS)
    reading.leave_out_all(_OTHER_FLOWS, values[has_value & ~is_flow])
    kept = dict(only(columns, has_value & is_flow))
    kept["flow"] = kept["flow"].read_as(lambda text: _FLOWS.get(text.strip(), ""))
    kept["kind"] = kept["kind"].read_as(lambda text: text or "C")
    return _Rows(kept, values[has_value & is_flow], groups_of(*(kept[name].codes for name in _KEY)))


def _padded(product: str) -> str:
    """The code of a product, with the zero in front that a spreadsheet has lost."""
    product = product.strip()
    return (
        product.zfill(len(product) + len(product) % 2) if product.isdigit() and len(product) < 6 else product
    )


def _broadest(reading: Reading, rows: _Rows) -> _Rows:
    """Of each figure the rows of the total of all products; without one, those of the broadest products."""
    kind, product = rows.columns["kind"], rows.columns["product"]
    breadth = np.zeros(len(rows.figures), dtype=np.int64)
    for place, text in enumerate(kind.texts):
        totals = _TOTALS.get(text, ("TOTAL",))
        levels = [
            totals.index(each) if each in totals else _NO_TOTAL + len(_padded(each)) for each in product.texts
        ]
        of_kind = kind.codes == place
        breadth[of_kind] = np.array(levels, dtype=np.int64)[product.codes[of_kind]]
    least = np.full(rows.figures.max(initial=-1) + 1, breadth.max(initial=0))
    np.minimum.at(least, rows.figures, breadth)
    of_figure = least[rows.figures]
    is_within = breadth > of_figure
    reading.leave_out_all(_INSIDE_TOTAL, rows.values[is_within & (of_figure < _NO_TOTAL)])
    reading.leave_out_all(_DEEPER, rows.values[is_within & (of_figure >= _NO_TOTAL)])
    return rows.only(~is_within)


def _whole(reading: Reading, rows: _Rows) -> _Rows:
    """The rows that make a figure: in each breakdown those of its total, or all where it has none."""
    parts = groups_of(rows.figures, rows.columns["product"].codes)
    kept = np.ones(len(parts), dtype=bool)
    for place, whole in (("partner2", "0"), ("customs", "C00"), ("transport", "0")):
        is_whole = kept & rows.columns[place].are(frozenset((whole, "")).__contains__)
        has_whole = np.zeros(parts.max(initial=-1) + 1, dtype=bool)
        has_whole[parts[is_whole]] = True
        kept &= is_whole | ~has_whole[parts]
    reading.leave_out_all(_PARTS, rows.values[~kept])
    return rows.only(kept)


def _take(reading: Reading, choice: Choice, rows: _Rows, scope: str) -> None:
    """Add the figures of the rows."""
    sums = sums_of(rows.figures, rows.values)
    of = only(rows.columns, sums.first)
    names = [_known_by(of[side], of[f"{side}_name"]) for side in ("reporter", "partner")]
    taken, reporters, partners = sides_of(reading, choice, sums, *names)
    of = only(of, taken)
    columns = (
        reporters,
        partners,
        of["flow"].each(str),
        of["period"].each(lambda text: text if len(text) == 4 else f"{text[:4]}-{text[4:]}"),
        [in_unit(value, -6) for value in sums.values[taken]],
        repeat("USD mn"),
        of["kind"].each(lambda text: "services" if text == "S" and not scope else scope),
        _notes(rows, sums.counts)[taken],
    )
    reading.take_all(map(Figure, *columns), sums.values[taken])


def _notes(rows: _Rows, counts: Ints) -> Objects:
    """How each figure is valued, and of how many rows it is the sum."""
    notes = np.full(len(counts), "", dtype=object)
    of_goods = rows.columns["kind"].are(lambda text: text != "S")
    notes[rows.figures[of_goods]] = rows.columns["flow"].each(lambda text: _NOTES.get(text, ""))[of_goods]
    added = of_goods & (counts > 1)[rows.figures]
    editions: dict[int, set[str]] = {}
    for figure, edition in zip(
        rows.figures[added].tolist(), rows.columns["edition"].each(str)[added], strict=True
    ):
        editions.setdefault(figure, set()).add(edition)
    for figure, names in editions.items():
        notes[figure] += f", sum of {counts[figure]} rows, {'+'.join(sorted(names))}"
    return notes


def _known_by(code: Column, name: Column) -> Column:
    """What each figure calls an economy: its code where that is one, else its name."""
    both = groups_of(code.codes, name.codes)
    texts = []
    for row in np.unique(both, return_index=True)[1].tolist():
        written, spelt = code.texts[code.codes[row]], name.texts[name.codes[row]]
        texts.append(written if not spelt or (written and economy(written)) else spelt)
    return Column(both, texts)


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
