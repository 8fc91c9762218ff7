"""A plain map of two towns: the coast, their places, the great circle between them; no tiles, no network."""

from __future__ import annotations

import math
from dataclasses import dataclass

from jumelage.documents.coast.rings import land
from jumelage.documents.svg import INK, LINE, RUST, SOFT, SPRUCE, frame, label, text_width
from jumelage.language import NO_BREAK, Bilingual, Language, say_number

__all__ = ["STONE", "Spot", "View", "describe_map", "distance_km", "great_circle", "halo", "map_of"]

STONE, WATER = "#f6f4ef", "#dfeaf1"
EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A named place, in degrees north and east (WGS 84)."""

    name: str
    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        """Refuse what is not on the globe."""
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError(f"{self.name}: not a latitude and longitude in degrees")


def distance_km(a: Spot, b: Spot) -> float:
    """Measure the great circle between two places, in kilometres (haversine)."""
    one, two = math.radians(a.latitude), math.radians(b.latitude)
    half = math.sin((two - one) / 2) ** 2
    half += math.cos(one) * math.cos(two) * math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def great_circle(a: Spot, b: Spot, pieces: int = 32) -> list[tuple[float, float]]:
    """List points of the shortest way, from ``a`` to ``b``, as latitudes and longitudes (degrees).

    Longitudes are continuous: past 180 they go on, so that a line never jumps across the map.
    """
    start, end = _vector(a), _vector(b)
    angle = math.acos(max(-1.0, min(1.0, sum(p * q for p, q in zip(start, end, strict=True)))))
    if angle < 1e-9:
        return [(a.latitude, a.longitude)]
    points: list[tuple[float, float]] = []
    for number in range(pieces + 1):
        share = number / pieces
        near, far = math.sin((1 - share) * angle) / math.sin(angle), math.sin(share * angle) / math.sin(angle)
        x, y, z = (near * p + far * q for p, q in zip(start, end, strict=True))
        longitude = math.degrees(math.atan2(y, x))
        if points:
            longitude += 360 * round((points[-1][1] - longitude) / 360)
        points.append((math.degrees(math.atan2(z, math.hypot(x, y))), longitude))
    return points


def _vector(spot: Spot) -> tuple[float, float, float]:
    latitude, longitude = math.radians(spot.latitude), math.radians(spot.longitude)
    return (
        math.cos(latitude) * math.cos(longitude),
        math.cos(latitude) * math.sin(longitude),
        math.sin(latitude),
    )


def map_of(
    origin: Spot, destination: Spot, language: Language, *, width: int = 720, height: int = 300, measured: bool = True
) -> str:
    """Draw two towns and the way between them.

    Parameters
    ----------
    origin, destination
        The towns.
    language
        Language of the words and figures.
    width, height
        Size of the drawing.
    measured
        With the distance, meridians, parallels and a scale.

    Returns
    -------
    str
        One ``<svg>`` element, north up.
    """
    way = great_circle(origin, destination)
    view = View(way, width, height)
    title = f"{origin.name} → {destination.name}"
    description = describe_map(origin, destination, language) if measured else title
    line = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (view.place(*point) for point in way))
    middle = view.place(*way[len(way) // 2])
    parts = [
        f'<rect width="{width}" height="{height}" fill="{view.ground()[0]}"/>',
        *view.ground()[1],
        *(view.graticule(language) if measured else ()),
        f'<path d="{line}" fill="none" stroke="{SPRUCE}" stroke-width="2.4" stroke-dasharray="2 6" stroke-linecap="round"/>',
        *_town(view, way[0], origin.name, RUST, filled=False),
        *_town(view, way[-1], destination.name, SPRUCE, filled=True),
    ]
    if measured:
        said = _say_km(distance_km(origin, destination), language)
        parts.append(label(middle[0] + 14, middle[1] - 10, said, fill=SPRUCE, font_weight=600, **halo()))
        parts += view.scale(language)
    return frame(width, height, title, description, parts)


def describe_map(origin: Spot, destination: Spot, language: Language) -> str:
    """Say in a sentence what the map shows (its alternative text)."""
    said = _say_km(distance_km(origin, destination), language)
    return Bilingual(
        fr=f"{origin.name} et {destination.name}, à {said} l'une de l'autre à vol d'oiseau.",
        en=f"{origin.name} and {destination.name}, {said} apart as the crow flies.",
    ).say(language)


def _say_km(km: float, language: Language) -> str:
    return f"{say_number(km, language)}{NO_BREAK}km"


def halo() -> dict[str, str | float]:
    """Return the attributes that keep a name readable over lines."""
    return {"stroke": STONE, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke"}


def _town(view: View, point: tuple[float, float], name: str, colour: str, *, filled: bool) -> list[str]:
    x, y = view.place(*point)
    fill = colour if filled else "#fff"
    end = x + 14 + text_width(name, 15) > view.width - 8
    return [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6.5" fill="{fill}" stroke="{colour}" stroke-width="3"/>',
        label(
            x - 14 if end else x + 14, y + 5, name, font_size=15, font_weight=600, fill=INK,
            text_anchor="end" if end else "start", **halo(),
        ),
    ]  # fmt: skip


class View:
    """An equirectangular view, true along its middle parallel, that holds the way with room for names."""

    def __init__(
        self, way: list[tuple[float, float]], width: int, height: int, spread: float = 0.5, least: float = 0.2
    ) -> None:
        self.width, self.height = width, height
        latitudes, longitudes = [p[0] for p in way], [p[1] for p in way]
        self.centre = (min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2
        self.narrow = max(0.05, math.cos(math.radians(self.centre[0])))
        tall = max(max(latitudes) - min(latitudes), least)
        wide = max((max(longitudes) - min(longitudes)) * self.narrow, least)
        self.unit = min(height * 0.62 / tall, width * spread / wide)

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return where a latitude and longitude fall on the drawing."""
        x = self.width / 2 + (longitude - self.centre[1]) * self.narrow * self.unit
        return x, self.height / 2 - (latitude - self.centre[0]) * self.unit

    def ground(self) -> tuple[str, list[str]]:
        """Give the colour of what lies under, and the land on it where the coast is known."""
        north, west = self.centre[0] + self.height / 2 / self.unit, self.width / 2 / self.unit / self.narrow
        rings = land((self.centre[1] - west, 2 * self.centre[0] - north, self.centre[1] + west, north))
        if not rings:
            return STONE, []
        path = "".join(
            "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (self.place(lat, lon) for lon, lat in ring)) + "Z"
            for ring in rings
        )
        return WATER, [f'<path d="{path}" fill="{STONE}" stroke="#9fb3c0" stroke-width="0.8" stroke-linejoin="round"/>']

    def graticule(self, language: Language) -> list[str]:
        """Draw meridians and parallels, each named at the edge."""
        step = next((s for s in (0.1, 0.2, 0.5, 1, 2, 5, 10) if s * self.unit >= 55), 20)
        parts = []
        for number in self._between(self.centre[0], self.height / 2 / self.unit, step):
            y = self.place(number, 0)[1]
            parts.append(f'<path d="M0 {y:.1f}H{self.width}" stroke="{LINE}"/>')
            parts.append(label(8, y - 5, _degrees(number, "N", "S", language), font_size=11, fill=SOFT))
        for number in self._between(self.centre[1], self.width / 2 / self.unit / self.narrow, step):
            x = self.place(0, number)[0]
            turned = (number + 180) % 360 - 180
            parts.append(f'<path d="M{x:.1f} 0V{self.height}" stroke="{LINE}"/>')
            west = Bilingual(fr="O", en="W").say(language)
            parts.append(label(x + 5, 15, _degrees(turned, "E", west, language), font_size=11, fill=SOFT))
        return parts

    def _between(self, centre: float, half: float, step: float) -> list[float]:
        first, last = math.ceil((centre - half) / step), math.floor((centre + half) / step)
        return [round(number * step, 6) for number in range(first, last + 1)]

    def scale(self, language: Language) -> list[str]:
        """Draw a scale of a round number of kilometres, true along the middle parallel."""
        per_km = self.unit / (math.pi * EARTH_KM / 180)
        km = max((n for e in range(-1, 5) for n in (10**e, 2 * 10**e, 5 * 10**e) if n * per_km <= 130), default=0.1)
        long, y = km * per_km, self.height - 16
        x = self.width - long - 16
        text = f"{say_number(km, language, 0 if km >= 1 else 1)}{NO_BREAK}km"
        return [
            f'<path d="M{x:.1f} {y - 5}V{y}H{x + long:.1f}V{y - 5}" fill="none" stroke="{SOFT}" stroke-width="1.4"/>',
            label(x + long / 2, y - 8, text, font_size=11, fill=SOFT, text_anchor="middle"),
        ]


def _degrees(value: float, positive: str, negative: str, language: Language) -> str:
    number = f"{abs(value):g}"
    side = positive if value > 0 else negative if value < 0 else ""
    return f"{number.replace('.', ',') if language == 'fr' else number}°{side and NO_BREAK + side}"
