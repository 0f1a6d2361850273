"""Own figures in five minutes: a table of yours as a ledger, what it says, and what a target would take.

Run it anywhere: python own_figures.py
"""

import pandas as pd

import tradetrack as tt

# Any DataFrame with a period and a value will do; here also who said it, and a target.
table = pd.DataFrame(
    {
        "pair": ["KAZ-UZB"] * 6,
        "kind": ["reported"] * 5 + ["target"],
        "period": ["2019", "2020", "2021", "2022", "2023", "2030"],
        "value": [3.3, 2.9, 3.9, 5.0, 4.4, 10],
        "stated_by": ["Ministry of Trade"] * 5 + ["The two presidents"],
        "stated_on": ["2020-02", "2021-02", "2022-02", "2023-02", "2024-02", "2022-12-22"],
    }
)
figures = tt.figures(table)  # checked as a file is; errors name the row and the column

print(tt.annual_series(figures)[["year", "value", "growth_pct"]].round(1).to_string(index=False))

(projection,) = tt.project(figures)
needed = next(one for one in projection.required if one.by == 2030)
print(f"To reach {projection.target.value:g} by 2030 it has to grow {needed.growth_pct:.1f} % a year.")
for path in projection.paths:
    print(f"At {path.growth_pct:.1f} % a year ({path.assumption}): {path.reached_in or 'never'}")

assert projection.outlook, "there is an outlook where a target is ahead"
chance = projection.outlook.chance_of(2030)
assert chance
print(
    f"Of flows like it, {chance.chance:.0%} would be there by 2030 "
    f"({chance.chance_slow:.0%} in slow times of world trade, {chance.chance_fast:.0%} in fast ones)."
)

for finding in tt.check(figures):
    print(f"{finding.severity}: {finding.message}")

tt.chart(figures).savefig("own.png")
