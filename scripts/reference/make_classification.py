"""Make the titles of NAICS Canada 2017 (SCIAN), sectors to industry groups, from the tables in ``--data``.

Structure and English titles: Statistics Canada, NAICS Canada 2017. French titles of sectors: Statistics Canada, 2001 census
(the same titles); of subsectors: Statistics Canada; of industry groups: SCIAN 2017 titles where a source prints them.
A group whose English title is that of a class below it, whose French title is printed, takes that title: ``inferred``.
Licence of the titles: Statistics Canada Open Licence.
"""

from __future__ import annotations

import argparse
import csv
import re
from pathlib import Path

TARGET = Path(__file__).parents[2] / "src" / "jumelage" / "reference" / "classification"
LEVELS = {"1": "sector", "2": "subsector", "3": "group"}


def read(path: Path) -> list[dict[str, str]]:
    """Read a table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def mended(text: str) -> str:
    """Write œuf and œuvre as French does (the sources type ``oe``); close the bracket that one title lost."""
    if text.count("(") > text.count(")"):
        text += ")"
    return re.sub(r"\boe(?=uf|uvre)|(?<=')oe(?=uf|uvre)", "œ", text)


def french_titles(data: Path) -> dict[str, tuple[str, str]]:
    """Bring together the French titles: code to title and how it is known."""
    sectors = {row["industry_code"]: row["industry_label"] for row in read(data / "canada" / "qc_cma_naics2_2001.csv")}
    titles = {code: (title, "official") for code, title in sectors.items()}
    for row in read(data / "canada" / "scian2017_fr_titles_partial.csv"):
        if row["title_fr"] and row["level"] == "3":
            titles[row["scian_2017_code"]] = (
                row["title_fr"],
                "official" if row["how"][0:6] == "direct" else "inferred",
            )
    for row in read(data / "economy" / "naics_scian_bilingual_partial.csv"):
        known = titles.get(row["code"])
        if row["Level"] == "1" and row["titre_fr"] and known and known[0] != row["titre_fr"]:
            raise SystemExit(f"two French titles for sector {row['code']}: {known[0]}; {row['titre_fr']}")
        if row["titre_fr"] and row["Level"] in "123":
            titles[row["code"]] = (row["titre_fr"], "official")
    return titles


def main() -> None:
    """Write ``naics.csv``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[3] / "shared" / "data")
    parser.add_argument("--out", type=Path, default=TARGET)
    options = parser.parse_args()
    data = options.data
    french = french_titles(data)
    with (options.out / "naics.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "level", "title_fr", "title_en", "french"))
        for row in read(data / "economy" / "naics_scian_bilingual_partial.csv"):
            if row["Level"] in LEVELS:
                title, how = french.get(row["code"], ("", "absent"))
                writer.writerow((row["code"], LEVELS[row["Level"]], mended(title), row["title_en"], how))


if __name__ == "__main__":
    main()
