"""Importing a Comtrade Plus download beside `pandas.read_csv` of it, in processor time and peak memory.

    python benchmarks/take_in.py              249,999 rows of totals, and as many of chapters and their totals
    python benchmarks/take_in.py --rows 50000

Every contender is a process of its own, with all that it imports: the whole command that makes a ledger, and
`import pandas; pandas.read_csv(FILE)`. Medians of processor time (user and system) over the repetitions,
which take turns. The files have all 47 columns of a download and the field too many of every row; the values
are random, from a fixed seed.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

from tradetrack.core.names import iso_regions

BASE = (
    "typeCode=C freqCode=A refPeriodId= refYear= refMonth=52 period= reporterCode=100 reporterISO= "
    "reporterDesc= "
    "flowCode= flowDesc= partnerCode=200 partnerISO= partnerDesc= partner2Code=0 partner2ISO=W00 "
    "partner2Desc=World classificationCode=H6 classificationSearchCode=HS isOriginalClassification=true "
    "cmdCode= cmdDesc= aggrLevel=2 isLeaf=false customsCode=C00 customsDesc=TOTAL_CPC mosCode=0 motCode=0 "
    "motDesc=TOTAL_MOT qtyUnitCode=-1 qtyUnitAbbr=N/A qty= isQtyEstimated=false altQtyUnitCode=-1 "
    "altQtyUnitAbbr=N/A altQty= isAltQtyEstimated=false netWgt= isNetWgtEstimated=false grossWgt= "
    "isGrossWgtEstimated=false cifvalue= fobvalue= primaryValue= legacyEstimationFlag=0 isReported=true "
    "isAggregate=true"
)
CHAPTERS = ("TOTAL", *(f"{chapter:02d}" for chapter in range(1, 98)))
FLOWS = ("M", "X", "RX")
ROWS = 249_999  # one more is asked about, as a download that was probably cut


def lines(products: tuple[str, ...], seed: int = 20260101) -> Iterator[str]:
    """The rows of a download of some products, year by year and reporter by reporter."""
    values = random.Random(seed)  # noqa: S311 - figures of a benchmark
    fields = dict(each.split("=") for each in BASE.split())
    codes = sorted(iso_regions())
    for year, reporter, flow, partner, code in product(range(2000, 2024), codes[:40], FLOWS, codes, products):
        value = f"{values.randrange(1, 10**10)}.{values.randrange(1000):03d}"
        fields |= {"refYear": f"{year}", "period": f"{year}", "refPeriodId": f"{year}0101", "flowCode": flow}
        fields |= {"reporterISO": reporter, "reporterDesc": f"Land of {reporter}", "partnerISO": partner}
        fields |= {"partnerDesc": f"Land of {partner}", "cmdCode": code, "cmdDesc": f"{code}; goods of it"}
        fields |= {"netWgt": f"{values.randrange(10**8)}", "primaryValue": value, "fobvalue": value}
        yield ",".join(f'"{text}"' if text else "" for text in fields.values()) + ",\n"


def generate(path: Path, products: tuple[str, ...], rows: int) -> None:
    """A download of so many rows."""
    header = ",".join(each.partition("=")[0] for each in BASE.split())
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(header + "\n")
        file.writelines(islice(lines(products), rows))


def measured(*arguments: str) -> tuple[float, float]:
    """The seconds of processor time and the MiB at the peak of a Python process."""
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{arguments} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Measure, and print a table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--rows", type=int, default=ROWS)
    options.add_argument("--repeat", type=int, default=3)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, products in (("totals", CHAPTERS[:1]), ("chapters", CHAPTERS)):
            file, ledger = Path(folder) / f"{name}.csv", Path(folder) / "new.csv"
            generate(file, products, given.rows)
            taken, read = [], []
            for _ in range(given.repeat):
                read.append(measured("-c", f"import pandas; pandas.read_csv({str(file)!r})"))
                taken.append(measured("-m", "tradetrack", "import", str(file), "-o", str(ledger)))
                ledger.unlink()
            seconds = [statistics.median(each[0] for each in some) for some in (taken, read)]
            memory = [statistics.median(each[1] for each in some) for some in (taken, read)]
            each = [f"{s:.2f} s, {mib:.0f} MiB" for s, mib in zip(seconds, memory, strict=True)]
            ratios = f"{seconds[0] / seconds[1]:.2f} x the time, {memory[0] / memory[1]:.2f} x the memory"
            print(f"{name}: import {each[0]}; read_csv {each[1]}; {ratios}")


if __name__ == "__main__":
    main()
