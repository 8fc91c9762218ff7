"""Make the coordinates of the towns of the case and of the embedded panel from the tables in ``--data``.

Source: GeoNames, CC BY 4.0 (the towns abroad through the case table, which names the same source). A place that GeoNames'
list of 500 inhabitants or more does not hold under its name has no row: nothing is guessed.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

REFERENCE = Path(__file__).parents[2] / "src" / "jumelage" / "reference"
# Towns of organisations of the case that are not in its table of towns, as the case and as GeoNames write them.
OTHERS = {
    "Disraeli": "Disraeli",
    "Québec": "Québec",
    "Saguenay": "Saguenay",
    "Saint-Georges": "Saint-Georges",
    "Sacré-Cœur": "Sacré-Coeur",
    "Tadoussac": "Tadoussac",
}
QUEBEC, ONTARIO = "10", "08"


def read(path: Path) -> list[dict[str, str]]:
    """Read a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """Write ``places.csv``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[3] / "shared" / "data")
    parser.add_argument("--out", type=Path, default=REFERENCE / "places")
    options = parser.parse_args()
    data = options.data
    canada: dict[tuple[str, str], dict[str, str]] = {}
    for row in sorted(
        read(data / "economy" / "geonames_canada_places_pop500.csv"), key=lambda row: int(row["population"])
    ):
        canada[row["name"], row["admin1code"]] = row  # of two with one name, the larger stays
    names = {row["id"]: row for row in read(REFERENCE / "case" / "towns.csv")}
    rows = [
        (names[row["id"]]["name_fr"], names[row["id"]]["name_en"], row["lat"], row["lon"])
        for row in read(data / "case" / "towns.csv")
        if row["lat"]
    ]
    wanted = [(name, geonames, QUEBEC) for name, geonames in OTHERS.items()]
    wanted += [(row["place"], row["place"], ONTARIO) for row in read(REFERENCE / "ontario" / "places.csv")]
    present = {row[1] for row in rows}
    for name, geonames, province in wanted:
        found = canada.get((geonames, province))
        if found and name not in present:
            rows.append((name, name, found["latitude"], found["longitude"]))
    with (options.out / "places.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name_fr", "name_en", "latitude", "longitude"))
        writer.writerows(rows)


if __name__ == "__main__":
    main()
