"""Mining- and manufacturing-dependent counties of the USDA found from employment alone, and what suppression costs.

``python -m benchmarks.economy.mining_counties [--short]``. The typology of 2015 rests on earnings and jobs of
2010-2012; the oldest usable County Business Patterns here are of 2018, and 2017 shows what heavier suppression does.
"""

from __future__ import annotations

import duckdb
import numpy as np
from benchmarks.results import DATA, arguments, publish, table

from jumelage.economy import Panel
from jumelage.economy.measures.reliance import ERS_JOB_SHARES
from jumelage.economy.table.classification import under

FLAGS = {"mining": "Mining_2015-Update", "manufacturing": "Manufacturing_2015_Update"}


def truth(kind: str) -> set[str]:
    """Return the counties that the USDA flags."""
    file = DATA / "economy" / "us_ers_county_typology_2015.csv"
    query = f"""select lpad(cast(FIPStxt as varchar), 5, '0') from '{file}' where "{FLAGS[kind]}" = 1"""
    return {row[0] for row in duckdb.sql(query).fetchall()}


def found(panel: Panel, year: int, kind: str) -> tuple[dict[str, float], set[str]]:
    """Return the job share of every county, and those with an unknown cell of the kind."""
    section = panel.cross_section(year)
    own = np.array([under(code, ERS_JOB_SHARES[kind][0]) for code in section.industries])
    jobs = np.nansum(section.employment, axis=1)
    shares = np.nansum(section.employment[:, own], axis=1) / np.where(jobs > 0, jobs, np.inf)
    unknown = np.isnan(section.employment[:, own]).any(axis=1)
    hidden = {place for place, u in zip(section.places, unknown, strict=True) if u}
    return dict(zip(section.places, map(float, shares), strict=True)), hidden


def main() -> None:
    """Compare, write."""
    short = arguments(__doc__ or "").short
    columns = {"place": "fips", "industry": "naics", "employment": "emp", "establishments": "est"}
    panel = Panel.read(DATA / "economy" / "us_cbp_county_naics4_2017_2021.parquet", columns=columns)
    rows: list[list[object]] = []
    misses = ""
    for kind in FLAGS:
        real = truth(kind)
        threshold = ERS_JOB_SHARES[kind][1]
        for year in (2018,) if short else (2017, 2018):
            shares, hidden = found(panel, year, kind)
            said = {place for place, share in shares.items() if share >= threshold}
            known = real & set(shares)
            hit = said & known
            rows.append(
                [
                    kind,
                    year,
                    len(real),
                    len(said),
                    len(hit) / len(said),
                    len(hit) / len(real),
                    len((known - said) & hidden),
                ]
            )
            if kind == "mining" and year == 2018:
                none = sum(shares[p] == 0 for p in known - said)
                misses = f"Of the {len(real - hit)} mining counties missed in 2018, {none} show no mining job at all in the file and {len(real - set(shares))} are not in it."
    head = ("kind", "year", "USDA flags", "found", "precision", "recall", "missed with a hidden cell")
    text = table(head, rows)
    text += (
        "\n\nThresholds of jobs: mining 8 %, manufacturing 16 %. The USDA counts self-employed and government jobs and, first of all, "
        "earnings; the file leaves out cells of fewer than three establishments, where a county's one mine is. "
        + misses
    )
    publish("economy", "Mining and manufacturing counties from employment alone", text, short=short)


if __name__ == "__main__":
    main()
