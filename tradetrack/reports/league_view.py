"""How a league is asked for: its order, its columns, how many rows. Needs no frame, as a query does not."""

from __future__ import annotations

from dataclasses import dataclass

from tradetrack.core.errors import RequestError
from tradetrack.core.numerals import listed

BY_NAME, BY_CHANCE, BY_GAP, BY_VALUE, BY_GROWTH = SORTS = ("name", "chance", "gap", "value", "growth")
SHOW, PROJECT, TARGETS = KINDS = ("show", "project", "targets")
PAGE = 50  # rows that a screen shows unless it is asked for more

# Each column with its heading.
HEADINGS = {
    "pair": "Pair",
    "year": "Year",
    "latest": "Latest",
    "growth": "Growth",
    "to-date": "Year to date",
    "to-date-growth": "Its growth",
    "target": "Target",
    "deadline": "Deadline",
    "to-go": "To go",
    "needed": "Needed",
    "cagr": "5-year",
    "chance": "Chance",
    "half-by": "Half by",
    "at-latest": "At latest",
    "at-cagr": "At 5-year",
    "stated-by": "First stated by",
    "on": "On",
    "outcome": "Outcome",
}
# The columns that a command prints unless others are asked for, the least dispensable ones first.
_BY_WEIGHT = {
    SHOW: "pair latest year growth target deadline to-go chance to-date to-date-growth needed cagr outcome",
    PROJECT: "pair latest year target deadline chance needed outcome cagr growth half-by at-latest at-cagr"
    " to-go to-date to-date-growth",
    TARGETS: "pair target deadline outcome on stated-by chance latest year to-go",
}


@dataclass(frozen=True)
class LeagueView:
    """The order of a league, its columns (none: those of its `kind`), and its first `top` rows (None: all).

    `sort` is one of SORTS: names from A on, all else from the largest on, or with `reverse` the other way
    round; what is not known comes last in both. Raises RequestError.
    """

    kind: str = SHOW
    sort: str = BY_NAME
    reverse: bool = False
    columns: tuple[str, ...] = ()
    top: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise RequestError(f"{self.kind!r} is not one of {listed(KINDS, 'or')}", "kind")
        if self.sort not in SORTS:
            raise RequestError(f"{self.sort!r} is not one of {listed(SORTS, 'or')}", "sort")
        if self.top is not None and (isinstance(self.top, bool) or self.top < 1):
            raise RequestError(f"{self.top!r} is not a number of rows; write 10", "top")
        for name in self.columns:
            if name not in HEADINGS:
                raise RequestError(f"unknown column {name!r}; there are {listed(HEADINGS)}", "columns")

    @property
    def by_weight(self) -> tuple[str, ...]:
        """The columns, the least dispensable ones first."""
        return tuple(dict.fromkeys(self.columns)) or tuple(_BY_WEIGHT[self.kind].split())

    @property
    def shown(self) -> tuple[str, ...]:
        """The columns from left to right: as they were asked for, or in the order of HEADINGS."""
        return self.by_weight if self.columns else tuple(n for n in HEADINGS if n in self.by_weight)
