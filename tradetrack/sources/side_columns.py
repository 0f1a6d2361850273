"""Which columns of an unknown table say what the values of a row are of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tradetrack.sources import cell_kinds as kinds
from tradetrack.sources.layout import PERIODS, Layout
from tradetrack.sources.partners import economy

_REPORTING = ("report", "declar", "iso_i")
_PARTNERING = re.compile(r"partner|counterpart|destination|origin|iso_j", re.IGNORECASE)
_OTHER_CODES = re.compile(r"product|sector|commodity|unit|period|freq|indicator|flag|goods", re.IGNORECASE)
_CODE = re.compile(r"(?:^|[^a-z])(?:codes?|id|iso[a-z0-9]*|m49|rank|no|key)(?:$|[^a-z])|^#$", re.IGNORECASE)


def is_code(place: int, names: Sequence[str]) -> bool:
    """Whether a column of numbers has codes: by its name, or as one beside it has their labels."""
    name = names[place]
    return (
        bool(_CODE.search(name))
        or {f"{name} Label", f"{name} Name", f"{name} Description"} & {*names} != set()
    )


def side_columns(
    free: dict[int, str],
    names: Sequence[str],
    body: Sequence[Sequence[str]],
    layout: Layout,
    given: dict[str, int],
) -> dict[str, int]:
    """The columns that say period, month, partner, reporter and flow."""
    columns: dict[str, int] = {}
    periods = [place for place, kind in free.items() if kind == kinds.PERIOD]
    if periods and "period" not in given and not layout.fixed_period and not layout.says(PERIODS):
        # Of a year, a month and a day beside each other, the one that tells most rows apart.
        columns["period"] = max(periods, key=lambda place: (len({row[place] for row in body}), -place))
    period = given.get("period", columns.get("period"))
    months = [place for place, kind in free.items() if kind == kinds.MONTH]
    if period is not None and months and not layout.month:
        years = {row[period] for row in body} - {""}
        if all(len(year.removesuffix(".0")) == 4 for year in years):
            columns["month"] = months[0]
    economies = [
        place
        for place, kind in free.items()
        if kind == kinds.ECONOMY and not _OTHER_CODES.search(names[place])
    ]
    columns |= _sides(_without_twins(economies, body), names, layout)
    flows = [place for place, kind in free.items() if kind == kinds.FLOW]
    if len(flows) == 1 and not layout.flow:
        columns["flow"] = flows[0]
    return columns


def _without_twins(economies: Sequence[int], body: Sequence[Sequence[str]]) -> list[int]:
    """The columns of economies; of a code and its name the one that is understood in more rows."""
    kept: list[int] = []
    for place in economies:
        codes = [economy(row[place]) for row in body]
        for at, other in enumerate(kept):
            pairs = [(code, economy(row[other])) for code, row in zip(codes, body, strict=True)]
            known = [one == two for one, two in pairs if one and two]
            if known and all(known):
                if sum(one is not None for one, _ in pairs) > sum(two is not None for _, two in pairs):
                    kept[at] = place
                break
        else:
            kept.append(place)
    return kept


def _sides(economies: list[int], names: Sequence[str], layout: Layout) -> dict[str, int]:
    """The columns of partner and reporter among those with names of economies, where that is clear."""
    by = [place for place in economies if any(word in names[place].casefold() for word in _REPORTING)]
    with_whom = [place for place in economies if _PARTNERING.search(names[place])]
    if not by and len(economies) == 2:
        by = [place for place in economies if place not in with_whom] if len(with_whom) == 1 else []
    others = with_whom if len(with_whom) == 1 else [place for place in economies if place not in by]
    sides = {}
    if len(by) == 1 and not layout.reporter:
        sides["reporter"] = by[0]
    if len(others) == 1 and not layout.partner and not layout.partner_code:
        sides["partner"] = others[0]
    elif len(others) == 1 and layout.partner_code and not layout.reporter:
        sides["reporter"] = others[0]
    return sides
