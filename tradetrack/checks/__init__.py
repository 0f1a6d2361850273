"""What a careful colleague would ask about a ledger that is well formed."""
