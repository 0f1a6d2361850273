"""The rows of a WITS file in its six forms, each as the same record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from tradetrack.core.errors import LedgerError, Problem
from tradetrack.core.vocabulary import EXPORTS, IMPORTS
from tradetrack.sources.reading import File
from tradetrack.sources.rows import json_of, rows_of
from tradetrack.sources.sheets import sheets_of

PARTNER = "Partner Name"
FLOWS = {"Export (US$ Thousand)": EXPORTS, "Import (US$ Thousand)": IMPORTS}
NO_MONEY = 99  # the power of what is a share or a number of products
_THOUSAND, _MILLION = -3, 0
_MONEY = re.compile(r"US\$ ?(Thousand|Mil)", re.IGNORECASE)
_POWERS = {"thousand": _THOUSAND, "mil": _MILLION}
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_TOTAL = re.compile(r"(?:all products|total|999999|)", re.IGNORECASE)


class Row(NamedTuple):
    """What one value is of, as text; `power` is the power of ten from it to millions of dollars."""

    reporter: str
    partner: str
    flow: str
    period: str
    product: str
    value: str
    power: int = _THOUSAND


def is_total(product: str) -> bool:
    """Whether a product is all of them."""
    return _TOTAL.fullmatch(product.strip()) is not None


def _records(rows: list[list[str]]) -> Iterator[dict[str, str]]:
    header, *below = rows
    names = [name.strip() for name in header]
    for row in below:
        yield dict(zip(names, (cell.strip() for cell in row), strict=False))


def by_partner(file: File) -> Iterator[Row]:
    """The rows of the CSV by partner."""
    return _flows_side_by_side(list(rows_of(file)))


def _flows_side_by_side(rows: list[list[str]]) -> Iterator[Row]:
    for each in _records(rows):
        for column, flow in FLOWS.items():
            if column in each:
                who, with_whom, product = each["Reporter Name"], each[PARTNER], each.get("Product Group", "")
                yield Row(who, with_whom, flow, each["Year"], product, each[column])


def years_side_by_side(file: File) -> Iterator[Row]:
    """The rows of the CSV by partner with a column a year."""
    return _years(list(rows_of(file)))


def _years(rows: list[list[str]]) -> Iterator[Row]:
    for each in _records(rows):
        money = _MONEY.search(each["Indicator"])
        power = _POWERS[money[1].casefold()] if money else NO_MONEY
        who, with_whom, product = each["Reporter Name"], each[PARTNER], each.get("Product Group", "")
        for name, value in each.items():
            if _YEAR.fullmatch(name) and value:
                yield Row(who, with_whom, each["Indicator"], name, product, value, power)


def of_workbook(file: File) -> Iterator[Row]:
    """The rows of every sheet that has partners."""
    for sheet in sheets_of(file):
        for place, row in enumerate(sheet.rows[:20]):
            names = {cell.strip() for cell in row}
            if PARTNER in names and "Reporter Name" in names:
                rows = [each for each in sheet.rows[place:] if any(each)]
                yield from _flows_side_by_side(rows) if names & FLOWS.keys() else _years(rows)
                break


def bulk(file: File) -> Iterator[Row]:
    """The rows of the bulk download, a product each."""
    for each in _records(list(rows_of(file))):
        reporter = each.get("ReporterISO3") or each.get("ReporterName", "")
        partner = each.get("PartnerISO3") or each.get("PartnerName", "")
        flow, product = each.get("TradeFlowName", ""), each.get("ProductCode", "")
        yield Row(reporter, partner, flow, each["Year"], product, each["TradeValue in 1000 USD"])


def summary(file: File) -> Iterator[Row]:
    """The rows of the country summary, in the unit that each says."""
    for each in _records(list(rows_of(file))):
        money = _MONEY.search(each["Indicator"])
        is_trade = re.match(r"(?:trade|exports?|imports?)\b", each["Indicator"], re.IGNORECASE)
        power = _POWERS[money[1].casefold()] if money and is_trade else NO_MONEY
        for name, value in each.items():
            if _YEAR.fullmatch(name) and value:
                yield Row(
                    each["Reporter"],
                    each["Partner"],
                    each["Indicator Type"],
                    name,
                    each["Product categories"],
                    value,
                    power,
                )


def of_json(file: File) -> Iterator[Row]:
    """The observations of SDMX-JSON: exports (XPRT-TRD-VL) and imports (MPRT-TRD-VL), thousand dollars."""
    try:
        document = json_of(file)
        dimensions = document["structure"]["dimensions"]
        series, times = dimensions["series"], dimensions["observation"][0]["values"]
        for key, one in document["dataSets"][0]["series"].items():
            places = zip(series, key.split(":"), strict=True)
            said = {each["id"].upper(): each["values"][int(at)]["id"] for each, at in places}
            for at, values in one["observations"].items():
                yield _of_series(said, times[int(at)]["id"], values[0])
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        message = f"the JSON is damaged or has no series ({error!r}); download it anew"
        raise LedgerError(file.name, [Problem(1, 1, "foreign-file", message)]) from None


def _of_series(said: dict[str, str], period: str, value: Any) -> Row:
    indicator = said["INDICATOR"]
    flow = {"XPRT-TRD-VL": EXPORTS, "MPRT-TRD-VL": IMPORTS}.get(indicator, "")
    text = "" if value is None else f"{Decimal(value):f}"
    product = said.get("PRODUCTCODE") or said.get("PRODUCT", "")
    return Row(said["REPORTER"], said["PARTNER"], flow, period, product, text)
