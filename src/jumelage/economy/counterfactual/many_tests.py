"""Many tests at once: p-values adjusted for how many were looked at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

__all__ = ["adjusted"]


def adjusted(p_values: Sequence[float]) -> list[float]:
    """Adjust p-values for their number (Benjamini and Hochberg 1995, *JRSS B* 57, 289-300).

    Calling only those at most ``q`` keeps the expected share of false calls at ``q``.
    """
    p = np.asarray(p_values, dtype=float)
    if not len(p):
        return []
    order = np.argsort(p)
    raised = p[order] * len(p) / np.arange(1, len(p) + 1)
    lowest = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    result = np.empty(len(p))
    result[order] = lowest
    return [float(value) for value in result]
