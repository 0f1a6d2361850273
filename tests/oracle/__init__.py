"""A second implementation of how tradetrack counts, to compare the first one with.

It is written from the rules alone (docs/counting.md), with exact fractions and plain loops, and imports nothing of
the product. It is slow and short where the product is fast: what matters is that both cannot be wrong in one way.
Values are in millions of the currency; a period is a pair (first month, number of months), months counted from year 0.
"""
