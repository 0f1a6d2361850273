"""Tables whose form says how to read them, and recipes, by which the next one is read in the same way."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from conftest import Run
from test_import import cells
from test_import_tables import by_options
from workbooks import Cell, book

from tradetrack.core.errors import RequestError
from tradetrack.sources.labels import flow_of, joined_period, period_of, without_flow
from tradetrack.sources.recipe import parsed, written
from tradetrack.sources.unit_text import unit_phrases

PARTNERS = ("China", "Korea, Rep.", "Viet Nam")
FLOWS = ("Exports", "Imports")
ASKED = ("--unit", "USD mn", "--reporter", "JPN")
Cli = Callable[..., Run]


def months(count: int) -> list[str]:
    return [f"{2022 + at // 12}-{at % 12 + 1:02d}" for at in range(count)]


def amount(partner: str, month: str, flow: str) -> float:
    return 1000 * PARTNERS.index(partner) + 500 * FLOWS.index(flow) + months(60).index(month) + 0.25


def expected(count: int) -> set[tuple[str, str, str, str, str]]:
    codes = dict(zip(PARTNERS, ("CHN", "KOR", "VNM"), strict=True))
    return {
        (f"JPN-{codes[partner]}", flow.lower(), month, f"{amount(partner, month, flow):g}", "USD mn")
        for partner in PARTNERS
        for month in months(count)
        for flow in FLOWS
    }


def titled(*rows: Sequence[Cell]) -> list[list[Cell]]:
    return [["Trade of Japan"], ["Million US dollars"], [], *map(list, rows)]


def months_down(count: int) -> list[list[Cell]]:
    """Partners above flows, a row a month, and a footnote."""
    first: list[Cell] = ["Month", *(text for partner in PARTNERS for text in (partner, None))]
    second: list[Cell] = [None, *FLOWS * len(PARTNERS)]
    rows: list[list[Cell]] = [
        [month, *(amount(p, month, f) for p in PARTNERS for f in FLOWS)] for month in months(count)
    ]
    return titled(first, second, *rows, [], ["Source: customs"])


def months_across(count: int) -> list[list[Cell]]:
    """Partners above months, a row a flow."""
    blank: list[Cell] = [None] * (count - 1)
    first: list[Cell] = ["Flow", *(text for partner in PARTNERS for text in (partner, *blank))]
    second: list[Cell] = [None, *months(count) * len(PARTNERS)]
    rows: list[list[Cell]] = [
        [flow, *(amount(p, month, flow) for p in PARTNERS for month in months(count))] for flow in FLOWS
    ]
    return titled(first, second, *rows)


def partners_down(count: int) -> list[list[Cell]]:
    """Partners that hold for the row below too, months side by side."""
    rows: list[list[Cell]] = [
        [
            partner if flow == FLOWS[0] else None,
            flow,
            *(amount(partner, month, flow) for month in months(count)),
        ]
        for partner in PARTNERS
        for flow in FLOWS
    ]
    return titled(["Partner", "Flow", *months(count)], *rows)


def years_and_months(count: int) -> list[list[Cell]]:
    """Flows above partners; a year that holds for its months, by name."""
    names = ("January", "Feb", "March", "Apr.", "May", "June", "July", "August", "Sept", "Oct", "Nov", "Dec")
    blank: list[Cell] = [None] * (len(PARTNERS) - 1)
    first: list[Cell] = ["Year", "Month", FLOWS[0], *blank, FLOWS[1], *blank]
    rows: list[list[Cell]] = [
        [int(month[:4]) if month.endswith("-01") else None, names[int(month[5:]) - 1], *(amount(p, month, f) for f in FLOWS for p in PARTNERS)]
        for month in months(count)
    ]  # fmt: skip
    return titled(first, [None, None, *PARTNERS * 2], *rows)


def text_of(rows: Sequence[Sequence[Cell]], delimiter: str = ",") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(
        ["" if cell is None else cell for cell in row] for row in rows
    )
    return file.getvalue()


SHAPES = (months_down, months_across, partners_down, years_and_months)


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_table_with_its_header_in_two_rows_needs_its_unit_and_reporter_alone(
    shape: Callable[[int], list[list[Cell]]], delimiter: str, tmp_path: Path
) -> None:
    text = text_of(shape(14), delimiter)
    intake = by_options(tmp_path, text, {"unit": "USD mn"}, reporter="JPN")
    assert cells(intake) == expected(14)
    assert intake.reading.omitted == 0


@pytest.mark.parametrize("shape", SHAPES)
def test_the_next_month_is_one_command(
    shape: Callable[[int], list[list[Cell]]], tradetrack: Cli, tmp_path: Path
) -> None:
    (tmp_path / "may.csv").write_text(text_of(shape(17)))
    (tmp_path / "june.csv").write_text(text_of(shape(18)))
    first = tradetrack("import", "may.csv", "-o", "jpn.csv", *ASKED, "--save-recipe", "jpn.toml")
    assert (first.code, first.err) == (0, "")
    assert "jpn.toml: how the next one is read: --recipe jpn.toml" in first.out
    second = tradetrack("import", "june.csv", "--data", "jpn.csv", "--recipe", "jpn.toml")
    assert (second.code, second.err) == (0, "")
    assert "jpn.csv: 6 new, 102 the same as before" in second.out


def test_merged_cells_of_a_workbook_hold_for_all_that_they_cover(tradetrack: Cli, tmp_path: Path) -> None:
    merged = {"Data": ["A1:G1", "A4:A5", "B4:C4", "D4:E4", "F4:G4"]}
    (tmp_path / "b.xlsx").write_bytes(book({"Data": months_down(3), "About": [["Notes"]]}, merged))
    run = tradetrack("import", "b.xlsx", "-o", "n.csv", *ASKED, "--save-recipe", "r.toml")
    assert "read so: sheet 'Data', up-left (row 4) partner, up (row 5) flow, left (column 'Month')" in run.out
    assert (tmp_path / "n.csv").read_text().count("\nJPN-") == 18
    recipe = (tmp_path / "r.toml").read_text()
    assert '[cells]\nup-left = "partner"\nup = "flow"\nleft = { Month = "period" }\n' in recipe
    assert 'unit_text = ["million us dollars"]' in recipe


def test_a_sheet_that_is_called_by_its_month_is_found_by_its_place(tradetrack: Cli, tmp_path: Path) -> None:
    def workbook(month: str, value: int) -> bytes:
        table: list[list[Cell]] = [["Country", "Exports", "Imports"], ["China", value, 2], ["Japan", 3, 4]]
        return book({"Notes": [["USD million"]], month: table})

    said = ("--unit", "USD mn", "--reporter", "VNM", "--sheet", "Jan 2025", "--save-recipe", "r.toml")
    (tmp_path / "a.xlsx").write_bytes(workbook("Jan 2025", 1))
    assert tradetrack("import", "a.xlsx", "-o", "my.csv", *said, "--period", "2025-01").code == 0
    recipe = (tmp_path / "r.toml").read_text()
    assert "sheet = 2" in recipe
    assert 'sheets = ["Notes", "<period>"]' in recipe
    (tmp_path / "r.toml").write_text(recipe.replace("2025-01", "2025-02").replace("sheet = 2", "sheet = -1"))
    (tmp_path / "b.xlsx").write_bytes(workbook("Feb 2025", 7))
    run = tradetrack("import", "b.xlsx", "--data", "my.csv", "--recipe", "r.toml")
    assert (run.code, "my.csv: 4 new" in run.out) == (0, True)
    (tmp_path / "c.xlsx").write_bytes(workbook("Data", 7))
    run = tradetrack("import", "c.xlsx", "--data", "my.csv", "--recipe", "r.toml")
    assert "new sheet: 'Data'" in run.err


def test_the_name_of_the_only_sheet_is_no_difference(tradetrack: Cli, tmp_path: Path) -> None:
    table: list[list[Cell]] = [["Month", "Exports"], ["2025-01", 5], ["2025-02", 6]]
    said = ("--unit", "USD mn", "--pair", "VNM-CHN", "--reporter", "VNM", "--save-recipe", "r.toml")
    (tmp_path / "a.xlsx").write_bytes(book({"February": table}))
    assert tradetrack("import", "a.xlsx", "-o", "my.csv", *said).code == 0
    (tmp_path / "b.xlsx").write_bytes(book({"Data (2)": [*table, ["2025-03", 7]]}))
    run = tradetrack("import", "b.xlsx", "--data", "my.csv", "--recipe", "r.toml")
    assert (run.code, "1 new, 2 the same as before" in run.out) == (0, True)


def test_flows_on_two_sheets_of_one_form_are_told_by_the_sheets(tradetrack: Cli, tmp_path: Path) -> None:
    def sheet(flow: str) -> list[list[Cell]]:
        years: list[Cell] = ["Country", 2022, *[None] * 11, 2023, *[None] * 11]
        names: list[Cell] = [
            None,
            *(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] * 2),
        ]
        rows: list[list[Cell]] = [[p, *(amount(p, month, flow) for month in months(24))] for p in PARTNERS]
        return titled(years, names, *rows)

    (tmp_path / "b.xlsx").write_bytes(book({flow: sheet(flow) for flow in FLOWS}))
    run = tradetrack("import", "b.xlsx", "-o", "n.csv", *ASKED, "--save-recipe", "r.toml")
    assert "each sheet a flow" in run.out
    assert "n.csv: 144 new" in run.out
    again = tradetrack("import", "b.xlsx", "--data", "n.csv", "--recipe", "r.toml")
    assert "n.csv: 144 the same as before" in again.out


def test_periods_and_flows_in_one_cell_and_fiscal_years(tmp_path: Path) -> None:
    text = "Countries,2081/082_import,2081/082_export,2080/081_import\nIndia,977138099,200898148,5\n"
    with pytest.raises(RequestError, match="name the column of the values"):
        by_options(tmp_path, text, {"unit": "NPR thousand"}, reporter="NPL")
    intake = by_options(tmp_path, text, {"unit": "NPR thousand", "year_start": 7}, reporter="NPL")
    assert cells(intake) == {
        ("NPL-IND", "imports", "2024-07/2025-06", "977138.099", "NPR mn"),
        ("NPL-IND", "exports", "2024-07/2025-06", "200898.148", "NPR mn"),
        ("NPL-IND", "imports", "2023-07/2024-06", "0.005", "NPR mn"),
    }


def test_one_period_of_all_rows(tmp_path: Path) -> None:
    text = "Partner,Exports,Imports\nChina,5,6\nFrance,7,8\n"
    intake = by_options(tmp_path, text, {"unit": "EUR mn", "period": "2024-Q1"}, reporter="DEU")
    assert ("DEU-FRA", "imports", "2024-Q1", "8", "EUR mn") in cells(intake)


def test_days_are_no_periods(tmp_path: Path) -> None:
    text = "date,country,imports\n2025-02-04,China,5\n2025-03-06,China,5\n2025-03-12,China,6\n"
    with pytest.raises(RequestError, match="'date' has days"):
        by_options(tmp_path, text, {"unit": "USD mn"}, reporter="USA")


def test_what_is_proposed_is_shown_with_all_that_is_asked_for(tradetrack: Cli, tmp_path: Path) -> None:
    text = "Trade in million euros\nYear;China;Japan\n2022;1.234,5;6\n2023;7,25;8\n"
    (tmp_path / "t.csv").write_text(text)
    run = tradetrack("import", "t.csv", "-o", "n.csv")
    assert (run.code, run.out) == (2, "")
    assert run.err.splitlines() == [
        "tradetrack: t.csv: proposed reading: up (row 2) partner, left (column 'Year') period, a comma before decimals",
        "tradetrack: t.csv: first values: China 2022 1.234,5; Japan 2022 6; China 2023 7,25",
        "tradetrack: t.csv: the file says 'million euros'; the unit is never guessed",
        "tradetrack: --unit: name the unit of the values, such as 'USD thousand' or 'USD mn'",
        "tradetrack: --flow: say which flow the values are: exports, imports or total",
        "tradetrack: --reporter: the file does not say whose trade it is; name the reporter, such as USA",
    ]
    assert not (tmp_path / "n.csv").exists()


def test_rows_of_products_are_shown_with_the_two_ways_out(tradetrack: Cli, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "Year,Goods,China,Japan\n2022,All goods,9,9\n2022,Fish,1,2\n2022,Meat,3,4\n"
    )
    run = tradetrack(
        "import", "t.csv", "-o", "n.csv", "--unit", "USD mn", "--reporter", "USA", "--flow", "exports"
    )
    assert "keep one with --where 'Goods=All goods', or add them up with --sum-over Goods" in run.err
    kept = tradetrack(
        "import",
        "t.csv",
        "-o",
        "n.csv",
        "--unit",
        "USD mn",
        "--reporter",
        "USA",
        "--flow",
        "exports",
        "--where",
        "Goods=All goods",
    )
    assert "its values add up to 28: 18 taken, 10 left out" in kept.out  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("Million US", "Thousand US"), "the words for its unit were 'million us dollars' and are 'thousand us dollars'"),
        (("Viet Nam", "Thailand"), "new columns: 'Thailand / Exports' and 'Thailand / Imports'"),
        (("Month", "Time"), "row 5 has not 'Month'"),
    ],
)  # fmt: skip
def test_a_file_that_differs_from_its_recipe_is_refused_with_the_difference(
    change: tuple[str, str], said: str, tradetrack: Cli, tmp_path: Path
) -> None:
    (tmp_path / "may.csv").write_text(text_of(months_down(5)))
    (tmp_path / "june.csv").write_text(text_of(months_down(6)).replace(*change))
    tradetrack("import", "may.csv", "-o", "jpn.csv", *ASKED, "--save-recipe", "jpn.toml")
    before = (tmp_path / "jpn.csv").read_bytes()
    run = tradetrack("import", "june.csv", "--data", "jpn.csv", "--recipe", "jpn.toml")
    assert run.code == 2
    assert said in run.err
    assert "--recipe: june.csv is not as jpn.toml has it" in run.err
    assert (tmp_path / "jpn.csv").read_bytes() == before


def test_a_recipe_of_a_known_source_keeps_what_was_chosen(tradetrack: Cli, tmp_path: Path) -> None:
    text = "Exporters\tImported value in 2023\t\r\nChina\t3000\t\r\nMars\t1\t\r\n"
    (tmp_path / "t.txt").write_text(text)
    made = tradetrack(
        "import", "t.txt", "-o", "n.csv", "--reporter", "USA", "--skip", "Mars", "--save-recipe", "r.toml"
    )
    assert made.code == 0
    assert (
        "n.csv: 1 the same as before"
        in tradetrack("import", "t.txt", "--data", "n.csv", "--recipe", "r.toml").out
    )
    (tmp_path / "t.txt").write_text(text.replace("2023", "2024"))
    assert (
        "new column: 'Imported value in 2024'"
        in tradetrack("import", "t.txt", "--data", "n.csv", "--recipe", "r.toml").err
    )
    both = tradetrack("import", "t.txt", "--data", "n.csv", "--recipe", "r.toml", "--reporter", "CHN")
    assert "--reporter is said by the recipe" in both.err  # fmt: skip


RECIPE = 'version = 1\n[table]\nunit = "USD mn"\nheader = 2\n[cells]\nup-left = "partner"\nup = "period and flow"\nleft = "flow"\n[fingerprint]\ncolumns = ["What"]\n'


def test_a_recipe_is_read_as_it_is_written_and_by_hand() -> None:
    recipe = parsed(RECIPE, "r.toml")
    layout = recipe.choice.layout
    assert layout is not None
    assert (layout.flow, layout.columns_are, layout.header) == ("What", "partners,periods+flows", 2)
    assert parsed(written(recipe), "r.toml") == recipe


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("version = 1", "version = 2"), "lacks version = 1"),
        (("[table]", "[table"), "is not a recipe"),
        (("[cells]", "[cell]"), "'cell'; it can have table, cells"),
        (("header = 2", 'header = "2"'), "header = '2', of the wrong kind"),
        (("header = 2", "headers = 2"), "'headers'; it can have unit"),
        (('up-left = "partner"', 'up-left = "country"'), "'country'; write partner"),
        (('left = "flow"', 'left = "flows"'), "left 'flows'; write one of period"),
        (('unit = "USD mn"', 'unit = "dollars"'), "'dollars' is not a unit of values"),
        (('unit = "USD mn"', ""), "name the unit"),
        (('columns = ["What"]', "columns = [1]"), "where texts are wanted"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_recipe_is_named(change: tuple[str, str], said: str) -> None:
    with pytest.raises(RequestError, match=said.replace("[", r"\[")):
        parsed(RECIPE.replace(*change), "r.toml")


@pytest.mark.parametrize(
    ("text", "flow", "rest"),
    [
        ("Exports to China", "exports", "China"),
        ("2081/082_import", "imports", "2081/082"),
        ("Imported value in 2024-M05", "imports", "2024-M05"),
        ("Einfuhr", "imports", ""),
        ("出口", "exports", ""),
        ("value_exp", "exports", ""),
        ("X", "exports", "X"),
        ("Trade balance", None, "balance"),
        ("Re-exports", None, ""),
        ("Domestic exports", None, "Domestic"),
        ("Exports and imports", None, "and"),
        ("importance", None, "importance"),
    ],
)  # fmt: skip
def test_flows_in_labels(text: str, flow: str | None, rest: str) -> None:
    assert flow_of(text) == flow
    assert without_flow(text) == rest or flow is None


def test_periods_in_labels() -> None:
    assert period_of("FY2019-20", year_start=4) == "2019-04/2020-03"
    assert period_of("2019/2020", year_start=7) == "2019-07/2020-06"
    assert period_of("2019-20") is None
    assert period_of("2019-21", year_start=4) is None
    assert [joined_period("2024.0", part) for part in ("3", "M11", "Sept", "Q2")] == [
        *("2024-03", "2024-11", "2024-09", "2024-Q2"),
    ]


def test_words_for_units() -> None:
    assert unit_phrases(["Exports (US$ million)", "Value in 000 USD", "India", "us$ MILLION"]) == [
        *("us$ million", "000 usd"),
    ]
