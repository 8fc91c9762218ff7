"""Write the organisations of the demonstration mission from the tables of the case, so that the two cannot drift."""

from __future__ import annotations

import csv

from jumelage.reference.demonstration import COLUMNS, demonstration_folder, organisation_rows


def main() -> None:
    """Write ``organisations.csv``."""
    path = demonstration_folder() / "organisations.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(organisation_rows())


if __name__ == "__main__":
    main()
