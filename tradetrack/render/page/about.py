"""What a page says about itself: how its numbers are made, of which ledger, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterator

from tradetrack.core.numerals import ordinal_day
from tradetrack.forecast.reference import shipped_eras
from tradetrack.render.page.words import day_words, page_title
from tradetrack.reports.briefing import Briefing
from tradetrack.reports.common import what_is_left_out, why_no_total


def method(briefing: Briefing) -> list[str]:
    """How the numbers are made, in three sentences, and what they are not."""
    language, known = briefing.language, briefing.vintage
    slow, fast = (shipped_eras()[name] for name in ("slow", "fast"))
    counted = language.phrase(
        "Years are stated figures or sums of stated parts, each from one reporter; growth compares two "
        "periods of the same length a year apart, and nothing is interpolated."
    )
    likely = language.phrase(
        "Growth needed is the constant rate from the latest full year to the target; chances are those of "
        "flows of the same size and volatility, by a reference of {flows} flows between {pairs} pairs up to "
        "{year}, over at most ten years.",
        flows=language.number(f"{known.flows:,}"),
        pairs=language.number(f"{known.pairs:,}"),
        year=known.last_year,
    )
    limits = language.phrase(
        "The range of a chance goes from times of slow world trade ({slow}) to fast ones ({fast}); it is no "
        "forecast of events, and knows nothing of sanctions, agreements or wars that the figures do not show "
        "yet.",
        slow=f"{slow.first_year}-{slow.last_year}",
        fast=f"{fast.first_year}-{fast.last_year}",
    )
    return [counted, likely, limits]


def facts(briefing: Briefing) -> list[tuple[str, str]]:
    """The ledger behind the page, with its hash, and the version that made it."""
    language = briefing.language
    day = day_words(briefing.as_of, language)
    found = [
        (
            language.phrase("As stated by"),
            day or language.phrase("unknown: no figure has a date"),
        ),
        (language.phrase("Ledger"), briefing.ledger.name),
        ("SHA-256", briefing.ledger.sha256),
        (language.phrase("Figures"), language.number(f"{len(briefing.figures.figures):,}")),
        (language.phrase("Version"), f"tradetrack {briefing.version}"),
    ]
    return [(name, value) for name, value in found if value]


def notes(briefing: Briefing) -> Iterator[str]:
    """What the page leaves out of the ledger, and why."""
    language = briefing.language
    parts = [what_is_left_out(reason, language) for reason in briefing.left_out]
    if parts:
        yield language.phrase("Not shown: {parts}.", parts="; ".join(parts))
    for pair in briefing.without_total:
        words = why_no_total(pair, language)
        yield language.phrase("{words}.", words=words[:1].upper() + words[1:])


def bibtex(briefing: Briefing) -> tuple[str, ...]:
    """The lines of an entry that names the ledger by its hash, so that it points to one version."""
    year = ordinal_day(briefing.as_of)[:4] if briefing.as_of else ""
    sha = f", SHA-256 {briefing.ledger.sha256}" if briefing.ledger.sha256 else ""
    made = briefing.language.phrase(
        "Made with tradetrack {version} from {ledger}",
        version=briefing.version,
        ledger=f"{briefing.ledger.name}{sha}",
    )
    fields = {"title": page_title(briefing), "year": year, "note": made}
    lines = [f"  {name} = {{{_tex(value)}}}," for name, value in fields.items() if value]
    return ("@misc{tradetrack-briefing" + (f"-{year}," if year else ","), *lines, "}")


def _tex(text: str) -> str:
    r"""Text as TeX takes it: `\`, braces and signs with a meaning spelt out."""
    spelt = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\^{}"}
    return "".join(spelt.get(sign, f"\\{sign}" if sign in "#$%&_" else sign) for sign in text)
