"""A plain map of the places of a mission: numbered, north up, with a scale; no tiles, no network."""

from __future__ import annotations

from collections.abc import Sequence

from jumelage.documents.maps import STONE, Spot, View, halo
from jumelage.documents.svg import INK, SPRUCE, frame, label, text_width
from jumelage.language import Bilingual, Language

__all__ = ["site_map"]

CLOSEST = 0.004
"""Degrees that the drawing spans at least: a few streets."""
TITLE = Bilingual(fr="Les lieux de la mission", en="The sites of the mission")


def site_map(spots: Sequence[Spot], language: Language, *, width: int = 440, height: int = 320) -> str:
    """Draw places, numbered in the order given, so that a list beside can name them.

    Parameters
    ----------
    spots
        The places; one at least.
    language
        Language of the words.
    width, height
        Size of the drawing.

    Returns
    -------
    str
        One ``<svg>`` element; its description names every place.
    """
    points = [(spot.latitude, spot.longitude) for spot in spots]
    view = View(points, width, height, spread=0.7, least=CLOSEST)
    parts = [f'<rect width="{width}" height="{height}" fill="{STONE}"/>', *view.graticule(language)]
    for number, (spot, point) in enumerate(zip(spots, points, strict=True), start=1):
        x, y = view.place(*point)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="12" fill="{SPRUCE}" stroke="#fff" stroke-width="2"/>')
        parts.append(label(x, y + 4.5, str(number), font_size=13, font_weight=700, fill="#fff", text_anchor="middle"))
        end = x + 18 + text_width(spot.name, 14) > width - 6
        anchor = "end" if end else "start"
        at = x - 17 if end else x + 17
        parts.append(label(at, y + 5, spot.name, font_size=14, fill=INK, text_anchor=anchor, **halo()))
    parts += view.scale(language)
    said = "; ".join(f"{number}. {spot.name}" for number, spot in enumerate(spots, start=1))
    return frame(width, height, TITLE.say(language), said, parts)
