"""A national input-output table made regional by location quotients: what a small place cannot supply, it imports.

FLQ: Flegg and Webber, *Regional Studies* 31, 1997; AFLQ: Flegg and Webber, *Regional Studies* 34, 2000.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from jumelage.economy.table.long_table import Floats

__all__ = ["METHODS", "MIDDLE", "Method", "trade_share"]


@dataclass(frozen=True, slots=True)
class Method:
    """One way of estimating what a place supplies itself.

    Parameters
    ----------
    formula
        ``SLQ``, ``CILQ``, ``FLQ`` or ``AFLQ``.
    delta
        How much a small place leaks (FLQ family only).
    """

    formula: Literal["SLQ", "CILQ", "FLQ", "AFLQ"]
    delta: float = 0.0


MIDDLE = Method("AFLQ", 0.3)
METHODS = (Method("FLQ", 0.2), Method("FLQ", 0.3), Method("FLQ", 0.4), MIDDLE, Method("SLQ"))
"""The methods whose spread makes the range.

FLQ leaks by size and, for a place that lives on one industry, by the very quotient of that industry: it may leave almost
nothing. AFLQ corrects for specialisation and is the middle estimate; SLQ has no leak for size and is the high end.
"""


def trade_share(employment: Floats, whole: Floats, method: Method) -> Floats:
    """Return the share of each purchase that is met inside the place, shape ``(industries, industries)``, 0 to 1.

    Parameters
    ----------
    employment, whole
        Jobs by industry in the place and in the country of the table, shape ``(industries,)``.
    method
        Formula and leakage.
    """
    size = employment.sum() / whole.sum()
    shares = employment / max(employment.sum(), 1e-12)
    with np.errstate(divide="ignore", invalid="ignore"):
        simple = np.where(whole > 0, shares / (whole / whole.sum()), 0.0)
        cross = np.where(simple[None, :] > 0, simple[:, None] / simple[None, :], np.inf)
    cross[simple == 0] = 0.0
    if method.formula == "SLQ":
        quotient = np.broadcast_to(simple[:, None], cross.shape).copy()
    else:
        quotient = cross
        np.fill_diagonal(quotient, simple)
    if method.formula in ("FLQ", "AFLQ"):
        quotient = quotient * np.log2(1.0 + min(size, 1.0)) ** method.delta
    if method.formula == "AFLQ":
        quotient = quotient * np.where(simple > 1, np.log2(1.0 + simple), 1.0)[None, :]
    share: Floats = np.clip(quotient, 0.0, 1.0)
    return share
