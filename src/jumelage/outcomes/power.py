"""How many pairs an arm would tell a difference of two shares."""

from __future__ import annotations

import math

from scipy.stats import norm

__all__ = ["pairs_needed"]


def pairs_needed(share_0: float, share_1: float, *, power: float = 0.8, level: float = 0.05) -> int:
    """Return the pairs that each arm needs to tell ``share_1`` from ``share_0`` (Fleiss, Levin & Paik 2003, eq. 4.14, uncorrected).

    Examples
    --------
    >>> pairs_needed(0.02, 0.10), pairs_needed(0.05, 0.20)
    (137, 75)

    Raises
    ------
    ValueError
        When the two shares are equal or outside [0, 1].
    """
    if not (0 <= share_0 <= 1 and 0 <= share_1 <= 1) or share_0 == share_1:
        raise ValueError("two different shares between 0 and 1")
    mean = (share_0 + share_1) / 2
    at_null = float(norm.ppf(1 - level / 2)) * math.sqrt(2 * mean * (1 - mean))
    at_shares = float(norm.ppf(power)) * math.sqrt(share_0 * (1 - share_0) + share_1 * (1 - share_1))
    return max(2, round((at_null + at_shares) ** 2 / (share_1 - share_0) ** 2))
