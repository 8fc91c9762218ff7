"""The exact conditional test of a common difference between two arms over several strata (Mehta, Patel & Gray 1985)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import hypergeom

__all__ = ["Stratum", "exact_p"]

_TIE = 1 + 1e-7  # the tolerance of R's fisher.test, so that equal probabilities count as equal


@dataclass(frozen=True, slots=True)
class Stratum:
    """A two by two table: successes and totals of the two arms."""

    yes_1: int
    total_1: int
    yes_0: int
    total_0: int


def exact_p(strata: Sequence[Stratum]) -> float:
    """Return the two-sided exact p-value of no difference, given each stratum's margins.

    With one stratum it is Fisher's exact test; with several, the sum of successes in the first arm has the convolution
    of hypergeometric laws. Outcomes no likelier than the one observed count as at least as extreme.
    """
    law, observed = np.ones(1), 0
    for stratum in strata:
        successes = stratum.yes_1 + stratum.yes_0
        if not successes:
            continue  # nothing to share out: the law stays as it is
        support = np.arange(min(successes, stratum.total_1) + 1)
        one = hypergeom.pmf(support, stratum.total_1 + stratum.total_0, successes, stratum.total_1)
        law = np.convolve(law, one)
        observed += stratum.yes_1
    return float(min(1.0, law[law <= law[observed] * _TIE].sum()))
