"""Print the oldest dependencies that pyproject.toml allows, one a line, as pip takes them.

python tools/oldest.py
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"
FILES = ("excel", "parquet", "sdmx")
_LOWER = re.compile(r"([A-Za-z0-9_-]+)>=([0-9.]+)")


def oldest() -> list[str]:
    """Each dependency at its lower bound; of the extras those of files, as flows need a newer pyarrow."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    extras = [
        text for name, texts in project["optional-dependencies"].items() if name in FILES for text in texts
    ]
    found = [_LOWER.match(text) for text in (*project["dependencies"], *extras)]
    return [f"{match[1]}=={match[2]}" for match in found if match]


if __name__ == "__main__":
    print("\n".join(oldest()))
