"""What a table looks like on a screen of a given width and encoding."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest
from conftest import Run
from rich.cells import cell_len

from tradetrack.render.escape import in_encoding, visible
from tradetrack.render.layout import GAP, column_widths
from tradetrack.render.terminal import Screen, terminal_text
from tradetrack.reports.tables import Column, Table

Cli = Callable[..., Run]
WORDS = ("a", "trade", "146.87", "Ministry", "Commerce", "国家统计局", "exports", "2021-12-15", "statistics")


def any_table(seed: int) -> Table:
    """Some columns and rows of words; every third column is one of numbers."""
    chance = random.Random(seed)  # noqa: S311
    columns = [
        Column(" ".join(chance.choices(WORDS[:5], k=2)), number=i % 3 == 1)
        for i in range(chance.randint(1, 5))
    ]

    def cell(column: Column) -> str:
        return "12.5" if column.number else " ".join(chance.choices(WORDS, k=chance.randint(0, 6)))

    return Table(
        columns, [[cell(column) for column in columns] for _ in range(4)], "Title", notes=["A note."]
    )


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_too_long_and_no_word_is_broken(width: int) -> None:
    for seed in range(60):
        table = any_table(seed)
        text = terminal_text([table], Screen(width))
        assert max(cell_len(line) for line in text.splitlines()) <= width
        shown = text.split()
        for word in (word for row in table.rows for cell in row for word in str(cell).split()):
            assert word in shown


def test_the_room_goes_to_the_columns_that_need_least() -> None:
    columns = [Column("A"), Column("B"), Column("C", number=True)]
    rows = [["one two three four", "five six", "1,000"]]
    assert column_widths(columns, rows, 18 + 8 + 5 + 2 * GAP, 2) == [18, 8, 5]
    assert column_widths(columns, rows, 10 + 8 + 5 + 2 * GAP, 2) == [10, 8, 5]
    assert column_widths(columns, rows, 10 + 4 + 5 + 2 * GAP, 2) == [10, 4, 5]
    assert column_widths(columns, rows, 9 + 4 + 5 + 2 * GAP, 2) is None


def test_columns_without_a_cell_are_not_shown(tradetrack: Cli) -> None:
    out = tradetrack("show", "--data", "-", stdin="period,value\n2020,80\n2021,100\n").out
    assert out.splitlines()[2].split() == ["Period", "Value", "Growth"]
    table = Table([Column("A"), Column("B")], [["", None]])
    assert terminal_text([table], Screen()) == ""


@pytest.mark.parametrize("ledger", ["trade", "china-russia"])
@pytest.mark.parametrize("options", [[], ["--by", "month"], ["--by", "quarter"], ["--flow", "exports"]])
def test_no_cell_of_a_bundled_ledger_takes_three_lines(
    tradetrack: Cli, ledger: str, options: list[str]
) -> None:
    out = tradetrack("show", "--data", ledger, *options, COLUMNS="80").out
    rows = out.partition("\nPeriod")[2].partition("\n\n")[0]
    assert not re.search(r"\n {8}.*\n {8}", rows)
    assert max(map(len, rows.splitlines()), default=0) <= 80


def test_a_narrow_screen_has_brief_words_and_each_source_beside_its_author(tradetrack: Cli) -> None:
    wide = tradetrack("show", "--data", "china-russia").out
    narrow = tradetrack("show", "--data", "china-russia", COLUMNS="80").out
    assert "+27.3 % (stated +30.0 %)" in wide
    assert re.search(r"\+27\.3 %, +China Customs +2019-01-14 .*\n +\+30\.0 % s +\[\d+\]", narrow)


def test_what_an_encoding_lacks_is_measured_as_it_is_printed(tradetrack: Cli) -> None:
    ledger = "pair,period,value\nCIV-FRA,2021,2\nFRA-DEU,2021,170\nTUR-DEU,2021,40\n"
    run = tradetrack("show", "--data", "-", stdin=ledger, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    lines = [line for line in run.out.splitlines() if "2021" in line and "Total" not in line]
    assert [line[:22].rstrip() for line in lines] == [
        "Cote d'Ivoire-France",
        "France-Germany",
        "Turkiye-Germany",
    ]
    assert len({line.index("2021") for line in lines}) == 1
    assert in_encoding("≈ 5 Türkiye", "cp1252") == "~ 5 Türkiye"
    assert in_encoding("Ministère de Türkiye", "ascii") == "Minist\\xe8re de Turkiye"


def test_joiners_of_letters_are_shown_and_what_turns_a_line_is_not() -> None:
    assert visible("برنامه\u200cریزی") == "برنامه\u200cریزی"
    assert visible("ශ්\u200dරී") == "ශ්\u200dරී"
    assert visible("a\u202eb\u200bc\ufeff") == "a\\u202eb\\u200bc\\ufeff"


def test_help_fits_a_narrow_screen(tradetrack: Cli) -> None:
    out = tradetrack("show", "--help", COLUMNS="40").out
    assert "TRADETRACK_DATA" in out
    assert "\n  --pair A-B\n        Only this pair, such as CHN-RUS;\n" in out
