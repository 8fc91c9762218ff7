"""Derive ``canada.txt`` from Natural Earth's land (1:10m): clipped, rounded, islets left out.

Run: ``python -m jumelage.documents.coast.derive land-10m.json canada.txt`` (the file of the npm package ``world-atlas``
2.0.2, which carries Natural Earth 4.1 as TopoJSON). Each line is a ring: steps ``x,y`` in units of 0.03 degree, the first
from 0,0.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jumelage.documents.coast.rings import BOX, UNIT, Point, clipped

SMALLEST = 0.008
"""Square degrees under which an islet is left out."""

Step = tuple[int, int]


def rings(topology: Any) -> Iterator[list[Point]]:
    """Decode a topology's rings: arcs are steps in whole units, shared between neighbours (TopoJSON 1.0)."""
    (wide, tall), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[Point]] = []
    for arc in topology["arcs"]:
        x = y = 0
        arcs.append([])
        for across, up in arc:
            x, y = x + across, y + up
            arcs[-1].append((x * wide + left, y * tall + low))
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for numbers in (ring for polygon in polygons for ring in polygon):
            points: list[Point] = []
            for number in numbers:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                points += arc[1:] if points else arc
            yield points


def rounded(points: list[Point]) -> list[Step]:
    """Round to units, and drop what repeats or lies on a straight line."""
    kept: list[Step] = []
    for point in points:
        step = round(point[0] / UNIT), round(point[1] / UNIT)
        if kept and kept[-1] == step:
            continue
        while len(kept) >= 2 and _turn(kept[-2], kept[-1], step) == 0:
            kept.pop()
        kept.append(step)
    return kept


def _turn(a: Step, b: Step, c: Step) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def area(ring: list[Step]) -> float:
    """Measure a ring, in square degrees (shoelace)."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2 * UNIT**2


def main(source: Path, target: Path) -> None:
    """Write the table."""
    lines = []
    for points in rings(json.loads(source.read_text())):
        ring = rounded(clipped(points, BOX))
        if len(ring) >= 4 and area(ring) >= SMALLEST:
            before = [(0, 0), *ring]
            lines.append(" ".join(f"{b[0] - a[0]},{b[1] - a[1]}" for a, b in zip(before, ring, strict=False)))
    target.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
