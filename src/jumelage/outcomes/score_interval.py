"""The score interval of a difference of two shares, over strata (Miettinen & Nurminen 1985)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from scipy.optimize import brentq
from scipy.stats import norm

from jumelage.outcomes.exact import Stratum

__all__ = ["difference", "score_interval"]


def difference(strata: Sequence[Stratum]) -> float | None:
    """Return the difference of shares, first arm minus second, strata weighted as Mantel and Haenszel do.

    None where no stratum has both arms.
    """
    weights = [_weight(s) for s in strata]
    if not sum(weights):
        return None
    return sum(w * _raw(s) for w, s in zip(weights, strata, strict=True) if w) / sum(weights)


def score_interval(strata: Sequence[Stratum], confidence: float = 0.95) -> tuple[float, float]:
    """Return the interval of the difference; the whole of [-1, 1] where no stratum has both arms."""
    both = [s for s in strata if _weight(s)]
    estimate = difference(both)
    if estimate is None:
        return -1.0, 1.0
    limit = float(norm.ppf(0.5 + confidence / 2))

    def beyond(delta: float) -> float:
        return _score(both, delta) - limit

    def below(delta: float) -> float:
        return _score(both, delta) + limit

    edge = 1 - 1e-9
    low = -1.0 if beyond(-edge) <= 0 else float(brentq(beyond, -edge, min(estimate, edge)))
    high = 1.0 if below(edge) >= 0 else float(brentq(below, max(estimate, -edge), edge))
    return low, high


def _weight(stratum: Stratum) -> float:
    n1, n0 = stratum.total_1, stratum.total_0
    return n1 * n0 / (n1 + n0) if n1 and n0 else 0.0


def _raw(stratum: Stratum) -> float:
    return stratum.yes_1 / stratum.total_1 - stratum.yes_0 / stratum.total_0


def _score(strata: Sequence[Stratum], delta: float) -> float:
    """Return how many standard errors the data lie above ``delta``, the shares refitted under it."""
    top = sum(_weight(s) * (_raw(s) - delta) for s in strata)
    variance = sum(_weight(s) ** 2 * _variance(s, delta) for s in strata)
    if variance <= 0:
        return math.copysign(math.inf, top) if abs(top) > 1e-12 else 0.0
    return top / math.sqrt(variance)


def _variance(stratum: Stratum, delta: float) -> float:
    p0 = _fitted_share(stratum, delta)
    p1 = min(1.0, max(0.0, p0 + delta))
    n1, n0 = stratum.total_1, stratum.total_0
    correction = (n1 + n0) / (n1 + n0 - 1)
    return (p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0) * correction


def _fitted_share(stratum: Stratum, delta: float) -> float:
    """Return the second arm's most likely share when the difference is ``delta`` (the closed form of the 1985 paper)."""
    x1, n1, x0, n0 = stratum.yes_1, stratum.total_1, stratum.yes_0, stratum.total_0
    n, x = n1 + n0, x1 + x0
    l3 = n
    l2 = (n1 + 2 * n0) * delta - n - x
    l1 = (n0 * delta - n - 2 * x0) * delta + x
    l0 = x0 * delta * (1 - delta)
    q = l2**3 / (3 * l3) ** 3 - l1 * l2 / (6 * l3**2) + l0 / (2 * l3)
    inside = l2**2 / (3 * l3) ** 2 - l1 / (3 * l3)
    p = math.copysign(math.sqrt(max(inside, 0.0)), q)
    if p == 0:
        return min(1.0, max(0.0, -l2 / (3 * l3)))
    angle = (math.pi + math.acos(min(1.0, max(-1.0, q / p**3)))) / 3
    return min(1.0, max(0.0, 2 * p * math.cos(angle) - l2 / (3 * l3)))
