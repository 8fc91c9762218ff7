"""Reliance classes as Canada and the United States publish them, found from employment.

Natural Resources Canada, Atlas of Canada (2001): a community relies on a resource sector that gives 30 % or more of its
employment income, production and first processing together; 50 % is the next class. Later maps divide by the income of
the *base sector* (resources, utilities, construction, manufacturing) instead. USDA Economic Research Service, county
typology of 2015: mining gives 13 % of earnings or 8 % of jobs, manufacturing 23 % or 16 %, farming 25 % or 16 %.
Employment stands in for income here: resource jobs pay more than most, so the share of income is usually higher.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from jumelage.economy.measures.intervals import Cells, Range
from jumelage.economy.table.classification import is_naics, under
from jumelage.serialisation import Measure

__all__ = ["ERS_JOB_SHARES", "RESOURCES", "Reliance", "ers_classes", "nrcan_reliance"]

RelianceClass = Literal["not reliant", "reliant", "strongly reliant", "unknown"]

RESOURCES: dict[str, tuple[str, ...]] = {
    "agriculture": ("111", "112", "1151", "1152"),
    "forestry": ("113", "1153", "321", "322"),
    "fishery": ("114", "3117"),
    "mining": ("212", "2131", "331"),
    "energy": ("211", "2211", "2212", "221", "324"),
}
"""NAICS codes of each resource sector with its first processing; needs industries of three digits or more."""

BROAD = {"agriculture, forestry, fishing": ("11",), "mining, oil and gas": ("21",)}
"""What two digits can tell: production only, since first processing hides inside manufacturing."""

BASE = ("11", "21", "22", "23", "31-33")

ERS_JOB_SHARES = {"mining": (("21",), 0.08), "manufacturing": (("31-33",), 0.16), "farming": (("111", "112"), 0.16)}
"""Job thresholds of the ERS typology of 2015 and the NAICS codes they apply to."""


@dataclass(frozen=True, slots=True)
class Reliance:
    """How much of a place one resource sector carries.

    Parameters
    ----------
    sector
        The sector with the highest share, by the words of :data:`RESOURCES` or :data:`BROAD`.
    share, base_share
        Its part of all employment, and of base-sector employment (NaN without base sector).
    with_processing
        Whether first processing could be counted; if not, both shares are minima.
    share_range, base_range
        Between which values both shares lie, for whatever sector has the highest; None where it was not computed.
    """

    sector: str
    share: Measure
    base_share: Measure
    with_processing: bool
    share_range: Range | None = None
    base_range: Range | None = None

    @property
    def class_(self) -> RelianceClass:
        """Return the class by the definition of 2001; unknown where the interval holds several."""
        return _class(self.share, self.share_range)

    @property
    def base_class(self) -> RelianceClass:
        """Return the class by the later definition, on the base sector."""
        return _class(self.base_share, self.base_range)


def nrcan_reliance(industries: Sequence[str], cells: Cells) -> Reliance | None:
    """Find the resource sector a place relies on most; None where the codes are no NAICS or nothing is known.

    Parameters
    ----------
    industries
        NAICS codes, not nested in each other.
    cells
        The industries of the place, with their bounds.
    """
    total = float(np.nansum(cells.published))
    if not is_naics(industries) or total <= 0:
        return None
    fine = all(len(code) >= 3 and "-" not in code for code in industries if under(code, BASE))
    sectors = {name: _members(industries, codes) for name, codes in (RESOURCES if fine else BROAD).items()}
    base = _members(industries, BASE)
    sums = {name: float(np.nansum(cells.published[members])) for name, members in sectors.items()}
    of_base = float(np.nansum(cells.published[base]))
    sector = max(sums, key=lambda name: sums[name])
    return Reliance(
        sector,
        sums[sector] / total,
        sums[sector] / of_base if of_base > 0 else float("nan"),
        fine,
        _highest([cells.share(members) for members in sectors.values()]),
        _highest([cells.share(members, base) for members in sectors.values()]),
    )


def _highest(ranges: Sequence[Range]) -> Range:
    return max(low for low, _ in ranges), max(high for _, high in ranges)


def ers_classes(industries: Sequence[str], cells: Cells) -> dict[str, tuple[float, bool | None]]:
    """Return, for each ERS kind the codes allow, the job share and whether it passes the threshold (None: unknown)."""
    total = float(np.nansum(cells.published))
    if not is_naics(industries) or total <= 0:
        return {}
    found: dict[str, tuple[float, bool | None]] = {}
    for kind, (codes, threshold) in ERS_JOB_SHARES.items():
        # Farming cannot be told from forestry where the table has sector 11 as a whole.
        if any(under(codes[0], (industry,)) and industry not in codes for industry in industries):
            continue
        members = _members(industries, codes)
        low, high = cells.share(members)
        passes = (low >= threshold) if (low >= threshold) == (high >= threshold) else None
        found[kind] = (float(np.nansum(cells.published[members])) / total, passes)
    return found


def _members(industries: Sequence[str], codes: tuple[str, ...]) -> NDArray[np.bool_]:
    return np.array([under(code, codes) for code in industries])


def _class(share: float, between: Range | None) -> RelianceClass:
    low, high = (_step(end) for end in (between or (share, share)))
    return low if low == high else "unknown"


def _step(share: float) -> RelianceClass:
    if share >= 0.5:
        return "strongly reliant"
    return "reliant" if share >= 0.3 else "not reliant"
