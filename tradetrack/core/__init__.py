"""Words, units, periods, columns and errors: what every other room uses. Imports no other room."""
