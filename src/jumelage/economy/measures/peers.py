"""Places most like one: by mix of industries, by size, and by isolation where positions are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from jumelage.economy.measures.levels import flat_section
from jumelage.economy.panel import Panel
from jumelage.economy.table.long_table import Floats
from jumelage.errors import NoResultError
from jumelage.language import Bilingual

__all__ = ["Peer", "isolation", "peers"]

WEIGHTS = {"mix": 0.6, "size": 0.25, "isolation": 0.15}
EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Peer:
    """A place like the one asked about.

    Parameters
    ----------
    place, name
        Code and name.
    similarity
        0 to 1, the weighted mean of the three below (those known).
    mix
        Share of jobs that would not have to change industry for the two to be the same: 1 - half the sum of the
        differences of shares (Krugman).
    size
        Smaller over larger known employment.
    isolation
        Smaller over larger distance to the nearest larger place; None where positions are not given.
    shared
        The industries that make most of the overlap.
    """

    place: str
    name: str
    similarity: float
    mix: float
    size: float
    isolation: float | None
    shared: tuple[str, ...]


def peers(
    panel: Panel,
    place: str,
    year: int | None = None,
    *,
    top: int = 10,
    positions: Mapping[str, tuple[float, float]] | None = None,
) -> tuple[Peer, ...]:
    """Find the places most like ``place``.

    Parameters
    ----------
    panel, place, year
        As in :func:`portrait`. Wholes are no peers. Unknown cells take no part.
    top
        How many.
    positions
        Latitude and longitude by place, in degrees; isolation counts only with them.

    Raises
    ------
    NoResultError
        Place or year absent, or nothing known of the place.
    """
    code = panel.find_place(place)
    section = flat_section(panel, panel.years_of(code)[-1] if year is None else year)
    others = section.without([p for p in panel.wholes if p != code])
    if code not in others.places or not np.nansum(others.employment[others.row(code)]) > 0:
        raise NoResultError(
            Bilingual(
                fr=f"Aucun chiffre connu pour {panel.name_of(code)} en {section.year}.",
                en=f"No known figure for {panel.name_of(code)} in {section.year}.",
            )
        )
    known = np.nan_to_num(others.employment)
    total = known.sum(axis=1)
    shares = known / np.where(total > 0, total, 1.0)[:, None]
    own = others.row(code)
    overlap = np.minimum(shares, shares[own])
    mix = overlap.sum(axis=1)
    size = np.minimum(total, total[own]) / np.maximum(np.maximum(total, total[own]), 1e-12)
    lonely = _isolation_ratio(others.places, total, own, positions or {})
    similarity = _blend(mix, size, lonely)
    similarity[own] = -1.0
    order = np.argsort(-similarity, kind="stable")[:top]
    return tuple(
        Peer(
            place=others.places[i],
            name=panel.name_of(others.places[i]),
            similarity=float(similarity[i]),
            mix=float(mix[i]),
            size=float(size[i]),
            isolation=float(lonely[i]) if np.isfinite(lonely[i]) else None,
            shared=tuple(others.industries[k] for k in np.argsort(-overlap[i], kind="stable")[:3]),
        )
        for i in order
        if total[i] > 0 and i != own
    )


def _blend(mix: Floats, size: Floats, lonely: Floats) -> Floats:
    known = np.isfinite(lonely)
    total = WEIGHTS["mix"] * mix + WEIGHTS["size"] * size + WEIGHTS["isolation"] * np.where(known, lonely, 0.0)
    blended: Floats = total / (WEIGHTS["mix"] + WEIGHTS["size"] + WEIGHTS["isolation"] * known)
    return blended


def isolation(places: tuple[str, ...], size: Floats, positions: Mapping[str, tuple[float, float]]) -> Floats:
    """Return the distance in kilometres from each place to the nearest larger one; NaN without position or larger."""
    found = np.full(len(places), np.nan)
    located = [i for i, place in enumerate(places) if place in positions]
    points = np.radians(np.array([positions[places[i]] for i in located]).reshape(-1, 2))
    for k, i in enumerate(located):
        larger = [m for m, j in enumerate(located) if size[j] > size[i]]
        if larger:
            found[i] = _kilometres(points[k], points[larger]).min()
    return found


def _kilometres(one: Floats, many: Floats) -> Floats:
    half = np.sin((many - one) / 2) ** 2
    chord = half[:, 0] + np.cos(one[0]) * np.cos(many[:, 0]) * half[:, 1]
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0))))


def _isolation_ratio(
    places: tuple[str, ...], size: Floats, own: int, positions: Mapping[str, tuple[float, float]]
) -> Floats:
    alone = isolation(places, size, positions)
    with np.errstate(invalid="ignore"):
        ratio: Floats = np.minimum(alone, alone[own]) / np.maximum(np.maximum(alone, alone[own]), 1e-9)
    return ratio
