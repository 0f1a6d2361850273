"""Rolling years: the 12 months that end with each month."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.periods import YEAR
from tradetrack.core.vocabulary import REPORTED
from tradetrack.series import growth
from tradetrack.series.headline import Chosen, choose
from tradetrack.series.keys import of_each
from tradetrack.series.levels import FLOW_COUNT
from tradetrack.series.reporter import reporter_names


def rolling_years(chosen: Chosen) -> pd.DataFrame:
    """The 12-month headlines that start in any month, with their growth, by series and start.

    They are the years that the figures make if years start in January, in February and so on, by the reporter
    that each series follows.
    """
    figures = chosen.figures
    names = np.array(reporter_names(figures), dtype=object)
    series = figures[schema.SERIES].to_numpy()
    own = [of_each(chosen.reporters, of) for of in (series, series // FLOW_COUNT * FLOW_COUNT)]
    reporter = figures[schema.REPORTER].to_numpy(dtype=object)
    kept = (reporter == "") | (reporter == names[own[0]]) | (reporter == names[own[1]])
    kept &= (figures[schema.KIND] == REPORTED).to_numpy()
    figures = figures.loc[kept, list(schema.ORIENTED)]
    found = []
    for month in range(1, YEAR + 1):
        view = choose(figures, month, reporters=chosen.reporters)
        found.append(growth.annual_levels(growth.headlines(view), view.first_month))
    return pd.concat(found).sort_values([schema.SERIES, schema.START], kind="stable", ignore_index=True)
