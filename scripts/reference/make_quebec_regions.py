"""Carry the labour force of Québec's regions by sector, 2016 census: ``python scripts/reference/make_quebec_regions.py SOURCE``.

SOURCE is a long table (``place, industry, year, employment, place_name, industry_name, industry_name_en``) of the 17
administrative regions, transcribed from the Census Profile of 2016 (Statistics Canada, 98-316-X2016001). The script
checks that each region has the 20 sectors once and that no count is missing, and writes what the demonstration carries.
Licence: Statistics Canada Open Licence.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

TARGET = Path(__file__).parents[2] / "src" / "jumelage" / "reference" / "quebec" / "regions_2016.csv"
COLUMNS = ("place", "place_name", "industry", "year", "employment")
SECTORS, REGIONS = 20, 17


def main(source: Path) -> None:
    """Check the source and write the table."""
    with source.open(encoding="utf-8", newline="") as stream:
        rows = [{column: row[column] for column in COLUMNS} for row in csv.DictReader(stream)]
    found: dict[str, set[str]] = {}
    for row in rows:
        if row["industry"] in found.setdefault(row["place"], set()) or not row["employment"].isdecimal():
            raise SystemExit(f"a sector twice, or no count: {row}")
        found[row["place"]].add(row["industry"])
    wrong = {place: len(codes) for place, codes in found.items() if len(codes) != SECTORS}
    if wrong or len(found) != REGIONS:
        raise SystemExit(f"{len(found)} regions; not {SECTORS} sectors: {wrong}")
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    sys.stdout.write(f"{TARGET.name}: {len(rows)} rows\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
