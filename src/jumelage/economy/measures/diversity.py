"""How concentrated a place is. Unknown cells take no part: shares are of what is known."""

from __future__ import annotations

import numpy as np

from jumelage.economy.table.long_table import Floats

__all__ = ["effective_industries", "entropy", "hachman", "herfindahl", "known_shares"]


def known_shares(employment: Floats) -> Floats:
    """Return the shares of the known employment, shape ``(industries,)``; NaN stays NaN, all NaN if there is none."""
    total = np.nansum(employment)
    return employment / total if total > 0 else np.full_like(employment, np.nan)


def herfindahl(shares: Floats) -> float:
    """Return the Herfindahl-Hirschman index, the sum of squared shares: 1/n (even) to 1 (one industry)."""
    return float(np.nansum(shares**2)) if np.isfinite(shares).any() else float("nan")


def entropy(shares: Floats) -> float:
    """Return Shannon's entropy in natural units: 0 (one industry) to ln n (even)."""
    present = shares[np.isfinite(shares) & (shares > 0)]
    return float(-np.sum(present * np.log(present))) + 0.0 if len(present) else float("nan")


def effective_industries(shares: Floats) -> float:
    """Return how many equal industries would give the same entropy: exp(entropy).

    The "numbers equivalent" of Beckstead and Brown, *From Labrador City to Toronto* (Statistics Canada 11-624, 2003).
    """
    return float(np.exp(entropy(shares)))


def hachman(shares: Floats, reference: Floats) -> float:
    """Return Hachman's index, 1 / sum(LQ x share): 1 when the place has the mix of the whole, toward 0 otherwise.

    Both mixes are taken over the industries known in both.
    """
    usable = np.isfinite(shares) & np.isfinite(reference)
    if not usable.any() or np.any((reference[usable] == 0) & (shares[usable] > 0)):
        return float("nan")
    kept = usable & (reference > 0)
    own, whole = (values[kept] / values[kept].sum() for values in (shares, reference))
    return min(float(1.0 / np.sum(own**2 / whole)), 1.0)
