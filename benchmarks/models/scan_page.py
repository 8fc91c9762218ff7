"""The page that tells what the search of the counties found: written from the results, no number by hand."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from jumelage.economy.counterfactual.many_tests import adjusted
from jumelage.economy.model_towns import ModelTown, ModelTowns
from jumelage.economy.model_towns.document import summary
from jumelage.economy.model_towns.result import Chart
from jumelage.language import say_number

__all__ = ["write_page"]

NAMES = {
    "personal_income_kusd": "total personal income",
    "pc_income_usd": "personal income per person",
    "population": "population",
}
UNITS = {
    "personal_income_kusd": "thousand USD of the day",
    "pc_income_usd": "USD of the day",
    "population": "people",
}
MCDOWELL = "54047"
SOURCE = "U.S. Bureau of Economic Analysis, CAINC1 (public domain); USDA ERS county types 2015 (public domain)"


def write_page(folder: Path, runs: Mapping[str, Any]) -> None:
    """Write the page and its charts."""
    images = folder / "us-counties-scan"
    images.mkdir(parents=True, exist_ok=True)
    for old in images.glob("*.svg"):
        old.unlink()
    main = runs["personal_income_kusd"].found
    parts = [
        _head(main),
        _counts(runs),
        _mcdowell(main, images),
        *(_better(outcome, run.found, images) for outcome, run in runs.items()),
        _lasting(main),
        _cannot(main),
        _all_hit(main),
        _how(main, runs),
    ]
    (folder / "us-counties-scan.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _head(found: ModelTowns) -> str:
    counts = summary(found)
    years = found.outcomes.years
    adjusted_count = counts["did_better_after_adjustment"]
    better = f"{counts['did_better']}" if counts["did_better"] else "none"
    left = f"{adjusted_count}" if adjusted_count else "none"
    french = {"none": "aucun"}
    return f"""# Which American counties were hit, and which came back: {years[0]} to {years[-1]}

> **En bref.** Parmi {say_number(counts["places"], "fr")} comtés américains, la population de {counts["shocked"]} s'est effondrée à côté de celle des
> autres. On peut en comparer {counts["judged"]} à des comtés que rien n'a touchés. Pour le revenu total, a fait mieux qu'eux\u00a0:
> {french.get(better, better)}. Faire mieux que des lieux que rien n'a touchés est une barre haute, et les comtés sont si
> changeants que seuls de grands écarts se voient. Cette page n'affirme rien au-delà de ce test.

A search of all {counts["places"]:,} county areas for those whose population broke down, each compared with counties
that were not hit. It is the same search that `jumelage economy models` runs for a town.

**In one sentence: {counts["shocked"]} counties were hit, {counts["judged"]} can be compared; {better} did
better in total personal income ({left} once one minds how many were looked at).** Doing better than
places that nothing hit is a high bar. This page claims nothing beyond that test."""


def _counts(runs: Mapping[str, Any]) -> str:
    rows = [
        "| judged by | hit | comparable | did better | as expected | worse | cannot tell | better by chance alone | better after adjustment |"
    ]
    rows.append("|---|---|---|---|---|---|---|---|---|")
    for outcome, run in runs.items():
        c = summary(run.found)
        rows.append(
            f"| {NAMES[outcome]} | {c['shocked']} | {c['judged']} | {c['did_better']} | {c['as_expected']} | {c['worse']} "
            f"| {c['cannot_tell']} | {c['did_better_expected_by_chance']:.1f} | {c['did_better_after_adjustment']} |"
        )
    return (
        "## How many\n\n"
        + "\n".join(rows)
        + """

- **Hit**: population fell at least 10 % behind the median county and behind the county's own growth before, in a break
  that the test puts at 95 % confidence or more.
- **Comparable**: at least eight years before the shock, at least three from the fifth year after on, no hole in the
  series, and at least 19 unhit counties to compare with.
- **Better by chance alone**: what a test with a risk of 2.5 % on that side gives among so many counties, had nothing
  happened in any. A count of *did better* near that number is no news.
- **After adjustment**: those left when at most one call in ten may be false (Benjamini and Hochberg 1995)."""
    )


def _mcdowell(found: ModelTowns, images: Path) -> str:
    town = next((t for t in found.towns if t.place == MCDOWELL), None)
    if town is None:
        return "## McDowell, West Virginia\n\nMcDowell was **not** found among the counties hit. That is a miss."
    shock, image = town.judgement.shock, _chart(town, images)
    return f"""## A known case: McDowell, West Virginia

Coal country, 50,000 people in 1969, 18,000 in 2018. The search dates its break at {shock.year} (somewhere from
{shock.earliest} to {shock.latest}; confidence {shock.confidence:.1%}).

{town.story.en}

