"""The exit codes of the command line."""

from __future__ import annotations

OK, LEDGER, USAGE, ACCESS, BUG, INTERRUPTED, PIPE = 0, 1, 2, 4, 70, 130, 141
