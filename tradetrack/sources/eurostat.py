"""Eurostat: the TSV of the bulk download, SDMX-CSV, and what the R package writes.

Quirks: `:` is missing and `: c` confidential; a letter behind a value is its flag (`12.3 p`). The flow is a
column (stk_flow) or part of the indicator (MIO_EXP_VAL). Groups such as EXT_EU27_2020 are among the partners.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from tradetrack.core.errors import RequestError
from tradetrack.core.vocabulary import EXPORTS, IMPORTS
from tradetrack.sources.head import Head
from tradetrack.sources.reading import (
    OWN_PARTNER,
    Choice,
    Figure,
    File,
    Reading,
    in_unit,
    require_scope,
)
from tradetrack.sources.rows import decoded, rows_of
from tradetrack.sources.source import Source

_TSV = re.compile(r"[a-zA-Z_0-9,]+\\(TIME_PERIOD|time)\b")
_VALUES, _TIMES = {"values", "OBS_VALUE"}, {"TIME_PERIOD", "time"}
_PRODUCTS = ("sitc06", "product", "bclas_bec", "prd_cs", "cn", "sitc")
_FLOWS = {
    **dict.fromkeys(("EXP", "MIO_EXP_VAL", "EXPORT", "Export", "2"), EXPORTS),
    **dict.fromkeys(("IMP", "MIO_IMP_VAL", "IMPORT", "Import", "1"), IMPORTS),
}
_MILLIONS = {"TRD_VAL", "MIO_EXP_VAL", "MIO_IMP_VAL", "MIO_EUR", "MIO-EUR"}
_EUROS = {"VALUE_IN_EUROS", "VALUE_EUR", "EUR"}
_PARTNERS = {"CN_X_HK": "CHN", "WORLD": "WLD", "EU27_2020": "EU27", "EL": "GRC", "UK": "GBR"}
_GROUP = re.compile(r"(EXT|INT)_.*|EU27_2020_.*|EUR_.*|.*_NAL|.*_OTH|OTH.*|QX|QY|QZ|QQ|QR|QS|QP|QV|QW")
_PERIOD = re.compile(r"([0-9]{4})(?:-?(Q[1-4])|[-M]?M?(0[1-9]|1[0-2])(?:-[0-9]{2})?)?")
_NOTES = {EXPORTS: "FOB", IMPORTS: "CIF"}
_FLAGS = {"p": "provisional", "e": "estimated", "b": "break in the series", "s": "Eurostat's estimate"}

Record = dict[str, str]


def shape(head: Head) -> str | None:
    """`TSV`, `SDMX-CSV` or `R export`; None for another file."""
    if _TSV.match(head.text.lstrip('\ufeff"')):
        return "TSV"
    names = head.names
    if {"DATAFLOW", "STRUCTURE_ID"} & names and "ESTAT:" in head.text:
        return "SDMX-CSV"
    if {"geo", "partner", "stk_flow"} <= names and names & _VALUES and names & _TIMES:
        return "R export"
    if "geo" in names and "unit" in names and names & _VALUES and names & _TIMES:
        return "R export"
    return None


def read(file: File, choice: Choice) -> Reading:
    """The exports and imports in euros by geo, partner and period, in EUR mn."""
    reading = Reading(skip=choice.skip)
    records = list(_tsv(file) if shape(file.head) == "TSV" else _table(file))
    reading.rows = len(records)
    wanted = [each for each in records if _flow(each) and _power(each) is not None]
    if not wanted:
        raise RequestError(
            "the file has no exports or imports in euros (its stk_flow, indic_et and unit say so)"
        )
    products = {_product(each) for each in wanted}
    scope = (
        "" if products <= {"TOTAL", ""} or "TOTAL" in products else require_scope(choice, products, "TOTAL")
    )
    if not scope and choice.scope:
        raise RequestError("the file has the total of all goods, which is no scope; leave it out", "scope")
    for each in records:
        _take(reading, choice, each, scope)
    return reading


def _take(reading: Reading, choice: Choice, each: Record, scope: str) -> None:
    text, _, flag = each["value"].strip().partition(" ")
    value = reading.value_of(text)
    if value is None:
        return
    flow, power = _flow(each), _power(each)
    if not flow or power is None:
        reading.leave_out("of balances, shares, indices and adjusted series", value)
    elif not scope and _product(each) not in ("TOTAL", ""):
        reading.leave_out("of single products, which are inside the total", value)
    elif not (match := _PERIOD.fullmatch(each["time"].strip())):
        reading.not_understood(each["time"], value=value)
    else:
        period = "-".join(part for part in match.groups() if part)
        if each.get("freq") in ("A", "Annual"):
            period = match[1]
        _take_figure(reading, choice, each, (flow, period, in_unit(value, power), scope, flag), value)


def _take_figure(
    reading: Reading, choice: Choice, each: Record, said: tuple[str, str, str, str, str], value: Decimal
) -> None:
    flow, period, text, scope, flag = said
    geo, partner = (_area(reading, choice, each.get(name, ""), value) for name in ("geo", "partner"))
    if geo and geo == partner:
        reading.leave_out(OWN_PARTNER, value)
    elif geo and partner:
        flags = [_FLAGS.get(letter, f"flag {letter}") for letter in (flag or each.get("flag", "")).strip()]
        note = ", ".join([_NOTES[flow], *flags])
        reading.take(Figure(geo, partner, flow, period, text, "EUR mn", scope, note), value)


def _area(reading: Reading, choice: Choice, name: str, value: Decimal) -> str | None:
    if name in _PARTNERS:
        return _PARTNERS[name]
    if _GROUP.fullmatch(name) and name not in choice.skip:
        name = "areas, nes"
    return reading.economy_of(name, choice, value)


def _flow(each: Record) -> str | None:
    return (
        _FLOWS.get(each.get("stk_flow", ""))
        or _FLOWS.get(each.get("flow", ""))
        or _FLOWS.get(_indicator(each))
    )


def _indicator(each: Record) -> str:
    return each.get("indic_et") or each.get("indicators") or each.get("unit", "")


def _power(each: Record) -> int | None:
    """The power of ten from the file's euros to millions; None where the values are no euros."""
    words = {_indicator(each), each.get("unit", "")} - {""}
    if words & _EUROS:
        return -6
    return 0 if words & _MILLIONS and words <= _MILLIONS else None


