"""`python -m tradetrack`."""

from tradetrack.cli.main import main

main()
