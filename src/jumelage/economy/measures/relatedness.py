"""How related an industry is to what a place already has, by several definitions, all shape ``(places, industries)``.

* ``density``: co-occurrence of industries (Hidalgo and others, *Science* 317, 2007).
* ``sapling``: similarity of places by depth-one decision trees (Albora, Mori and Zaccaria, *PLOS ONE* 18, 2023).
* ``nearest_places``: what the places most alike by industry mix have.
* ``ubiquity``: how many places have the industry; no relatedness at all, the baseline each of them must beat.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from jumelage.economy.measures.levels import flat_section
from jumelage.economy.measures.proximity import proximity
from jumelage.economy.measures.quotients import default_reference, location_quotients, reference_shares
from jumelage.economy.panel import Panel
from jumelage.economy.table.long_table import CrossSection, Floats
from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["DEFINITIONS", "Definition", "related", "relatedness", "sapling_similarity"]

Definition = Literal["density", "sapling", "nearest_places", "ubiquity"]
DEFINITIONS: tuple[Definition, ...] = ("ubiquity", "density", "nearest_places", "sapling")
NEIGHBOURS = 50


def relatedness(
    panel: Panel, year: int | None = None, *, definition: Definition = "density", reference: str | None = None
) -> tuple[CrossSection, Floats]:
    """Return the places and industries of a year with their relatedness.

    Parameters
    ----------
    panel
        The figures; its wholes are left out.
    year
        The latest if None.
    definition
        One of :data:`DEFINITIONS`.
    reference
        The whole to compare with; the panel's own, else the sum of its places.

    Raises
    ------
    InputError
        No such definition.
    """
    if definition not in DEFINITIONS:
        raise InputError.at(
            f"definition {definition}",
            Bilingual(fr="définition inconnue.", en="unknown definition."),
            Bilingual(fr=f"Choisissez\u00a0: {', '.join(DEFINITIONS)}.", en=f"Choose: {', '.join(DEFINITIONS)}."),
        )
    reference = default_reference(panel, reference)
    section = flat_section(panel, panel.years[-1] if year is None else year)
    base = reference_shares(section, reference, panel.wholes)
    towns = section.without((*panel.wholes, *([reference] if reference else [])))
    return towns, related(np.nan_to_num(location_quotients(towns.employment, base)), definition)


def related(quotients: Floats, definition: Definition, learned: Floats | None = None) -> Floats:
    """Score every cell of a table of location quotients.

    Parameters
    ----------
    quotients
        Shape ``(places, industries)``; 0 where absent or unknown.
    definition
        As in :func:`relatedness`.
    learned
        Quotients of the places to learn from; those of ``quotients`` itself if None. A place never learns from itself.
    """
    presence = (quotients >= 1).astype(np.float64)
    known = presence if learned is None else (learned >= 1).astype(np.float64)
    if definition == "ubiquity":
        return np.broadcast_to(known.mean(axis=0), presence.shape).copy()
    if definition == "density":
        near = proximity(known, diagonal=0.0)
        total = near.sum(axis=0)
        return (presence @ near) / np.where(total > 0, total, 1.0)
    if definition == "sapling":
        return _of_similar(sapling_similarity(presence, known), known, same=learned is None)
    logs = np.log1p(quotients), np.log1p(quotients if learned is None else learned)
    return _of_nearest(logs[0], logs[1], known, same=learned is None)


def sapling_similarity(presence: Floats, known: Floats) -> Floats:
    """Return the similarity of places, shape ``(places, places to learn from)``, -1 to 1.

    One place is taken as the only question of a decision tree that predicts the other's industries: the similarity is
    one minus the impurity left over the impurity before, below zero where they share fewer than by chance.
    """
    industries = presence.shape[1]
    one, other = presence.sum(axis=1)[:, None], known.sum(axis=1)[None, :]
    both = presence @ known.T
    with np.errstate(divide="ignore", invalid="ignore"):
        left = both * (1 - both / other) + (one - both) * (1 - (one - both) / (industries - other))
        gained = 1 - left / (one * (1 - one / industries))
        sign = np.where(both * industries >= one * other, 1.0, -1.0)
    return np.where(np.isfinite(gained), sign * gained, 0.0)


def _of_similar(similarity: Floats, known: Floats, *, same: bool) -> Floats:
    if same:
        similarity = similarity.copy()
        np.fill_diagonal(similarity, 0.0)
    total = np.abs(similarity).sum(axis=1, keepdims=True)
    return (similarity @ known) / np.where(total > 0, total, 1.0)


def _of_nearest(features: Floats, known_features: Floats, known: Floats, *, same: bool) -> Floats:
    unit, other = (f / np.maximum(np.linalg.norm(f, axis=1, keepdims=True), 1e-12) for f in (features, known_features))
    similarity = unit @ other.T
    if same:
        np.fill_diagonal(similarity, -np.inf)
    kept = min(NEIGHBOURS, similarity.shape[1] - int(same))
    if kept < 1:
        return np.zeros((len(features), known.shape[1]))
    cut = -np.partition(-similarity, kept - 1, axis=1)[:, kept - 1 : kept]
    weight = np.where(similarity >= cut, np.maximum(similarity, 0.0), 0.0)
    scores: Floats = (weight @ known) / np.maximum(weight.sum(axis=1, keepdims=True), 1e-12)
    return scores
