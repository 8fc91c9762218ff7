"""What benchmarks share: where the data is, a table, and a section in the RESULTS.md of an engine's folder."""

from __future__ import annotations

import argparse
import os
import platform
import re
from collections.abc import Sequence
from pathlib import Path

DATA = Path(os.environ.get("JUMELAGE_DATA", Path(__file__).parents[2] / "shared" / "data"))


def arguments(about: str) -> argparse.Namespace:
    """Read ``--short`` (seconds, for CI; writes nothing)."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--short", action="store_true", help="a small part, in seconds; RESULTS.md is left as it is")
    return parser.parse_args()


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Write a Markdown table; numbers to three places."""

    def cell(value: object) -> str:
        return f"{value:.3f}" if isinstance(value, float) else str(value)

    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    return "\n".join(lines + ["| " + " | ".join(cell(v) for v in row) + " |" for row in rows])


def publish(engine: str, title: str, text: str, *, short: bool) -> None:
    """Print a section, and put it in the engine's RESULTS.md in place of the one of the same title."""
    section = f"## {title}\n\n{text}\n\nPython {platform.python_version()}, {os.cpu_count()} shared cores.\n"
    print(section)
    if short:
        return
    results = Path(__file__).parent / engine / "RESULTS.md"
    head = f"# {engine.capitalize()}: what was measured\n\nMade by `python -m benchmarks.{engine}.NAME`.\n"
    known = results.read_text(encoding="utf-8") if results.exists() else head
    pattern = re.compile(rf"## {re.escape(title)}\n.*?(?=\n## |\Z)", re.DOTALL)
    known = pattern.sub(lambda _: section, known) if pattern.search(known) else f"{known.rstrip()}\n\n{section}"
    results.write_text(known.rstrip() + "\n", encoding="utf-8")
