"""How many hits chance alone would give, and which places were left out of a search."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from jumelage.economy.model_towns.falls import FEWEST_YEARS, find_falls
from jumelage.economy.model_towns.outcomes import Floats, Outcomes
from jumelage.economy.model_towns.result import Attrition
from jumelage.economy.model_towns.settings import Settings
from jumelage.economy.model_towns.shocks import Shock, beside_all, chance_of_false_loss, counts
from jumelage.economy.panel import Panel
from jumelage.language import Bilingual

__all__ = ["attrition", "expected_false_hits"]

COPIED = 150
"""Most places that are copied without any break; the count is scaled to all."""


def expected_false_hits(
    outcomes: Outcomes, panel: Panel | None, settings: Settings, shocks: Mapping[str, Shock]
) -> float:
    """Return how many places would be found hit where none is, at the largest p-value that was believed.

    Of a panel: see :func:`chance_of_false_loss`. Of series: the hits among copies of the places that grow as they do, with the
    same deviation and carry-over, and never break.
    """
    if panel is not None:
        return chance_of_false_loss(panel, shocks)
    levels = outcomes.shock_levels()
    whole = np.flatnonzero(np.isfinite(levels).all(axis=1))
    if levels.shape[1] < FEWEST_YEARS or not len(whole) or not shocks:
        return 0.0
    largest = max(shock.p for shock in shocks.values())
    generator = np.random.default_rng(settings.seed)
    chosen = whole if len(whole) <= COPIED else generator.choice(whole, COPIED, replace=False)
    own = np.diff(beside_all(levels)[chosen], axis=1)
    centred = own - own.mean(axis=1, keepdims=True)
    carry = (centred[:, 1:] * centred[:, :-1]).sum(axis=1) / np.maximum((centred**2).sum(axis=1), 1e-12)
    carry = np.clip(carry + (1 + 3 * carry) / own.shape[1], 0.0, 0.9)  # corrected for a short series (Kendall 1954)
    hits = sum(
        fall is not None and fall.p <= largest and counts(fall, settings.smallest)
        for _ in range(max(COPIED // len(chosen), 1))
        for fall in find_falls(
            _copy(centred.std(axis=1), carry, own, generator), draws=settings.draws, seed=settings.seed
        )
    )
    return hits * len(whole) / (len(chosen) * max(COPIED // len(chosen), 1))


def _copy(spread: Floats, carry: Floats, own: Floats, generator: np.random.Generator) -> Floats:
    """Draw paths that grow as the places do and never break."""
    noise = np.zeros((len(own), own.shape[1] + 40))
    for t in range(1, noise.shape[1]):
        noise[:, t] = carry * noise[:, t - 1] + generator.standard_normal(len(own)) * spread * np.sqrt(1 - carry**2)
    steps = noise[:, 40:] + own.mean(axis=1, keepdims=True)
    return np.concatenate([np.zeros((len(own), 1)), np.cumsum(steps, axis=1)], axis=1)


def attrition(
    outcomes: Outcomes, panel: Panel | None, shocks: Mapping[str, Shock], pooled: set[str]
) -> tuple[Attrition, ...]:
    """List the places that were not searched in full or, hit, could not be pooled, each with its reason."""
    found = []
    for place, values in zip(outcomes.places, outcomes.values, strict=True):
        missing = [str(year) for year, value in zip(outcomes.years, values, strict=True) if not np.isfinite(value)]
        if len(missing) == len(outcomes.years):
            why = Bilingual(fr="Aucun chiffre connu.", en="No known figure.")
        elif missing:
            why = Bilingual(
                fr=f"Pas de chiffre connu en {', '.join(missing)}.", en=f"No known figure in {', '.join(missing)}."
            )
        elif outcomes.in_logarithms and (values <= 0).any():
            why = Bilingual(
                fr="Un chiffre est zéro ou moins\u00a0: le lieu ne se compare pas en parts.",
                en="A figure is zero or less: the place cannot be compared in shares.",
            )
        elif place in shocks and place not in pooled:
            why = Bilingual(
                fr=f"Touché en {shocks[place].year}, mais sans chiffre avant ou de 5 à 10 ans après, ou sans assez de lieux épargnés.",
                en=f"Hit in {shocks[place].year}, but without a figure before or 5 to 10 years after, or too few places unhit.",
            )
        else:
            continue
        found.append(Attrition(place, why))
    if panel is not None:
        found += [
            Attrition(place, Bilingual(fr="Contient les autres lieux.", en="Contains the other places."))
            for place in panel.wholes
        ]
    return tuple(found)
