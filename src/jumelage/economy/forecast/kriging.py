"""Kriging over places and industries at once: what a cell would be, told by the other cells.

Two places are near where their mixes are alike and where their codes follow each other, since official codes run region
by region; two industries likewise, since classifications run branch by branch. The covariance of two cells is the
product of both. Left-one-out means come in closed form (Rasmussen and Williams 2006, section 5.4.2), and a product of
covariances is solved by the eigenvectors of each (Stegle and others, NIPS 24, 2011). How alike mixes are is measured once,
on the whole table, the cell included.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from jumelage.economy.table.long_table import Floats

__all__ = ["MOST_PLACES", "kriged"]

MOST_PLACES = 4000
"""Beyond this many places the eigenvectors would cost more than all the rest."""
PLACE_REACH, INDUSTRY_REACH = 5.0, 2.0
OWN = 0.1
NOISE = 10.0
"""Chosen within 1980-1990; from 3 to 30, or with twice or half the reach among places, the gain hardly changes."""


def kriged(values: Floats, places: Sequence[str], industries: Sequence[str]) -> Floats:
    """Return each cell as its neighbours tell it.

    Parameters
    ----------
    values
        Deviations of mean 0 by industry, shape ``(places, industries)``.
    places, industries
        Codes of the rows and the columns. Codes that are not numbers have no order, and tell nothing of who is near.
    """
    along, across = _covariance(values, places, PLACE_REACH), _covariance(values.T, industries, INDUSTRY_REACH)
    (a, u), (b, v) = np.linalg.eigh(along), np.linalg.eigh(across)
    inverse = 1.0 / (np.maximum(np.outer(a, b), 0.0) + NOISE)
    pull = u @ ((u.T @ values @ v) * inverse) @ v.T
    told: Floats = values - pull / ((u**2) @ inverse @ (v**2).T)
    return told


def _covariance(rows: Floats, codes: Sequence[str], reach: float) -> Floats:
    unit = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    alike: Floats = unit @ unit.T
    if all(code.isdecimal() for code in codes):
        width = max(len(code) for code in codes)  # 12 comes after 3, leading zeros written or not
        rank = np.argsort(np.argsort([code.zfill(width) for code in codes], kind="stable"))
        alike = (alike + np.exp(-np.abs(rank[:, None] - rank) / reach)) / 2
    return alike + OWN * np.eye(len(rows))
