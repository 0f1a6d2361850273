"""A briefing as one self-contained page, as a fragment of one, and as one chart with its caption."""
