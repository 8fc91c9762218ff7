"""Where the towns of the case and of the embedded panel are, and how far apart. Coordinates: GeoNames, CC BY 4.0."""

from __future__ import annotations

import csv
import math
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["ATTRIBUTION", "Place", "distance_km", "find_place", "place", "places"]

ATTRIBUTION = Bilingual(fr="Coordonnées\u00a0: GeoNames, CC BY 4.0", en="Coordinates: GeoNames, CC BY 4.0")
"""To be printed wherever the coordinates are shown."""

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


@dataclass(frozen=True, slots=True)
class Place:
    """A town: its name in both languages and its centre, in degrees (WGS 84)."""

    name: Bilingual
    latitude: float
    longitude: float


@cache
def places() -> tuple[Place, ...]:
    """List the towns with coordinates."""
    with Path(__file__).with_name("places.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Place(Bilingual(row["name_fr"], row["name_en"]), float(row["latitude"]), float(row["longitude"]))
            for row in csv.DictReader(file)
        )


@cache
def _by_name() -> dict[str, Place]:
    return {_plain(name): here for here in places() for name in (here.name.fr, here.name.en)}


def _plain(name: str) -> str:
    # Accents, case, ligatures and hyphens are typed in many ways; none of these towns differ by them alone.
    letters = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe"))
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).replace("-", " ").split())


def find_place(name: str) -> Place | None:
    """Return a town by its name in either language, whatever the accents, case and hyphens; None where it is not known."""
    return _by_name().get(_plain(name))


def place(name: str) -> Place:
    """Return a town by name.

    Raises
    ------
    InputError
        No coordinates are carried for that name.
    """
    found = find_place(name)
    if found is None:
        raise InputError.at(
            name or "\u2014",
            Bilingual("lieu sans coordonnées connues.", "no coordinates are known for this place."),
            Bilingual(
                "Vérifier l'orthographe ou donner la latitude et la longitude.",
                "Check the spelling, or give its latitude and longitude.",
            ),
        )
    return found


def distance_km(a: Place, b: Place) -> float:
    """Return the great-circle distance between two places, in km: as the crow flies, not by road.

    Haversine formula on a sphere of the Earth's mean radius; within 0.6 % of the ellipsoid.
    """
    north_a, north_b = math.radians(a.latitude), math.radians(b.latitude)
    half_north = (north_b - north_a) / 2
    half_east = math.radians(b.longitude - a.longitude) / 2
    chord = math.sin(half_north) ** 2 + math.cos(north_a) * math.cos(north_b) * math.sin(half_east) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))
