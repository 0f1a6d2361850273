"""The observations of an SDMX message in XML: compact, structure-specific or generic data, of any version.

The text is read by expat, event by event. An entity or a document type is refused where it is declared: what
grows from one, or lies outside the file, is never read.
"""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from tradetrack.core.errors import LedgerError, Problem
from tradetrack.sources.bounds import entities_declared
from tradetrack.sources.reading import File

Observation = dict[str, str]
_TIME, _VALUE = "TIME_PERIOD", "OBS_VALUE"


class _Collector:
    """What has been read so far: the attributes of the series, and its observations."""

    def __init__(self) -> None:
        self.found: list[Observation] = []
        self.series: Observation = {}
        self.observation: Observation | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Read the beginning of an element."""
        name = tag.rpartition(":")[2]
        if name == "Series":
            self.series = dict(attributes)
        elif name == "Obs":
            self.observation = self.series | attributes
        elif name == "Value" and "value" in attributes:
            said = self.series if self.observation is None else self.observation
            said[attributes.get("id") or attributes.get("concept", "")] = attributes["value"]
        elif self.observation is not None and name in ("ObsDimension", "Time") and "value" in attributes:
            self.observation[attributes.get("id", _TIME)] = attributes["value"]
        elif self.observation is not None and name == "ObsValue":
            self.observation[_VALUE] = attributes.get("value", "")

    def end(self, tag: str) -> None:
        """Read the end of an element."""
        name = tag.rpartition(":")[2]
        if name == "Obs" and self.observation is not None:
            self.found.append(self.observation)
            self.observation = None
        elif name == "Series":
            self.series = {}


def observations(file: File) -> list[Observation]:
    """The observations of a file, each with the attributes of its series.

    Raises LedgerError for XML that is damaged, AccessError where it declares entities.
    """
    collector = _Collector()
    parser = expat.ParserCreate()
    parser.StartElementHandler = collector.start
    parser.EndElementHandler = collector.end
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(file.data, True)
    except _EntityError:
        raise entities_declared(file.name) from None
    except (expat.ExpatError, ValueError) as error:
        message = f"the XML is damaged ({error}); download it anew"
        raise LedgerError(file.name, [Problem(1, 1, "foreign-file", message)]) from None
    return collector.found


class _EntityError(Exception):
    """A document type or an entity is declared."""


def _refuse(*_: Any) -> None:
    raise _EntityError
