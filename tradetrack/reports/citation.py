"""`cite`: how to cite the program and the ledgers that come with it, each at its version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tradetrack import __version__
from tradetrack.core.errors import RequestError
from tradetrack.core.numerals import listed
from tradetrack.core.provenance import provenance
from tradetrack.ledger.location import bundled_ledgers

AUTHORS = "The tradetrack authors"
PROGRAM_YEAR = "2026"  # of the version in `tradetrack.__version__`

_TITLES = {
    "china-russia": "Stated figures and targets of trade between China and Russia",
    "stated-targets": "Stated targets of trade, and the figures that judge them",
    "trade": "Six figures of the winter 2021-22 talks between China and Russia",
}


class Citation(NamedTuple):
    """What a reference list needs; `kind` is what stands in brackets, `sha256` empty for the program."""

    key: str
    title: str
    kind: str
    version: str
    year: str
    sha256: str = ""

    def __str__(self) -> str:
        """The entry in the order of APA."""
        check = f" SHA-256 {self.sha256}." if self.sha256 else ""
        return f"{AUTHORS} ({self.year}). {self.title} (version {self.version}) [{self.kind}].{check}"

    @property
    def bibtex(self) -> str:
        """The entry as classic BibTeX has it, which knows neither programs nor data sets."""
        check = f". SHA-256 {self.sha256}" if self.sha256 else ""
        fields = {
            "author": f"{{{AUTHORS}}}",
            "title": f"{{{self.title}}}",
            "year": self.year,
            "howpublished": self.kind,
            "note": f"Version {self.version}{check}",
        }
        lines = [f"  {name} = {{{value}}}" for name, value in fields.items()]
        return f"@misc{{{self.key},\n" + ",\n".join(lines) + "\n}"


def citations(names: Sequence[str] = ()) -> list[Citation]:
    """The program, then the bundled ledgers of these names, or all of them.

    Raises RequestError for the name of no bundled ledger.
    """
    ledgers = bundled_ledgers()
    for name in names:
        if name not in ledgers:
            message = f"no bundled ledger {name!r}; there are {listed(ledgers)}"
            raise RequestError(message, "data")
    title = "tradetrack: track stated trade figures and project them to stated targets"
    program = Citation("tradetrack", title, "Computer software", __version__, PROGRAM_YEAR)
    return [program, *(_of_ledger(name, ledgers[name].read_bytes()) for name in names or ledgers)]


def _of_ledger(name: str, data: bytes) -> Citation:
    source = provenance(name, data)
    year = source.version.partition(".")[0]
    title = f"{_TITLES[name]}: {name}"
    return Citation(f"tradetrack-{name}", title, "Data set", source.version, year, source.sha256)
