"""From annual series to the future: projections, the outlook, and its test against the past."""
