"""Time whole commands beside the imports that they cannot avoid: the ratio of medians, run in turn.

python benchmarks/speed.py [RUNS]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PANDAS = "import pandas, typer, rich.table, rich.console"
MATPLOTLIB = f"{PANDAS}, matplotlib.figure, matplotlib.backends.backend_agg"
CASES = (
    (["--help"], "import typer", 2.0),
    (["--version"], "import typer", 2.0),
    (["show"], PANDAS, 1.3),
    (["project"], PANDAS, 1.3),
    (["project", "--target", "200"], PANDAS, 1.45),  # with its outlook, and an option to coerce
    (["chart", "-o", "chart.png", "--target", "200"], MATPLOTLIB, 1.5),
)


def seconds(command: list[str], folder: Path) -> float:
    """How long the whole process takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print a line a case: the two medians, their ratio, and the ratio asked for."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for arguments, imports, most in CASES:
            pair = ([sys.executable, "-m", "tradetrack", *arguments], [sys.executable, "-c", imports])
            times = [[seconds(command, folder) for command in pair] for _ in range(runs + 1)][1:]
            ours, floor = (statistics.median(column) for column in zip(*times, strict=True))
            verdict = "" if ours <= most * floor else "  above it"
            line = f"{' '.join(arguments):36} {ours:6.3f} s / {floor:5.3f} s = {ours / floor:4.2f}"
            print(f"{line} (at most {most}){verdict}")


if __name__ == "__main__":
    main()
