"""The table a counterfactual is drawn from: one place that was hit, the donors, the years before and after."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from jumelage.economy.counterfactual.simplex import Floats
from jumelage.errors import NoResultError
from jumelage.language import Bilingual

__all__ = ["Block"]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """One treated unit beside its donors.

    Parameters
    ----------
    treated
        Outcome of the place that was hit, shape ``(years,)``.
    donors
        Outcomes of the places that were not, shape ``(donors, years)``.
    pre
        Number of years before the shock: columns ``0 .. pre - 1``.

    Raises
    ------
    NoResultError
        No donor, fewer than two years before, none after, or a value that is missing: a hole is never filled here.
    """

    treated: Floats
    donors: Floats
    pre: int

    def __post_init__(self) -> None:
        """Refuse a table from which nothing can be said."""
        years = len(self.treated)
        if self.donors.ndim != 2 or self.donors.shape[1] != years:
            raise ValueError(f"donors must have shape (donors, {years}), not {self.donors.shape}")
        if len(self.donors) < 1:
            raise _refusal("aucun lieu de comparaison.", "no place to compare with.")
        if self.pre < 2:
            raise _refusal(
                f"{self.pre} année avant le choc\u00a0; il en faut au moins deux.",
                f"{self.pre} year before the shock; at least two are needed.",
            )
        if self.pre >= years:
            raise _refusal("aucune année après le choc.", "no year after the shock.")
        if not (np.isfinite(self.treated).all() and np.isfinite(self.donors).all()):
            raise _refusal("il manque des valeurs dans la série.", "values are missing in the series.")

    @property
    def before(self) -> slice:
        """Return the columns before the shock."""
        return slice(0, self.pre)

    @property
    def after(self) -> slice:
        """Return the columns from the shock on."""
        return slice(self.pre, len(self.treated))

    def as_if(self, donor: int) -> Block:
        """Return the block in which one donor stands as the treated unit, the real one set aside."""
        return replace(self, treated=self.donors[donor], donors=np.delete(self.donors, donor, axis=0))

    def without(self, donor: int) -> Block:
        """Return the block with one donor fewer."""
        return replace(self, donors=np.delete(self.donors, donor, axis=0))

    def backdated(self, years: int) -> Block:
        """Return the years before the shock alone, as if it had come ``years`` earlier."""
        return Block(self.treated[: self.pre], self.donors[:, : self.pre], self.pre - years)


def _refusal(fr: str, en: str) -> NoResultError:
    return NoResultError(Bilingual(fr=f"Pas de contrefactuel\u00a0: {fr}", en=f"No counterfactual: {en}"))
