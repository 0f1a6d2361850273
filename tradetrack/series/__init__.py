"""From figures to annual series: grouping, headline figures, growth, nowcasts, targets."""
