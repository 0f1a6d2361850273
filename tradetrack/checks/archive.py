"""What the keeper of an archive of stated targets would ask; run only where it is selected."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby

from tradetrack.checks.finding import NOTE, Finding, line_list
from tradetrack.checks.registry import check
from tradetrack.core import schema
from tradetrack.core.numerals import as_stated, listed
from tradetrack.core.rows import FigureRow, rows
from tradetrack.core.vocabulary import TARGET
from tradetrack.series.analysis import Analysis
from tradetrack.series.evidence import YearEvidence, by_series
from tradetrack.series.outcome import MET, MISSED, UNKNOWN, is_ceiling
from tradetrack.series.target_record import TargetRecord

PROFILE = "archive"
BASIS = "basis"  # the archive's own column: number, double or range
_UNKNOWN = "an unknown reporter"
WITHOUT_NUMBER = ("double", "range")
MOBILE = re.compile(r"^(www|m|amp|en)\.")
_TAG = re.compile(r"(utm_|fbclid|gclid|amp\b|output|ref\b|tag=)", re.IGNORECASE)
check_of_archive = partial(check, severity=NOTE, profile=PROFILE)


def _named(record: TargetRecord) -> str:
    value = as_stated(record.value, record.value_text)
    return f"the target of {value} {record.unit} by {record.deadline} for {record.pair or 'this ledger'}"


@check_of_archive(
    "deadline-unjudged",
    finds="a target whose deadline has passed while no figure of its year, or one soon after, judges it",
    advice="look for a figure of that year, or of the four after it",
)
def deadline_unjudged(analysis: Analysis) -> list[Finding]:
    """Targets with an unknown outcome."""
    return [
        Finding(
            "deadline-unjudged",
            NOTE,
            (record.line,),
            f"{_named(record)} has passed and nothing judges it; look for a figure of {record.deadline}",
        )
        for record in analysis.targets
        if record.outcome == UNKNOWN and record.deadline and not is_ceiling(record.qualifier)
    ]


@check_of_archive(
    "other-statistics",
    finds="an outcome that rests on another reporter's figure than the base of its target",
    advice="look for a figure of the base's reporter, or name the reporter of both",
)
def other_statistics(analysis: Analysis) -> list[Finding]:
    """Settled targets whose base and outcome are of two statistics."""
    found = []
    known = by_series(analysis.known, sorted({record.series for record in analysis.targets}))
    for record in analysis.targets:
        if record.outcome not in (MET, MISSED) or record.base is None or record.outcome_year is None:
            continue
        years = known.get(record.series, ())
        before, after = (_reporter(years, year) for year in (record.base.year, record.outcome_year))
        if before is not None and after is not None and before != after:
            message = (
                f"{_named(record)} has its base of {record.base.label} from {before or _UNKNOWN} and its "
                f"outcome of {record.outcome_label} from {after or _UNKNOWN}; look for one reporter of both"
            )
            found.append(Finding("other-statistics", NOTE, (record.line,), message))
    return found


def _reporter(years: Iterable[YearEvidence], year: int) -> str | None:
    """Whose figure a year has; None where it has none."""
    return next((one.reporter for one in years if one.year == year), None)


@check_of_archive(
    "stale-base",
    finds="a target whose base ended more than two years before it was stated",
    advice="look for a later figure that was known by then",
)
def stale_base(analysis: Analysis) -> list[Finding]:
    """Targets that are measured from an old year."""
    return [
        Finding(
            "stale-base",
            NOTE,
            (record.line,),
            f"{_named(record)} was stated on {record.first_stated_on} and its base is {record.base.label}; "
            "look for a later figure that was known by then",
        )
        for record in analysis.targets
        if record.base and record.base.is_stale
    ]


@check_of_archive(
    "two-currencies",
    finds="targets of one pair, flow, scope and deadline in two currencies, stated in one year",
    advice="check whether they are one target, and keep the currency that was stated",
)
def two_currencies(analysis: Analysis) -> list[Finding]:
    """Targets that may be one, told in the currencies of two papers."""
    found = []
    for own in _groups(
        analysis, lambda r: (r.series_pair, r.series_flow, r.scope, r.period, r.stated_on[:4])
    ):
        currencies = sorted({row.currency for row in own})
        if len(currencies) > 1:
            lines = tuple(row.line for row in own)
            message = (
                f"targets of {own[0].series_pair} by {own[0].period} are in {listed(currencies)} "
                f"({line_list(lines)}); if they are one target, keep the currency that was stated"
            )
            found.append(Finding("two-currencies", NOTE, lines, message))
    return found


def _groups(analysis: Analysis, key: Callable[[FigureRow], tuple[str, ...]]) -> Iterator[list[FigureRow]]:
    """The dated targets with a deadline, in groups with one key."""
    targets = [row for row in _targets(analysis) if row.period and row.stated_on]
    for _, own in groupby(sorted(targets, key=lambda row: (key(row), row.line)), key):
        yield list(own)


def _targets(analysis: Analysis) -> Iterator[FigureRow]:
    figures = analysis.figures
    return rows(figures[(figures[schema.KIND] == TARGET).to_numpy()], FigureRow)


@check_of_archive(
    "basis-number",
    finds="a target whose `basis` is `double` or `range` while its note has no number to check it by",
    advice="write the base that is doubled, or both ends of the range, into the note",
)
def basis_number(analysis: Analysis) -> list[Finding]:
    """Multiples without their base, and ends of a range without the other end."""
    figures = analysis.figures
    extra = analysis.extra_of(figures)
    if BASIS not in extra.columns:
        return []
    bases = dict(zip(figures[schema.LINE].tolist(), extra[BASIS].tolist(), strict=True))
    return [
        Finding(
            "basis-number",
            NOTE,
            (row.line,),
            f"the target of {row.value_text} {row.unit} is a {bases[row.line]} and its note has no number; "
            "write the base that is doubled, or both ends of the range",
        )
        for row in _targets(analysis)
        if bases[row.line] in WITHOUT_NUMBER and not re.search(r"\d", row.note.partition("accept:")[0])
    ]


@check_of_archive(
    "source-twice",
    finds="one page under two addresses, such as its mobile one, or a title beside its address",
    advice="write one address for both",
)
def source_twice(analysis: Analysis) -> list[Finding]:
    """Sources that are one page by all that tells pages apart."""
    lines: dict[str, dict[str, int]] = {}
    figures = analysis.figures
    for source, line in zip(figures[schema.SOURCE].tolist(), figures[schema.LINE].tolist(), strict=True):
        if source:
            lines.setdefault(plain_address(source), {}).setdefault(source, line)
    return [
        Finding(
            "source-twice",
            NOTE,
            tuple(sorted(own.values())),
            f"one page under {len(own)} addresses, {listed(sorted(own))}; write one of them",
        )
        for own in lines.values()
        if len(own) > 1
    ]


def plain_address(source: str) -> str:
    """An address without what may differ for one page: scheme, port, mobile host, tags, a final slash."""
    text = re.sub(r"^https?://", "", source.strip()).partition("#")[0]
    host, slash, path = text.partition("/")
    if not slash:
        return text
    path, _, query = path.partition("?")
    path = re.sub(r"(^|/)amp(?=/|$)", "", path)
    kept = sorted(part for part in query.split("&") if part and not _TAG.match(part))
    return "?".join([f"{MOBILE.sub('', host.partition(':')[0].lower())}/{path.strip('/')}", *kept])
