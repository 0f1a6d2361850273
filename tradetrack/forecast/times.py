"""Targets that are so many times the base."""

from __future__ import annotations

import re
from typing import NamedTuple


class Times(NamedTuple):
    """A target that is `value` times the base."""

    value: float


def times(text: str) -> Times | None:
    """`2x` or `1.5x` as so many times the base; None of any other text."""
    match = re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,6})?) ?[x×]", text.strip().lower())
    return Times(float(match[1])) if match and float(match[1]) > 0 else None
