"""Complexity of 250 places and 5,000 industries beside three libraries, then 3,000 x 1,000 over 20 years alone.

``python -m benchmarks.economy.complexity_speed [--short]``. The libraries run in an environment of their own, named by
``JUMELAGE_PEERS`` (a Python with ecomplexity 0.5.3, econcomplex 1.0.1, economic-complexity 0.3.0 and pandas under 3, which
the last needs); without it the comparison is left as it stands in RESULTS.md. Each runs in a process of its own, which tells its time and its peak memory, libraries loaded included. The table is made:
log-normal cells, half of them empty.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.results import arguments, publish, table

CHART = Path(__file__).with_name("cost.svg")

MADE = """
import json, resource, sys, time
import numpy as np
places, industries, years = map(int, sys.argv[1:4])
rng = np.random.default_rng(7)
def year():
    return rng.lognormal(0, 2, (places, industries)) * (rng.random((places, industries)) < 0.5)
def tell(start, cpu):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu, "peak_mb": peak}))
"""
OURS = (
    MADE
    + """
from jumelage.economy.measures.complexity import complexity_of
tables = [year() for _ in range(1)] if years == 1 else (year() for _ in range(years))
first = next(iter(tables)) if years > 1 else tables[0]
start, cpu = time.perf_counter(), time.process_time()
complexity_of(first)
for _ in range(years - 1):
    complexity_of(year())
tell(start, cpu)
"""
)
FRAME = (
    MADE
    + """
import warnings; warnings.simplefilter("ignore")
import pandas as pd
cells = year()
p, i = np.indices(cells.shape)
long = pd.DataFrame({"y": 2000, "p": p.ravel().astype(str), "i": i.ravel().astype(str), "v": cells.ravel()})
wide = pd.DataFrame(cells)
"""
)
PEERS = {
    "ecomplexity 0.5.3": FRAME
    + """
from ecomplexity import ecomplexity
start, cpu = time.perf_counter(), time.process_time()
ecomplexity(long, {"time": "y", "loc": "p", "prod": "i", "val": "v"}, check_logsupermodularity=False, verbose=False)
tell(start, cpu)
""",
    "econcomplex 1.0.1": FRAME
    + """
import econcomplex as ec
start, cpu = time.perf_counter(), time.process_time()
rca = ec.rca(wide); ec.eci_pci(wide); phi = ec.proximity(wide)["product"]; ec.relatedness_density(wide, phi=phi)
tell(start, cpu)
""",
    "economic-complexity 0.3.0": FRAME
    + """
