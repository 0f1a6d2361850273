"""The command `chart`."""

from typing import TYPE_CHECKING, Any

import typer

from tradetrack import workflow
from tradetrack.cli import chart_options, options, outlook_options
from tradetrack.cli.progress import progress_of
from tradetrack.cli.steps import aims_of, analysis_of, check_picture, figures_for, query_of, save_chart
from tradetrack.core.errors import RequestError
from tradetrack.core.vocabulary import TOTAL
from tradetrack.render.escape import visible
from tradetrack.workflow.many_charts import Arrangement, many_chart

if TYPE_CHECKING:
    from tradetrack.reports.chart_many_spec import GridSpec, LinesSpec
    from tradetrack.reports.chart_words import ChartWords

_QUERY = ("scope", "currency", "reporter", "as_of", "year_start")
_AIMS = ("target", "growth", "by", "base", "every")
_USUAL = 540  # pixels


def chart(
    context: typer.Context,
    file: options.Output,
    data: options.Data = None,
    pair: chart_options.Pairs = None,
    flow: chart_options.Flows = None,
    scope: options.Scope = None,
    currency: options.Currency = None,
    reporter: options.Reporter = None,
    as_of: options.AsOf = None,
    since: options.Since = None,
    until: options.Until = None,
    year_start: options.YearStart = None,
    target: options.Targets = None,
    growth: options.Growths = None,
    by: options.By = None,
    base: options.BaseYear = None,
    world_growth: outlook_options.WorldGrowth = None,
    every: options.AllTargets = False,
    paths: chart_options.Paths = "all",
    grid: chart_options.Grid = False,
    indexed: chart_options.Indexed = False,
    axes: chart_options.Axes = None,
    width: options.Width = 960,
    height: chart_options.Height = None,
    title: options.Title = None,
    subtitle: chart_options.Subtitle = None,
    lang: chart_options.Lang = "en",
    labels: chart_options.Labels = None,
    dark: options.Dark = False,
    log: options.Log = False,
) -> None:
    """Draw a series with its targets and paths, or several series, as PNG, SVG or PDF.

    \b
    tradetrack chart -o trade.png --target 200
    tradetrack chart -o both.png --flow exports --flow imports
    tradetrack chart -o grid.svg --data many.csv --grid --dark
    """
    _draw(context.params)


def _draw(given: dict[str, Any]) -> None:
    """Draw by the options of `chart`, by their names."""
    file = given["file"]
    check_picture(file)
    from tradetrack.render.chart.style import Style

    flows, pairs = given["flow"] or [TOTAL], given["pair"] or []
    how = Arrangement(given["grid"], given["indexed"], given["axes"])
    query = query_of(pairs, flows[0], *(given[name] for name in _QUERY))
    question = workflow.Question(**query, since=given["since"], until=given["until"])
    words = _words(given)
    height = given["height"]
    if how.grid or how.indexed or len({*pairs}) > 1 or len({*flows}) > 1:
        _require_no_projection(given)
        figures, question = figures_for(given["data"], question)
        with progress_of(len(pairs) or 1, "reading") as advance:
            many = many_chart(figures, question, list(dict.fromkeys(flows)), how, words, advance)
        height = height or _usual_height(many, given["width"])
        save_chart(file, many, Style(given["width"], height, given["dark"], given["log"]))
    else:
        target, growth, by, base, every = (given[name] for name in _AIMS)
        aims = aims_of(target, growth, by, base, every, None, given["world_growth"])
        spec = workflow.chart(analysis_of(given["data"], question), question, aims, words)
        height = height or _USUAL
        save_chart(file, spec, Style(given["width"], height, given["dark"], given["log"]))
    typer.echo(visible(file))


def _require_no_projection(given: dict[str, Any]) -> None:
    """Raise RequestError for an option of the chart of one series."""
    asked = {name: given[name] for name in (*_AIMS, "world_growth")} | {"paths": given["paths"] != "all"}
    for name, value in asked.items():
        if value:
            raise RequestError("it is for the chart of one series", "all" if name == "every" else name)


def _usual_height(spec: "LinesSpec | GridSpec", width: int) -> int:
    from tradetrack.render.chart.grid import usual_height
    from tradetrack.reports.chart_many_spec import GridSpec

    return usual_height(len(spec.panels), width) if isinstance(spec, GridSpec) else _USUAL


def _words(given: dict[str, Any]) -> "ChartWords":
    """The words that are asked for; own ones are read from their file."""
    from tradetrack.ledger.location import read_input
    from tradetrack.reports.chart_words import ChartWords, parse_labels
    from tradetrack.reports.language import Language

    labels = {}
    if given["labels"] is not None:
        name, text = read_input(given["labels"])
        labels = parse_labels(text, name)
    return ChartWords(given["title"], given["subtitle"], given["paths"], Language(given["lang"]), labels)