{image}"""


def _better(outcome: str, found: ModelTowns, images: Path) -> str:
    towns = found.of("did better")
    title = f"## Did better in {NAMES[outcome]}"
    if not towns:
        return f"{title}\n\nNone of the {found.judged} counties that can be compared."
    rows = [
        "| county | hit in | gap | 95 % interval | placebo p | adjusted q | error before |",
        "|---|---|---|---|---|---|---|",
    ]
    rows += [_row(town, town.q_better or 1.0) for town in sorted(towns, key=_p_better)]
    shown = [_chart(town, images, outcome) for town in sorted(towns, key=_p_better)[:4]]
    caution = (
        f"With {found.judged} counties compared, about {found.expected_by_chance:.1f} would be here by chance alone. "
        "A q above 0.10 means that this county's result cannot be told from such chance."
    )
    return "\n\n".join([title, caution, "\n".join(rows), *shown])


def _p_better(town: ModelTown) -> float:
    assert town.judgement.evidence is not None
    return town.judgement.evidence.inference.p_better


def _row(town: ModelTown, q: float) -> str:
    evidence = town.judgement.evidence
    assert evidence is not None
    found = evidence.inference
    row = (
        f"| {town.name} | {town.judgement.shock.year} | {math.expm1(found.effect):+.0%} | {math.expm1(found.low):+.0%} to "
        f"{math.expm1(found.high):+.0%} | {found.p_placebo:.3f} of {found.placebos} | {q:.2f} "
        f"| {evidence.pre_fit_rmspe:.1%} |"
    )
    return row.replace("| -", "| −").replace("to -", "to −")


def _lasting(found: ModelTowns) -> str:
    judged = [town for town in found.towns if town.judgement.evidence is not None]
    p_worse = [town.judgement.evidence.inference.p_worse for town in judged if town.judgement.evidence]
    q_worse = {town.place: q for town, q in zip(judged, adjusted(p_worse), strict=True)}
    towns = sorted(found.of("worse"), key=lambda town: q_worse[town.place])
    rows = [
        "| county | hit in | gap | 95 % interval | placebo p | adjusted q | error before |",
        "|---|---|---|---|---|---|---|",
    ]
    rows += [_row(town, q_worse[town.place]) for town in towns]
    sure = sum(q_worse[town.place] <= 0.10 for town in towns)
    return f"""## Still below, five to fourteen years later, in total personal income

{len(towns)} counties, {sure} of them after adjustment. Population is part of total income, and a county is in this search
because its population fell: that many stand below is close to given in advance.

""" + "\n".join(rows)


def _all_hit(found: ModelTowns) -> str:
    towns = sorted(found.towns, key=lambda town: (town.judgement.shock.year, town.name))
    names = "; ".join(f"{town.name} ({town.judgement.shock.year})" for town in towns)
    return f"## All the counties hit\n\nBy the year in which the fall begins, for population:\n\n{names}."


def _cannot(found: ModelTowns) -> str:
    reasons: dict[str, int] = {}
    for town in found.of("cannot tell"):
        said = town.judgement.reason.en
        kind = next((words for key, words in _REASONS.items() if key in said), said)
        reasons[kind] = reasons.get(kind, 0) + 1
    rows = "\n".join(f"| {kind} | {count} |" for kind, count in sorted(reasons.items(), key=lambda item: -item[1]))
    tested = [town.judgement.evidence.inference for town in found.towns if town.judgement.evidence is not None]
    reach = math.expm1(float(np.median([one.high - one.effect for one in tested])))
    return f"""## Cannot tell, and why (total personal income)

| reason | counties |
|---|---|
{rows}

A county's income five to fourteen years ahead is hard to foretell: half of the intervals reach {reach:.0%} or more either way.
Only large effects can be seen. That is why the first row is so long."""


_REASONS = {
    "may go either way": "the interval holds zero and is too wide for “as expected”",
    "before the shock; 8": "fewer than eight years before the shock",
    "too recent": "fewer than three years from the fifth after the shock on",
    "does not follow": "the comparison does not follow the county before the shock",
    "was there before": "a gap at least half as large was there before the shock",
    "changes sign": "the sign rests on a single donor",
    "too few places": "too few counties to compare with",
    "years are missing": "years are missing",
}


def _how(found: ModelTowns, runs: Mapping[str, Any]) -> str:
    s, where = found.settings, found.outcomes.coordinates
    positions = 0 if where is None else int(np.isfinite(where).all(axis=1).sum())
    took = "; ".join(
        f"{NAMES[o]}: {r.seconds:.0f} s on the clock, {r.cpu_seconds:.0f} s of processor, {r.peak_mb:,.0f} MB"
        for o, r in runs.items()
    )
    return f"""## How, and what it does not say

- **No industry.** These tables hold income and population only. “Hit” means that the county's own population broke
  down, whatever the cause: a mine, a mill, a base, a hurricane, a farm crisis. It does not mean that a leading industry
  was seen to close.
