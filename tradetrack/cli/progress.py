"""A progress bar for long work, on the terminal's standard error and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LONG = 50  # steps


@contextmanager
def progress_of(steps: int, what: str = "testing") -> Iterator[Callable[[int], None]]:
    """What to call with the number of steps done; shows a bar where somebody can see it."""
    if steps < LONG or sys.__stderr__ is None or not sys.__stderr__.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(file=sys.__stderr__), transient=True) as bar:
        task = bar.add_task(what, total=steps)
        yield lambda done: bar.advance(task, done)


@contextmanager
def percentage() -> Iterator[Callable[[float], None]]:
    """What to call with the percentage done; shows a bar where somebody can see it."""
    if sys.__stderr__ is None or not sys.__stderr__.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(file=sys.__stderr__), transient=True) as bar:
        task = bar.add_task("adding up", total=100)
        yield lambda done: bar.update(task, completed=max(done, 0.0))
