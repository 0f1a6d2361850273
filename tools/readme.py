"""Run the commands that the README shows and put what they print under them.

python tools/readme.py            rewrite README.md
python tools/readme.py --check    say whether it is true
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


def main() -> None:
    """Rewrite or check the README."""
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    if "--check" in sys.argv:
        sys.exit(rendered(text) != text)
    readme.write_text(rendered(text), encoding="utf-8")


if __name__ == "__main__":
    main()
