"""ECI and PCI from a presence matrix: decompose the smaller side, which is symmetric once scaled.

The matrices of the method of reflections, D^-1 M U^-1 M' and U^-1 M' D^-1 M, are not symmetric and libraries decompose
them whole. With A = D^-1/2 M U^-1/2 they are similar to A A' and A' A, which are symmetric and share their non-zero
eigenvalues: the smaller gives both indices (Hidalgo and Hausmann 2009; Mealy, Farmer and Teytelboym 2019).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from jumelage.economy.measures.conventions import Convention
from jumelage.economy.table.long_table import Floats

__all__ = ["components", "eci_pci"]

DENSE = 200
"""Up to this size the smaller side is decomposed whole, beyond by Lanczos iteration."""
SQUARE = 4000
"""Up to this size the product of the smaller side with itself is held in memory."""


def eci_pci(presence: Floats, convention: Convention) -> tuple[Floats, Floats, float, float]:
    """Return ECI, PCI, the second eigenvalue, and what was taken from PCI when it was centred, in its own units.

    Parameters
    ----------
    presence
        0 and 1, shape ``(places, industries)``; no empty row or column, at least two of each.
    convention
        Solver, centring, deviation.
    """
    diversity, ubiquity = presence.sum(axis=1), presence.sum(axis=0)
    if convention.solver == "reflections":
        places, industries = _reflections(presence, diversity, ubiquity)
        second = float("nan")
    else:
        places, industries, second = _second_eigenvector(presence, diversity, ubiquity)
        places, industries = _signed(places, industries, diversity, ubiquity, convention)
    eci = (places - places.mean()) / places.std(ddof=convention.ddof)
    if convention.pci_on_own_mean:
        return eci, (industries - industries.mean()) / industries.std(ddof=convention.ddof), second, 0.0
    scale = places.std(ddof=convention.ddof)
    return eci, (industries - places.mean()) / scale, second, float(places.mean() / scale)


def _second_eigenvector(presence: Floats, diversity: Floats, ubiquity: Floats) -> tuple[Floats, Floats, float]:
    scaled = presence / np.sqrt(diversity)[:, None] / np.sqrt(ubiquity)
    few_places = len(diversity) <= len(ubiquity)
    first = np.sqrt((diversity if few_places else ubiquity) / presence.sum())
    vector, second = _second(scaled if few_places else scaled.T, first)
    weighted = presence.T @ (vector / np.sqrt(diversity)) if few_places else vector * np.sqrt(ubiquity)
    industries = weighted / ubiquity
    # Places are the mean of their industries, so both share one scale.
    return presence @ industries / diversity, industries, second


def _second(scaled: Floats, first: Floats) -> tuple[Floats, float]:
    # ``first`` is the trivial eigenvector, of eigenvalue 1: taken out, the second is the largest and found alone.
    from scipy.sparse import linalg

    size = len(scaled)
    if size <= DENSE:
        return _second_directly(scaled)
    product: Any
    if size <= SQUARE:
        product = scaled @ scaled.T - np.outer(first, first)
    else:
        product = linalg.LinearOperator(
            (size, size), matvec=lambda v: scaled @ (scaled.T @ v) - first * (first @ v), dtype=float
        )
    start = np.random.default_rng(0).random(size)
    try:
        values, vectors = linalg.eigsh(product, k=1, which="LA", tol=0, v0=start)
    except linalg.ArpackNoConvergence:
        return _second_directly(scaled)
    return vectors[:, 0], float(values[0])


def _second_directly(scaled: Floats) -> tuple[Floats, float]:
    values, vectors = np.linalg.eigh(scaled @ scaled.T)
    return vectors[:, -2], float(values[-2])


def _signed(
    places: Floats, industries: Floats, diversity: Floats, ubiquity: Floats, convention: Convention
) -> tuple[Floats, Floats]:
    # An eigenvector has no sign of its own: diverse places are taken as complex.
    if _correlation(places, diversity) < 0:
        places, industries = -places, -industries
    if convention.pci_on_own_mean and _correlation(industries, ubiquity) > 0:
        industries = -industries
    return places, industries


def _correlation(a: Floats, b: Floats) -> float:
    return float(np.corrcoef(a, b)[0, 1]) if a.std() > 0 and b.std() > 0 else 0.0


def _reflections(presence: Floats, diversity: Floats, ubiquity: Floats) -> tuple[Floats, Floats]:
    # The spread shrinks by the second eigenvalue each round, so rounding reaches the eighth digit. The library's own
    # arithmetic is kept, rounding and all: its numbers are what the convention promises.
    rows = np.asfortranarray(presence)
    places, industries = diversity, ubiquity
    for _ in range(18):
        places, industries = rows @ industries / diversity, rows.T @ places / ubiquity
    # Places stop at an even round, industries go one further: both then read "more is more complex".
    return places, rows.T @ places / ubiquity


def components(presence: Floats) -> int:
    """Count the groups of places and industries that share nothing: above 1 the indices compare the incomparable."""
    from scipy import sparse

    places, industries = presence.shape
    row, column = np.nonzero(presence)
    size = places + industries
    links = sparse.coo_array((np.ones(len(row)), (row, column + places)), shape=(size, size))
    count, _ = sparse.csgraph.connected_components(links, directed=False)
    return int(count)
