"""Hold each room's coverage to its floor: ``python scripts/coverage_floors.py coverage.json [--write]``.

The floors stand in ``scripts/coverage_floors.json`` (per cent of lines that the fast tests run), set at what was reached; ``--write`` sets them
anew, two points below what was measured.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from pathlib import Path

FLOORS = Path(__file__).with_suffix(".json")


def room_of(file: str) -> str:
    """Return the room of a source file: ``agenda``, ``web/missions``, or the module at the top."""
    parts = Path(file).parts
    inside = parts[parts.index("jumelage") + 1 :]
    return "/".join(inside[: 2 if inside[0] == "web" else 1]) if len(inside) > 1 else "top modules"


def measured(report: Path) -> dict[str, float]:
    """Return the share of lines run, in per cent, by room."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for file, found in json.loads(report.read_text(encoding="utf-8"))["files"].items():
        if "migrations" not in file:
            room = counts[room_of(file)]
            room[0] += found["summary"]["covered_lines"]
            room[1] += found["summary"]["num_statements"]
    return {room: 100 * run / lines for room, (run, lines) in sorted(counts.items()) if lines}


def main() -> int:
    """Compare, or write the floors; return how many rooms are below."""
    found = measured(Path(sys.argv[1]))
    if "--write" in sys.argv:
        FLOORS.write_text(
            json.dumps({room: math.floor(share) - 2 for room, share in found.items() if share > 2}, indent=2) + "\n"
        )
        return 0
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    below = {room: share for room, share in found.items() if share < floors.get(room, 0)}
    for room, share in below.items():
        sys.stderr.write(f"{room}: {share:.1f} % of lines run, floor {floors[room]} %\n")
    return len(below)


if __name__ == "__main__":
    sys.exit(main())
