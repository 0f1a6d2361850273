"""The structure of SDMX-CSV as SDMX-ML 2.1, by sdmx1: dimensions, attributes and their codes.

A reader of SDMX needs it: SDMX-CSV names its structure, but does not hold it. One message has the structures
of the figures and of the annual series, and the economies of the ledger with their names. Its time of
preparation is fixed, so that the same ledger gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from tradetrack.core.names import economy_name
from tradetrack.render.export.form import Format, Written, missing, one
from tradetrack.render.export.sdmx_csv import AGENCY, ATTRIBUTES, DIMENSIONS, MEASURE, TIME, UNKNOWN, VERSION
from tradetrack.reports.export import ANNUAL, FIGURES, ExportResult

PREPARED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 -- sdmx1 writes it as it stands
_TITLES = {FIGURES: "Stated trade figures and targets", ANNUAL: "Annual series of trade"}
_NAMES = {
    "FREQ": "Frequency",
    "REF_AREA": "Reference area: the first economy of the pair",
    "COUNTERPART_AREA": "Counterpart area: the second economy of the pair",
    "FLOW": "Flow of trade, seen from the reference area",
    "SCOPE": "What is counted",
    "UNIT_MEASURE": "Currency",
    "REPORTER": "Whose statistics these are",
    "KIND": "A reported figure or a target",
    "STATEMENT": "Line of the statement in the ledger",
    TIME: "Period",
    MEASURE: "Value",
    "UNIT_MULT": "Power of ten of the unit",
    "OBS_STATUS": "Status of the observation",
    "QUALIFIER": "Whether the value is exact, about or a bound",
    "GROWTH_PCT": "Growth on the year before, in %",
    "STATUS": "What the figure is beside the others of its period",
    "BASIS": "What the value rests on",
    "STATED_BY": "Who said it",
    "STATED_ON": "When: a day, a month or a year",
    "SOURCE": "Address or title of the source",
    "NOTE": "Note",
}
_CODES = {
    "FREQ": {"A": "Annual", "S": "Half-yearly", "Q": "Quarterly", "M": "Monthly", "_O": "Other"},
    "FLOW": {"total": "Exports plus imports", "exports": "Exports", "imports": "Imports"},
    "KIND": {"reported": "Reported", "target": "Target"},
    "UNIT_MULT": {"6": "Millions", "9": "Billions", "12": "Trillions"},
    "OBS_STATUS": {
        "A": "Normal value",
        "E": "Estimated value",
        "F": "Forecast value",
        "I": "Imputed value",
        "L": "Missing value; data exist but were not collected",
        "U": "Low reliability",
    },
    "QUALIFIER": {"exact": "Exact", "about": "About", "over": "Over", "under": "Under"},
}
_AREAS = ("REF_AREA", "COUNTERPART_AREA")
_TYPES = {MEASURE: "double", TIME: "observationalTimePeriod", "GROWTH_PCT": "double"}


def _require() -> Any:
    try:
        import sdmx
    except ImportError:
        raise missing("the structure of SDMX", "sdmx1", "sdmx") from None
    return sdmx


class _Structures:
    """The codelists, the concepts and the structures of one message."""

    def __init__(self, areas: Iterable[str]) -> None:
        from sdmx.model import common

        self.agency = common.Agency(id=AGENCY, name="tradetrack")
        self.concepts = self._maintained(common.ConceptScheme, "CONCEPTS", "Concepts of tradetrack")
        for name, words in _NAMES.items():
            self.concepts.append(common.Concept(id=name, name=words))
        self.lists = {name: self._codelist(name, codes) for name, codes in _CODES.items()}
        named = {area: "Not specified" if area == UNKNOWN else economy_name(area) for area in areas}
        self.lists |= dict.fromkeys(_AREAS, self._codelist("AREA", named))

    def _maintained(self, kind: Any, name: str, title: str) -> Any:
        """A thing of SDMX that has an agency and a version."""
        fixed = {"version": VERSION, "is_final": True, "is_external_reference": False}
        return kind(id=name, name=title, maintainer=self.agency, **fixed)

    def _codelist(self, name: str, codes: dict[str, str]) -> Any:
        from sdmx.model import common

        found = self._maintained(common.Codelist, f"CL_{name}", f"Codes of {name}")
        for code, words in codes.items():
            found.append(common.Code(id=code, name=words))
        return found

    def _component(self, name: str) -> dict[str, Any]:
        """What a dimension, the measure and an attribute have in common: id, concept and codes or type."""
        from sdmx.model.common import Facet, FacetValueType, Representation

        codes = self.lists.get(name)
        kind = Facet(value_type=FacetValueType[_TYPES.get(name, "string")])
        held = Representation(enumerated=codes) if codes else Representation(non_enumerated=[kind])
        return {"id": name, "concept_identity": self.concepts[name], "local_representation": held}

    def definition(self, table: str) -> Any:
        """The structure of one table."""
        from sdmx.model import common, v21

        found = self._maintained(v21.DataStructureDefinition, table.upper(), _TITLES[table])
        found.dimensions.id, found.attributes.id = "DimensionDescriptor", "AttributeDescriptor"
        found.measures.id = "MeasureDescriptor"
        for place, name in enumerate(DIMENSIONS[table], 1):
            found.dimensions.append(v21.Dimension(order=place, **self._component(name)))
        last = len(DIMENSIONS[table]) + 1
        found.dimensions.append(v21.TimeDimension(order=last, **self._component(TIME)))
        found.measures.append(v21.PrimaryMeasure(**self._component(MEASURE)))
        for name in ATTRIBUTES[table]:
            status, relation = common.UsageStatus["conditional"], v21.PrimaryMeasureRelationship()
            attribute = {"usage_status": status, "related_to": relation, **self._component(name)}
            found.attributes.append(common.DataAttribute(**attribute))
        return found


def _write(result: ExportResult) -> Written:
    sdmx = _require()
    from sdmx.message import Header, StructureMessage

    made = _Structures(_areas(result))
    header = Header(id=AGENCY, test=False, prepared=PREPARED, sender=made.agency)
    message = StructureMessage(header=header)
    codelists = {codes.id: codes for codes in made.lists.values()}
    for each in (*codelists.values(), made.concepts, *map(made.definition, result.tables)):
        message.add(each)
    return one(sdmx.to_xml(message, pretty_print=True), {"structure": len(result.tables)})


def _areas(result: ExportResult) -> list[str]:
    """The economies of the pairs, in alphabetical order; of a pair without a name they are not specified."""
    pairs = {row.pair for row in result.shown.figures} | {row.series_pair for row in result.shown.annual}
    return sorted({area for pair in pairs for area in (pair.split("-") if pair else [UNKNOWN])})


FORMAT = Format("sdmx-structure", ".xml", _write, holds=(FIGURES, ANNUAL), several=True, require=_require)