- **The comparison**: synthetic difference-in-differences on logarithms, up to {s.donors} donors nearest in path and size over at most
  {s.before[1]} years before; counties hit in the window, within {s.neighbours_km:.0f} km where the position is known ({positions:,} of {len(found.outcomes.places):,}: the file at
  hand gives one position to all counties that share a name, and those are not used), or of the same USDA type (2015, so *after*
  many of the shocks: the best there is, not good) are left out. A neighbour left in may share the blow, which makes the gap look
  smaller. Up to {s.placebos} placebos each, the unhit counties
  nearest in size and restlessness, each with its own donors. Judged: years {s.judged[0]} to {s.judged[1]} after the shock.
- **A claim needs all of**: an interval that leaves zero out; a fit before the shock at most twice as loose as usual; no gap
  half as large before the shock; the same sign whichever donor is left out.
- **What is judged is not the shock's own series** in the first two rows, but population weighs on total income, so “worse”
  is easy and “better” is hard there. In the third row shock and outcome are the same series: only “better” is news.
- **Donors were chosen for not having fallen**, so that the placebos are a little too calm on the low side: “worse” is said
  somewhat too often, “better” is not.
- **Dollars are those of the day**: comparison counties share inflation, and only the gap is told. Local prices differ.
- **A county is not a town**, and people who left may do well elsewhere: income per person of those who stay can rise
  because the poor, or the young, left.
- **A gap is not a cause.** It does not say which method, fund, person or luck made it.

The search took ({took}), on two cores shared with other heavy work: the processor time is the steadier figure; the peak adds the main process and its largest child.

Source: {SOURCE}. Made by `python -m benchmarks.models.scan`."""


def _chart(town: ModelTown, images: Path, outcome: str = "personal_income_kusd") -> str:
    """Write one chart and return the line that shows it."""
    chart = town.judgement.chart
    if chart is None:
        return ""
    file = images / f"{outcome}-{town.place}.svg"
    file.write_text(_svg(town, chart, f"{NAMES[outcome]} ({UNITS[outcome]})"), encoding="utf-8")
    alt = f"{town.name}, {NAMES[outcome]}: actual, and what similar unhit counties suggest, {chart.years[0]}–{chart.years[-1]}"
    return f"![{alt}](us-counties-scan/{file.name})"


def _svg(town: ModelTown, chart: Chart, outcome: str) -> str:
    width, height, left, right, top, bottom = 640, 300, 64, 120, 40, 34
    values = [*chart.actual, *chart.without, *chart.low, *chart.high]
    low, high = min(values), max(values)
    span = (high - low) or 1.0

    def x(i: int) -> float:
        return left + (width - left - right) * i / (len(chart.years) - 1)

    def y(value: float) -> float:
        return top + (height - top - bottom) * (high - value) / span

    def line(path: Sequence[float]) -> str:
        return " ".join(f"{x(i):.1f},{y(v):.1f}" for i, v in enumerate(path))

    band = line(chart.high) + " " + " ".join(f"{x(i):.1f},{y(v):.1f}" for i, v in reversed(list(enumerate(chart.low))))
    shock = chart.years.index(town.judgement.shock.year)
    ticks = [i for i, year in enumerate(chart.years) if year % 5 == 0]
    marks = "".join(
        f'<text x="{x(i):.0f}" y="{height - 12}" text-anchor="middle">{chart.years[i]}</text>' for i in ticks
    )
    scale = "".join(
        f'<text x="{left - 8}" y="{y(v) + 4:.0f}" text-anchor="end">{_short(v)}</text>'
        f'<line x1="{left}" x2="{width - right}" y1="{y(v):.0f}" y2="{y(v):.0f}" stroke="#ddd8cf"/>'
        for v in (low, low + span / 2, high)
    )
    end = len(chart.years) - 1
    ends = [y(chart.actual[end]), y(chart.without[end])]
    if abs(ends[0] - ends[1]) < 14:
        ends[1] = ends[0] + (14 if ends[1] >= ends[0] else -14)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12" fill="#2b2a27" role="img">
<title>{town.name}: {outcome}</title>
<rect width="{width}" height="{height}" fill="#fbfaf7"/>
<text x="{left}" y="22" font-size="14" font-weight="bold">{town.name}: {outcome}</text>
{scale}<polygon points="{band}" fill="#e4e0d6"/>
<line x1="{x(shock):.1f}" x2="{x(shock):.1f}" y1="{top}" y2="{height - bottom}" stroke="#a4471f" stroke-dasharray="4 4"/>
<polyline points="{line(chart.without)}" fill="none" stroke="#6b6760" stroke-width="2" stroke-dasharray="6 4"/>
<polyline points="{line(chart.actual)}" fill="none" stroke="#1f5b4a" stroke-width="2.5"/>
<text x="{width - right + 8}" y="{ends[0] + 4:.0f}" fill="#1f5b4a">actual</text>
<text x="{width - right + 8}" y="{ends[1] + 4:.0f}" fill="#6b6760">without the shock</text>
<text x="{x(shock) + 5:.0f}" y="{top + 12}" fill="#a4471f">{chart.years[shock]}</text>
{marks}</svg>
"""


def _short(value: float) -> str:
    for size, unit in ((1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value:.3g}"
