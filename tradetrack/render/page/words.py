"""What a page says in sentences: the headline, the takeaway of a pair, the method, how to cite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tradetrack.core.names import pair_name, series_subject, unit_words
from tradetrack.core.numerals import as_stated, listed, ordinal_day, percent
from tradetrack.core.periods import MONTH_NAMES, period_label
from tradetrack.core.rows import AnnualRow
from tradetrack.core.vocabulary import BOUNDS
from tradetrack.forecast.projection import Projection, Required
from tradetrack.forecast.reference import shipped_eras
from tradetrack.reports.briefing import OUTCOMES, Briefing, Goal, Section
from tradetrack.reports.chances import chance_words, headline_chance
from tradetrack.reports.outcome import outcome_words
from tradetrack.reports.status import value_text

_SIGNS = {"exact": "", "about": "about ", "over": "more than ", "under": "less than "}
_SHOWN_TARGETS = 3


def day_words(day: int) -> str:
    """`4 Feb 2022` for 20220204; a month or a year means its last day."""
    if not day:
        return ""
    year, month, number = ordinal_day(day).split("-")
    return f"{int(number)} {MONTH_NAMES[int(month) - 1]} {year}"


def subject(section: Section) -> str:
    """What a section is about: `China-Russia trade`."""
    return series_subject(section.pair, section.flow, section.scope)


def page_title(briefing: Briefing) -> str:
    """The title that was asked for, or what the sections are about."""
    if briefing.title:
        return briefing.title
    if len(briefing.sections) == 1:
        return f"{subject(briefing.sections[0])} and its targets"
    pairs = list(dict.fromkeys(section.pair for section in briefing.sections))
    if len(pairs) <= _SHOWN_TARGETS:
        return f"Trade of {listed(pair_name(pair) or 'the ledger' for pair in pairs)}"
    return f"Trade of {len(pairs)} pairs and their targets"


def headline(briefing: Briefing) -> str:
    """The sentences that may be quoted, with the day up to which they hold."""
    as_of = f" As stated by {day_words(briefing.as_of)}." if briefing.as_of else ""
    if len(briefing.sections) == 1:
        return takeaway(briefing.sections[0]) + as_of
    goals = [(section, goal) for section in briefing.sections for goal in section.goals]
    if not goals:
        return f"{len(briefing.sections)} series without a stated target.{as_of}"
    total = f"{len(goals)} stated target{'s' if len(goals) > 1 else ''}"
    return f"{total}: {_counted(goal for _, goal in goals)}.{_likeliest(goals)}{as_of}"


def _counted(goals: Iterable[Goal]) -> str:
    """How many targets met which end: `9 met, 23 missed and 7 still open`."""
    counts = Counter(goal.record.outcome for goal in goals)
    return listed(f"{counts[name]} {_OUTCOMES[name]}" for name in OUTCOMES if counts[name])


_OUTCOMES = {
    "open": "still open",
    "met": "met",
    "missed": "missed",
    "overtaken": "overtaken before being stated",
    "unknown": "without a figure to judge by",
}


def _likeliest(goals: Iterable[tuple[Section, Goal]]) -> str:
    """The open target with the best chance, and that chance."""
    found = [
        (chance, section, goal)
        for section, goal in goals
        if goal.projection and (chance := headline_chance(goal.projection)) is not None
    ]
    if not found:
        return ""
    chance, section, goal = max(found, key=lambda item: item[0].chance)
    by = "" if goal.record.deadline else f" by {chance.year}"
    return f" Likeliest of the open ones: {subject(section)} of {_aim(goal)}, {chance_words(chance)}{by}."


def takeaway(section: Section) -> str:
    """What was traded, what the next target needs, and how likely that is."""
    latest = section.latest
    sentences = [_level_sentence(section, latest) if latest else _without_year(section)]
    goal = section.first_goal
    if goal and goal.projection:
        sentences.append(_needs(goal, goal.projection))
    elif section.goals:
        sentences.append(_settled(section))
    return " ".join(sentences)


def chart_title(section: Section) -> str:
    """The takeaway as the title of a chart."""
    what, goal, latest = subject(section), section.first_goal, section.latest
    if goal and goal.projection:
        needed = needed_growth(goal.projection)
        if needed is None:
            return f"{what} and its target of {_aim(goal)}"
        rate, by = percent(needed.growth_pct, sign=False), goal.projection.year_label(needed.by)
        return f"{what} needs {rate} a year to reach {_value(goal)} by {by}"
    if latest is None:
        return what
    value = f"{_SIGNS[latest.qualifier]}{value_text(latest)} in {period_label(latest.start, latest.months)}"
    return f"{what}: {value}"


def _level_sentence(section: Section, row: AnnualRow) -> str:
    unit = unit_words(row.unit)
    currency, _, scale = unit.partition(" ")
    growth = row.computed_growth_pct
    if row.qualifier in BOUNDS or growth != growth:
        growth = float("nan")
    grown = f" ({percent(growth)} on the year before)" if growth == growth else ""
    value = f"{_SIGNS[row.qualifier]}{currency} {as_stated(row.level, row.value_text)} {scale}"
    verb = "were" if section.flow != "total" else "was"
    return f"{subject(section)} {verb} {value} in {period_label(row.start, row.months)}{grown}."


def _without_year(section: Section) -> str:
    return f"No full year of {subject(section)} is known."


def _needs(goal: Goal, projection: Projection) -> str:
    needed, chance = needed_growth(projection), headline_chance(projection)
    value, rate = _value(goal), percent(needed.growth_pct, sign=False) if needed else ""
    if needed is None:
        words = f"The target is {_aim(goal)}"
    elif goal.record.deadline:
        words = f"To reach the target of {_aim(goal)}, it has to grow {rate} a year"
    else:
        by = projection.year_label(needed.by)
        words = f"The target of {value} has no deadline; {rate} a year would reach it by {by}"
    if chance is None:
        return f"{words}."
    by = projection.year_label(chance.year)
    return f"{words}; of flows of its size and volatility, {chance_words(chance)} would have as much by {by}."


def needed_growth(projection: Projection) -> Required | None:
    """The growth that the deadline asks for, or without one, that of the last year that is listed."""
    due = projection.deadline_year
    found = [one for one in projection.required if due is None or one.by == due]
    return found[-1] if found else None


def _value(goal: Goal) -> str:
    return f"{_SIGNS[goal.record.qualifier]}{as_stated(goal.record.value, goal.record.value_text)}"


def _aim(goal: Goal) -> str:
    deadline = goal.record.deadline
    return f"{_value(goal)} by {deadline}" if deadline else _value(goal)


def _settled(section: Section) -> str:
    """What became of the targets, if there are few of them, else how many met which end."""
    if len(section.goals) <= _SHOWN_TARGETS:
        return " ".join(f"Target {_aim(goal)}: {outcome_words(goal.record)}." for goal in section.goals)
    return f"{len(section.goals)} targets: {_counted(section.goals)}."


def method(briefing: Briefing) -> list[str]:
    """How the numbers are made, in three sentences, and what they are not."""
    slow, fast = (shipped_eras()[name] for name in ("slow", "fast"))
    known = briefing.vintage
    counted = (
        "Years are stated figures or sums of stated parts, each from one reporter; growth compares two "
        "periods of the same length a year apart, and nothing is interpolated."
    )
    likely = (
        "Growth needed is the constant rate from the latest full year to the target; chances are those of "
        f"flows of the same size and volatility, by a reference of {known.flows:,} flows between "
        f"{known.pairs:,} pairs up to {known.last_year}, over at most ten years."
    )
    limits = (
        f"The range of a chance goes from times of slow world trade ({slow.first_year}-{slow.last_year}) to "
        f"fast ones ({fast.first_year}-{fast.last_year}); it is no forecast of events, and knows nothing of "
        "sanctions, agreements or wars that the figures do not show yet."
    )
    return [counted, likely, limits]


def bibtex(briefing: Briefing) -> tuple[str, ...]:
    """The lines of an entry that names the ledger by its hash, so that it points to one version."""
    year = ordinal_day(briefing.as_of)[:4] if briefing.as_of else ""
    sha = f", SHA-256 {briefing.ledger.sha256}" if briefing.ledger.sha256 else ""
    fields = {
        "title": page_title(briefing),
        "year": year,
        "note": f"Made with tradetrack {briefing.version} from {briefing.ledger.name}{sha}",
    }
    lines = [f"  {name} = {{{_tex(value)}}}," for name, value in fields.items() if value]
    return ("@misc{tradetrack-briefing" + (f"-{year}," if year else ","), *lines, "}")


def _tex(text: str) -> str:
    r"""Text as TeX takes it: `\`, braces and signs with a meaning spelt out."""
    spelt = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\^{}"}
    return "".join(spelt.get(sign, f"\\{sign}" if sign in "#$%&_" else sign) for sign in text)
