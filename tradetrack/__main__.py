"""`python -m tradetrack`."""

from tradetrack.main import main

main()
