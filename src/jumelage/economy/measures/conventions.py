"""Why two libraries disagree on the same table: what each convention does, by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["CONVENTIONS", "Convention", "ConventionName", "convention_named"]

ConventionName = Literal["atlas", "datawheel", "econgeo"]


@dataclass(frozen=True, slots=True)
class Convention:
    """One way of computing complexity.

    Parameters
    ----------
    name
        How it is asked for.
    solver
        ``eigenvector`` (second eigenvector) or ``reflections`` (18 and 19 rounds of averaging).
    pci_on_own_mean
        Whether PCI is centred on its own mean and deviation, or on those of ECI (then ECI is the mean PCI of what a
        place has).
    ddof
        1: deviation of a sample (pandas); 0: of a population (numpy).
    self_proximity
        The diagonal of the proximity: 1, or 0 where an industry is no neighbour of itself.
    follows
        The library whose numbers it gives.
    """

    name: ConventionName
    solver: Literal["eigenvector", "reflections"]
    pci_on_own_mean: bool
    ddof: int
    self_proximity: float
    follows: str


CONVENTIONS: dict[ConventionName, Convention] = {
    "atlas": Convention("atlas", "eigenvector", False, 0, 1.0, "ecomplexity 0.5 (Growth Lab)"),
    "datawheel": Convention("datawheel", "reflections", True, 1, 0.0, "economic-complexity 0.3 (Datawheel)"),
    "econgeo": Convention("econgeo", "eigenvector", True, 0, 0.0, "econcomplex 1.0, after EconGeo"),
}


def convention_named(name: str) -> Convention:
    """Return a convention (``InputError`` where there is none of that name)."""
    for known, convention in CONVENTIONS.items():
        if known == name:
            return convention
    raise InputError.at(
        f"convention {name}",
        Bilingual(fr="convention inconnue.", en="unknown convention."),
        Bilingual(fr=f"Choisissez\u00a0: {', '.join(CONVENTIONS)}.", en=f"Choose: {', '.join(CONVENTIONS)}."),
    )
