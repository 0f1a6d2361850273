"""What a page says in sentences: its title, the headline, the takeaway of a pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tradetrack.core.numerals import as_stated, ordinal_day, percent, with_thousands
from tradetrack.core.rows import AnnualRow
from tradetrack.core.vocabulary import BOUNDS, TOTAL
from tradetrack.forecast.target_chances import Chance
from tradetrack.reports.briefing import OUTCOMES, Briefing, Section
from tradetrack.reports.chances import chance_words
from tradetrack.reports.language import Language
from tradetrack.reports.league_result import LeagueRow
from tradetrack.reports.outcome import outcome_words
from tradetrack.reports.status import value_text

SIGNED = {
    "exact": "{value}",
    "about": "about {value}",
    "over": "more than {value}",
    "under": "less than {value}",
}
COUNTED = {
    "open": "{number} still open",
    "met": "{number} met",
    "missed": "{number} missed",
    "overtaken": "{number} overtaken before being stated",
    "unknown": "{number} without a figure to judge by",
}
_SHOWN_TARGETS = 3


def day_words(day: int, language: Language) -> str:
    """`4 Feb 2022` for 20220204; a month or a year means its last day."""
    return language.day(int(ordinal_day(day).replace("-", ""))) if day else ""


def subject(section: Section, language: Language) -> str:
    """What a section is about: `China-Russia trade`."""
    name = section.name
    return language.subject(name.pair, name.flow, name.scope)


def page_title(briefing: Briefing) -> str:
    """The title that was asked for, or what the sections are about."""
    language = briefing.language
    if briefing.title:
        return briefing.title
    if len(briefing.sections) == 1:
        (section,) = briefing.sections
        series, count = subject(section, language), max(len(section.goals), 2)
        if section.name.flow == TOTAL:
            return language.counted(
                "{series} and its target", "{series} and its targets", count, series=series
            )
        return language.counted(
            "{series} and their target", "{series} and their targets", count, series=series
        )
    pairs = list(dict.fromkeys(section.name.pair for section in briefing.sections))
    if len(pairs) <= _SHOWN_TARGETS:
        names = language.listed(language.pair(pair) or language.phrase("the ledger") for pair in pairs)
        return language.phrase("Trade of {pairs}", pairs=names)
    words = ("Trade of {number} pair and its targets", "Trade of {number} pairs and their targets")
    return language.counted(*words, len(pairs))


def headline(briefing: Briefing) -> str:
    """The sentences that may be quoted, with the day up to which they hold."""
    language, day = briefing.language, day_words(briefing.as_of, briefing.language)
    as_of = [language.phrase("As stated by {day}.", day=day)] if day else []
    if len(briefing.sections) == 1:
        return _sentences([takeaway(briefing.sections[0], language), *as_of], language)
    goals = [(section, goal) for section in briefing.sections for goal in section.goals]
    if not goals:
        words = ("{number} series without a stated target.", "{number} series without a stated target.")
        return _sentences([language.counted(*words, len(briefing.sections)), *as_of], language)
    total = language.counted("{number} stated target", "{number} stated targets", len(goals))
    counts = _counted((goal for _, goal in goals), language)
    summary = language.phrase("{targets}: {counts}.", targets=total, counts=counts)
    return _sentences([summary, *_likeliest(goals, language), *as_of], language)


def _sentences(parts: Iterable[str], language: Language) -> str:
    return language.between_sentences.join(parts)


def _counted(goals: Iterable[LeagueRow], language: Language) -> str:
    """How many targets met which end: `9 met, 23 missed and 7 still open`."""
    counts = Counter(goal.record.outcome for goal in goals if goal.record)
    return language.listed(
        language.phrase(COUNTED[name], number=counts[name]) for name in OUTCOMES if counts[name]
    )


def _likeliest(goals: Iterable[tuple[Section, LeagueRow]], language: Language) -> list[str]:
    """The open target with the best chance, and that chance."""
    found = [(chance, section, goal) for section, goal in goals if (chance := goal.chance) is not None]
    if not found:
        return []
    chance, section, goal = max(found, key=lambda item: item[0].chance)
    what, likely = subject(section, language), chance_words(chance, language)
    aim = _aim(goal, language, goal.unit)
    words = (
        "Likeliest of the open ones: {series} of {aim}, {chance}."
        if goal.record and goal.record.deadline
        else "Likeliest of the open ones: {series} of {aim}, {chance} by {year}."
    )
    return [language.phrase(words, series=what, aim=aim, chance=likely, year=chance.year)]


def takeaway(section: Section, language: Language) -> str:
    """What was traded, what the next target needs, and how likely that is."""
    latest, goal = section.latest, section.first_goal
    if latest:
        sentences = [_level_sentence(section, latest, language)]
    else:
        words = "No full year of {series} is known."
        sentences = [language.phrase(words, series=subject(section, language))]
    if goal:
        sentences.append(_needs(goal, language))
    elif section.goals:
        sentences.append(_settled(section, language))
    return _sentences(sentences, language)


def chart_title(section: Section, language: Language) -> str:
    """The takeaway as the title of a chart."""
    what, goal, latest = subject(section, language), section.first_goal, section.latest
    if goal and goal.projection:
        needed = goal.needed
        if needed is None:
            aim = _aim(goal, language)
            return language.phrase("{series} and its target of {aim}", series=what, aim=aim)
        rate, by = _rate(needed.growth_pct, language), goal.projection.year_label(needed.by)
        words = (
            "{series} needs {rate} a year to reach {value} by {year}"
            if section.name.flow == TOTAL
            else "{series} need {rate} a year to reach {value} by {year}"
        )
        return language.phrase(words, series=what, rate=rate, value=_value(goal, language), year=by)
    if latest is None:
        return what
    value = _signed(latest.qualifier, language.number(with_thousands(value_text(latest))), language)
    period = language.when(latest.start, latest.months)
    return language.phrase("{series}: {value} in {period}", series=what, value=value, period=period)


def _level_sentence(section: Section, row: AnnualRow, language: Language) -> str:
    growth = row.computed_growth_pct
    value = _signed(row.qualifier, language.amount(as_stated(row.level, row.value_text), row.unit), language)
    fields = {
        "series": subject(section, language),
        "value": value,
        "period": language.when(row.start, row.months),
    }
    is_total = section.name.flow == TOTAL
    if row.qualifier in BOUNDS or growth != growth:
        words = "{series} was {value} in {period}." if is_total else "{series} were {value} in {period}."
        return language.phrase(words, **fields)
    words = (
        "{series} was {value} in {period} ({growth} on the year before)."
        if is_total
        else "{series} were {value} in {period} ({growth} on the year before)."
    )
    return language.phrase(words, **fields, growth=language.number(percent(growth)))


def _needs(goal: LeagueRow, language: Language) -> str:
    needed, chance, way = goal.needed, goal.chance, goal.projection
    unit = goal.unit if language.counts_otherwise(goal.unit) else ""
    fields = {"aim": _aim(goal, language, unit), "value": _value(goal, language, unit)}
    if needed is None or way is None:
        words = language.phrase("The target is {aim}", **fields)
    else:
        fields |= {"rate": _rate(needed.growth_pct, language), "year": way.year_label(needed.by)}
        has_deadline = goal.record is not None and goal.record.deadline is not None
        words = language.phrase(
            "To reach the target of {aim}, it has to grow {rate} a year"
            if has_deadline
            else "The target of {value} has no deadline; {rate} a year would reach it by {year}",
            **fields,
        )
    if chance is None or way is None:
        return language.phrase("{words}.", words=words)
    return _likely(words, chance, way.year_label(chance.year), language)


def _likely(words: str, chance: Chance, year: str, language: Language) -> str:
    sentence = "{words}; of trade flows of its size and volatility, {chance} would have as much by {year}."
    return language.phrase(sentence, words=words, chance=chance_words(chance, language), year=year)


def _rate(growth_pct: float, language: Language) -> str:
    return language.number(percent(growth_pct, sign=False))


def _signed(qualifier: str, value: str, language: Language) -> str:
    return language.phrase(SIGNED[qualifier], value=value)


def _value(goal: LeagueRow, language: Language, unit: str = "") -> str:
    record = goal.record
    if record is None:
        return ""
    value = as_stated(record.value, record.value_text)
    words = language.amount(value, unit) if unit else language.number(value)
    return _signed(record.qualifier, words, language)


def _aim(goal: LeagueRow, language: Language, unit: str = "") -> str:
    """The target with its deadline, in a `unit` that is named where no other text has named it."""
    deadline = goal.record.deadline if goal.record else None
    value = _value(goal, language, unit)
    return language.phrase("{value} by {year}", value=value, year=deadline) if deadline else value


def _settled(section: Section, language: Language) -> str:
    """What became of the targets, if there are few of them, else how many met which end."""
    goals = section.goals
    if len(goals) > _SHOWN_TARGETS:
        total = language.counted("{number} target", "{number} targets", len(goals))
        return language.phrase("{targets}: {counts}.", targets=total, counts=_counted(goals, language))
    sentences = (
        language.phrase(
            "Target {aim}: {outcome}.", aim=_aim(goal, language), outcome=outcome_words(goal.record, language)
        )
        for goal in goals
        if goal.record
    )
    return _sentences(sentences, language)
