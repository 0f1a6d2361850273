"""The figures that the page on the method quotes are those of its appendix, each of them."""

from __future__ import annotations

import re
from itertools import product

from conftest import ROOT

from tradetrack.forecast.reference import shipped_eras, shipped_reference

DOCS = ROOT / "docs"
Table = dict[tuple[str, ...], list[str]]
_SETTINGS = re.compile(
    r"1\.1, 1\.36, 2|3, 5, 10|1 to 5 years|1 to 10 and from 10 to 50|10 to 50 billion|1995 to 2008|from 1995|"
    r"(before|since|from) 2009|80 % interval|At 0\.90 one|above 1 no change|200 cases",
    re.IGNORECASE,
)


def tables() -> list[Table]:
    """The tables of the appendix: rows by what they begin with, of any length."""
    page = (DOCS / "outlook-evidence.md").read_text(encoding="utf-8")
    found = []
    for block in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE):
        rows = [[cell.strip() for cell in line.strip("| \n").split(" | ")] for line in block.splitlines()[2:]]
        found.append({tuple(row[:length]): row for row in rows for length in (1, 2, 3)})
    return found


def span(found: list[str]) -> str:
    numbers = [int(one) for one in found]
    return f"{min(numbers)} to {max(numbers)} %"


def quoted() -> list[str]:
    """What the page says, made of the appendix."""
    loss, summary, pairs, _, covered, estimates, bins, _ = tables()
    tests = ("held-out pairs", "USA")
    ours = [loss[test, "5"] for test in tests]
    longer = [loss["held-out pairs", known][5] for known in ("8", "12")]
    doubled, grown = pairs["0.1 to 1", "2", "10"], pairs["10 to 50", "1.36", "5"]
    said, slow = re.findall(r"[0-9]+", grown[3])[:2]
    text = (DOCS / "outlook-evidence.md").read_text(encoding="utf-8")
    targets = re.search(
        r"(\d+) settled .* Said on average (\d+) %, met (\d+) %\. Brier score ([\d.]+), .* ([\d.]+)\.", text
    )
    assert targets
    assert slow == grown[6].split()[0]
    count, told, met, brier, base = targets.groups()
    alike = [
        covered[test, known, ahead][4]
        for test, known, ahead in product(tests, ("5", "8", "12"), ("1", "2", "3", "5", "10"))
    ]
    alone = [covered[test, "1", ahead][5] for test, ahead in product(tests, "12")]
    below = [
        covered["held-out pairs", known, ahead][7]
        for known, ahead in product(("1", "5", "8", "12"), ("5", "10"))
    ]
    return [
        *(f"| {row[0]} | {row[3]} | {row[4]} | {row[5]} |" for row in ours),
        f"({ours[0][7]} and {ours[0][8]})",
        f"({ours[0][9]} and, for the USA, {ours[1][9]})",
        f"with 8 or 12 known years as a whole ({longer[0]} and {longer[1]})",
        *(
            f"| {t} | {summary[(t,)][2]} points | {summary[(t,)][3]} points | {summary[(t,)][4]} of cells |"
            for t in (tests[0], "of these, old industrial economies", tests[1])
        ),
        f"it says {said} % for growth by 36 % in five years; {grown[5].split()[0]} % did before 2009, and {grown[6].split()[0]} % since",
        f"of held-out flows of 0.1 to 1 billion it says {doubled[3].split()[0]} % for a doubling, and {doubled[4]} % did it",
        f"covers {span(alike)} with 5, 8 or 12 known years",
        f"covers {span(alone)} one and two years ahead since 2009",
        f"since 2009, {span(below)} of the held-out flows",
        f"errs by {estimates[('1',)][2]} after one month, {estimates[('3',)][2]} after three and {estimates[('6',)][2]} after six",
        f"covers {estimates[('all',)][5]}, but {estimates[('all',)][6]} in 2020 to 2022, and only {estimates[('2',)][6]}",
        f"Of {count} targets",
        f"{met} % were met; the outlook would have said {told} %",
        f"Its Brier score (0 is perfect) is {brier}, and {base} for always saying {met} %.",
        f"Chances of 10 to 20 % were the worst: {bins[('10 to 20',)][3]} % were met",
    ]


def test_each_figure_of_the_page_is_one_of_the_appendix() -> None:
    page = " ".join((DOCS / "method.md").read_text(encoding="utf-8").split())
    rest = page.partition("<!-- figures -->")[2].partition("<!-- end of figures -->")[0]
    for words in quoted():
        assert words in rest
        rest = rest.replace(words, "")
    # What is left over names settings and years, and no result.
    rest = _SETTINGS.sub("", rest)
    assert not re.findall(r"[0-9]", rest), re.findall(r".{30}[0-9].{9}", rest)


def test_the_page_names_the_numbers_that_ship() -> None:
    page = (DOCS / "method.md").read_text(encoding="utf-8")
    known, eras = shipped_reference(), shipped_eras()
    assert (
        f"is {(2.718281828**known.typical_growth - 1) * 100:.1f} % a year for a flow of a billion dollars"
        in page
    )
    for era in eras.values():
        assert f"{era.first_year}-{era.last_year}" in page
    reference = (DOCS / "outlook-settings.md").read_text(encoding="utf-8")
    for row in (
        f"| g, middle | {known.typical_growth} |",
        f"| g, fast era | {known.fast_growth} |",
        f"| g, slow era | {known.slow_growth} |",
        f"| k | {known.growth_slope} |",
        f"| a, b, w | {known.log_scale:.3f}, {known.size_slope:.3f}, {known.prior_df:.2f} |",
        f"| c, u, 1.12 | {known.jump}, {known.reversal} |",
    ):
        assert row in reference
    assert f"- {known.world_gap} in the place of g" in reference
    assert known.alone == 1.12
