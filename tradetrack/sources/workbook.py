"""Workbooks of Excel (.xlsx, .xls) and LibreOffice (.ods), of whatever figures."""

from __future__ import annotations

from tradetrack.core.numerals import listed
from tradetrack.sources.head import Head
from tradetrack.sources.source import Source

_SHOWN = 3  # names of sheets


def describe(head: Head) -> str:
    """`an Excel workbook (.xlsx; sheets About and Data)`."""
    if head.is_old_workbook:
        return "an old Office file, such as an Excel workbook (.xls)"
    if "content.xml" in head.parts:
        return "an OpenDocument workbook (.ods)"
    names = [f"{name[:30]!r}" for name in head.sheets[:_SHOWN]]
    more = len(head.sheets) - len(names)
    sheets = listed([*names, f"{more} more"] if more else names) if names else "none named"
    return f"an Excel workbook (.xlsx; {'sheet' if len(head.sheets) == 1 else 'sheets'} {sheets})"


SOURCE = Source(
    kind="a workbook",
    recognise=lambda head: head.is_old_workbook or bool(head.parts),
    describe=describe,
    by_hand="save the sheet of the figures as CSV UTF-8, with a header period,value "
    "(and pair, flow, unit) and a line a figure",
    is_general=True,
    by_options=True,
)
