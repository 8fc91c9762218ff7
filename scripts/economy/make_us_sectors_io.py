"""Make src/jumelage/economy/scenarios/us_sectors_io.csv: accounts of the United States, 2023, by NAICS sector.

Source: Bureau of Economic Analysis, summary make, use and import tables of 2023 (public domain), as prepared by US EPA
useeior (MIT); jobs: County Business Patterns 2021, sum of the county cells published (a minimum), and where that
survey does not reach (farms, government) wages over the mean wage per job of the rest.

Purchases are industry by industry: domestic use of commodities (use less imports) shared out to the industries that
make them (industry technology). Imports, wages and other value added complete each column to its output.

Run: python scripts/economy/make_us_sectors_io.py DATA_FOLDER
"""

from __future__ import annotations

import csv
import gzip
import sys
from pathlib import Path

import duckdb
import numpy as np

OUT = Path(__file__).parents[2] / "src" / "jumelage" / "economy" / "scenarios" / "us_sectors_io.csv"
SECTORS = {
    "11": "111CA 113FF", "21": "211 212 213", "22": "22", "23": "23",
    "31-33": "321 327 331 332 333 334 335 3361MV 3364OT 337 339 311FT 313TT 315AL 322 323 324 325 326",
    "42": "42", "44-45": "441 445 452 4A0", "48-49": "481 482 483 484 485 486 487OS 493", "51": "511 512 513 514",
    "52": "521CI 523 524 525", "53": "HS ORE 532RL", "54": "5411 5415 5412OP", "55": "55", "56": "561 562", "61": "61",
    "62": "621 622 623 624", "71": "711AS 713", "72": "721 722", "81": "81", "92": "GFGD GFGN GFE GSLG GSLE",
}  # fmt: skip


def table(file: Path) -> tuple[list[str], list[str], np.ndarray]:
    """Read a matrix with its row and column codes."""
    with gzip.open(file, "rt") as stream:
        rows = list(csv.reader(stream))
    values = np.array([[float(cell or 0) for cell in row[1:]] for row in rows[1:]])
    return [row[0] for row in rows[1:]], rows[0][1:], values


def pick(found: tuple[list[str], list[str], np.ndarray], rows: list[str], columns: list[str]) -> np.ndarray:
    """Cut rows and columns out of a matrix; 0 where it has no such code."""
    names, header, values = found
    return np.array(
        [
            [values[names.index(r), header.index(c)] if r in names and c in header else 0.0 for c in columns]
            for r in rows
        ]
    )


def main(data: Path) -> None:
    """Write the table."""
    folder = data / "economy" / "bea_io"
    use, make, imports = (
        table(folder / f"Summary_{name}_17sch.csv.gz")
        for name in ("Use_2023_PRO_AfterRedef", "Make_2023_AfterRedef", "Import_2023_BeforeRedef")
    )
    codes = [code for group in SECTORS.values() for code in group.split()]
    commodities = [*codes, "Used", "Other"]
    domestic = pick(use, commodities, codes) - pick(imports, commodities, codes)
    made = pick(make, codes, commodities)
    share = made / np.maximum(made.sum(axis=0), 1e-12)  # who makes each commodity
    purchases = share @ domestic
    home = share @ (pick(use, commodities, ["F010"]) - pick(imports, commodities, ["F010"]))[:, 0]
    output = pick(use, ["Total Industry Output"], codes)[0]
    wages = pick(use, ["V001"], codes)[0]
    member = np.array([[code in group.split() for group in SECTORS.values()] for code in codes], dtype=float)
    z, x, w, c = member.T @ purchases @ member, output @ member, wages @ member, home @ member
    foreign = (pick(imports, commodities, codes).sum(axis=0)) @ member
    jobs = employment(data, w)
    write(
        z,
        {
            "output": x,
            "wages": w,
            "imports": foreign,
            "other_value_added": x - z.sum(axis=0) - w - foreign,
            "employment": jobs,
        },
        c,
    )


def employment(data: Path, wages: np.ndarray) -> np.ndarray:
    """Sum jobs by sector; fill farms and government by wages."""
    file = data / "economy" / "us_cbp_county_naics4_2017_2021.parquet"
    found = dict(duckdb.sql(f"select naics[:2], sum(emp) from '{file}' where year = 2021 group by 1").fetchall())
    jobs = []
    for sector in SECTORS:
        first, _, last = sector.partition("-")
        jobs.append(float(sum(found.get(str(two), 0) for two in range(int(first), int(last or first) + 1))))
    counted = np.array([sector not in ("11", "92") for sector in SECTORS])
    total = np.array(jobs)
    mean_wage = wages[counted].sum() / total[counted].sum()
    return np.where(counted, total, wages / mean_wage)


def write(z: np.ndarray, rows: dict[str, np.ndarray], consumption: np.ndarray) -> None:
    """Write the CSV, whole numbers but for what closes the balance."""
    with OUT.open("w", encoding="utf-8", newline="") as stream:
        stream.write(
            "# United States, 2023, million USD; employment in jobs. Made by scripts/economy/make_us_sectors_io.py\n"
        )
        writer = csv.writer(stream)
        writer.writerow(["", *SECTORS, "households"])
        for sector, row, bought in zip(SECTORS, z, consumption, strict=True):
            writer.writerow([sector, *(f"{v:.1f}" for v in row), f"{bought:.1f}"])
        closed = {**rows}
        rounded = np.round(z, 1).sum(axis=0)
        for name in ("output", "wages", "imports"):
            closed[name] = np.round(rows[name], 1)
        closed["other_value_added"] = closed["output"] - rounded - closed["wages"] - closed["imports"]
        for name, values in closed.items():
            writer.writerow([name, *(f"{v:.0f}" if name == "employment" else f"{v:.1f}" for v in values)])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
