"""Files that are not ledgers: what kind they are, and what can be read from them. Never writes."""
