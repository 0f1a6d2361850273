"""A screening from the table to the numbers: survey, add up, compute, a part of the flows at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from tradetrack.core.errors import RequestError
from tradetrack.core.numerals import listed
from tradetrack.core.units import Amount
from tradetrack.core.vocabulary import IMPORTS
from tradetrack.flows import comtrade, expression, levels, parts, refused
from tradetrack.flows.counts import Counts, counts_of
from tradetrack.flows.engine import Batches, Engine, Watch, engine_of, require_package
from tradetrack.flows.expression import key_column
from tradetrack.flows.files import CSV, Files, files_of
from tradetrack.flows.labels import KeyColumn, Label, labels_of, text_of
from tradetrack.flows.screening import Screened, joined, screened
from tradetrack.flows.shapes import EXPORTER, FLOW, IMPORTER, PAIR, keyed, shape_of
from tradetrack.flows.survey import MOST_COUNTS, Survey, flow_of, survey_of
from tradetrack.flows.wanted import Wanted


class Found(NamedTuple):
    """The flows by the keys asked for, and what is told beside them.

    `currencies` has those of the flows where they differ, as in a ledger.
    """

    per: tuple[str, ...]
    keys: dict[str, KeyColumn]
    flows: Screened
    currency: str
    survey: Survey
    examples: tuple[str, ...] = ()
    currencies: KeyColumn | None = None

    def column(self, key: str) -> KeyColumn:
        """One key of all flows; a pair as `CHN-RUS`."""
        if key != PAIR or key in self.keys:
            return self.keys[key]
        first, second = self.keys[EXPORTER], self.keys[IMPORTER]
        both, codes = np.unique(first.codes * len(second.labels) + second.codes, return_inverse=True)
        sides = (divmod(code, len(second.labels)) for code in both.tolist())
        return KeyColumn([f"{first.labels[one]}-{second.labels[other]}" for one, other in sides], codes)

    def texts(self, places: Any) -> dict[str, list[str]]:
        """The keys of some flows, by name; a pair as `CHN-RUS`."""
        found = {}
        for key in self.per:
            if key == PAIR and key not in self.keys:
                sides = (self.keys[side].texts(places) for side in (EXPORTER, IMPORTER))
                found[key] = [f"{one}-{other}" for one, other in zip(*sides, strict=True)]
            else:
                found[key] = self.keys[key].texts(places)
        return found


def screen_flows(name: str, wanted: Wanted, watch: Watch) -> Found:
    """Screen the flows in files or in a table of an engine."""
    require_package("ibis", "ibis-framework", "flows")
    require_package("duckdb", "duckdb", "flows")
    require_package("pyarrow", "pyarrow", "flows")
    files = files_of(name, wanted.layout.encoding, wanted.layout.header) if _is_path(name, wanted) else None
    engine = engine_of(wanted.engine, wanted.memory, watch)
    try:
        table = engine.read(files) if files else engine.named(name)
        return _Screening(engine, table, files, name, wanted).found()
    finally:
        engine.close()


def _is_path(name: str, wanted: Wanted) -> bool:
    return Path(name).exists() or wanted.engine == "duckdb://" or "/" in name


class _Screening:
    """One table, its shape, and the steps over it."""

    def __init__(self, engine: Engine, table: Any, files: Files | None, name: str, wanted: Wanted) -> None:
        self.engine = engine
        self.files = files
        self.wanted = wanted
        names = list(table.columns)
        self.shape = keyed(shape_of(names, wanted, name), wanted, names, name)
        if isinstance(wanted.target, Amount) and wanted.target.in_unit(f"{self.shape.currency} bn") is None:
            raise RequestError(f"the flows are in {self.shape.currency}", "target")
        self.per = wanted.per or self.shape.default_per
        if not self.per:
            raise RequestError(f"{name} has no column that tells flows apart; name one", "per")
        self.per_keys = self._columns_of(self.per)
        self.facets = self._facets(names)
        asked = self._columns_of([*self.per, *(key for key, _ in wanted.where)])
        self.keys = list(dict.fromkeys([*asked, *(self._sides() if self.shape.flow_column else ())]))
        self.columns = {key: self.shape.keys[key] for key in self.keys}  # of the engine's table
        self.table = expression.typed(table, self.shape, wanted.layout.decimal, self.keys, self.facets)
        if files is not None and files.form == CSV:
            self.table = engine.staged(self.table)
            self.columns = {key: key_column(key) for key in self.keys}
        self.label_of = labels_of(self.shape, files)
        self.raw = table
        self.kept_raws: dict[str, list[Any]] = {}  # by column, what `where` keeps

    def _columns_of(self, names: Sequence[str]) -> list[str]:
        return list(dict.fromkeys(key for name in names for key in self.shape.columns_of(name)))

    def _sides(self) -> list[str]:
        return [key for key in (EXPORTER, IMPORTER) if key in self.shape.keys]

    def _facets(self, names: Sequence[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if self.shape.flow_column:
            found[FLOW] = expression.flow_facet(self.shape.flow_column)
        if self.shape.is_comtrade:
            return found | comtrade.facets(self.shape, names)
        if len(self._sides()) == 2 and not self.shape.digits:
            first, second = (self.shape.keys[side] for side in self._sides())
            found[comtrade.OWN] = lambda table: comtrade.is_own(table[first], table[second])
        return found

    def found(self) -> Found:
        """The flows, screened."""
        if self.shape.flow_column:
            self._turn()
        self.table = self._where(self.table)
        surveyed = expression.surveyed(self.table, list(self.facets)).limit(MOST_COUNTS + 1)
        survey = survey_of(self._counts(surveyed), self.shape, self.wanted, self.per_keys)
        years = list(survey.kept.years)
        exact = set(self.per_keys) != set(self.shape.keys)
        rows = expression.kept_rows(self.table, survey.kept)
        summed = expression.added_up(rows, self.per_keys, survey.kept.years, exact) if years else None
        keys: list[dict[str, KeyColumn]] = []
        flows: list[Screened] = []
        unit = f"{self.shape.currency} bn"
        labels = {key: self.label_of(key) for key in self.per_keys}
        for _ in self._parts(survey) if years else ():
            found = self.engine.fetch(summed, self._taker(years, labels, exact))
            found = levels.in_billions(found, self.shape.divisor)
            keys.append(found.keys)
            flows.append(screened(years, found.level, self.wanted.target, self.wanted.by, unit))
        return Found(
            self.per,
            levels.joined_keys(keys, self.per_keys),
            joined(flows),
            self.shape.currency,
            survey,
            tuple(self._examples(survey)) if survey.refused else (),
        )

    def _examples(self, survey: Survey) -> list[str]:
        """Some of the refused rows, by their places."""
        files, decimal = self.files, self.wanted.layout.decimal
        if files is not None and files.form == CSV:
            kept = {column: [text_of(raw) for raw in raws] for column, raws in self.kept_raws.items()}
            return refused.in_text(files, self.shape, decimal, kept)
        table = self.engine.placed(files) if files is not None else self.raw
        for column, raws in self.kept_raws.items():
            table = table.filter(table[column].isin(raws))
        bad = expression.bad_rows(table, self.shape, decimal, survey.periods, refused.SHOWN)
        rows = self.engine.fetch(bad, lambda batches: [row for one in batches for row in one.to_pylist()])
        return refused.worded(rows, self.shape)

    def _taker(
        self, years: Sequence[int], labels: dict[str, Label], exact: bool
    ) -> Callable[[Batches], levels.Levels]:
        return lambda batches: levels.taken(batches, years, labels, exact)

    def _counts(self, table: Any) -> Counts:
        """A small table of counts, in the order of its columns."""
        return counts_of(self.engine.fetch(table, list), list(table.columns))

    def _turn(self) -> None:
        """Have exporter and importer change places where the flow screened is imports."""
        flow = flow_of(self._counts(expression.counted(self.table, FLOW)), self.wanted)
        is_turned = self.wanted.flow == IMPORTS
        if flow == IMPORTS and not is_turned and len(self._sides()) == 2:
            sides = {key_column(EXPORTER): key_column(IMPORTER), key_column(IMPORTER): key_column(EXPORTER)}
            self.table = self.table.rename(sides)
            turned = {EXPORTER: self.columns[IMPORTER], IMPORTER: self.columns[EXPORTER]}
            self.columns = {**self.columns, **turned}
            keys = self.shape.keys
            sides = {EXPORTER: keys[IMPORTER], IMPORTER: keys[EXPORTER]}
            self.shape = self.shape._replace(keys={**keys, **sides})
        self.wanted = self.wanted._replace(flow=flow)

    def _where(self, table: Any) -> Any:
        """The rows of the values asked for. Raises RequestError for a value that no row has."""
        values: dict[str, list[str]] = {}
        for key, value in self.wanted.where:
            parts = value.split("-", 1) if key == PAIR else [value]
            if key == PAIR and len(parts) != 2:
                raise RequestError(f"{value!r} is not a pair, such as CHN-RUS", "where")
            for column, part in zip(self.shape.columns_of(key), parts, strict=True):
                values.setdefault(column, []).append(part)
        for key, asked in values.items():
            label, column = self.label_of(key), key_column(key)
            there = self._counts(expression.counted(table, column))[column]
            named = {raw: label(text_of(raw)) for raw in there}
            known = {*named.values(), *map(text_of, there)}
            meant = {one if one in known else label(one) for one in asked}  # China is CHN
            raws = [raw for raw, name in named.items() if not meant.isdisjoint((name, text_of(raw)))]
            missing = [one for one in asked if one not in known and label(one) not in known]
            if missing:
                names = sorted(set(named.values()))
                shown = listed([*names[:8], "more"] if len(names) > 8 else names) if names else "none"
                raise RequestError(f"no flow has the {key} {missing[0]!r}; there is {shown}", "where")
            table = table.filter(table[column].isin(raws))
            self.kept_raws[self.shape.keys[key]] = raws
        return table

    def _parts(self, survey: Survey) -> Iterator[None]:
        """Narrow the table to some values of the first key at a time, so that the sums stay small."""
        narrow = self.engine.narrow
        number = parts.number_of(survey.rows, self.engine.memory)
        cuts = self._cuts(survey, number) if narrow and number > 1 else []
        if not narrow or not cuts:
            yield
            return
        column = self.columns[self.per_keys[0]]
        for low, high in zip([None, *cuts], [*cuts, None], strict=True):
            narrow(column, low, high)
            yield
        narrow(column, None, None)

    def _cuts(self, survey: Survey, number: int) -> list[Any]:
        """Values of the first key between which there are about as many rows, as one period has them."""
        key = self.per_keys[0]
        period = next(iter(survey.kept.years.values()))[0]
        some = self.table.filter(self.table[expression.PERIOD] == period)
        counts = self._counts(expression.counted(some, key_column(key)))
        return parts.cuts_of(counts, key_column(key), self.label_of(key), number)
