"""A page to hand on, of a frame of figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tradetrack.api.arguments import question_of
from tradetrack.core.errors import RequestError

if TYPE_CHECKING:
    import os

    import pandas as pd

Part = Literal["page", "fragment", "embed"]


@dataclass(frozen=True)
class ReportPage:
    """A page as text; a notebook shows it in a frame of its own."""

    html: str

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the page to a file, whole or not at all. Raises AccessError."""
        import os

        from tradetrack.storage.atomic import write_whole

        write_whole(os.fspath(path), self.html.encode())

    def _repr_html_(self) -> str:
        from tradetrack.render.notebook import framed

        return framed(self.html)


def report(
    figures: pd.DataFrame,
    pair: str | Iterable[str] | None = None,
    flow: str | None = "total",
    reporter: str | None = None,
    as_of: str | None = None,
    since: int | None = None,
    until: int | None = None,
    year_start: int | None = None,
    scope: str | None = None,
    currency: str | None = None,
    title: str = "",
    intro: str = "",
    lang: str = "en",
    part: Part = "page",
) -> ReportPage:
    """A page to hand on: headline, league table, charts, targets, and every figure with its source.

    `intro` is Markdown, `lang` a language such as "fr". `part` is "page", "fragment" (for a CMS or an e-mail)
    or "embed" (the chart of one series). Needs the packages of `tradetrack[report]`; raises AccessError where
    one is missing.
    """
    from tradetrack.core.provenance import provenance_of
    from tradetrack.render.page.document import page_html
    from tradetrack.render.page.extract import embed_html, fragment_html
    from tradetrack.reports.briefing import Ledger
    from tradetrack.reports.language import Language
    from tradetrack.workflow.briefing import briefing

    made = {"page": page_html, "fragment": fragment_html, "embed": embed_html}
    if part not in made:
        raise RequestError(f"{part!r} is not a part of a report; choose page, fragment or embed", "part")
    source = provenance_of(figures)
    ledger = Ledger(f"{source.name} {source.version}", source.sha256) if source else Ledger("figures")
    question = question_of(pair, flow, reporter, as_of, year_start, scope, currency, since, until)
    found = briefing(figures, question, ledger, title, intro, Language(lang))
    return ReportPage(made[part](found))
