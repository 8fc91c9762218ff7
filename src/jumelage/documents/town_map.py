"""A plain map of many towns: a disc as large as the town, filled where one industry weighs much; no tiles, no network."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from jumelage.documents.maps import STONE, Spot, View, halo
from jumelage.documents.svg import INK, RUST, SPRUCE, frame, label, text_width
from jumelage.language import Bilingual, Language

__all__ = ["Disc", "town_map"]

SIZE = 12
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Disc:
    """A town on the map: where, how large (any unit), whether it stands out, and what is said of it."""

    spot: Spot
    size: float
    strong: bool
    said: str


def town_map(title: str, discs: Sequence[Disc], language: Language, *, width: int = 720, height: int = 420) -> str:
    """Draw towns, north up; names where there is room, those that stand out first.

    Parameters
    ----------
    title
        What the map shows.
    discs
        The towns, the most telling first; one at least.
    language
        Language of words and figures.
    width, height
        Size of the drawing.

    Returns
    -------
    str
        One ``<svg>`` element.
    """
    points = [(disc.spot.latitude, disc.spot.longitude) for disc in discs]
    view = View(points, width, height, spread=0.8)
    colour, land = view.ground()
    most = max(disc.size for disc in discs) or 1.0
    parts = [f'<rect width="{width}" height="{height}" fill="{colour}"/>', *land, *view.graticule(language)]
    placed = [(disc, *view.place(*point), _radius(disc.size, most)) for disc, point in zip(discs, points, strict=True)]
    for disc, x, y, radius in sorted(placed, key=lambda one: -one[3]):
        fill, line = (RUST, STONE) if disc.strong else ("#c9dfd7", SPRUCE)
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}" stroke="{line}" stroke-width="1.4"/>'
        )
    parts += _names(placed, width, height)
    parts += view.scale(language)
    said = (
        Bilingual(fr="Villes", en="Towns").say(language) + ": " + "; ".join(f"{d.spot.name}, {d.said}" for d in discs)
    )
    return frame(width, height, title, said, parts)


def _radius(size: float, most: float) -> float:
    return 4.5 + 13 * math.sqrt(max(0.0, size) / most)


def _names(placed: Sequence[tuple[Disc, float, float, float]], width: int, height: int) -> list[str]:
    """Name the towns for which there is room, in order; a name never covers another name or a town."""
    taken: list[Box] = [(x - r, y - r, x + r, y + r) for _, x, y, r in placed]
    parts = []
    for disc, x, y, radius in placed:
        long = text_width(disc.spot.name, SIZE) * (1.12 if disc.strong else 1.0)
        for left, base in (
            (x + radius + 4, y + 4),
            (x - radius - 4 - long, y + 4),
            (x - long / 2, y - radius - 5),
            (x - long / 2, y + radius + 13),
        ):
            box = (left, base - 10, left + long, base + 3)
            inside = box[0] > 2 and box[1] > 18 and box[2] < width - 2 and box[3] < height - 20
            own = (x - radius, y - radius, x + radius, y + radius)
            if inside and not any(_meet(box, other) for other in taken if other != own):
                taken.append(box)
                weight = 600 if disc.strong else 450
                parts.append(label(left, base, disc.spot.name, font_size=SIZE, font_weight=weight, fill=INK, **halo()))
                break
    return parts


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
