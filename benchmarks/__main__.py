"""Run every benchmark, one after the other: ``python -m benchmarks [--short]``.

``--short`` runs the form of each that takes seconds and writes nothing, so that none rots; it fails when one fails.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
# two_trees wants the two trees named
NOT_RUN = {"__init__", "__main__", "made", "report", "peers", "scan_page", "two_trees"}


def modules() -> list[str]:
    """Name the benchmarks, in the order of their folders."""
    files = sorted(HERE.glob("*/*.py"))
    return [f"benchmarks.{file.parent.name}.{file.stem}" for file in files if file.stem not in NOT_RUN]


def main() -> int:
    """Run them; return how many failed."""
    failed = 0
    for name in modules():
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", name, *sys.argv[1:]], cwd=HERE.parent, capture_output=True, text=True, check=False
        )
        print(
            f"{name}: {'ok' if done.returncode == 0 else 'FAILED'}, {time.perf_counter() - started:.1f} s", flush=True
        )
        if done.returncode:
            failed += 1
            print(done.stdout[-2000:], done.stderr[-4000:], file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(main())
