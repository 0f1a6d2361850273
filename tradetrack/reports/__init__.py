"""One module a command: an analysis -> a `Report`, plain data that knows no output format."""
