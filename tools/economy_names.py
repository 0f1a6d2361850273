"""Write `tradetrack/core/regions.json`: the ISO 3166-1 alpha-3 codes, CLDR's regions and English names.

    python tools/economy_names.py

A table of its own costs a hundredth of what asking Babel does, and names do not change with its version.
"""

from __future__ import annotations

import json
from pathlib import Path

from babel import Locale
from babel.core import get_global

from tradetrack.core.economies import ECONOMIES

TABLE = Path(__file__).parents[1] / "tradetrack" / "core" / "regions.json"
NO_ECONOMY = frozenset({"QUU", "XAA", "XBB", "XKK", "ZZZ"})  # codes of CLDR that ISO gives to no economy


def regions() -> dict[str, tuple[str, str]]:
    """By code, the region of CLDR and its English name."""
    names = Locale("en").territories
    found = {}
    for code, known in sorted(get_global("territory_aliases").items()):
        is_code = len(code) == 3 and code.isalpha() and len(known) == 1
        if is_code and code not in ECONOMIES and code not in NO_ECONOMY and known[0] in names:
            found[code] = (known[0], names[known[0]])
    return found


def main() -> None:
    """Write the table, an economy a line."""
    lines = (f"{json.dumps(code)}: {json.dumps(one, ensure_ascii=False)}" for code, one in regions().items())
    TABLE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
