"""A ledger (CSV) in and out: where it lies, its rules, the frame of figures, a new row."""
