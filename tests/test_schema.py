"""The frame has the columns and dtypes that `core.schema` says, at each stage and whatever the ledger."""

from __future__ import annotations

import pandas as pd
import pytest

from tradetrack.core import schema
from tradetrack.core.rows import AnnualRow, FigureRow, HeadlineRow, rows
from tradetrack.ledger.reader import parse_ledger
from tradetrack.series.analysis import analyse
from tradetrack.series.grouping import orient
from tradetrack.series.query import Query
from tradetrack.sources.ledger_file import read_ledger

HEAD = "pair,flow,kind,period,value,qualifier,growth_pct,reporter,stated_on\n"
LEDGERS = {
    "empty": "period,value\n",
    "one": "period,value\n2020,5\n",
    "text": HEAD + "A1-B1,exports,reported,2021-Q3,1.50,over,,CHN,2022\n",
    "gap": HEAD + "A1-B1,,,2010,5,,,,\nB1-A1,,,2014,9,about,10,,2015-01\nA1-B1,,target,2030,20,,,,\n",
    "nowcast": HEAD
    + "".join(f",,,{y},{y - 1990},,,,\n,,,{y}-01/{y}-06,{y - 2000},,,,\n" for y in range(2015, 2020))
    + ",,,2020-01/2020-06,21,,,,\n",
}


def figures_of(name: str) -> pd.DataFrame:
    return parse_ledger(LEDGERS[name].encode(), name) if name in LEDGERS else read_ledger(name)


@pytest.mark.parametrize("name", [*LEDGERS, "trade", "china-russia"])
def test_each_stage_has_its_columns(name: str) -> None:
    figures = figures_of(name)
    assert schema.mismatches(figures, schema.FIGURES) == []
    assert schema.mismatches(orient(figures), schema.ORIENTED) == []
    analysis = analyse(figures, Query(flow=None))
    assert schema.mismatches(analysis.figures, schema.CHOSEN) == []
    assert schema.mismatches(analysis.headlines, schema.HEADLINES) == []
    assert schema.mismatches(analysis.reported, schema.ANNUAL) == []
    assert schema.mismatches(analysis.annual, schema.ANNUAL) == []
    assert (
        schema.mismatches(analysis.nowcasts, schema.ANNUAL if len(analysis.nowcasts) else schema.HEADLINES)
        == []
    )


@pytest.mark.parametrize("name", [*LEDGERS, "trade", "china-russia"])
def test_a_row_is_made_of_the_columns_of_its_stage(name: str) -> None:
    analysis = analyse(figures_of(name), Query(flow=None))
    assert len(list(rows(analysis.figures, FigureRow))) == len(analysis.figures)
    assert [row.level for row in rows(analysis.headlines, HeadlineRow)] == analysis.headlines[
        "level"
    ].tolist()
    for row in rows(analysis.annual, AnnualRow):
        assert isinstance(row.year, int)
        assert isinstance(row.level, float)
        assert row.basis in ("reported", "implied", "nowcast")


def test_a_frame_of_another_stage_is_told_by_its_columns() -> None:
    figures = figures_of("one")
    assert "there is no column 'status'" in schema.mismatches(figures, schema.CHOSEN)
    changed = figures.assign(value=figures["value"].astype(object))
    assert schema.mismatches(changed, schema.FIGURES) == ["column 'value' is object, not float64"]
