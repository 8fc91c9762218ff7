"""One industry of a place, as a portrait lists it."""

from __future__ import annotations

from dataclasses import dataclass

from jumelage.economy.measures.intervals import Range
from jumelage.language import Bilingual

__all__ = ["IndustryLine"]


@dataclass(frozen=True, slots=True)
class IndustryLine:
    """One industry of a place.

    Parameters
    ----------
    industry, name
        Code and name.
    employment
        None where unknown, 0 where the table has no row.
    share, reference_share
        Of the known employment of the place, and of the whole (0 to 1); None where unknown.
    lq
        Location quotient; None where it has no meaning.
    present
        Whether the table has a row.
    employment_bounds, share_bounds, bounds
        Between which values employment, share and location quotient lie; None where it was not computed.
    """

    industry: str
    name: Bilingual
    employment: float | None
    share: float | None
    reference_share: float | None
    lq: float | None
    present: bool
    employment_bounds: Range | None = None
    share_bounds: Range | None = None
    bounds: Range | None = None
