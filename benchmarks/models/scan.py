"""Search all counties of the United States, 1969 to 2018, for places that were hit, and judge each with its placebos.

Reads the public tables of ``../shared/data/economy`` (BEA CAINC1; coordinates and USDA ERS types beside it); writes
``docs/explanation/us-counties-scan.md`` and its charts. ``python -m benchmarks.models.scan [--short]``: the short form
searches five states and throws its page away. The settings are those a user gets; what is judged was fixed before the
first run: total personal income first, then income per person and population.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb
from benchmarks.models.scan_page import write_page

from jumelage.economy.model_towns import ModelTowns, Settings, model_towns, read_outcomes
from jumelage.economy.model_towns.document import summary

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "economy"
OUTCOMES = ("personal_income_kusd", "pc_income_usd", "population")
SHOCK_IN = "population"


@dataclass(frozen=True)
class Run:
    """One search, with what it took."""

    found: ModelTowns
    seconds: float
    cpu_seconds: float
    peak_mb: float


def gather(into: Path, short: bool) -> Path:
    """Join the three tables into one of outcomes, in a scratch folder."""
    file = into / "counties.parquet"
    states = "and right(name, 2) in ('WV', 'LA', 'MT', 'MI', 'OK')" if short else ""
    query = f"""
        copy (
            select o.fips as place, o.name as place_name, o.year, personal_income_kusd, population, pc_income_usd,
                Latitude as latitude, Longitude as longitude,
                case when label in ('Mining', 'Manufacturing', 'Farming', 'Federal/State Government', 'Recreation')
                    then label end as leading_industry
            from read_parquet('{DATA}/us_bea_cainc1_county_1969_2018.parquet') o
            left join (
                -- Counties that share a name share one position in this file, so one of them is wrong: none is used.
                select Fips, Latitude, Longitude
                from (select Fips, any_value(Latitude) as Latitude, any_value(Longitude) as Longitude
                    from read_csv('{DATA}/us_county_meta_2017_2021.csv', types={{'Fips': 'VARCHAR'}}) group by 1)
                qualify count(*) over (partition by Latitude, Longitude) = 1
                    and Latitude between 18 and 72 and Longitude between -170 and -65
            ) m on m.Fips = o.fips
            left join (select lpad(cast(FIPStxt as varchar), 5, '0') as fips, Economic_Type_Label as label
                from read_csv('{DATA}/us_ers_county_typology_2015.csv')) t on t.fips = o.fips
            where true {states}
        ) to '{file}' (format parquet)"""
    duckdb.sql(query)
    return file


def search(file: Path, outcome: str, folder: Path) -> Run:
    """Run one search as a user would, with two processes and a checkpoint."""
    start, used = time.perf_counter(), _cpu()

    def progress(done: int, total: int) -> None:
        print(f"\r{outcome}: {done}/{total}", end="", flush=True)

    table = read_outcomes(file, outcome, columns={"income": "pc_income_usd"}, shock_in=SHOCK_IN)
    found = model_towns(
        table, settings=Settings(), workers=2, checkpoint=folder / f"{outcome}.jsonl", progress=progress
    )
    peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    run = Run(found, time.perf_counter() - start, _cpu() - used, peak)
    print(f"\r{outcome}: {run.seconds:.0f} s, {run.cpu_seconds:.0f} s of CPU, {summary(found)}", flush=True)
    return run


def _cpu() -> float:
    uses = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


def main() -> None:
    """Search, and write the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--short", action="store_true")
    short = parser.parse_args().short
    if not DATA.is_dir():
        raise SystemExit(f"{DATA} is absent: nothing to search")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        file = gather(folder, short)
        runs = {outcome: search(file, outcome, folder) for outcome in OUTCOMES}
        write_page(folder if short else ROOT / "docs" / "explanation", runs)


if __name__ == "__main__":
    main()
