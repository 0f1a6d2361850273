"""Give the rows of the archive of stated targets what gathering leaves out: ids, and what the notes say.

python tools/archive_rows.py [FILE]      complete data/stated-targets.csv, or another file of its columns

A row without an `id` takes the next number that no row ever had: one that was removed stays in
data/CHANGES.csv, so its id is not used again. `class` and `basis` of a target are read from its note where
they are empty, by the rules of docs/codebook.md; what stands there already is kept.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable
from operator import itemgetter
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"
ARCHIVE, CHANGES = DATA / "stated-targets.csv", DATA / "CHANGES.csv"
PREFIX = "st"
CLASSES, BASES = ("goal", "forecast", "wish"), ("number", "double", "range")

# Where a note has several, the first that it names decides, and an aim that is expected to be met is an aim.
_CLASS_WORDS = (
    ("goal", r"targets?|goals?|plan(ned)?|policy|agreed|aim at it|expected to be met|set (by|in|November)"),
    ("forecast", r"expect(s|ed)?|forecast|estimate|projected|projection|likely|set to|should exceed"),
    ("wish", r"hoped?|potential|(?<!soon as )possible|could|can|may|wish"),
)
_BASIS_WORDS = (
    ("range", r"a range|(low|lower|upper) end"),
    ("double", r"doubl(e|ing)|tripl(e|ed|ing)|(three|five)-fold|ten times"),
)


def completed(rows: list[dict[str, str]], used: Iterable[str] = ()) -> list[dict[str, str]]:
    """The rows with an id each, and the targets with the class and the basis that their notes name.

    `used` are ids that no new row may take beside those of the rows.
    """
    numbers = [int(one.removeprefix(PREFIX)) for one in [*used, *(r.get("id", "") for r in rows)] if one]
    last = max(numbers, default=0)
    done = []
    for row in rows:
        own = {"id": "", "class": "", "basis": ""} | row
        if not own["id"]:
            last += 1
            own["id"] = f"{PREFIX}{last:05d}"
        if own["kind"] == "target":
            own["class"] = own["class"] or _first_word(own["note"], _CLASS_WORDS)
            own["basis"] = own["basis"] or _first_word(own["note"], _BASIS_WORDS)
        done.append(own)
    return done


def _first_word(note: str, words: Iterable[tuple[str, str]]) -> str:
    """The word whose pattern comes first in a note, before what the note accepts of checks."""
    said = note.split("accept:", maxsplit=1)[0]
    found = ((re.search(rf"\b({pattern})\b", said), word) for word, pattern in words)
    places = [(match.start(), word) for match, word in found if match]
    return min(places, default=(0, ""), key=itemgetter(0))[1]


def ids_ever_used() -> list[str]:
    """The ids in the record of changes, of rows that were removed too."""
    if not CHANGES.exists():
        return []
    with CHANGES.open(encoding="utf-8", newline="") as file:
        return [row["id"] for row in csv.DictReader(file)]


def main() -> None:
    """Complete the file."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else ARCHIVE
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        names = list(reader.fieldnames or ())
        rows = completed(list(reader), ids_ever_used())
    names += [name for name in ("id", "class", "basis") if name not in names]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
