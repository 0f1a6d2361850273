"""The command `report`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tradetrack import workflow
from tradetrack.cli import console, options
from tradetrack.cli.chart_options import LangName
from tradetrack.cli.stage import stage
from tradetrack.cli.steps import query_of, quicken_pandas, without_matplotlibrc
from tradetrack.core.errors import AccessError, RequestError
from tradetrack.render.escape import visible

if TYPE_CHECKING:
    from tradetrack.reports.briefing import Briefing

MAX_INTRO = 100_000  # bytes
_ENDINGS = (".html", ".htm")

Output = Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="The page: .html.")]
Title = Annotated[
    str | None, typer.Option("--title", help="Title of the page.", show_default="the pairs and their targets")
]
Intro = Annotated[
    str | None, typer.Option("--intro", metavar="FILE", help="Markdown that stands below the headline.")
]
Lang = Annotated[LangName, typer.Option("--lang", help="Language of the page.")]
Fragment = Annotated[
    bool, typer.Option("--fragment", help="Only the part for a CMS or an e-mail, below 102 kB.")
]
Embed = Annotated[
    bool, typer.Option("--embed", help="Only the chart of one pair, with its caption and sources.")
]


def report(
    file: Output,
    data: options.Data = None,
    pair: options.Pairs = None,
    flow: options.Flow = "total",
    scope: options.Scope = None,
    currency: options.Currency = None,
    reporter: options.Reporter = None,
    as_of: options.AsOf = None,
    since: options.Since = None,
    until: options.Until = None,
    year_start: options.YearStart = None,
    title: Title = None,
    intro: Intro = None,
    lang: Lang = "en",
    fragment: Fragment = False,
    embed: Embed = False,
) -> None:
    """Write a page to hand on: headline, league table, charts, targets and every figure with its source.

    \b
    tradetrack report -o briefing.html
    tradetrack report -o briefing.html --data my.csv --pair CHN-RUS --pair CHN-VNM --intro intro.md
    """
    _check_ending(file)
    if fragment and embed:
        raise RequestError("choose one of --fragment and --embed: a file is one of them")
    query = query_of(pair, flow, scope, currency, reporter, as_of, year_start)
    question = workflow.Question(**query, since=since, until=until)
    page = _markup(_briefing(data, question, title or "", intro, lang), fragment, embed)
    _save(file, page)


def _briefing(
    data: str | None, question: workflow.Question, title: str, intro: str | None, lang: str
) -> "Briefing":
    without_matplotlibrc()
    from tradetrack.render.page.document import environment
    from tradetrack.reports.language import Language
    from tradetrack.workflow.briefing import briefing, load_with_hash

    environment()  # says what is missing before any figure is read
    words = _text_of(intro) if intro else ""
    quicken_pandas()
    figures, ledger = load_with_hash(data)
    with stage("judging the figures"):
        return briefing(figures, question, ledger, title, words, Language(lang))


def _save(file: str, page: str) -> None:
    from tradetrack.storage.atomic import write_whole

    with console.interruptible():
        write_whole(file, page.encode())
    console.mark_done(f"{file}: the page is written")
    typer.echo(visible(file))


def _markup(found: "Briefing", fragment: bool, embed: bool) -> str:
    """The page, or the part of it that is wanted."""
    from tradetrack.cli.progress import progress_of
    from tradetrack.render.page.document import page_html
    from tradetrack.render.page.extract import embed_html, fragment_html

    if fragment or embed:
        return fragment_html(found) if fragment else embed_html(found)
    with progress_of(len(found.sections)) as advance:
        return page_html(found, advance)


def _check_ending(file: str) -> None:
    if Path(file).suffix.lower() not in _ENDINGS:
        raise RequestError(f"{file!r}: a report is a page; end the name in .html")


def _text_of(name: str) -> str:
    """The text of an introduction. Raises AccessError."""
    try:
        with Path(name).open("rb") as file:
            data = file.read(MAX_INTRO + 1)
        if len(data) > MAX_INTRO:
            raise AccessError(f"{name}: an introduction has at most {MAX_INTRO:,} bytes")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AccessError(f"{name}: not UTF-8 at byte {error.start + 1}; save it as UTF-8") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise AccessError(f"{name}: cannot read it: {reason}") from error
