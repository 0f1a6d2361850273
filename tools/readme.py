"""Run the commands that the README and the pages of docs/ show, and put what they print under them.

python tools/readme.py            rewrite the pages
python tools/readme.py --check    exit with 1 if one is out of date
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
WIDTH = "100"


def rendered(text: str) -> str:
    """The text with the output of each `$ tradetrack` command of its console blocks as it is now."""
    return BLOCK.sub(lambda block: f"```console\n{_session(block[1])}```", text)


def _session(block: str) -> str:
    commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    return "\n".join(f"$ {command}\n{_output(command)}" for command in commands)


def _output(command: str) -> str:
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "PYTHONUTF8": "1"}
    line = command.replace("tradetrack", f"{sys.executable} -m tradetrack", 1)
    done = subprocess.run(
        ["bash", "-c", line],  # noqa: S607 - the README's commands are lines of a shell
        capture_output=True,
        cwd=ROOT,
        env=environment | {"COLUMNS": WIDTH},
        check=False,
    )
    return (done.stdout + done.stderr).decode()


def pages() -> list[Path]:
    """The README and the pages of docs/."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def main() -> None:
    """Rewrite or check the pages."""
    stale = False
    for page in pages():
        text = page.read_text(encoding="utf-8")
        current = rendered(text)
        stale |= current != text
        if "--check" not in sys.argv:
            page.write_text(current, encoding="utf-8")
    sys.exit("--check" in sys.argv and stale)


if __name__ == "__main__":
    main()
