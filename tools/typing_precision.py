"""Exit with 1 where too few expressions of the package have a precise type.

python tools/typing_precision.py
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

MIN_PERCENT = 95.0


def main() -> None:
    """Print the share of precisely typed expressions, and judge it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "mypy", "--any-exprs-report", folder, "tradetrack"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(done.stdout + done.stderr)
        report = (Path(folder) / "any-exprs.txt").read_text(encoding="utf-8")
    total = next(line.split()[-1] for line in report.splitlines() if line.split()[:1] == ["Total"])
    print(f"{total} of the expressions have a precise type (at least {MIN_PERCENT} %)")
    sys.exit(float(total.rstrip("%")) < MIN_PERCENT)


if __name__ == "__main__":
    main()
