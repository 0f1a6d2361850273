"""The command `backtest`."""

from tradetrack import workflow
from tradetrack.cli import options
from tradetrack.cli.steps import analysis_of, print_report, query_of
from tradetrack.core.errors import RequestError


def backtest(
    data: options.Data = None,
    series: options.Series = None,
    pair: options.Pairs = None,
    flow: options.Flow = "total",
    scope: options.Scope = None,
    currency: options.Currency = None,
    reporter: options.Reporter = None,
    as_of: options.AsOf = None,
    year_start: options.YearStart = None,
    output_format: options.Format = "table",
    color: options.Color = "auto",
) -> None:
    """Test the outlook on your own series, beside random walks and the latest rate.

    \b
    tradetrack backtest --data china-russia
    tradetrack backtest --series flows.csv --format csv
    """
    from tradetrack.cli.progress import progress_of
    from tradetrack.forecast.target_outlook import annual_record
    from tradetrack.reports.backtest import backtest_report
    from tradetrack.sources.series_file import read_series

    if series is None:
        question = workflow.Question(**query_of(pair, flow, scope, currency, reporter, as_of, year_start))
        analysis = analysis_of(data, question)
        tested, source = annual_record(analysis), analysis.data
    elif any((data, pair, flow != "total", reporter, as_of, year_start)):
        raise RequestError("it takes no ledger, so no option that chooses from one", "series")
    else:
        tested, source = read_series(series), None
    with progress_of(len(tested)) as advance:
        result = workflow.backtest(tested, advance, source)
    print_report(backtest_report(result), output_format, color)
