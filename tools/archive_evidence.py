"""Print how the outlook would have done on the targets of the archive: docs/archive-evidence.md.

python tools/archive_evidence.py        rewrite the page

Each settled target is seen as on the day of its first statement: the figures stated by then, and numbers of
the outlook that are fitted on the years before it (`tools/references_by_year.json`, which
`tools/archive_references.py` makes). The numbers that ship, which know all years, stand beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from archive_cases import Case, Skill, cases, skill

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "archive-evidence.md"
CHANCES = (0, 10, 20, 40, 60, 100)  # percent; the edges of the bins
HORIZONS = ((0, 1, "the running year"), (1, 2, "the next year"), (2, 4, "2 to 3"), (4, 99, "4 and more"))

INTRO = """\
{count} settled targets of {pairs} pairs in [the archive](archive.md), each seen as on the day of its
first statement: only figures stated by then, with numbers of the outlook that are fitted on the years
before. Left out are targets that a page recalled later and those without a fresh base on their day. This
is what would have been said; [the predictions](predictions.md) are what was said.

On average {said} was said and {met} came true. Written by `make archive-evidence`; do not edit."""
SCORES = """\
Brier score: the mean squared error of a chance; 0 is perfect. Skill: 1 less its ratio to the score of a
rival, so that above 0 is better than it. The rivals are the share met in all cases, which nobody could
have known, and the base rate: what became of targets of other pairs that looked as far ahead and asked
for as much. In brackets 80 % intervals over resampled pairs. Naive: 1 where the first known growth of
the series (the latest, else one stated or a CAGR), kept up, arrives in time, else 0, over the cases in
which one was known."""
FAILURES = """\
It did worst, beside the base rate, for {worst}: it said {said} and {met} came true. Nothing in the
record of a flow tells how little a plan moves it.

For the running year what it said comes to the right number of targets and not to the right ones: the
score is {score:.3f}. Such goals are stated when part of the year is known to whoever states them. Where
the ledger has months of the year the outlook starts from the full-year estimate, and the pace in
`targets` shows it; from the last full year alone it cannot know as much."""
LIMITS = """\
The targets are a sample of what was reported, and settled ones a sample of those: one that was missed
quietly is less often settled. Outcomes of one pair, of one year and of nested targets move together; the
intervals know of pairs alone. The numbers of past years were fitted on flows as they are known today,
revisions included, and the form, constants and priors of the model were chosen by people who knew all
years."""


def page() -> str:
    """The whole page."""
    found = cases()
    average = mean(found, "met")
    said = {"said": _percent(mean(found, "chance")), "met": _percent(average)}
    sections = [
        "# The outlook on stated targets",
        INTRO.format(count=len(found), pairs=len({case.pair for case in found}), **said),
        "## By the chance on the day",
        _chance_table(found),
        "## Scores",
        SCORES,
        _score_table(found, average),
        "## By horizon",
        _horizon_table(found),
        _failures(found),
        "## What it is not",
        LIMITS,
    ]
    return "\n\n".join(sections) + "\n"


def mean(found: Sequence[Case], field: str) -> float:
    """The mean of a field of cases."""
    return float(np.mean([getattr(case, field) for case in found]))


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "| :--- |" + " ---: |" * (len(head) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def _chance_table(found: Sequence[Case]) -> str:
    rows = []
    for low, high in pairwise(CHANCES):
        own = [c for c in found if low <= c.chance * 100 < high]
        if own:
            shares = [_percent(mean(own, name)) for name in ("chance", "met", "shipped")]
            rows.append([f"{low} to {high} %", str(len(own)), *shares])
    return _table(("said", "targets", "mean said", "met", "shipped numbers say"), rows)


def _score_table(found: Sequence[Case], average: float) -> str:
    known = [case for case in found if case.naive is not None]
    rows = [
        _score_row("outlook, fitted on the years before", found, lambda c: c.chance, average),
        _score_row("outlook, as it ships", found, lambda c: c.shipped, average),
        _score_row("base rate of other pairs", found, lambda c: c.rate, average),
        _score_row("outlook, where growth was known", known, lambda c: c.chance, average),
        _score_row("naive, where growth was known", known, lambda c: c.naive or 0.0, average),
    ]
    return _table(
        ("forecast", "targets", "Brier score", "skill over share met", "skill over base rate"), rows
    )


def _score_row(name: str, found: Sequence[Case], own: Callable[[Case], float], average: float) -> list[str]:
    over_share = skill(found, own, lambda _: average)
    over_rate = skill(found, own, lambda c: c.rate)
    is_rate = name.startswith("base rate")
    return [
        name,
        str(len(found)),
        f"{over_share.score:.3f}",
        _words(over_share),
        "" if is_rate else _words(over_rate),
    ]


def _words(one: Skill) -> str:
    return f"{one.skill:+.2f} ({one.low:+.2f} to {one.high:+.2f})"


def _by_horizon(found: Sequence[Case]) -> list[tuple[str, list[Case], Skill]]:
    """The cases of each horizon, with the score of the outlook beside the base rate."""
    split = [(words, [c for c in found if low <= c.ahead < high]) for low, high, words in HORIZONS]
    return [(words, own, skill(own, lambda c: c.chance, lambda c: c.rate)) for words, own in split if own]


def _horizon_table(found: Sequence[Case]) -> str:
    rows = [
        [
            *(words, str(len(own)), _percent(mean(own, "chance")), _percent(mean(own, "met"))),
            *(f"{one.score:.3f}", _words(one)),
        ]
        for words, own, one in _by_horizon(found)
    ]
    return _table(("years ahead", "targets", "said", "met", "Brier score", "skill over base rate"), rows)


def _failures(found: Sequence[Case]) -> str:
    """Where what was said is far from what came."""
    horizons = _by_horizon(found)
    words, own, _ = min(horizons, key=lambda one: one[2].skill)
    worst = words if words.startswith("the") else f"deadlines {words} years ahead"
    said, met = _percent(mean(own, "chance")), _percent(mean(own, "met"))
    return FAILURES.format(worst=worst, said=said, met=met, score=horizons[0][2].score)


def main() -> None:
    """Rewrite the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
