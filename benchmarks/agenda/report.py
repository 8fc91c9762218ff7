"""What the agenda benchmarks share: where the data is, the facts of the machine, and a section of RESULTS.md each."""

from __future__ import annotations

import argparse
import os
import platform
import re
import resource
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

__all__ = ["DATA", "arguments", "cpu_seconds", "memory_mb", "publish", "table"]

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "agenda"
RESULTS = Path(__file__).with_name("RESULTS.md")

INTRO = """# Agenda: what was measured

Each section is written whole by its own program, with what it missed; a rerun takes the place of the one before.
Visits with travel are in [VISITS.md](VISITS.md). Wall times are those of the machine and of what ran beside, told under
each section; CPU seconds count every process. Without the test data nothing is measured.
"""

SECTIONS = {
    "Published settings": "published",
    "Repair": "repairs",
    "Oversubscribed events": "events",
    "Growth": "growth",
    "Missions that the method by visits declines": "fallbacks",
    "Every feature mixed": "mixed",
    "Two source trees": "two_trees",
}
"""The sections in their order, each with its program."""


def arguments(description: str | None, names: Sequence[str] = ()) -> argparse.Namespace:
    """Read the named arguments, ``--short`` and ``--no-write``; leave in peace where the data is absent."""
    parser = argparse.ArgumentParser(description=description)
    for name in names:
        parser.add_argument(name)
    parser.add_argument("--short", action="store_true", help="a few seconds, for CI; RESULTS.md is left alone")
    parser.add_argument("--no-write", action="store_true", help="print only")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="stop measuring after so long")
    found = parser.parse_args()
    found.load = os.getloadavg()[0]
    if not DATA.is_dir():
        print("The test data is absent: nothing measured.")
        sys.exit(0)
    return found


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def cpu_seconds() -> float:
    """Give the CPU seconds of this process and of those it ran."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def memory_mb() -> int:
    """Give the most memory this process held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def publish(name: str, body: str, options: argparse.Namespace) -> None:
    """Print a section and, for a whole run, put it into RESULTS.md in place of the one of the same name."""
    facts = (
        f"`python -m benchmarks.agenda.{SECTIONS[name]}`, {os.cpu_count()} cores, Python {platform.python_version()}; "
        f"load average {options.load:.1f} at the start, {os.getloadavg()[0]:.1f} at the end (our own processes included)."
    )
    section = f"## {name}\n\n{body}\n\n*{facts}*\n"
    print(section)
    if options.short or options.no_write:
        return
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    held = {part.split("\n", 1)[0]: f"## {part.rstrip()}\n" for part in re.split(r"^## ", text, flags=re.M)[1:]}
    held[name] = section
    RESULTS.write_text("\n".join([INTRO, *(held[title] for title in SECTIONS if title in held)]), encoding="utf-8")
