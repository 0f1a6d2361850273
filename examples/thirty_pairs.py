"""Thirty pairs side by side: which open targets are likely, and what became of the settled ones.

Run it anywhere: python thirty_pairs.py
"""

import tradetrack as tt

figures = tt.read_ledger("stated-targets")  # stated targets of many pairs, with their sources
pairs = figures["pair"].value_counts().index[:30].tolist()

# A row for each pair and open target, the likeliest first; a frame for everything else pandas can do.
table = tt.league(figures, kind="project", sort="chance", pair=pairs)
frame = table.to_frame()
print(frame.head(10).to_string(index=False, max_colwidth=20))

# What became of the targets that are settled, by what they asked for a year.
outcomes = tt.targets(figures, pair=pairs).to_frame()
asked = outcomes[outcomes["required_growth_pct"].notna()]
by_outcome = asked.groupby("outcome")["required_growth_pct"].agg(["count", "median"]).round(1)
print(by_outcome.to_string())

frame.to_csv("thirty-pairs.csv", index=False)
