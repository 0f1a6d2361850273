"""What a UN Comtrade file counts twice: totals beside their parts, and the same trade in other rows.

Rows of totals of products stand beside chapters, headings and subheadings; rows of all customs procedures,
means of transport and partners of consignment beside their parts; the world beside its economies.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tradetrack.core.numerals import listed
from tradetrack.flows.counts import Counts
from tradetrack.flows.shapes import PRODUCT, Shape

DEPTH, WHOLE, WORLD, OWN = "_depth", "_whole", "_world", "_own"
_TOTAL, _OTHER = 0, -1
_TOTALS = ("TOTAL", "S", "200")
_WORLD = ("0", "W00", "WLD", "World")
_BREAKDOWNS = {"partner2Code": ("0", ""), "customsCode": ("C00", ""), "motCode": ("0", "")}
Make = Callable[[Any], Any]


def facets(shape: Shape, names: Sequence[str]) -> dict[str, Make]:
    """The columns that tell apart what is inside something else."""
    sides = [column for key, column in shape.keys.items() if key in ("exporter", "importer")]
    found: dict[str, Make] = {DEPTH: lambda table: _depth(_text(table[shape.keys[PRODUCT]]))}
    found[WORLD] = lambda table: _is_world(table, sides)
    found[OWN] = lambda table: is_own(table[sides[0]], table[sides[1]])
    for column, whole in _BREAKDOWNS.items():
        if column in names:
            found[f"{WHOLE}_{column}"] = _whole(column, whole)
    return found


def is_own(exporter: Any, importer: Any) -> Any:
    """Whether an economy is its own partner; no economy is none."""
    is_same = exporter.type() == importer.type() and not exporter.type().is_string()
    first, second = (exporter, importer) if is_same else (_text(exporter), _text(importer))
    return (first == second).fill_null(False) & exporter.notnull()


def _text(column: Any) -> Any:
    return column.cast("string").strip().fill_null("")


def _whole(column: str, whole: tuple[str, ...]) -> Make:
    return lambda table: _text(table[column]).isin(whole)


def _is_world(table: Any, sides: Sequence[str]) -> Any:
    first, second = (_text(table[column]).isin(_WORLD) for column in sides)
    return first | second


def _depth(text: Any) -> Any:
    """The digits of a product's code; 0 for the total of all products, -1 for another code."""
    import ibis

    digits = text.length() + text.length() % 2  # a spreadsheet has lost a leading zero
    return ibis.cases((text.isin(_TOTALS), _TOTAL), (text.re_search("^[0-9]+$"), digits), else_=_OTHER).cast(
        "int32"
    )


def choice(counts: Counts, per_product: bool) -> tuple[dict[str, tuple[Any, ...]], list[str]]:
    """The values of each facet that are added up, and remarks, from the counts of a survey."""
    kept: dict[str, tuple[Any, ...]] = {}
    remarks: list[str] = []
    left = counts
    for name in (OWN, WORLD):
        if left.has(name, False):
            kept[name] = (False,)
            left = left.among(name, [False])
    for name in [name for name in left.columns if name.startswith(WHOLE)]:
        if left.has(name, True):
            kept[name] = (True,)
            left = left.among(name, [True])
    depths = sorted(set(left[DEPTH]))
    if len(depths) > 1 or depths != [_TOTAL]:
        codes = [depth for depth in depths if depth > _TOTAL] or depths
        depth = max(codes) if per_product else (_TOTAL if _TOTAL in depths else min(codes))
        kept[DEPTH] = (depth,)
        if depth != _TOTAL and not per_product:
            remarks.append(f"no TOTAL in the file: the sum of its products of {depth} digits")
        if per_product and len(codes) > 1:
            others = listed(str(one) for one in codes if one != depth)
            remarks.append(f"products of {depth} digits; those of {others} are inside them or hold them")
    return kept, remarks


def reason_of(facet: str) -> str:
    """Why rows are left out by a facet."""
    return _REASONS[WHOLE if facet.startswith(WHOLE) else facet]


_REASONS: Mapping[str, str] = {
    OWN: "with an economy as its own partner",
    WORLD: "of the world, which is the sum of its economies",
    DEPTH: "of products that hold the others, or are inside them",
    WHOLE: "of parts (by consignment, customs procedure or transport), which are inside their total",
}
