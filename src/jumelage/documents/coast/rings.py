"""Read the coast, and cut it to a window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib import resources

__all__ = ["BOX", "UNIT", "Box", "Point", "clipped", "land"]

Point = tuple[float, float]
"""Longitude and latitude, in degrees."""

Box = tuple[float, float, float, float]
"""West, south, east, north."""

UNIT = 0.03
BOX: Box = (-142.0, 41.0, -50.0, 63.0)
"""Where the coast is known."""


def land(window: Box) -> list[list[Point]]:
    """List the rings of land inside a window; none where the window reaches out of what is known."""
    west, south, east, north = window
    if west < BOX[0] or south < BOX[1] or east > BOX[2] or north > BOX[3]:
        return []
    cut = (clipped(ring, window) for ring in _rings())
    return [ring for ring in cut if len(ring) >= 3]


def clipped(ring: Sequence[Point], box: Box) -> list[Point]:
    """Cut a ring to a box, one edge after another (Sutherland and Hodgman, CACM 17, 1974)."""
    points = list(ring)
    for axis, edge, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        points = _cut(points, axis, edge, lambda value, edge=edge, sign=sign: sign * (value - edge) >= 0)  # type: ignore[misc]
    return points


def _cut(points: list[Point], axis: int, edge: float, inside: Callable[[float], bool]) -> list[Point]:
    kept: list[Point] = []
    for before, point in zip(points[-1:] + points[:-1], points, strict=True):
        if inside(before[axis]) != inside(point[axis]):
            share = (edge - before[axis]) / (point[axis] - before[axis])
            other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
            kept.append((edge, other) if axis == 0 else (other, edge))
        if inside(point[axis]):
            kept.append(point)
    return kept


@cache
def _rings() -> tuple[tuple[Point, ...], ...]:
    text = (resources.files("jumelage.documents.coast") / "canada.txt").read_text(encoding="ascii")
    return tuple(_ring(line) for line in text.splitlines())


def _ring(line: str) -> tuple[Point, ...]:
    x = y = 0
    points = []
    for step in line.split():
        across, up = step.split(",")
        x, y = x + int(across), y + int(up)
        points.append((x * UNIT, y * UNIT))
    return tuple(points)
