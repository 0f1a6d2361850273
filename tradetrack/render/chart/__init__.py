"""A chart specification drawn with matplotlib."""
