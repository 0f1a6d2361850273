"""Make docs/cli.md from the real `--help` of every command.

python tools/cli_docs.py            rewrite docs/cli.md
python tools/cli_docs.py --check    exit with 1 if it is out of date
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from typer.testing import CliRunner

from tradetrack.cli.app import app

PAGE = Path(__file__).parent.parent / "docs" / "cli.md"
WIDTH = 90
COMMANDS = re.compile(r"<!-- commands -->\n.*<!-- end of commands -->\n", re.DOTALL)


def rendered(text: str) -> str:
    """The page with the help of every command as it is now."""
    sections = "\n".join(_section(name) for name in command_names())
    return COMMANDS.sub(lambda _: f"<!-- commands -->\n\n{sections}\n<!-- end of commands -->\n", text)


def command_names() -> list[str]:
    """The names of all commands, in the order in which `tradetrack --help` lists them."""
    return [
        command.name or command.callback.__name__
        for command in app.registered_commands
        if command.callback is not None
    ]


def help_text(*command: str) -> str:
    """What `tradetrack COMMAND --help` prints at a fixed width."""
    result = CliRunner().invoke(app, [*command, "--help"], prog_name="tradetrack", terminal_width=WIDTH)
    return "\n".join(line.rstrip() for line in result.output.strip().splitlines())


def _section(name: str) -> str:
    return f"### `tradetrack {name}`\n\n```text\n{help_text(name)}\n```\n"


def main() -> None:
    """Rewrite or check docs/cli.md."""
    text = PAGE.read_text(encoding="utf-8")
    if "--check" in sys.argv:
        sys.exit(rendered(text) != text)
    PAGE.write_text(rendered(text), encoding="utf-8")


if __name__ == "__main__":
    main()
