"""Write docs/cli.md from what each command says of itself.

python tools/cli_docs.py
"""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

from tradetrack.cli.app import app

PAGE = Path(__file__).parent.parent / "docs" / "cli.md"
WIDTH = 100
_HEAD = """# Commands and options

This page is made from the code by `python tools/cli_docs.py`; a test compares the two.

Data goes to standard output, notes and errors to standard error. The [exit codes](errors.md#exit-codes)
are stable.
"""


def help_of(*command: str) -> str:
    """What `tradetrack COMMAND --help` prints, at a fixed width."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
        app([*command, "--help"], prog_name="tradetrack", standalone_mode=False, terminal_width=WIDTH)
    return "\n".join(line.rstrip() for line in out.getvalue().strip().splitlines())


def commands() -> list[str]:
    """The names of all commands, in the order of the help."""
    return [command.callback.__name__ for command in app.registered_commands if command.callback]


def page() -> str:
    """The whole page."""
    parts = [_HEAD, f"## tradetrack\n\n```\n{help_of()}\n```\n"]
    parts += [f"## tradetrack {name}\n\n```\n{help_of(name)}\n```\n" for name in commands()]
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
