"""The embedded panel: sums of the source, holes told, names in both languages."""

import csv
from collections import defaultdict

from jumelage.reference.ontario import (
    REFERENCE_PLACE,
    UNIVERSES,
    missing_place_years,
    ontario_notes,
    ontario_panel_path,
    ontario_places,
)


def rows() -> list[dict[str, str]]:
    with ontario_panel_path().open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_totals_are_those_of_the_source() -> None:
    totals: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows():
        totals[row["place"], row["year"]] += int(row["employment"])
    # Sums over the twenty sectors of the source table, taken when it was transcribed.
    assert totals["Dubreuilville", "2001"] == 625
    assert totals["Ontario", "2021"] == 6_492_905


def test_dubreuilville_turned_from_the_mill_to_the_mine() -> None:
    counts = {(r["year"], r["industry"]): int(r["employment"]) for r in rows() if r["place"] == "Dubreuilville"}

    def share(year: str, industry: str) -> float:
        return counts[year, industry] / sum(n for (y, _), n in counts.items() if y == year)

    assert round(share("2001", "31-33"), 2) == 0.53
    assert round(share("2021", "31-33"), 2) == 0.06
    assert share("2001", "21") == 0
    assert round(share("2021", "21"), 2) == 0.48


def test_every_place_year_is_whole_or_told_missing() -> None:
    sectors: dict[tuple[str, int], set[str]] = defaultdict(set)
    for row in rows():
        assert int(row["employment"]) % 5 == 0
        assert row["industry_name"]
        assert row["industry_name_en"]
        sectors[row["place"], int(row["year"])].add(row["industry"])
    assert {len(codes) for codes in sectors.values()} == {20}
    places = {place.place for place in ontario_places()}
    assert len(places) == 34
    assert REFERENCE_PLACE in places
    assert len(sectors) + len(missing_place_years()) == len(places) * len(UNIVERSES) == 170
    assert set(missing_place_years()) == {(p, 2011) for p in ("Hornepayne", "Nipigon", "Marathon", "Manitouwadge")}


def test_notes_speak_both_languages_and_name_the_break() -> None:
    for note in ontario_notes():
        assert note.fr
        assert note.en
    assert any("2011 and 2016" in note.en for note in ontario_notes())
    assert not UNIVERSES[2011].employed_only
    assert UNIVERSES[2016].employed_only
