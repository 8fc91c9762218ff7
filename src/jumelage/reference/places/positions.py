"""Where a place is, as people give it: a link of a map, a ``geo:`` address, or two numbers with or without letters."""

from __future__ import annotations

import math
import re
from typing import NamedTuple
from urllib.parse import unquote

__all__ = ["Position", "position_of"]


class Position(NamedTuple):
    """A point, in degrees north and east (WGS 84)."""

    latitude: float
    longitude: float


_NUMBER = r"[-+−]?\d{1,3}(?:[.,]\d+)?"
_SIGNED = r"([-+−]?\d{1,3}\.\d+)"
# The marker of a place comes before the centre of the map: that is what the link was copied for.
_LINKS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[?&#]mlat={_SIGNED}&mlon={_SIGNED}",
        rf"!3d{_SIGNED}!4d{_SIGNED}",
        r"^geo:([-+]?\d{1,3}(?:\.\d+)?),([-+]?\d{1,3}(?:\.\d+)?)",
        rf"[?&](?:q|query|ll|destination|daddr)=(?:loc:)?{_SIGNED},\s*{_SIGNED}",
        rf"#map=\d+(?:\.\d+)?/{_SIGNED}/{_SIGNED}",
        rf"/@{_SIGNED},{_SIGNED}",
        rf"/(?:place|search|dir)/{_SIGNED},\+?{_SIGNED}",
    )
)
_PART = re.compile(
    rf"(?P<before>[NSEWO])?\s*(?P<degrees>{_NUMBER})\s*°?\s*"
    r"(?:(?P<minutes>\d{1,2}(?:[.,]\d+)?)\s*['′’]\s*(?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s*(?:\"|″|”|''))?)?"
    r"\s*(?P<after>[NSEWO])?",
    re.IGNORECASE,
)
_LETTERS = ("NS", "EWO")
LONGEST = 2000


def position_of(text: str, near: tuple[float, float] | None = None) -> Position | None:
    """Read a position; None where the text holds none.

    Parameters
    ----------
    text
        A link copied from OpenStreetMap, Google Maps or Apple Plans, a ``geo:`` address, « 50,21 N, 66,38 O »,
        ``50°12'36" N 66°22'48" W`` or "50.21, 66.38".
    near
        A point in degrees (latitude, longitude) close to the place. Where a longitude has neither sign nor letter,
        the side of Greenwich nearer to this point is meant: nobody in Québec has to write a negative longitude.
    """
    asked = unquote(text.strip()[:LONGEST]).replace("−", "-")
    for pattern in _LINKS:
        if found := pattern.search(asked):
            return _valid(float(found[1]), float(found[2]))
    if "://" in asked:
        return None
    return _typed(asked, near)


def _typed(text: str, near: tuple[float, float] | None) -> Position | None:
    parts = _two_parts(text)
    if parts is None:
        return None
    (north, first), (east, second) = parts
    if first in ("E", "W", "O") or second in ("N", "S"):  # longitude first, and said so
        (north, first), (east, second) = (east, second), (north, first)
    if (first and first not in _LETTERS[0]) or (second and second not in _LETTERS[1]):
        return None
    north = -abs(north) if first == "S" else north
    if second:
        east = abs(east) if second == "E" else -abs(east)
    elif near is not None and east > 0 and not re.search(r"\+", text):
        east = min((east, -east), key=lambda side: abs(side - near[1]))
    return _valid(north, east)


def _two_parts(text: str) -> tuple[tuple[float, str], tuple[float, str]] | None:
    found = [match for match in _PART.finditer(text) if match["degrees"]]
    rest = _PART.sub("", text)
    if len(found) != 2 or re.search(r"[^\s,;/()]", rest):
        return None
    one, other = (_degrees(match) for match in found)
    return one, other


def _degrees(match: re.Match[str]) -> tuple[float, str]:
    def number(name: str) -> float:
        return float((match[name] or "0").replace(",", "."))

    degrees = number("degrees")
    rest = number("minutes") / 60 + number("seconds") / 3600
    value = math.copysign(abs(degrees) + rest, -1 if (match["degrees"] or "").startswith("-") else 1)
    return value, (match["before"] or match["after"] or "").upper()


def _valid(latitude: float, longitude: float) -> Position | None:
    return Position(latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None
