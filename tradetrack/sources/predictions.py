"""Stored predictions: what `tradetrack project --format json` printed on an earlier day.

Only projections to a deadline that the outlook covered are predictions; the others are counted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tradetrack.core.errors import AccessError, RequestError
from tradetrack.forecast.prediction import Prediction, smoothed

_PATHS = ("latest", "stated", "3-year", "5-year", "10-year", "whole period")  # the naive one is the first


class StoredPredictions(NamedTuple):
    """The predictions of a file; `as_of` is the day that they are of, `others` how many are none."""

    as_of: str
    predictions: tuple[Prediction, ...]
    others: int


def read_predictions(file: str) -> StoredPredictions:
    """The predictions in a file. Raises AccessError, or RequestError for a file of another kind."""
    try:
        text = Path(file).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise AccessError(f"{file}: cannot read it: {getattr(error, 'strerror', None) or error}") from error
    try:
        document = json.loads(text)
        found = [_prediction(one) for one in document["projections"]]
        as_of = str(document.get("as_of") or "")
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        message = f"{file} is not what `tradetrack project --format json` prints"
        raise RequestError(message, "score") from error
    kept = tuple(one for one in found if one)
    return StoredPredictions(as_of, kept, len(found) - len(kept))


def _prediction(one: Mapping[str, Any]) -> Prediction | None:
    """One projection as a prediction; None where it has no deadline or no chance by it."""
    target, outlook = one["target"], one["outlook"]
    if not target or target["deadline"] is None or outlook is None:
        return None
    deadline = int(target["deadline"])
    year = next((int(r["by"]) for r in one["required"] if ends_in(str(r["label"]), deadline)), deadline)
    chance = next((item for item in outlook["chance_by"] if item["year"] == year), None)
    if chance is None:
        return None
    rate = one.get("base_rate")
    paths = {path["assumption"]: path for path in one["paths"]}
    arrival = next((paths[name] for name in _PATHS if name in paths), None)
    return Prediction(
        pair=one["pair"] or "",
        flow=one["flow"],
        scope=one["scope"] or "",
        unit=one["unit"],
        value=float(target["value"]),
        deadline=deadline,
        base_year=int(one["base"]["year"]),
        base_value=float(one["base"]["value"]),
        chance=float(chance["chance"]),
        chance_slow=float(chance["chance_slow"]),
        chance_fast=float(chance["chance_fast"]),
        base_rate=smoothed(int(rate["met"]), int(rate["known"])) if rate else None,
        naive=_arrives(arrival["reached_in"], year) if arrival else None,
    )


def ends_in(label: str, deadline: int) -> bool:
    """Whether a year, as it is printed, ends in the year of a deadline: 2030, or 2029-30."""
    return label == f"{deadline}" or label == f"{deadline - 1}-{deadline % 100:02d}"


def _arrives(reached_in: int | None, year: int) -> float:
    return float(reached_in is not None and reached_in <= year)