def _product(each: Record) -> str:
    return next((each[name] for name in _PRODUCTS if each.get(name)), "")


def _table(file: File) -> Iterator[Record]:
    """The observations of SDMX-CSV or an R export, by dimension."""
    header, *rows = rows_of(file)
    names = [name.strip() for name in header]
    rename = {
        "TIME_PERIOD": "time",
        "OBS_VALUE": "value",
        "values": "value",
        "OBS_FLAG": "flag",
        "flags": "flag",
    }
    names = [rename.get(name, name) for name in names]
    for row in rows:
        yield dict(zip(names, row, strict=False))


def _tsv(file: File) -> Iterator[Record]:
    """The observations of the bulk download: a line a series, its dimensions joined by commas."""
    first, *lines = decoded(file).splitlines()
    head, *times = first.split("\t")
    names = head.partition("\\")[0].split(",")
    for line in lines:
        key, *values = line.split("\t")
        series = dict(zip(names, key.split(","), strict=False))
        for time, value in zip(times, values, strict=False):
            yield {**series, "time": time.strip(), "value": value}


SOURCE = Source(
    kind="a Eurostat download",
    recognise=lambda head: shape(head) is not None,
    describe=lambda head: f"a Eurostat download ({shape(head)})",
    by_hand="copy one geo, partner and stk_flow into a ledger (tradetrack init NEW.csv): "
    "TIME_PERIOD as period, OBS_VALUE as value, EUR mn as unit",
    title="Eurostat",
    read=read,
)
