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


def arguments(description: str | None) -> argparse.Namespace:
    """Read ``--short`` and ``--no-write``; leave in peace where the data is absent."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--short", action="store_true", help="a few seconds, for CI; RESULTS.md is left alone")
    parser.add_argument("--no-write", action="store_true", help="print only")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="stop measuring after so long")
    found = parser.parse_args()
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
    load = os.getloadavg()[0]
    facts = f"{os.cpu_count()} cores, Python {platform.python_version()}, load average {load:.1f} at the end (other work ran beside)."
    section = f"## {name}\n\n{body}\n\n*{facts}*\n"
    print(section)
    if options.short or options.no_write:
        return
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Agenda: what was measured\n"
    text = re.sub(rf"\n## {re.escape(name)}\n.*?(?=\n## |\Z)", "", text, flags=re.S)
    RESULTS.write_text(text.rstrip() + "\n\n" + section, encoding="utf-8")
