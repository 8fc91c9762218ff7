"""A map of model towns: each is a numbered mark whose shape says its verdict, and a link to its page."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from jumelage.documents.coast.rings import land
from jumelage.documents.svg import INK, LINE, RUST, SOFT, SPRUCE, frame, label, text_width
from jumelage.economy.model_towns import VERDICTS
from jumelage.language import NO_BREAK, Bilingual, Language, say_number
from jumelage.web.practices.queries.model_towns import Ranked

__all__ = ["draw_map"]

STONE, WATER, PAD = "#f6f4ef", "#dfeaf1", 46.0
COLOURS = {"did better": SPRUCE, "as expected": "#245478", "worse": RUST, "cannot tell": "#5a6961"}
KM_A_DEGREE = 111.195
"""Of latitude, on a sphere of the mean radius."""

Box = tuple[float, float, float, float]


class _View:
    """An equirectangular view, true along its middle parallel, that holds every town."""

    def __init__(self, places: Sequence[tuple[float, float]], width: float) -> None:
        latitudes, longitudes = [p[0] for p in places], [p[1] for p in places]
        self.north, self.west = max(latitudes), min(longitudes)
        self.narrow = math.cos(math.radians((max(latitudes) + min(latitudes)) / 2))
        wide = max((max(longitudes) - self.west) * self.narrow, 0.5)
        tall = max(self.north - min(latitudes), 0.5)
        self.width = width
        self.unit = min((width - 2 * PAD - 60) / wide, 420 / tall)
        self.left = (width - wide * self.unit) / 2
        self.height = tall * self.unit + 2 * PAD + 16

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        x = self.left + (longitude - self.west) * self.narrow * self.unit
        return x, PAD + (self.north - latitude) * self.unit

    def window(self) -> Box:
        degrees = self.unit * self.narrow
        west = self.west - self.left / degrees
        north = self.north + PAD / self.unit
        return west, north - self.height / self.unit, west + self.width / degrees, north

    def ground(self) -> list[str]:
        """Draw the land, where the coast is known; the great lakes are not cut out."""
        rings = land(self.window())
        path = "".join(
            "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (self.place(lat, lon) for lon, lat in ring)) + "Z"
            for ring in rings
        )
        under = f'<rect width="{self.width:.0f}" height="{self.height:.0f}" fill="{WATER if rings else STONE}"/>'
        return [under, f'<path d="{path}" fill="{STONE}" stroke="#9fb3c0" stroke-width="0.8"/>'] if rings else [under]

    def lines(self, language: Language) -> list[str]:
        """Draw meridians and parallels, each named at the edge."""
        west, south, east, north = self.window()
        step = next((s for s in (0.5, 1, 2, 5, 10, 20) if s * self.unit >= 70), 30)
        parts = []
        for number in range(math.ceil(south / step), math.floor(north / step) + 1):
            y = self.place(number * step, 0)[1]
            parts.append(f'<path d="M0 {y:.1f}H{self.width:.0f}" stroke="{LINE}"/>')
            parts.append(label(8, y - 5, f"{number * step:g}°{NO_BREAK}N", font_size=11, fill=SOFT))
        for number in range(math.ceil(west / step), math.floor(east / step) + 1):
            x = self.place(0, number * step)[0]
            side = Bilingual(fr="O", en="W").say(language)
            parts.append(f'<path d="M{x:.1f} 0V{self.height:.0f}" stroke="{LINE}"/>')
            parts.append(label(x + 5, 15, f"{abs(number * step):g}°{NO_BREAK}{side}", font_size=11, fill=SOFT))
        return parts

    def scale(self, language: Language) -> list[str]:
        """Draw a scale of a round number of kilometres."""
        per_km = self.unit / KM_A_DEGREE
        km = max((n for e in range(5) for n in (10**e, 2 * 10**e, 5 * 10**e) if n * per_km <= 130), default=1)
        x, y = self.width - km * per_km - 16, self.height - 14
        return [
            f'<path d="M{x:.1f} {y - 5:.1f}V{y:.1f}H{self.width - 16:.1f}V{y - 5:.1f}" fill="none" stroke="{SOFT}" stroke-width="1.4"/>',
            label(x, y - 9, f"{say_number(km, language)}{NO_BREAK}km", font_size=11, fill=SOFT),
        ]


def draw_map(
    rows: Sequence[Ranked], language: Language, address: Callable[[Ranked], str], width: int = 760
) -> SafeString:
    """Draw the towns whose place is known; empty where none is."""
    placed = [row for row in rows if row.town.latitude is not None and row.town.longitude is not None]
    if not placed:
        return SafeString()
    where = [(row.town.latitude or 0.0, row.town.longitude or 0.0) for row in placed]
    view = _View(where, width)
    points = [view.place(*place) for place in where]
    taken: list[Box] = [(x - 13, y - 13, x + 13, y + 13) for x, y in points]
    marks = []
    for row, (x, y) in zip(placed, points, strict=True):
        name = _name(row, x, y, taken, view)
        drawn = f"{_mark(row, x, y)}{name}"
        verdict = VERDICTS[row.town.verdict].say(language)  # type: ignore[index]
        said = escape(f"{row.rank}. {row.town.name}, {verdict}")
        marks.append(f'<a href="{escape(address(row))}" aria-label="{said}">{drawn}</a>')
    title = Bilingual(fr="Où sont les villes touchées", en="Where the towns that were hit are").say(language)
    listed = "; ".join(f"{row.rank} {row.town.name}" for row in placed)
    parts = [*view.ground(), *view.lines(language), *view.scale(language), *marks]
    drawn = frame(width, round(view.height), title, listed, parts)
    return mark_safe(drawn.replace(' role="img"', ' role="group"', 1))


def _mark(row: Ranked, x: float, y: float) -> str:
    """Draw the shape of a verdict with the number of the town in it."""
    colour = COLOURS[row.town.verdict]
    shapes = {
        "did better": f'<path d="M{x:.1f} {y - 15:.1f}l14 25h-28z"',
        "worse": f'<path d="M{x:.1f} {y + 15:.1f}l14 -25h-28z"',
        "as expected": f'<rect x="{x - 12:.1f}" y="{y - 12:.1f}" width="24" height="24"',
        "cannot tell": f'<circle cx="{x:.1f}" cy="{y:.1f}" r="12.5"',
    }
    hollow = row.town.verdict == "cannot tell"
    fill, ink = ("#fff", INK) if hollow else (colour, "#fff")
    shape = f'{shapes[row.town.verdict]} fill="{fill}" stroke="{colour}" stroke-width="2"/>'
    down = {"did better": 3, "worse": -3}.get(row.town.verdict, 0)
    return shape + label(
        x, y + 4 + down, str(row.rank), fill=ink, font_size=11, font_weight=650, text_anchor="middle"
    )  # fmt: skip


def _name(row: Ranked, x: float, y: float, taken: list[Box], view: _View) -> str:
    """Write the name where it covers nothing; the number tells it where there is no room."""
    long = text_width(row.town.name, 12)
    for dx, dy, anchor in ((18, 4, "start"), (-18, 4, "end"), (0, -20, "middle"), (0, 27, "middle")):
        left = x + dx - {"start": 0.0, "end": long, "middle": long / 2}[anchor]
        box = (left, y + dy - 11, left + long, y + dy + 4)
        inside = box[0] > 4 and box[2] < view.width - 4 and box[1] > 18 and box[3] < view.height - 4
        if inside and not any(_meet(box, other) for other in taken):
            taken.append(box)
            halo: dict[str, str | float] = {"stroke": STONE, "stroke-width": 3, "paint-order": "stroke"}
            return label(x + dx, y + dy, row.town.name, font_size=12, fill=INK, text_anchor=anchor, **halo)
    return ""


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
