"""Location quotients: how much more of an industry a place has than the whole it is compared with."""

from __future__ import annotations

import numpy as np

from jumelage.economy.table.long_table import CrossSection, Floats, LongTable
from jumelage.errors import NoResultError
from jumelage.language import Bilingual

__all__ = ["additive_quotients", "default_reference", "location_quotients", "reference_shares", "symmetric_quotients"]


def default_reference(panel: LongTable, reference: str | None = None) -> str | None:
    """Return the whole that every measure compares with: the one asked for, else the panel's first; None for the sum.

    Raises
    ------
    NoResultError
        The panel has no such place.
    """
    if reference is not None:
        return panel.find_place(reference)
    return panel.wholes[0] if panel.wholes else None


def reference_shares(section: CrossSection, reference: str | None, wholes: tuple[str, ...]) -> Floats:
    """Return the share of each industry in the whole, shape ``(industries,)``.

    The whole is ``reference``, or the sum of the places that contain no others. Unknown cells of a sum count as
    nothing, so a suppressed industry is understated there; unknown cells of ``reference`` stay unknown.
    """
    if reference is not None:
        if reference not in section.places:
            raise NoResultError(
                Bilingual(
                    fr=f"L'ensemble de comparaison {reference} n'a pas de chiffres en {section.year}.",
                    en=f"The whole compared with, {reference}, has no figures in {section.year}.",
                )
            )
        whole = section.employment[section.row(reference)]
    else:
        whole = np.nansum(section.without(wholes).employment, axis=0)
    total = np.nansum(whole)
    return whole / total if total > 0 else np.full_like(whole, np.nan)


def location_quotients(employment: Floats, reference: Floats, totals: Floats | None = None) -> Floats:
    """Divide the shares of places by those of the whole.

    Parameters
    ----------
    employment
        Shape ``(places, industries)`` or ``(industries,)``; NaN where unknown.
    reference
        Share of each industry in the whole, shape ``(industries,)``.
    totals
        Employment of each place, shape ``(places,)``, where hidden cells are estimated; the known sum if None.

    Returns
    -------
    Array of the shape of ``employment``. NaN where the figure is unknown, the place has no employment, or the whole
    has none of the industry. Shares are of the known employment of the place, or of ``totals``.
    """
    total = np.nansum(employment, axis=-1, keepdims=True) if totals is None else totals[..., None]
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(total > 0, employment / total, np.nan)
        return np.where(reference > 0, shares / reference, np.nan)


def symmetric_quotients(quotients: Floats) -> Floats:
    """Return (LQ - 1) / (LQ + 1), from -1 to 1 and even around 0 (Dalum, Laursen and Villumsen 1998)."""
    symmetric: Floats = (quotients - 1.0) / (quotients + 1.0)
    return symmetric


def additive_quotients(employment: Floats, reference: Floats) -> Floats:
    """Return the share of the place less that of the whole: rows sum to 0 (Hoen and Oosterhaven 2006).

    Shapes as in :func:`location_quotients`; NaN where unknown or where the place has no employment.
    """
    total = np.nansum(employment, axis=-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        additive: Floats = np.where(total > 0, employment / total, np.nan) - reference
    return additive