from economic_complexity import rca, complexity, proximity, relatedness
start, cpu = time.perf_counter(), time.process_time()
r = rca(wide); complexity(r); phi = proximity(r); relatedness(r, proximities=phi)
tell(start, cpu)
""",
}
LIMIT = 3600


def run(python: str, code: str, size: tuple[int, int, int]) -> dict[str, float] | None:
    """Run one program and read what it measured; None where it fails or takes over an hour."""
    command = [python, "-c", code, *(str(n) for n in size)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=True)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        print(f"failed: {str(error)[-300:]} {(getattr(error, 'stderr', '') or '')[-300:]}")
        return None
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def machine() -> str:
    """Tell what else weighed on the measure: threads of linear algebra and the load when it began."""
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "all")
    return f"Threads of linear algebra: {threads}. Load when it began: {os.getloadavg()[0]:.1f}."


def verdict(ratios: dict[str, tuple[float, float]]) -> str:
    """Tell whether what was asked for was reached: against ecomplexity, 100 times the speed, a quarter of the memory."""
    if "ecomplexity 0.5.3" not in ratios:
        return "Asked for: 100 × faster than ecomplexity with a quarter of its memory; it did not run."
    faster, smaller = ratios["ecomplexity 0.5.3"]
    speed, memory = _reached(faster >= 100), _reached(smaller >= 4)
    return (
        f"Asked for: 100 × faster than ecomplexity ({speed}: {faster:.0f} ×) with a quarter of its memory ({memory}: "
        f"{smaller:.1f} ×)."
    )


def _reached(met: bool) -> str:
    return "reached" if met else "**missed**"


def beside(size: tuple[int, int, int]) -> tuple[list[list[object]], dict[str, tuple[float, float]]]:
    """Measure ours and the peers on one table: rows, and how many times slower and larger each peer is."""
    ours = run(sys.executable, OURS, size)
    assert ours is not None
    rows: list[list[object]] = [["**jumelage**", ours["seconds"], ours["cpu"], f"{ours['peak_mb']:.0f}", "1", "1"]]
    python, ratios = os.environ.get("JUMELAGE_PEERS"), {}
    for name, code in PEERS.items() if python else ():
        peer = run(str(python), code, size)
        if peer is None:
            rows.append([name, "failed", "", "", "", ""])
            continue
        ratios[name] = peer["seconds"] / ours["seconds"], peer["peak_mb"] / ours["peak_mb"]
        rows.append(
            [
                name,
                peer["seconds"],
                peer["cpu"],
                f"{peer['peak_mb']:.0f}",
                f"{ratios[name][0]:.0f} × (CPU {peer['cpu'] / ours['cpu']:.0f} ×)",
                f"{ratios[name][1]:.1f} ×",
            ]
        )
    return rows, ratios


def growth(short: bool) -> tuple[str, list[tuple[int, float, float]]]:
    """Measure ours as the table grows."""
    sizes = (50, 100) if short else (50, 100, 200, 400, 800, 1600)
    points = []
    for places in sizes:
        found = run(sys.executable, OURS, (places, 10 * places if places <= 800 else 8000, 1))
        assert found is not None
        points.append((places * min(10 * places, 8000), found["cpu"], found["peak_mb"]))
    rows = [[f"{cells:,}", cpu, f"{peak:.0f}"] for cells, cpu, peak in points]
    return table(("cells", "CPU seconds", "peak MB"), rows), points


def draw(points: list[tuple[int, float, float]]) -> None:
    """Draw cost against size, both on logarithmic scales."""
    import math

    xs, ys = ([math.log10(max(p[k], 1e-3)) for p in points] for k in (0, 1))
    low, high = (min(xs), min(ys)), (max(xs), max(ys))

    def at(x: float, y: float) -> str:
        return f"{60 + 400 * (x - low[0]) / (high[0] - low[0]):.1f},{260 - 220 * (y - low[1]) / (high[1] - low[1]):.1f}"

    dots = [at(x, y) for x, y in zip(xs, ys, strict=True)]
    marks = "".join(f'<circle cx="{d.split(",")[0]}" cy="{d.split(",")[1]}" r="4"/>' for d in dots)
    labels = "".join(
        f'<text x="{d.split(",")[0]}" y="{float(d.split(",")[1]) - 10:.1f}" text-anchor="end">{c:,} : {s:.2f} s</text>'
        for d, (c, s, _) in zip(dots, points, strict=True)
    )
    CHART.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 300" font-family="sans-serif" font-size="11">'
        "<title>CPU seconds against cells of the table, logarithmic scales</title>"
        f'<rect width="480" height="300" fill="#fff"/><polyline fill="none" stroke="#1f5f8b" points="{" ".join(dots)}"/>'
        f'<g fill="#1f5f8b">{marks}</g><g fill="#222">{labels}</g>'
        '<text x="240" y="290" text-anchor="middle">cells</text></svg>\n',
        encoding="utf-8",
    )


def main() -> None:
    """Measure, write."""
    short = arguments(__doc__ or "").short
    size = (40, 200, 1) if short else (250, 5000, 1)
    columns = ("library", "seconds", "CPU seconds", "peak MB", "time", "memory")
    started = machine()
    rows, ratios = beside(size)
    text = table(columns, rows)
    text += (
        f"\n\n{verdict(ratios)} {started}\n\nOurs computes quotients, ECI, PCI, fitness, density and opportunity gain; econcomplex and economic-complexity "
        "are asked for quotients, ECI, PCI, proximity and density only; ecomplexity does all but fitness, its check of "
        "log-supermodularity off."
    )
    # Without the peers there is nothing to compare: the last comparison stays.
    publish("economy", f"Complexity, {size[0]} places × {size[1]:,} industries", text, short=short or not ratios)
    started = machine()
    years = (60, 40, 3) if short else (3000, 1000, 20)
    found = run(sys.executable, OURS, years)
    assert found is not None
    row = [[found["seconds"], found["cpu"], f"{found['peak_mb']:.0f}"]]
    text = (
        table(("seconds", "CPU seconds", "peak MB"), row)
        + f"\n\nAsked for: under 30 s ({_reached(found['seconds'] < 30)}) and 3,000 MB ({_reached(found['peak_mb'] < 3000)}). "
        f"{started} On a machine busy with other work, read the CPU seconds."
    )
    publish(
        "economy", f"Complexity, {years[0]:,} places × {years[1]:,} industries × {years[2]} years", text, short=short
    )
    text, points = growth(short)
    publish("economy", "Complexity, cost as the table grows", text + "\n\n![Cost](cost.svg)", short=short)
    if not short:
        draw(points)


if __name__ == "__main__":
    main()
