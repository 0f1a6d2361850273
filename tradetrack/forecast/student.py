"""Student's distribution as the mixture of normal ones that walks are made of."""

from __future__ import annotations

from functools import lru_cache

from tradetrack.forecast.first_passage import mixture, normal_cdf


def student_cdf(x: float, freedom: float) -> float:
    """Student's distribution function."""
    ratio, weight = mixture(freedom)
    return float(normal_cdf(x / ratio) @ weight)


@lru_cache(maxsize=1024)
def student_quantile(p: float, freedom: float) -> float:
    """The quantile of Student's distribution, by halving `student_cdf`."""
    low, high = -60.0, 60.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if student_cdf(middle, freedom) < p else (low, middle)
    return (low + high) / 2
