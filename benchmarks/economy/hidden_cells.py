"""What hidden cells cost: counties of 2017, many of their cells hidden, judged by the same counties of 2018, published with noise.

``python -m benchmarks.economy.hidden_cells [--short]``. County Business Patterns, two digits. The truth of 2018 is a year younger:
what is counted includes what really changed in it.
"""

from __future__ import annotations

import numpy as np
from benchmarks.results import DATA, arguments, publish, table

from jumelage.economy import Panel, portrait
from jumelage.economy.forecast.snapshots import Timeline
from jumelage.economy.measures.intervals import Range
from jumelage.errors import NoResultError

COLUMNS = {"place": "fips", "industry": "naics", "employment": "emp", "establishments": "est"}
YEARS = (2017, 2018)


def main() -> None:
    """Compare, write."""
    short = arguments(__doc__ or "").short
    panel = Panel.read(DATA / "economy" / "us_cbp_county_naics4_2017_2021.parquet", columns=COLUMNS)
    panel = panel.take(np.isin(panel.year, [panel.years.index(year) for year in YEARS])).at_level(2)
    sections = [panel.cross_section(year) for year in YEARS]
    both = sorted(set(sections[0].places) & set(sections[1].places))
    chosen = np.random.default_rng(0).permutation(len(both))[: 60 if short else 150]
    held: dict[str, list[bool]] = {"leader": [], "shares": [], "quotients": [], "hhi": [], "wrong": [], "unknown": []}
    for place in (both[i] for i in chosen):
        try:
            before, after = (portrait(panel, place, year, since=None) for year in YEARS)
        except NoResultError:
            continue
        compare(before, after, held)
    special = specialities(panel)
    rows = [[name, len(values), float(np.mean(values))] for name, values in held.items()]
    names = {
        "leader": "share of the largest sector of 2018 inside its interval of 2017",
        "shares": "share of any sector of 2018 inside its interval of 2017",
        "quotients": "location quotient of 2018 inside its interval of 2017",
        "hhi": "Herfindahl index of 2018 inside its interval of 2017",
        "wrong": "classes (reliance, ERS) of 2017 that contradict 2018",
        "unknown": "classes of 2017 left unknown",
    }
    text = table(("what", "of", "share"), [[names[str(name)], count, share] for name, count, share in rows])
    text += f"\n\nSpecialised sectors a county, among the cells that both years show: {special[0]:.2f} in 2017 and {special[1]:.2f} in 2018."
    publish("economy", "Hidden cells of 2017 judged by 2018", text, short=short)


def compare(before: object, after: object, held: dict[str, list[bool]]) -> None:
    """Note what the portrait of 2017 holds of that of 2018."""
    first = {line.industry: line for line in before.lines}  # type: ignore[attr-defined]
    for n, line in enumerate(after.lines):  # type: ignore[attr-defined]
        known = first.get(line.industry)
        if known is None or known.employment is not None:
            continue  # a published cell that changed is no fault of its interval
        held["shares"].append(inside(line.share, known.share_bounds))
        held["quotients"].append(inside(line.lq, known.bounds))
        if n == 0:
            held["leader"].append(inside(line.share, known.share_bounds))
    if before.suppressed_cells:  # type: ignore[attr-defined]
        held["hhi"].append(inside(after.hhi, before.hhi_bounds))  # type: ignore[attr-defined]
        for kind, (_, passes) in before.ers.items():  # type: ignore[attr-defined]
            held["unknown"].append(passes is None)
            real = after.ers.get(kind, (0.0, None))[1]  # type: ignore[attr-defined]
            held["wrong"].append(passes is not None and real is not None and passes != real)


def inside(value: float | None, between: Range | None) -> bool:
    """Tell whether a value lies in an interval; what has none is inside."""
    return value is None or between is None or between[0] - 1e-9 <= value <= between[1] + 1e-9


def specialities(panel: Panel) -> tuple[float, float]:
    """Count the sectors of quotient 1 or more a county, among the cells that both years publish."""
    timeline = Timeline.of(panel, YEARS)
    tables = [timeline.at(year).quotients for year in YEARS]
    shown = np.isfinite(tables[0]) & np.isfinite(tables[1])
    return tuple(float(((one >= 1) & shown).sum() / len(one)) for one in tables)  # type: ignore[return-value]


if __name__ == "__main__":
    main()
