"""Make the embedded panel of Northern Ontario's resource towns from the tables in ``--data`` (default ../shared/data).

Writes ``panel.csv`` (long form, as every panel of the project) and ``places.csv`` into src/jumelage/reference/ontario.
Source: Statistics Canada, censuses of 2001, 2006, 2016, 2021 and National Household Survey of 2011, brought together by
a public repository (hinterland, docs/data/res_series.json at 3de6ac7). Licence: Statistics Canada Open Licence.
Nothing is estimated, filled in or rounded here: a figure is the figure of the source.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

TARGET = Path(__file__).parents[2] / "src" / "jumelage" / "reference" / "ontario"
COLUMNS = ("place", "industry", "year", "employment", "place_name", "industry_name", "industry_name_en")
# Statistics Canada prints this subdivision under both its names; every other one has a single name.
TWO_NAMES = {"Greater Sudbury": "Greater Sudbury / Grand Sudbury"}


def read(path: Path) -> list[dict[str, str]]:
    """Read a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    """Write a table, lines ended as git keeps them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Make both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[3] / "shared" / "data")
    parser.add_argument("--out", type=Path, default=TARGET)
    options = parser.parse_args()
    folder = options.data / "canada"
    french = {row["industry_code"]: row["industry_label"] for row in read(folder / "qc_cma_naics2_2001.csv")}
    source = read(folder / "ontario_resource_towns_naics2_2001_2021.csv")
    rows = [
        {
            "place": row["place"],
            "industry": row["industry_code"],
            "year": row["year"],
            "employment": row["value"],
            "place_name": TWO_NAMES.get(row["place"], row["place"]),
            "industry_name": french[row["industry_code"]],
            "industry_name_en": row["industry_label"],
        }
        for row in source
    ]
    places = {row["place"]: (row["place_type"], row["code_if_known"]) for row in source}
    write(options.out / "panel.csv", COLUMNS, rows)
    kinds = {"country": "country", "province": "province", "census subdivision": "town"}
    write(
        options.out / "places.csv",
        ("place", "kind", "census_code"),
        [{"place": name, "kind": kinds[kind], "census_code": code} for name, (kind, code) in places.items()],
    )


if __name__ == "__main__":
    main()
